"""Records of documents (graphs, bundles), each taken by itself: a bad one costs that one alone.

What is rejected is handed over as a record of JSON lines, which can be mended with an editor and
imported, while a part of a document cannot.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tracker.errors import InvalidInput
from tracker.formats.jsonl.reading import HEAD
from tracker.formats.jsonl.writing import draft_line, record_line
from tracker.model.chronicle import Batch
from tracker.model.feed_row import RejectedRow, RejectHandler, Taken


class RecordTaker:
    """Takes the records of one document, and rejects those that cannot be read.

    Parameters
    ----------
    reject : callable or None
        Receives each of them; without it the first one refuses the file.
    lines : mapping of str to sequence of int
        For each kind of record (`event`, `link`) the lines that they begin on.

    Examples
    --------
    >>> from tracker.model.dates import EventDate
    >>> rejected = []
    >>> taker = RecordTaker(rejected.append, {"event": [7]})
    >>> taker("event", 0, lambda: EventDate.parse("soon"), {"title": "Talks", "date": "soon"})
    >>> rejected[0].line, rejected[0].text
    (7, '{"record": "event", "title": "Talks", "date": "soon"}')
    """

    def __init__(self, reject: RejectHandler | None, lines: Mapping[str, Sequence[int]]) -> None:
        self._reject = reject
        self._lines = lines

    def __call__(
        self, kind: str, place: int, make: Callable[[], Taken], values: Mapping[str, Any]
    ) -> Taken | None:
        """The record of a place, counted from 0; None where it was rejected.

        `values` are its fields as they stand, under the names that JSON lines give them.
        """
        try:
            return make()
        except InvalidInput as error:
            if self._reject is None:
                raise InvalidInput(f"Line {self._line(kind, place)}: {error}") from None
            told = {key: value for key, value in values.items() if value not in (None, "", [], ())}
            reason = str(error).removesuffix(".")
            self._reject(
                RejectedRow(self._line(kind, place), reason, record_line(kind, told), HEAD)
            )
            return None

    def drop(self, line: int, error: InvalidInput) -> None:
        """Reject what is no record of any kind."""
        if self._reject is None:
            raise error
        self._reject(RejectedRow(line, str(error).removesuffix(".")))

    def located(self, batch: Batch) -> Batch:
        """A batch whose lines are places so far, with those of the file and the texts of records.

        A record that cannot be stored is then rejected as one that cannot be read.
        """
        drafts = {"event": batch.events, "link": batch.links}
        links = batch.further_lines.get("link", ())
        return replace(
            batch,
            lines=tuple(self._line("event", place) for place in batch.lines),
            further_lines={"link": tuple(self._line("link", place) for place in links)},
            text_of=lambda kind, place: draft_line(kind, drafts[kind][place]),
            heading=HEAD,
        )

    def _line(self, kind: str, place: int) -> int:
        lines = self._lines.get(kind, ())
        return lines[place] if place < len(lines) else 1


def lines_where(text: str, pattern: str) -> list[int]:
    r"""The lines on which a pattern is found, one for each time.

    Parameters
    ----------
    text : str
        The document.
    pattern : str
        A regular expression.

    Returns
    -------
    list of int
        Their numbers from 1.

    Examples
    --------
    >>> lines_where("<nodes>\n<node/><node/>\n</nodes>", r"<node\b")
    [2, 2]
    """
    ends = [found.start() for found in re.finditer("\n", text)]
    return [bisect_right(ends, found.start()) + 1 for found in re.finditer(pattern, text)]
