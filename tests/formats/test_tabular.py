import io
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InvalidInput
from tracker.formats import tabular
from tracker.formats.registry import FORMATS, format_named, format_of
from tracker.model.actor import Actor
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.link import Link
from tracker.model.source import Citation, Source

THREAT = EventType("threat", "Threat", goldstein=-4.4)
HEADINGS = "title,date,type"


def read(table: str, mapping: dict[str, str] | None = None, **constants: str) -> Batch:
    """Read a table as a file would give it."""
    return tabular.read(io.StringIO(table, newline=""), mapping, constants)


def event(number: int = 1, title: str = "A threat", **more: object) -> Event:
    """An event of a day in October."""
    date = EventDate.parse("2016-10-03")
    return Event(number, f"handle-{number}", title, date, THREAT, **more)  # type: ignore[arg-type]


def test_an_event_is_a_row() -> None:
    """Actors and sources are joined by semicolons, and the intensity is the one that counts."""
    sides = (Actor("RUS", "Russia"), Actor("SYR", "Syria"))
    cited = (Citation("times", 2), Citation("decree"), Citation("times", 3))
    rows = list(
        tabular.write(
            Chronicle({1: event(by=sides, to=sides[1:], place="Aleppo", citations=cited)})
        )
    )
    assert rows == [
        "id,handle,date,title,type,by,to,status,place,coordinates,summary,"
        "intensity,tags,marking,zone,sources",
        "1,handle-1,2016-10-03,A threat,threat,RUS; SYR,SYR,occurred,Aleppo,,,-4.4,,,,times; decree",
    ]


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30),
    st.text(st.characters(exclude_categories=["C"]) | st.just("\n"), max_size=60),
    st.sampled_from(tabular.DELIMITERS),
)
def test_a_table_of_ours_is_read_again(title: str, summary: str, delimiter: str) -> None:
    """What a table has room for comes back, whatever the text and the delimiter."""
    written = event(title=title, summary=summary.strip(), citations=(Citation("times"),))
    table = "\n".join(tabular.write(Chronicle({1: written}), delimiter))
    (draft,) = read(table).events
    assert (draft.handle, draft.title, draft.summary) == ("handle-1", title, summary.strip())
    assert (draft.date, draft.type, draft.intensity) == (written.date, "threat", -4.4)
    assert draft.citations == (Citation("times"),)


def test_what_a_table_loses_is_counted() -> None:
    """Links, grades, locators and quotations are counted, and what a chronicle lacks is not."""
    cited = (Citation("times", 2, "p. 4", "so it is said"), Citation("decree"))
    chronicle = Chronicle(
        {1: event(citations=cited), 2: event(2, own_intensity=-9.0)},
        (Link(1, 2, "provokes", 0.9),),
        sources={code: Source(code, code) for code in ("times", "decree")},
    )
    assert format_named("csv").omissions(chronicle) == {
        "links": 1, "grades": 1, "locators": 1, "quotations": 1, "descriptions of sources": 2,
        "intensity overrides": 1,
    }  # fmt: skip
    assert format_named("csv").omissions(Chronicle({1: event()})) == {}


@pytest.mark.parametrize("delimiter", tabular.DELIMITERS)
def test_headings_find_their_fields(delimiter: str) -> None:
    """Columns called like the fields are used, in any order, capitals and delimiter."""
    headings = ["Place", "TITLE", "date", "Type", "by", "To", "summary", "intensity", "source"]
    cells = ["Aleppo", "A strike", "3 Oct 2016", "air-strike", '"RUS; SYR;"', "", '"Two\r\nlines"',
             "−9.5", '"times; https://a.example/x"']  # fmt: skip
    (draft,) = read(f"{delimiter.join(headings)}\r\n{delimiter.join(cells)}\r\n").events
    assert (draft.title, draft.date.text, draft.type) == ("A strike", "2016-10-03", "air-strike")
    assert (draft.by, draft.to, draft.place) == (("RUS", "SYR"), (), "Aleppo")
    assert (draft.summary, draft.intensity) == ("Two\nlines", -9.5)
    assert draft.citations == (Citation("times"), Citation("https://a.example/x"))
    assert draft.handle is None


def test_quoted_headings_do_not_hide_the_delimiter() -> None:
    """A byte-order mark, quotes and commas within a heading do not mislead the reader."""
    table = '\ufeff"title, or name";"date";"type"\nA threat;2016-10-03;threat\n'
    assert read(table, {"title": "Title, or name"}).events[0].title == "A threat"


def test_mapped_columns_and_constants() -> None:
    """A mapping beats a heading, a set value beats a heading, and fills empty mapped cells."""
    table = "title,name,date,kind,type\nx,A threat,2016-10-03,threat,9\nx,A move,2016-10-04,,9\n"
    first, second = read(table, {"title": "name", "type": "kind"}, type="troop-movement").events
    assert (first.title, first.type) == ("A threat", "threat")
    assert (second.title, second.type) == ("A move", "troop-movement")
    assert [draft.type for draft in read(table, type="talk").events] == ["talk", "talk"]


def test_rows_that_are_alike_are_so_many_events() -> None:
    """Equal rows are not taken for one; blank ones are no rows."""
    row = "A launch,2016-10-03,missile-test\n"
    assert len(read(f"{HEADINGS}\n{row}\n,,\n{row}").events) == 2


def test_a_row_without_a_title_is_called_by_its_type() -> None:
    """Of a row that has a date and a type the record can be kept, and the person is told."""
    remarks: list[str] = []
    table = io.StringIO(f"{HEADINGS}\n,2016-10-03,missile-test\n")
    (draft,) = tabular.read(table, remarks=remarks).events
    assert draft.title == "missile-test"
    assert remarks == ["Rows without a title, called by their type: 1."]
    assert read(f"{HEADINGS}\n,2016,x\n", {"title": "title"}, title="Unknown").events[0].title == (
        "Unknown"
    )


