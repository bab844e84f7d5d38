"""Ask: how one event led to another, what led to what, where it turned, and who says so."""

from tracker.desk.ask.accounts import Accounts
from tracker.desk.ask.agreement import Agreements
from tracker.desk.ask.chains import Chains
from tracker.desk.ask.compare import Compare
from tracker.desk.ask.doubts import Doubts
from tracker.desk.ask.dyads import Dyads
from tracker.desk.ask.evidence import Evidence
from tracker.desk.ask.hypotheses import HypothesisTables
from tracker.desk.ask.likelihood import Likelihood
from tracker.desk.ask.trees import Trees


class Ask(
    Chains, Likelihood, Trees, Doubts, Accounts, Dyads, Compare, Agreements, Evidence,
    HypothesisTables,
):  # fmt: skip
    """Questions about the recorded claims; no answer is proof of causation."""
