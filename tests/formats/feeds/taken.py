"""What a reader of a feed makes of a text."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.formats.registry import Feed
from tracker.model.report import Rejected, Report, Reports
from tracker.model.wanted import ANYTHING, Wanted


@dataclass(frozen=True)
class Taken:
    """The reports of a text, its rejected lines with their reasons, and how many were passed."""

    reports: tuple[Report, ...]
    rejected: tuple[tuple[int, str], ...]
    passed_over: int

    @property
    def only(self) -> Report:
        """The one report there is."""
        [report] = self.reports
        return report


def taken(
    feed: Feed, text: str, only: Mapping[str, str] | None = None, wanted: Wanted = ANYTHING
) -> Taken:
    """All rows of a text, by what they are."""
    rows: list[Report | Rejected | int] = []
    for row in feed(io.StringIO(text, newline=""), only or {}, wanted):
        rows += row.rows() if isinstance(row, Reports) else [row]
    return Taken(
        tuple(row for row in rows if isinstance(row, Report)),
        tuple((row.line, row.reason) for row in rows if isinstance(row, Rejected)),
        sum(row for row in rows if isinstance(row, int)),
    )
