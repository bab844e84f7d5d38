"""Answers in a notebook: tables that no text of a record can break out of, and frames."""

import sys
from collections.abc import Callable
from html.parser import HTMLParser
from types import ModuleType
from typing import Any

import pytest

from tracker import model
from tracker.desk import Desk
from tracker.errors import TrackerError
from tracker.model.answer import Answer
from tracker.output.sheets import SHEETS, sheet_of

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table><b>bold</b>",
    "&lt;i&gt; & 'quoted'",
)
TAGS = {"table", "thead", "tbody", "tr", "th", "td", "p", "br", "h4"}


class Reader(HTMLParser):
    """Reads HTML into its tags, their attributes and the texts of its cells and sentences."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and the names of its attributes."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        """Note a text that is more than the end of a line."""
        if data.strip():
            self.texts.append(data)


def page(answer: Answer) -> Reader:
    """The HTML that a notebook shows of an answer, parsed."""
    return Reader(answer._repr_html_())


@pytest.fixture
def hostile(crisis: Desk) -> Desk:
    """A desk whose record is full of markup, wherever a person may type a text."""
    for place, text in enumerate(HOSTILE):
        crisis.add_source(text, code=f"hostile-{place}", publisher=text, note=text)
        crisis.add_actor(f"ENEMY-{place}", text)
        crisis.add(
            text, on=f"2017-01-0{place + 1}", by=f"ENEMY-{place}", type="threat", summary=text,
            place=text, source=f"hostile-{place}", locator=text, handle=f"hostile-{place}",
        )  # fmt: skip
        crisis.cite(f"hostile-{place}", source=f"hostile-{place}", quotation=text)
        crisis.link("nsc-syria", f"hostile-{place}", likelihood="likely", because=text)
    return crisis


ANSWERS: dict[str, Callable[[Desk], Answer]] = {
    "list": lambda desk: desk.list(since="2017"),
    "event": lambda desk: desk.event("hostile-0"),
    "neighbour": lambda desk: desk.event("nsc-syria"),
    "search": lambda desk: desk.search("alert"),
    "log": lambda desk: desk.log(),
    "changes": lambda desk: desk.log(by_row=True),
    "as of": lambda desk: desk.as_of("2100"),
    "actors": lambda desk: desk.actors("enemy"),
    "sources": lambda desk: desk.sources("hostile"),
    "types": lambda desk: desk.types(),
    "check": lambda desk: desk.check(),
    "duplicates": lambda desk: desk.duplicates(at_least=0.2),
    "info": lambda desk: desk.info(),
    "imports": lambda desk: desk.imports(),
    "add": lambda desk: desk.add("<b>x</b>", on="2017-02", type="threat", source="<i>new</i>"),
    "add actor": lambda desk: desk.add_actor("XX", "<b>x</b>"),
    "add source": lambda desk: desk.add_source("<b>x</b>"),
    "add type": lambda desk: desk.add_type("xx", "<b>x</b>"),
    "alias": lambda desk: desk.alias("actors", "RUS", "<b>x</b>"),
    "link": lambda desk: desk.link("hostile-0", "hostile-1", likelihood=0.5, because="<b>x</b>"),
    "unlink": lambda desk: desk.unlink("nsc-syria", "hostile-2"),
    "order": lambda desk: desk.order("hostile-0", "hostile-1"),
    "orders": lambda desk: desk.orders(),
    "remove orders": lambda desk: (
        desk.order("hostile-0", "hostile-1"),
        desk.remove_orders("hostile-0", "hostile-1"),
    )[-1],
    "uncite": lambda desk: desk.uncite("hostile-0", source="hostile-0"),
    "mark distinct": lambda desk: desk.mark_distinct(["hostile-0", "hostile-1"]),
    "merge": lambda desk: desk.merge_events(["hostile-0", "hostile-1"]),
    "merge all": lambda desk: desk.merge_duplicates(),
    "undo": lambda desk: desk.undo(),
    "migrate": lambda desk: desk.migrate(),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_no_text_of_a_record_is_markup(hostile: Desk, name: str) -> None:
    """Whatever a title says, a notebook gets tables and sentences, and nothing that runs."""
    answer = ANSWERS[name](hostile)
    shown = page(answer)
    assert set(shown.tags) <= TAGS
    assert shown.attributes <= {"style"}
    assert shown.texts


def test_hostile_titles_are_shown_as_they_were_typed(hostile: Desk) -> None:
    """Escaping is for the browser only: a reader sees the very letters."""
    assert set(HOSTILE) <= set(page(hostile.list(since="2017")).texts)
    assert set(HOSTILE) <= set(page(hostile.actors("enemy")).texts)
    assert set(HOSTILE) <= set(page(hostile.event("nsc-syria")).texts)


def test_an_answer_is_a_table_with_its_sentences(crisis: Desk) -> None:
    """The headings, a row an event, then what is said: why it is empty, what is left out."""
    shown = page(crisis.list(until="2016-07", known_by="2016-12"))
    assert shown.texts[0] == "#"
    assert "title" in shown.texts
    assert shown.tags.count("tr") == 1 + len(
        crisis.list(until="2016-07", known_by="2016-12").events
    )
    assert any("no dated source" in text for text in page(
        (crisis.add("Unsourced", on="2016", type="talks"), crisis.list(known_by="2016-12"))[1]
    ).texts)  # fmt: skip
    nothing = page(crisis.list(actor="ZWE"))
    assert nothing.tags == ["p"]
    assert nothing.texts == ["No event fits with --actor ZWE; `tracker list` shows all."]


def test_an_event_is_shown_with_its_sources_and_links(crisis: Desk) -> None:
    """One event whole has a table of its sources and one of its links below it."""
    shown = page(crisis.event("pmda"))
    assert shown.tags.count("table") == 3
    assert [text for text in ("Sources", "Links") if text in shown.texts] == ["Sources", "Links"]
    assert "russian-decree-2016-10-03" in shown.texts


def test_every_answer_has_a_sheet() -> None:
    """The visible mapping of sheets names every class of answers, and nothing else."""
    from importlib import import_module
    from pkgutil import walk_packages

    for module in walk_packages(model.__path__, "tracker.model."):
        import_module(module.name)

    def below(kind: type[Answer]) -> set[str]:
        kinds: list[type[Answer]] = kind.__subclasses__()
        return {kind.__name__}.union(*map(below, kinds))

    assert below(Answer) - {"Answer"} == set(SHEETS)


def test_without_pandas_a_sentence_says_what_to_do(
    crisis: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where pandas is not installed, frame() says so and what to install."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(TrackerError, match="run `pip install pandas`"):
        crisis.list().frame()


def test_a_frame_has_every_row_and_every_field(
    crisis: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pandas gets the same records as JSON, an empty answer the columns of its table."""
    given: list[tuple[list[dict[str, Any]], list[str]]] = []

    class DataFrame:
        """As much of pandas as is used."""

        @classmethod
        def from_records(cls, records: list[dict[str, Any]], columns: list[str]) -> "DataFrame":
            """Keep what was given."""
            given.append((records, columns))
            return cls()

    pandas = ModuleType("pandas")
    pandas.DataFrame = DataFrame  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    events = crisis.list(actor="RUS", since="2016-10")
    assert isinstance(events.frame(), DataFrame)
    records, columns = given.pop()
    assert records == sheet_of(events).records
    assert [record["id"] for record in records] == [event.id for event in events.events]
    assert columns[:3] == ["id", "handle", "date"]
    crisis.list(actor="ZWE").frame()
    assert given.pop() == ([], ["id", "date", "derived", "title", "sides", "type", "status",
                                "intensity", "marking"])  # fmt: skip
