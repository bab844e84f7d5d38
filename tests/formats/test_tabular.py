import csv
import io
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats import tabular
from tracker.formats.delimited import Record, RecordReader
from tracker.formats.registry import FORMATS, format_named, format_of
from tracker.model.actor import Actor
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.feed_row import RejectedRow
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
        "  line 2: '03/10/2016' could be day-month or month-day (--dates dmy, or mdy, says which)",
        "  line 5: the date is empty",
        "  line 6: The title has 301 characters",
        "  line 7: has 4 cells under 3 headings",
        "  line 8: the type is empty",
        "  … and 1 more",
        "--rejects FILE takes the others and writes these to a file.",
    ]


@pytest.mark.parametrize("intensity", ["high", "11", "inf", "−10.5", "1.2.5"])
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
        (
            HEADINGS,
            {"daytime": "date"},
            {},
            "An event has no field 'daytime' to fill; it has title, date",
        ),
        (HEADINGS, {}, {"colour": "red"}, "An event has no field 'colour' to fill; it has title"),
        (HEADINGS, {}, {"date": "soon"}, "The date for every row: 'soon' is not a date"),
        ("", {}, {}, "The table is empty; its first row must name the columns."),
        (
            f'{HEADINGS}\n"A,2016,x\n',
            {},
            {},
            "1 row of 1 cannot be read, so none was taken:\n  line 2: has a quotation mark that is not closed, or one that stands within a cell",
        ),
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
    assert read(HEADINGS) == Batch(fields=frozenset(HEADINGS.split(",")))


def test_formats_are_found_by_name_and_suffix() -> None:
    """Every format is found by its name and by each of its suffixes, whatever the capitals."""
    for each in FORMATS:
        assert format_named(each.name.upper()) is each
        for suffix in each.suffixes:
            assert format_of(PurePath(f"crisis{suffix.upper()}")) is each


def test_an_unknown_format_lists_what_there_is() -> None:
    """A name or suffix that no format has is answered with those there are."""
    listed = r"jsonl \(.jsonl .ndjson\), text \(.txt .tracker\), csv \(.csv\), tsv \(.tsv .tab\)"
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
    assert remarks == [
        "The column status tells of something else ('Success') and was not read: every event is "
        'recorded as occurred. If it says what came about, --value "status:Success=planned" reads '
        "a word of it."
    ]
    assert read(f"{HEADINGS},status\nT,2016,threat,planned\n").events[0].status == "planned"
    with pytest.raises(InvalidInput, match="Success"):
        read(f"{HEADINGS},outcome\nT,2016,threat,Success\n", {"status": "outcome"})


STATUSES = f"{HEADINGS},status\nA,2016,threat,planned\nB,2016,threat,%s\nC,2016,threat,NA\n"


def test_an_odd_status_refuses_its_row_and_never_makes_a_planned_act_an_occurred_one() -> None:
    """One cell that is no status is a slip: its row is named, the others keep what they say."""
    with pytest.raises(InvalidInput, match="line 3: The status 'sometime' is none of"):
        read(STATUSES % "sometime")
    rejected: list[Any] = []
    kept = tabular.read(io.StringIO(STATUSES % "sometime"), reject=rejected.append)
    assert [event.status for event in kept.events] == ["planned", "occurred"]
    assert [row.line for row in rejected] == [3]
    with pytest.raises(InvalidInput, match="plannned"):
        read(f"{HEADINGS},status\nA,2016,threat,plannned\n")


def test_a_status_is_read_in_the_languages_of_tables_and_by_what_stands_for_it() -> None:
    """Words of a table that say the same are read and said; what is told goes before."""
    remarks: list[str] = []
    table = f"{HEADINGS},status\nA,2016,threat,Geplant\nB,2016,threat,annulé\n"
    found = tabular.read(io.StringIO(table), remarks=remarks)
    assert [event.status for event in found.events] == ["planned", "did-not-occur"]
    assert remarks == ["Words read as a status: Geplant as planned, annulé as did-not-occur."]
    told = tabular.read(
        io.StringIO(f"{HEADINGS},status\nA,2016,threat,vorgemerkt\n"),
        values={"status": {"vorgemerkt": "planned"}},
    )
    assert told.events[0].status == "planned"


def test_a_column_may_be_left_unread_by_a_blank_mapping() -> None:
    """A column called like a field, mapped to nothing, fills no field."""
    found = read(f"{HEADINGS},intensity\nA,2016,threat,high\n", {"intensity": ""})
    assert found.events[0].intensity is None