def test_short_rows_and_trailing_delimiters_are_read() -> None:
    """Cells that are missing at the end, or empty beyond the headings, mean nothing."""
    table = f"{HEADINGS},place\nA,2016,x\nB,2016,x,,,\n"
    assert [draft.place for draft in read(table).events] == [None, None]


def test_unreadable_rows_refuse_the_table() -> None:
    """Up to five rows are named by line and reason, the others counted, and none is taken."""
    bad = ["A,03/10/2016,x", '"B\nb",2016,x', "C,,x", f"{'D' * 301},2016,x", "E,2016,x,1",
           "F,2016,", "G,soon,x"]  # fmt: skip
    with pytest.raises(InvalidInput) as caught:
        read("\n".join([HEADINGS, *bad]))
    assert str(caught.value).splitlines() == [
        "6 rows of 7 cannot be read, so none was taken:",
        "  line 2: '03/10/2016' could be day-month or month-day",
        "  line 5: the date is empty",
        "  line 6: The title has 301 characters",
        "  line 7: has 4 cells under 3 headings",
        "  line 8: the type is empty",
        "  … and 1 more",
        "--rejects FILE takes the others and writes these to a file.",
    ]


@pytest.mark.parametrize("intensity", ["high", "11", "nan", "−10.5"])
def test_an_intensity_off_the_scale_is_named(intensity: str) -> None:
    """An intensity that is no number from −10 to +10 is refused with its line."""
    with pytest.raises(InvalidInput, match="line 2: The intensity "):
        read(f"{HEADINGS},intensity\nA,2016,x,{intensity}\n")


@pytest.mark.parametrize(
    ("table", "mapping", "constants", "sentence"),
    [
        (
            "when,what",
            {},
            {},
            "No column holds the title and the date and the type. The columns of the table are: "
            "when, what. Name one with --map title=COLUMN, or one value for every row with "
            "--set title=VALUE.",
        ),
        (
            "when,what",
            {"date": "wen"},
            {},
            "There is no column 'wen' for the date. The columns of the table are: when, what.",
        ),
        ("when,When,what", {"date": "WHEN"}, {}, "2 columns are called 'WHEN'; rename one."),
        (HEADINGS, {"day": "date"}, {}, "An event has no field 'day' to fill; it has title, date"),
        (HEADINGS, {}, {"colour": "red"}, "An event has no field 'colour' to fill; it has title"),
        (HEADINGS, {}, {"date": "soon"}, "The date for every row: 'soon' is not a date"),
        ("", {}, {}, "The table is empty; its first row must name the columns."),
        (f'{HEADINGS}\n"A,2016,x\n', {}, {}, "Line 2 is no row of a table: unexpected end of data"),
    ],
)
def test_a_table_that_cannot_be_placed_is_refused(
    table: str, mapping: dict[str, str], constants: dict[str, str], sentence: str
) -> None:
    """What is missing is named together with what there is and how to say it."""
    with pytest.raises(InvalidInput) as caught:
        read(table, mapping, **constants)
    assert str(caught.value).startswith(sentence)


def test_headings_alone_are_an_empty_batch() -> None:
    """A table without rows is read as no events."""
    assert read(HEADINGS) == Batch()


def test_formats_are_found_by_name_and_suffix() -> None:
    """Every format is found by its name and by each of its suffixes, whatever the capitals."""
    for each in FORMATS:
        assert format_named(each.name.upper()) is each
        for suffix in each.suffixes:
            assert format_of(PurePath(f"crisis{suffix.upper()}")) is each


def test_an_unknown_format_lists_what_there_is() -> None:
    """A name or suffix that no format has is answered with those there are."""
    listed = r"jsonl \(.jsonl .ndjson\), csv \(.csv\), tsv \(.tsv .tab\)"
    with pytest.raises(InvalidInput, match=f"'xml' is no format .*{listed}"):
        format_named("xml")
    with pytest.raises(InvalidInput, match=f"'crisis.xml' does not say the format.*{listed}"):
        format_of(PurePath("crisis.xml"))


def test_columns_that_nothing_is_read_from_are_named() -> None:
    """A heading that is no field is not passed over without a word."""
    remarks: list[str] = []
    table = io.StringIO("date,title,type,severity,\n2016,A threat,threat,9,\n")
    tabular.read(table, remarks=remarks)
    assert remarks == ["Columns that no field was read from: severity."]


def test_a_table_of_an_older_tracker_keeps_its_sources() -> None:
    """What tracker wrote before there was a status is still known for its own."""
    table = "id,handle,date,title,type,by,to,place,summary,intensity,sources\n1,h,2016,T,threat,,,,,,x; y\n"
    remarks: list[str] = []
    batch = tabular.read(io.StringIO(table), remarks=remarks)
    assert [citation.source for citation in batch.events[0].citations] == ["x", "y"]
    assert remarks == []


def test_a_column_of_another_kind_of_status_is_not_read() -> None:
    """A status that tells of launches, say, is named as not read; a status of ours is read."""
    remarks: list[str] = []
    other = tabular.read(
        io.StringIO(f"{HEADINGS},status\nT,2016,threat,Success\n"), remarks=remarks
    )
    assert other.events[0].status == "occurred"
    assert remarks == ["Columns that no field was read from: status."]
    assert read(f"{HEADINGS},status\nT,2016,threat,planned\n").events[0].status == "planned"
    with pytest.raises(InvalidInput, match="Success"):
        read(f"{HEADINGS},outcome\nT,2016,threat,Success\n", {"status": "outcome"})
