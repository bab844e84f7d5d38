"""The public API of tracker, for the command line, notebooks and other programs alike.

A `Desk` is an open database and who works at it. Its calls stand in six modules, as `--help` has
six panels: record, browse, ask, draw, exchange, manage. They answer with frozen values of
`tracker.model`, which carry the sentences to be read with them. Heavy imports stand inside the
calls that need them.
"""

from tracker.desk.ask import Ask
from tracker.desk.browse import Browse
from tracker.desk.draw import Draw
from tracker.desk.exchange import Exchange
from tracker.desk.manage import Manage
from tracker.desk.record import Record
from tracker.model.answer import Answer
from tracker.output.notebook import NotebookDisplay

Answer.display = NotebookDisplay()


class Desk(Record, Browse, Ask, Draw, Exchange, Manage):
    """An open database, who works at it, and all that can be asked of it."""
