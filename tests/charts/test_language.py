"""The languages that charts speak."""

import ast
import re
import tomllib

import pytest

from tests.conftest import ROOT
from tracker.charts.ladder import RUNGS
from tracker.charts.timeline.lanes import OTHERS, UNKNOWN
from tracker.charts.words.language import ENGLISH, language_of
from tracker.errors import InvalidInput
from tracker.model.actor import ANALYST
from tracker.model.codebook import QuadClass
from tracker.model.event import Status
from tracker.model.likelihood import ICD_203
from tracker.model.picture import LANGUAGES

CODEBOOK = tomllib.loads((ROOT / "tracker/store/seed/codebook.toml").read_text("utf-8"))
TABLES = tomllib.loads((ROOT / "tracker/charts/words/languages.toml").read_text("utf-8"))


def phrases_of_the_code() -> set[str]:
    """Every text that a chart hands to its language, and those that it takes from values."""
    found = {OTHERS, *UNKNOWN.values(), *(band.words for band in ICD_203), *RUNGS, "denied"}
    found |= {quad.label for quad in QuadClass}
    found |= {status.replace("-", " ") for status in Status}
    found |= CODEBOOK["relations"].keys() | {ANALYST}
    for file in (ROOT / "tracker/charts").rglob("*.py"):
        if file.parent.name == "page":
            continue  # the report has words of its own, which test_page_words.py holds to it
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name == "language" or (name == "self" and file.stem == "language"):
                    found.add(str(node.args[0].value))
    return found


@pytest.mark.parametrize("code", TABLES)
def test_every_phrase_of_the_charts_is_translated(code: str) -> None:
    """A language has every phrase that charts use, with the same names in braces."""
    phrases = TABLES[code]["phrases"]
    assert phrases_of_the_code() - phrases.keys() == set()
    for english, other in phrases.items():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", other)), english


def test_the_option_offers_what_the_file_has() -> None:
    """`--lang` names just the languages that there are."""
    assert sorted(LANGUAGES) == sorted(["en", *TABLES])


@pytest.mark.parametrize(
    ("code", "number", "said"),
    [
        ("en", 1, "1 event"), ("en", 0, "0 events"), ("de", 2, "2 Ereignisse"),
        ("fr", 0, "0 événement"), ("ru", 1, "1 событие"), ("ru", 3, "3 события"),
        ("ru", 11, "11 событий"), ("ru", 21, "21 событие"), ("uk", 5, "5 подій"),
        ("zh", 7, "7 个事件"),
    ],
)  # fmt: skip
def test_nouns_go_with_their_numbers(code: str, number: int, said: str) -> None:
    """Each language has the plural forms of its own grammar."""
    assert language_of(code).counted(number, "event") == said


def test_a_language_that_charts_do_not_speak_is_refused() -> None:
    """The sentence names those that there are."""
    with pytest.raises(InvalidInput, match="en, de, fr, es, ru, uk, zh, not tlh"):
        language_of("tlh")
    assert language_of("en-GB") is ENGLISH
