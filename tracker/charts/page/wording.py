"""The words of a page: those of charts, and its own for buttons, headings and what scripts say."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from tracker.charts.words.language import ENGLISH, Language, language_of

SAID = re.compile(r'\bsay\(\s*"((?:[^"\\]|\\.)*)"')


@cache
def page_language(code: str) -> Language:
    """The language of a page: that of charts with the page's own phrases.

    Parameters
    ----------
    code : str
        An ISO 639-1 code that charts speak.

    Returns
    -------
    Language
        English for ``en`` and for nothing.

    Raises
    ------
    InvalidInput
        If charts do not speak it.

    Examples
    --------
    >>> page_language("de")("Search")
    'Suche'
    """
    language = language_of(code)
    if language is ENGLISH:
        return ENGLISH
    text = (files("tracker.charts.words") / "page.toml").read_text("utf-8")
    own = {phrase: said[language.code] for phrase, said in tomllib.loads(text).items()}
    return replace(language, phrases={**language.phrases, **own})


def phrases_said(scripts: Iterable[str]) -> list[str]:
    """Find the phrases that scripts say.

    Parameters
    ----------
    scripts : iterable of str
        Texts of scripts, in which a phrase stands as ``say("…")``.

    Returns
    -------
    list of str
        Each once, in the order of the alphabet.

    Examples
    --------
    >>> phrases_said(['say("Next") + say("Back") + say("Next")'])
    ['Back', 'Next']
    """
    return sorted({phrase for script in scripts for phrase in SAID.findall(script)})
