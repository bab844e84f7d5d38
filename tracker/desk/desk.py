"""The desk of programs and notebooks: all panels in one, with answers that show themselves."""

from tracker.desk.archived import Archived
from tracker.desk.ask import Ask
from tracker.desk.browse import Browse
from tracker.desk.drafting import Drafting
from tracker.desk.draw import Draw
from tracker.desk.exchange import Exchange
from tracker.desk.manage import Manage
from tracker.desk.merging import Merging
from tracker.desk.record import Record
from tracker.desk.syncing import Syncing
from tracker.model.answer import Answer
from tracker.output.notebook import NotebookDisplay

Answer.display = NotebookDisplay()


class Desk(Record, Browse, Ask, Draw, Exchange, Drafting, Merging, Syncing, Archived, Manage):
    """An open database, who works at it, and all that can be asked of it."""
