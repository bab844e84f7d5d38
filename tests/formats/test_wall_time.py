"""Exports keep the day where it happened, four digits of a year, and what is open open."""

import json

import pytest

from tracker.formats import i2, ical, timelinejs, timemap, timesketch, vis
from tracker.formats.graphs import write_gexf
from tracker.formats.stix import writing as stix
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event


def of(date: str) -> Chronicle:
    """A chronicle of one event."""
    kind = EventType("threat", "Threat")
    return Chronicle({1: Event(1, "e", "E", EventDate.parse(date), kind)}, types={"threat": kind})


EVENING = of("2016-10-03T22:00-05:00")


def test_the_evening_of_the_third_stays_on_it() -> None:
    """In Washington, whatever UTC says; what has a zone of its own keeps the offset."""
    assert json.loads("".join(timemap.write(EVENING)))["events"][0]["date"] == "10/3/2016"
    assert json.loads("".join(timelinejs.write(EVENING)))["events"][0]["start_date"]["day"] == 3
    assert "DTSTART:20161003T220000\r" in list(ical.write(EVENING))
    assert json.loads(next(timesketch.write(EVENING)))["datetime"] == "2016-10-03T22:00:00-05:00"
    assert json.loads("".join(vis.write(EVENING)))["items"][0]["start"] == "2016-10-03T22:00:00"
    assert "2016-10-03" in "".join(write_gexf(EVENING))
    assert "2016-10-04" not in "".join(write_gexf(EVENING))
    assert "2016-10-04T03:00:00.000Z" in "".join(stix.write(EVENING))  # which knows only UTC


def test_what_is_open_has_no_end() -> None:
    """No end is invented; the formats count that they cannot say it."""
    war = of("2022-02-24/..")
    assert not any(line.startswith("DTEND") for line in ical.write(war))
    assert "end" not in json.loads("".join(vis.write(war)))["items"][0]
    assert " end=" not in next(line for line in write_gexf(war) if "<node " in line)
    for module in (ical, vis):
        assert module.OMITTED["open ends"] is not None


def test_what_began_by_a_day_has_no_beginning() -> None:
    """Nor does a beginning become an interval of no length."""
    item = json.loads("".join(vis.write(of("[..2016-10-12]"))))["items"][0]
    assert ("end" in item, item["type"], item["start"][:10]) == (False, "point", "2016-10-12")


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("[1999-05-03..1999-05-07]", "between 1999-05-03 and 1999-05-07"),
        ("[1999-05-03,1999-05-05]", "1999-05-03 or 1999-05-05"),
        ("[..2016-10-12]", "by 2016-10-12"),
        ("[2016-10-12..]", "not before 2016-10-12"),
    ],
)
def test_one_of_several_is_worded(date: str, words: str) -> None:
    """What has only from and to says in words that it was one moment, and can be read back."""
    assert EventDate.parse(words) == EventDate.parse(date)
    shown = json.loads("".join(timelinejs.write(of(date))))["events"][0]["display_date"]
    assert shown == words
    assert words in "".join(ical.write(of(date))).replace("\r ", "")


@pytest.mark.parametrize("module", [ical, i2])
def test_years_have_four_digits(module: object) -> None:
    """The year 476 is written 0476."""
    text = "\n".join(module.write(of("0476-09-04")))  # type: ignore[attr-defined]
    assert "04760904" in text or "0476-09-04" in text
