"""The words of the page: each language has all of them, and no word stands in the code alone."""

import re
import tomllib

import pytest

from tests.conftest import ROOT
from tracker.charts.page.wording import SAID, page_language
from tracker.desk.ask.question import CAVEAT
from tracker.model.event_fields import REMARKS
from tracker.model.evidence_tests import KindOfTest
from tracker.model.picture import LANGUAGES
from tracker.model.source import SUPPORTED

PAGE = ROOT / "tracker/charts/page"
WORDS = tomllib.loads((ROOT / "tracker/charts/words/page.toml").read_text("utf-8"))
CHARTS = tomllib.loads((ROOT / "tracker/charts/words/languages.toml").read_text("utf-8"))
OTHERS = [code for code in LANGUAGES if code != "en"]


def phrases() -> set[str]:
    """What the template, the scripts and the modules of the page say."""
    html = (PAGE / "page.html").read_text("utf-8")
    found: set[str] = set(re.findall(r"say\('((?:[^'\\]|\\.)*)'", html))
    headings = re.search(r"in \[(\('date'.*?)\] %}", html)
    assert headings
    found |= set(re.findall(r"'([A-Z]\w+)'", headings[1]))
    for script in PAGE.glob("*.js"):
        text = script.read_text("utf-8")
        found |= set(SAID.findall(text))
        assert text.count("say(") - text.count("function say(") == len(SAID.findall(text)), script
    for module in PAGE.glob("*.py"):
        for said in re.findall(
            r'(?<!page_)language\(\s*((?:"[^"]*"\s*)+)', module.read_text("utf-8")
        ):
            found.add("".join(re.findall(r'"([^"]*)"', said)))
        for said in re.findall(r'phrase = \(?\s*((?:"[^"]*"\s*)+)', module.read_text("utf-8")):
            found.add("".join(re.findall(r'"([^"]*)"', said)))
    found |= {CAVEAT, *KindOfTest, *SUPPORTED, *(field.heading for field in REMARKS)}
    return {each for each in found if each not in CHARTS["de"]["phrases"]}


@pytest.mark.parametrize("code", OTHERS)
def test_every_phrase_of_the_page_is_translated(code: str) -> None:
    """By the page's own words or those of charts, with the same names in braces."""
    assert phrases() - WORDS.keys() == set()
    for english, each in WORDS.items():
        assert each.keys() == set(OTHERS), english
        names = set(re.findall(r"{(\w+)}", english))
        assert names == set(re.findall(r"{(\w+)}", each[code])), (english, code)


def test_no_phrase_is_kept_that_nobody_says() -> None:
    """A translation without its phrase would only be in the way."""
    assert WORDS.keys() - phrases() == set()


def test_a_page_language_has_the_words_of_charts_too() -> None:
    """Plurals and dates come from there."""
    language = page_language("de")
    assert language("Search") == "Suche"
    assert language.counted(2, "event") == "2 Ereignisse"