DATED = {
    "12.08.2008": "2008-08-12",
    "3-7/5/1999": "1999-05-03/1999-05-07",
    "28.4.-3.5.1999": "1999-04-28/1999-05-03",
    "28.12.2016-3.1.2017": "2016-12-28/2017-01-03",
}


@pytest.mark.parametrize(("typed", "edtf"), DATED.items())
def test_days_before_their_months_are_read_with_dots_and_as_spans(typed: str, edtf: str) -> None:
    """Whoever writes dots, or a span of days, puts the day first; --dates says the same."""
    table = f"title,date,type\nA,{typed},threat\n"
    for order in (None, "dmy"):
        found = tabular.read(io.StringIO(table), dates=order)
        assert found.events[0].date.text == edtf


def test_a_date_of_another_weekday_than_a_table_says_is_pointed_out() -> None:
    """The date stands; a weekday that is right is not spoken of."""
    remarks: list[str] = []
    rows = ["Monday 5 May 1999", '"Mittwoch, 5. Mai 1999"', "mercredi 5 mai 1999 14:30"]
    table = "title,date,type\n" + "".join(f"A,{day},threat\n" for day in rows)
    tabular.read(io.StringIO(table), remarks=remarks)
    assert remarks == [
        "Dates of another weekday than is said; the dates stand: 1 (Monday 5 May 1999)."
    ]


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ("lat,lon", "36.2,37.15"), ("Lat,Lng", "36.2°,37.15°"), ("x,y", "37.15,36.2"),
        ("LAT,LONG", "36°12'N,37°09'E"), ("latitude,longitude", '"36,2","37,15"'),
        ("latitude,longitude", "N 36°12′,E 37°9′00″"),
    ],
)  # fmt: skip
def test_coordinates_in_two_columns_are_read_as_people_write_them(
    headings: str, cells: str
) -> None:
    """Degrees and minutes, decimal commas, and the headings of other programs."""
    found = read(f"title,date,type,{headings}\nA,2016,threat,{cells}\n")
    assert found.events[0].coordinates == "36.2,37.15"


def test_several_grades_in_a_cell_are_those_of_its_sources_in_turn() -> None:
    """One grade serves all sources; of several each is that of its own, and others are refused."""
    table = "title,date,type,source,grade\nA,2016,threat,Wire; Paper,%s\n"
    found = read(table % "A1; B3")
    assert [(each.source, each.credibility) for each in found.events[0].citations] == [
        ("Wire", 1),
        ("Paper", 3),
    ]
    assert [(each.title, each.reliability) for each in found.cited] == [
        ("Wire", "A"),
        ("Paper", "B"),
    ]
    assert [each.credibility for each in read(table % "B2").events[0].citations] == [2, 2]
    with pytest.raises(InvalidInput, match="2 sources and 3 grades"):
        read(table % "A1; B2; C3")
    with pytest.raises(InvalidInput, match="line 2: the grade B2/3 may be of one of its sources"):
        read(table % "B2/3")


@pytest.mark.parametrize(
    ("cell", "letter", "digit", "said"),
    [
        ("b/2", "B", 2, ""),
        ("B - 2", "B", 2, ""),
        ("B2/3", "B", 3, "B2/3 as B3 (1)"),
        ("B-C2", "C", 2, "B-C2 as C2 (1)"),
        ("B / C 2–3", "C", 3, "B / C 2–3 as C3 (1)"),
        ("2/3", None, 3, "2/3 as 3 (1)"),
    ],
)
def test_a_grade_between_two_is_read_as_the_weaker(
    cell: str, letter: str | None, digit: int, said: str
) -> None:
    """A report has one grade: of B2/3 it is B3, which claims no more than was meant, and is said."""
    found, rejected, remarks = read_all(
        f"title,date,type,source,grade\nA,2016,threat,Wire,{cell}\n"
    )
    assert not rejected
    assert [each.credibility for each in found.events[0].citations] == [digit]
    assert [each.reliability for each in found.cited] == ([letter] if letter else [])
    start = "Grades between two, of which the weaker stands: "
    assert [each.removeprefix(start).partition(". ")[0] for each in remarks] == [said] * bool(said)


