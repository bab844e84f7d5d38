"""Ask: how one event led to another, what led to what, where it turned, and who says so."""

from tracker.desk.ask.accounts import Accounts
from tracker.desk.ask.chains import Chains
from tracker.desk.ask.compare import Compare
from tracker.desk.ask.doubts import Doubts
from tracker.desk.ask.dyads import Dyads
from tracker.desk.ask.trees import Trees


class Ask(Chains, Trees, Doubts, Accounts, Dyads, Compare):
    """Questions about the recorded claims; no answer is proof of causation."""
