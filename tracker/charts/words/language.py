"""The language that a chart itself speaks: its months, its key, its counts.

What the analyst wrote (titles, names, reasons) stays as it is written. Names of months and rules
of plurals are those of the Unicode CLDR, by Babel; phrases are ours, in ``languages.toml``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from babel import Locale

SEPARATORS = {"en": ",", "zh": ",", "de": "."}  # else a narrow blank


DECIMALS = {"en": ".", "zh": "."}  # else a comma


@dataclass(frozen=True, eq=False)  # each is made once, so that it can be a key of caches
class Language:
    """The words of charts in a language.

    Attributes
    ----------
    code : str
        Its ISO 639-1 code.
    phrases : mapping of str to str
        For each English phrase its translation, with the same names in braces.
    plurals : mapping of str to mapping of str to str
        For each English noun its forms by the plural categories of the CLDR.
    """

    code: str = "en"
    phrases: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __call__(self, phrase: str, **values: Any) -> str:
        """The translation of a phrase, its names in braces filled in.

        >>> ENGLISH("{first} to {last}", first="3 Oct", last="5 Oct")
        '3 Oct to 5 Oct'
        """
        return self.phrases.get(phrase, phrase).format(**values)

    def word(self, text: str) -> str:
        """The translation of a text that may be the analyst's own, which stays as it is.

        >>> language_of("de").word("enables"), language_of("de").word("{anything}")
        ('ermöglicht', '{anything}')
        """
        return self.phrases.get(text, text)

    def counted(self, number: int, noun: str) -> str:
        """A number with its noun in the form that goes with it.

        >>> ENGLISH.counted(1, "event"), language_of("ru").counted(22, "event")
        ('1 event', '22 события')
        """
        forms = self.plurals.get(noun, {"one": noun, "other": f"{noun}s"})
        form = self._locale.plural_form(number)
        return f"{self.number(number)} {forms[form if form in forms else 'other']}"

    def number(self, number: int) -> str:
        """A whole number with its thousands set apart.

        >>> ENGLISH.number(50000), language_of("de").number(50000)
        ('50,000', '50.000')
        """
        return f"{number:,}".replace(",", SEPARATORS.get(self.code, "\u202f"))

    def signed(self, number: float) -> str:
        """A number with its sign, with one decimal where it is below 100 and no whole one.

        >>> ENGLISH.signed(-31.8), language_of("de").signed(-31.8), ENGLISH.signed(3533.5)
        ('−31.8', '−31,8', '+3,534')
        """
        size = round(abs(number), 1)
        if size >= 100 or size == int(size):
            whole = int(size + 0.5)
            said = self.number(whole)
        else:
            said = f"{size:.1f}".replace(".", DECIMALS.get(self.code, ","))
        return f"{'−' if number < 0 else '+'}{said}" if size else "0"

    def month(self, moment: datetime) -> str:
        """The short name of a moment's month, as it stands alone.

        >>> language_of("ru").month(datetime(2016, 6, 3))
        'июнь'
        """
        return self.short_months[moment.month - 1]

    def day(self, moment: datetime) -> str:
        """A day without its year.

        >>> ENGLISH.day(datetime(2016, 10, 3)), language_of("ru").day(datetime(2016, 5, 3))
        ('3 Oct', '3 мая')
        """
        month = self._months("abbreviated", "format")[moment.month - 1]
        return self("{day} {month}", day=moment.day, month=month)

    def month_of_year(self, moment: date) -> str:
        """A month with its year.

        >>> ENGLISH.month_of_year(datetime(2016, 10, 3))
        'October 2016'
        """
        month = self._months("wide", "stand-alone")[moment.month - 1]
        return self("{month} {year}", month=month, year=year_of(moment))

    def short_day(self, moment: date) -> str:
        """A day with the short name of its month and its year.

        >>> ENGLISH.short_day(date(2016, 10, 3))
        '3 Oct 2016'
        """
        month = self._months("abbreviated", "format")[moment.month - 1]
        return self("{day} {month} {year}", day=moment.day, month=month, year=year_of(moment))

    def full_day(self, moment: date) -> str:
        """A day with its month in full and its year.

        >>> ENGLISH.full_day(date(2016, 10, 3)), language_of("uk").full_day(date(2016, 10, 3))
        ('3 October 2016', '3 жовтня 2016')
        """
        month = self._months("wide", "format")[moment.month - 1]
        return self("{day} {month} {year}", day=moment.day, month=month, year=year_of(moment))

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166 code; empty where it has none.

        >>> ENGLISH.country("SY"), language_of("ru").country("SY")
        ('Syria', 'Сирия')
        """
        return str(self._locale.territories.get(code, ""))

    @cached_property
    def short_months(self) -> tuple[str, ...]:
        """The short names of the months, as they stand alone, from January on."""
        declined = self._months("wide", "format") != self._months("wide", "stand-alone")
        return self._months("abbreviated", "stand-alone" if declined else "format")

    @cached_property
    def _locale(self) -> "Locale":
        from babel import Locale

        return Locale.parse(self.code)

    def _months(
        self, width: Literal["abbreviated", "wide"], context: Literal["format", "stand-alone"]
    ) -> tuple[str, ...]:
        """The months from January on, beside a day or alone.

        Where short names are figures (10月), they stand beside figures of years in full dates too.
        """
        names = self._locale.months[context]
        chosen = names["abbreviated"] if names["abbreviated"][1][0].isdigit() else names[width]
        return tuple(chosen[number] for number in range(1, 13))


def year_of(moment: date) -> str:
    """Write a year as people do; one of the first century so that it is not taken for a day.

    Parameters
    ----------
    moment : date
        A day or a moment of it.

    Returns
    -------
    str
        Such as ``2016``, or ``AD 5``.

    Examples
    --------
    >>> year_of(datetime(476, 9, 4)), year_of(datetime(5, 3, 1))
    ('476', 'AD 5')
    """
    return str(moment.year) if moment.year > 99 else f"AD {moment.year}"


ENGLISH = Language()


@cache
def language_of(code: str) -> Language:
    """The language of a code.

    Parameters
    ----------
    code : str
        An ISO 639-1 code, as ``de``; a region behind it is left aside.

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
    >>> language_of("de-AT")("spring")
    'Frühling'
    """
    short = code.replace("_", "-").partition("-")[0].lower()
    if short in ("", "en"):
        return ENGLISH
    tables = tomllib.loads((files("tracker.charts.words") / "languages.toml").read_text("utf-8"))
    if short not in tables:
        raise InvalidInput(f"Charts speak {', '.join(('en', *tables))}, not {code}; choose one.")
    table = tables[short]
    return Language(
        short,
        table["phrases"],
        table["plurals"],
    )