def test_a_column_without_a_heading_is_told_of_and_read_by_its_number() -> None:
    """Under a merged heading stand two columns; what the second holds is not passed over unsaid."""
    table = "date,title,type,by,,,place\n2016,A,threat,RUS,SYR,,Moscow\n2017,B,threat,USA,,,\n"
    found, _, remarks = read_all(table)
    assert [event.by for event in found.events] == [("RUS",), ("USA",)]
    assert remarks == [
        "Columns without a heading that hold something, not read: column 5, right of by (1 cell). "
        '--map FIELD="column 5" reads one.'
    ]
    found, _, remarks = read_all(table, {"to": "column 5"})
    assert [event.to for event in found.events] == [("SYR",), ()]
    assert remarks == []


@pytest.mark.parametrize("cell", ["A1/B3", '"A1, B3"', "A1; B3"])
def test_whole_grades_are_parted_by_slashes_and_commas_too(cell: str) -> None:
    """Two whole grades in a cell are those of its two sources."""
    found = read(f"title,date,type,source,grade\nA,2016,threat,Wire; Paper,{cell}\n")
    assert [each.credibility for each in found.events[0].citations] == [1, 3]


def read_all(
    table: str, mapping: dict[str, str] | None = None, **more: Any
) -> tuple[Batch, list[RejectedRow], list[str]]:
    """Read a table with what is rejected and what is said of it."""
    rejected: list[RejectedRow] = []
    remarks: list[str] = []
    stream = io.StringIO(table, newline="")
    batch = tabular.read(stream, mapping, {}, remarks, {}, rejected.append, **more)
    return batch, rejected, remarks


def test_a_column_is_read_once() -> None:
    """A column that a mapping names is not another field by its heading as well."""
    batch, _, remarks = read_all(
        "date,source,target,code\n1990-08-08,USA,IRQ,173\n",
        {"by": "source", "to": "target", "type": "code", "title": "code"},
    )
    [event] = batch.events
    assert (event.by, event.to, event.title, event.type) == (("USA",), ("IRQ",), "173", "173")
    assert event.citations == ()
    assert remarks == []


def test_a_table_needs_no_column_of_titles() -> None:
    """Where there is a type, it is what rows without a title are called."""
    batch, _, remarks = read_all(
        "date,actor,target,code\n1990-08-08,USA,IRQ,173\n",
        {"by": "actor", "to": "target", "type": "code"},
    )
    assert batch.events[0].title == "173"
    assert remarks == ["Rows without a title, called by their type: 1."]


@pytest.mark.parametrize(
    "word", ["NA", "n/a", "-", "–", "None", "NaN", "NULL", "<NA>", "\\N", "#N/A", "nan", "."]
)
def test_words_for_nothing_are_nothing(word: str) -> None:
    """In every column; which words they were is said."""
    batch, _, remarks = read_all(
        "date,title,type,by,to,place,summary,intensity,source\n"
        f"2016-10-03,Pact,threat,{word},USA; {word},{word},{word},{word},{word}\n"
    )
    [event] = batch.events
    assert (event.by, event.to, event.place, event.summary) == ((), ("USA",), None, "")
    assert (event.intensity, event.citations) == (None, ())
    assert remarks == [f"Cells that say there is nothing, read as empty: {word} (5)."]


def test_what_tracker_wrote_says_what_it_says() -> None:
    """In a table of ours a title may be a hyphen, and a time of midnight is one."""
    date = EventDate.parse("2016-10-03T00:00:00")
    written = Event(1, "handle-1", "-", date, THREAT, place="None")
    [event] = read("\n".join(tabular.write(Chronicle({1: written})))).events
    assert (event.title, event.place, event.date) == ("-", "None", date)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("https://a.example/x;jsessionid=1F?id=2", ["https://a.example/x;jsessionid=1F?id=2"]),
        ("https://a.example/x; times", ["https://a.example/x", "times"]),
        ("times;https://a.example/?a=1;b=2", ["times", "https://a.example/?a=1;b=2"]),
        ("https://a.example;https://b.example;", ["https://a.example", "https://b.example"]),
        ("times;post", ["times", "post"]),
    ],
)
def test_a_semicolon_within_an_address_parts_nothing(cell: str, names: list[str]) -> None:
    """Addresses may have parameters; names stand apart where a blank or an address follows."""
    batch, _, _ = read_all(f"date,title,type,source\n2016,x,threat,{cell}\n")
    assert [each.source for each in batch.events[0].citations] == names


