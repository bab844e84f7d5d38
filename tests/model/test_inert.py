import io
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event, Status
from tracker.model.inert import active, inert, inert_json, inert_line, inert_values
from tracker.model.text import DIRECTING

TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates, too
UNTABBED = TEXT.map(lambda text: text.replace("\t", " "))
# Format characters that are seen: signs that stand before or over numbers and names.
SEEN = {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN", "SHORTHAND"}


def test_every_character_that_acts_unseen() -> None:
    """All controls but line feed and tab, surrogates, separators, marks of direction, no width."""
    kept = []
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        category = unicodedata.category(character)
        acts = (
            category in ("Cc", "Cs", "Zl", "Zp", "Cf")
            or unicodedata.bidirectional(character) in DIRECTING
        )
        if acts and inert(f"a{character}b") == f"a{character}b":
            kept.append(character)
    assert set(kept) >= {"\n", "\t"}
    names = {unicodedata.name(character) for character in kept if character not in "\n\t"}
    assert {name.split()[0] for name in names} <= SEEN
    assert "ARABIC LETTER MARK" not in names


@pytest.mark.parametrize(
    "text",
    [
        "Kraków – Ελλάδα – 北京 – שלום – تل أبيب", "[bold]50%[/bold] \\ ' \"", "one\n\ttwo",
        "👩\u200d🚀 lands", "👩🏽\u200d🚀", "🏳️\u200d🌈", "می\u200cخواهم", "क्\u200dष", "❤️",
    ],
)  # fmt: skip
def test_what_people_write_stays(text: str) -> None:
    """Every script, joiners where a script or an emoji needs them, lines and tabs."""
    assert inert(text) == text
    assert inert_values((text,)) == (text,)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"), ("a\rb", r"a\rb"), ("\x9b2J", r"\x9b2J"), ("a\u202eb", r"a\u202eb"),
        ("a\u200db", r"a\u200db"), ("a\u200c\u200cb", r"a\u200c\u200cb"), ("\ufeffa", r"\ufeffa"),
        ("a\U000e0041", r"a\U000e0041"), ("caf\udce9", r"caf\udce9"), ("\ufffe\uffff", r"\ufffe\uffff"),
    ],
)  # fmt: skip
def test_what_acts_unseen_is_spelled_out(text: str, shown: str) -> None:
    """As Python writes it, so that it can be looked up and typed."""
    assert inert(text) == shown


@given(TEXT)
def test_nothing_active_is_left(text: str) -> None:
    """Whatever the text, it is inert, stays so, and can be written anywhere."""
    shown = inert(text)
    assert not active().search(shown)
    assert inert(shown) == shown
    shown.encode()
    assert not set("\n\t\r") & set(inert_line(text))


@given(st.recursive(TEXT | st.integers() | st.none(), lambda inner: st.lists(inner)
                    | st.dictionaries(TEXT, inner)))  # fmt: skip
def test_json_says_the_same(value: object) -> None:
    """Escaped as JSON escapes, a document gives the very value back."""
    document = inert_json(json.dumps(value, ensure_ascii=False))
    assert not active().search(document)
    assert json.loads(document) == value


def test_values_keep_their_references() -> None:
    """Codes are spelled out wherever they stand, so that what refers to one still finds it."""
    kind = EventType("t\x07", "T\u202e")
    event = Event(1, "e", "E\x1b", EventDate.parse("2016"), kind, status=Status.PLANNED)
    events, types = inert_values(({1: event}, {"t\x07": kind}))
    assert events[1].title == r"E\x1b"
    assert types[events[1].type.code].label == r"T\u202e"
    assert (events[1].date, events[1].status) == (event.date, Status.PLANNED)
    assert inert_values(types) is types


# rich fills a tab by the width of the signs before it.
@given(UNTABBED.filter(bool), UNTABBED)
def test_a_console_shows_text_inert_and_keeps_its_styles(first: str, second: str) -> None:
    """Colours of our own pass; text has none of its own, and no part of it is lost."""
    from rich.text import Text

    from tracker.output.consoles import InertConsole

    out = io.StringIO()
    console = InertConsole(file=out, width=100_000, force_terminal=True, color_system="standard")
    text = Text(first, style="red")
    text.append(second, style="bold")
    console.print(text, end="")
    plain = out.getvalue()
    for code in ("\x1b[31m", "\x1b[1;31m", "\x1b[0m"):
        plain = plain.replace(code, "")
    assert not active().search(plain)
    expected = inert(first.translate(DROPPED) + second.translate(DROPPED)).expandtabs(8)
    assert [line.rstrip() for line in plain.split("\n")] == [
        line.rstrip() for line in expected.split("\n")
    ]


DROPPED = dict.fromkeys((7, 8, 11, 12, 13))  # rich itself takes these away


def test_a_span_stands_where_its_text_is() -> None:
    """What is lit stays lit where text before it became longer."""
    from rich.text import Text

    from tracker.output.consoles import inert_text

    text = Text.assemble("a\u202e", ("b\u202ec", "bold"), "d")
    shown = inert_text(text)
    assert shown.plain == r"a\u202eb\u202ecd"
    (span,) = shown.spans
    assert shown.plain[span.start : span.end] == r"b\u202ec"
