from dataclasses import replace

import pytest

from tracker.charts.textual import SIGNS, STANDING, text_timeline
from tracker.model.dates import EventDate
from tracker.store import chronicle as stored
from tracker.store.database import Database


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_every_event_has_a_row_and_a_sign_in_its_place(sample: Database, width: int) -> None:
    """Rows stand in order of time, each with one sign, and signs never run backwards for days."""
    crisis = stored.load(sample)
    chart = text_timeline(crisis, width)
    assert len(chart.rows) == len(crisis.events)
    places = []
    for row, event in zip(chart.rows, crisis.events.values(), strict=True):
        assert event.tone is not None
        sign = STANDING.get(event.status) or SIGNS[event.tone]
        assert row.track[row.sign] == sign
        assert len({len(row.track)} | {len(each.track) for each in chart.rows}) == 1
        assert event.titled in row.text
        assert ("─" in row.track) <= (not event.date.is_day)
        if event.date.is_day:
            places.append(row.sign)
    assert places == sorted(places)
    assert all(len(line) == len(chart.rows[0].track) for line in chart.axis)


def test_a_date_is_said_once(sample: Database) -> None:
    """Of several events of one day only the first row has the date."""
    rows = text_timeline(stored.load(sample), 100).rows
    assert [row.date for row in rows].count("3 Oct 2016") == 1


def test_an_open_date_has_an_arrow_and_no_line(sample: Database) -> None:
    """What is known is its sign; the arrow beside it says at which side nothing is."""
    crisis = stored.load(sample)
    number = next(n for n, event in crisis.events.items() if event.date.text == "2016-10-03")
    for text, sides in (("2016-10-03/..", ("", "→")), ("../2016-10-03", ("←", ""))):
        event = replace(crisis.events[number], date=EventDate.parse(text), derived_earliest=None)
        chart = text_timeline(replace(crisis, events={**crisis.events, number: event}), 100)
        row = next(row for row in chart.rows if event.title in row.text)
        before, after = row.track[row.sign - 1].strip(), row.track[row.sign + 1].strip()
        assert (before, after) == sides
        assert "─" not in row.track
        assert f"{''.join(sides)} {'end' if sides[1] else 'beginning'} not known" in chart.key