def test_marks_within_a_cell_are_read_as_they_stand() -> None:
    """What programs without quoting write is taken for what it is, line ends in cells as well."""
    batch, rejected, _ = read_all(
        f"{HEADINGS}\n"
        'Moscow "suspends" pact,2016-10-03,threat\n'
        '"He said "no" twice",2016-10-04,threat\n'
        '5" guns fire,2016-10-05,threat\n'
        '"Two ""lines""\r\nof it",2016-10-06,threat\n'
        '"A "third"\nof it",2016-10-07,threat\n'
    )
    assert rejected == []
    assert [event.title for event in batch.events] == [
        'Moscow "suspends" pact', 'He said "no" twice', '5" guns fire', 'Two "lines" of it',
        'A "third" of it',
    ]  # fmt: skip


def test_a_mark_that_is_never_closed_costs_its_row_alone() -> None:
    """So does a cell that is far too long; the rows after it are read, each by its own line."""
    rows = ['"Never closed,2016,threat', "B,2016-10-03,threat", '"C","2016-10-04","threat"',
            f"{'D' * (2**20 + 1)},2016,threat", "E,soon,threat", "F,2016,threat"]  # fmt: skip
    batch, rejected, _ = read_all("\n".join([HEADINGS, *rows]))
    assert [(event.title, line) for event, line in zip(batch.events, batch.lines, strict=True)] == [
        ("B", 3), ("C", 4), ("F", 7),
    ]  # fmt: skip
    assert [(each.line, each.reason[:38]) for each in rejected] == [
        (2, "has a quotation mark that is not close"),
        (5, "is longer than 1 MiB. TRACKER_MAX_CELL"),
        (6, "'soon' is not a date tracker can read"),
    ]
    assert [each.text for each in rejected] == [f"{rows[place]}\n" for place in (0, 3, 4)]
    assert {each.head for each in rejected} == {f"{HEADINGS}\n"}


