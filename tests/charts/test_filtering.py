"""Filters in words, as a picture says them."""

import pytest

from tracker.charts.words.filtering import selection_in_words
from tracker.charts.words.language import language_of
from tracker.model.dates import EventDate
from tracker.model.picture import LANGUAGES
from tracker.model.selection import Selection
from tracker.model.source import Grade
from tracker.store import chronicle
from tracker.store.database import Database

DATE = EventDate.parse


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(), ""),
        (Selection(since=DATE("2016-09"), until=DATE("2016-12"), actors=("RUS",)),
         "September to December 2016, acts of Russia or on it"),
        (Selection(actors=("RUS", "SYR")), "acts of Russia or Syria or on them"),
        (Selection(since=DATE("2016-09-09"), until=DATE("2016-10-03")),
         "9 September to 3 October 2016"),
        (Selection(since=DATE("2015-12"), until=DATE("2016-01")), "December 2015 to January 2016"),
        (Selection(since=DATE("2016")), "from 2016"),
        (Selection(until=DATE("2016-10-03")), "until 3 October 2016"),
        (Selection(types=("veto",), place="New York"), "only Veto, in “New York”"),
        (Selection(statuses=("planned",)), "only what is planned"),
        (Selection(statuses=("occurred", "ongoing"), only_happened=True), ""),
        (Selection(account="RUS", min_grade=Grade.parse("B2")),
         "links as claimed by Russia, links with sources of grade B2 or better"),
    ],
)  # fmt: skip
def test_filters_are_said_without_names_of_options(
    sample: Database, selection: Selection, said: str
) -> None:
    """Times with their year once, actors and types by their names."""
    found = selection_in_words(selection, chronicle.load(sample))
    assert found.lower() == said.lower()
    assert "--" not in found


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_them(sample: Database, code: str) -> None:
    """No option and no English word is left in another language's line."""
    selection = Selection(
        since=DATE("2016-09"), until=DATE("2016-12"), place="X", text="Y", min_intensity=5.0,
        known_by=DATE("2016-10-07"), exactly=True,
    )  # fmt: skip
    said = selection_in_words(selection, chronicle.load(sample), language_of(code))
    assert "--" not in said
    assert "2016" in said
    assert code == "en" or "known" not in said