@given(
    st.lists(
        st.lists(st.text('ab,;"\n\r é', max_size=8), min_size=3, max_size=3), min_size=1, max_size=5
    ),
    st.sampled_from(tabular.DELIMITERS),
)
def test_what_csv_writes_is_read_as_csv_reads_it(rows: list[list[str]], delimiter: str) -> None:
    """Cells with delimiters, quotes and line ends, as long as no row is blank."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    reader = RecordReader(out.getvalue(), delimiter, Limits())
    assert [row.cells for row in reader if isinstance(row, Record)] == rows


DATES = {
    "03-Oct-2016": "2016-10-03", "03oct2016": "2016-10-03", "Oct 3 2016": "2016-10-03",
    "2016/10/03": "2016-10-03", "2016-10-3": "2016-10-03", "3. Oktober 2016": "2016-10-03",
    "20161003": "2016-10-03", "2016-10-03 00:00:00": "2016-10-03", "42646": "2016-10-03",
    "42646.5": "2016-10-03T12:00:00", "2016-10-03T09:30:00.000Z": "2016-10-03T09:30:00Z",
    "26/10/2016": "2016-10-26", "3 octobre 2016": "2016-10-03", "2016年10月3日": "2016-10-03",
    "Mon, 03 Oct 2016 09:30:00 GMT": "2016-10-03T09:30:00Z", "10/26/2016 2:30 PM": "2016-10-26T14:30",
    "26/10/2016 - 28/10/2016": "2016-10-26/2016-10-28", "2016-10~": "2016-10~", "Oct-2016": "2016-10",
}  # fmt: skip


@pytest.mark.parametrize("typed", DATES)
def test_dates_are_read_as_programs_write_them(typed: str) -> None:
    """Compact, with names of months, as serial numbers, with times; midnight is a day."""
    [event] = read_all(f'{HEADINGS}\nA,"{typed}",threat\n')[0].events
    assert event.date.text == DATES[typed]


def test_the_order_of_figures_is_said_or_shown() -> None:
    """What could be read in two ways is read as told, or as the column has it, which is said."""
    table = f"{HEADINGS}\nA,03/10/2016,threat\nB,26/10/2016,threat\n"
    batch, _, remarks = read_all(table)
    assert [event.date.text for event in batch.events] == ["2016-10-03", "2016-10-26"]
    assert remarks == [
        "Dates such as 03/10/2016 were read as day/month/year, as 26/10/2016 is; --dates mdy reads "
        "them the other way."
    ]
    batch, _, remarks = read_all(table, dates="mdy")
    assert (batch.events[0].date.text, remarks) == ("2016-03-10", [])
    _, rejected, _ = read_all(f"{table}C,10/26/2016,threat\n")
    assert [each.line for each in rejected] == [2]
    _, rejected, _ = read_all(f"{HEADINGS}\nA,3-Oct-16,threat\n")
    assert "a year of two digits (--dates" in rejected[0].reason
    batch, _, remarks = read_all(f"{HEADINGS}\nA,3-Oct-62,threat\n", dates="dmy")
    assert batch.events[0].date.text == "1962-10-03"
    assert remarks == ["Years of two digits, read as the latest that have been: 1 (3-Oct-62)."]


PARTS: list[tuple[Mapping[str, str], str, str]] = [
    ({"year": "y", "month": "m", "day": "d"}, "1970,7,2,,", "1970-07-02"),
    ({"year": "y", "month": "m", "day": "d"}, "1970,0,0,,", "1970"),
    ({"year": "y", "month": "m", "day": "d"}, "1970.0,7,-9,,", "1970-07"),
    (
        {"year": "y", "month": "m", "day": "d", "end-day": "e"},
        "1970,7,2,4,",
        "1970-07-02/1970-07-04",
    ),
    ({"year": "y", "month": "m", "day": "d", "end-day": "e"}, "1970,7,2,2,", "1970-07-02"),
    ({"year": "y", "month": "m", "day": "d", "end-day": "e"}, "1970,7,2,,", "1970-07-02"),
    ({"start": "y", "end": "m"}, "2016-10-03,2016-10-05,,,", "2016-10-03/2016-10-05"),
    ({"date": "y", "end": "m"}, "3 Oct 2016,,,,", "2016-10-03"),
    ({"date": "y", "time": "t"}, "2016-10-03,,,,9:30 pm", "2016-10-03T21:30"),
]


@pytest.mark.parametrize(("mapping", "cells", "date"), PARTS)
def test_a_date_may_stand_in_several_columns(
    mapping: Mapping[str, str], cells: str, date: str
) -> None:
    """Its parts, its two ends, its time; what is 0 or negative is not known."""
    table = f"y,m,d,e,t,title,type\n{cells},A,threat\n"
    assert read_all(table, dict(mapping))[0].events[0].date.text == date


def test_columns_called_like_parts_of_a_date_need_no_mapping() -> None:
    """Where there is no date; and they are not read where there is one."""
    batch, _, _ = read_all("Year,Month,Day,title,type\n2016,10,3,A,threat\n")
    assert batch.events[0].date.text == "2016-10-03"
    batch, _, remarks = read_all("date,year,title,type\n2016-10-03,2017,A,threat\n")
    assert batch.events[0].date.text == "2016-10-03"
    assert remarks == ["Columns that no field was read from: year."]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (f"sep=;\n{HEADINGS.replace(',', ';')}\nA;2016;threat\n", None),
        (f"{HEADINGS.replace(',', '|')}\nA|2016|threat\n", None),
        (f"Crisis log,,\nExported 2024-05-01,,\n\n{HEADINGS}\nA,2016,threat\n", 4),
        ("Log\nof a crisis; in short\ndate;title;type\n2016;A;threat\n", 3),
    ],
)
def test_layouts_of_spreadsheets_are_read(table: str, line: int | None) -> None:
    """Lines that say the delimiter, pipes, and headings that stand further down, which is said."""
    batch, _, remarks = read_all(table)
    assert [(event.title, event.date.text) for event in batch.events] == [("A", "2016")]
    assert remarks == ([f"Its headings stand on line {line}."] if line else [])


def test_an_intensity_may_have_a_decimal_comma() -> None:
    """As spreadsheets of many countries write it."""
    batch, _, _ = read_all("date;title;type;intensity\n2016;A;threat;-7,2\n")
    assert batch.events[0].intensity == -7.2


def test_a_value_may_stand_for_another() -> None:
    """Of one field, whatever the capitals, and for each name of a cell by itself."""
    batch, _, _ = read_all(
        f"{HEADINGS},by\nA,2016,Escalatory,Them; us\n",
        values={"type": {"escalatory": "show-of-force"}, "by": {"them": "RUS", "us": "USA"}},
    )
    assert (batch.events[0].type, batch.events[0].by) == ("show-of-force", ("RUS", "USA"))


def test_rows_bring_the_ids_of_their_table() -> None:
    """Where a column of ids is mapped; each row must have one."""
    batch, rejected, _ = read_all(
        f"No,{HEADINGS}\nEVT_2,A,2016,threat\n,B,2016,threat\n", {"id": "no"}
    )
    assert (batch.ids, batch.id_column) == (("EVT_2",), "No")
    assert batch.fields == {"title", "date", "type"}
    assert [(each.line, each.reason) for each in rejected] == [(3, "the id is empty")]
