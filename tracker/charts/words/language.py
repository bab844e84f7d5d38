"""The language that a chart itself speaks: its months, its key, its counts.

What the analyst wrote (titles, names, reasons) stays as it is written.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from tracker.errors import InvalidInput

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SLAVIC = ("ru", "uk")
SEPARATORS = {"en": ",", "zh": ",", "de": "."}  # else a narrow blank


@dataclass(frozen=True, eq=False)  # each is made once, so that it can be a key of caches
class Language:
    """What stands for the English words of charts.

    Attributes
    ----------
    code : str
        Its ISO 639-1 code.
    phrases : mapping of str to str
        For each English phrase its translation, with the same names in braces.
    plurals : mapping of str to tuple of str
        For each English noun its forms, as `counted` chooses among them.
    months, short_months : tuple of str
        From January on.
    """

    code: str = "en"
    phrases: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    months: tuple[str, ...] = MONTHS
    short_months: tuple[str, ...] = tuple(month[:3] for month in MONTHS)

    def __call__(self, phrase: str, **values: Any) -> str:
        """The translation of a phrase, its names in braces filled in.

        >>> ENGLISH("{first} to {last}", first="3 Oct", last="5 Oct")
        '3 Oct to 5 Oct'
        """
        return self.phrases.get(phrase, phrase).format(**values)

    def counted(self, number: int, noun: str) -> str:
        """A number with its noun in the form that goes with it.

        >>> ENGLISH.counted(1, "event"), language_of("ru").counted(22, "event")
        ('1 event', '22 события')
        """
        forms = self.plurals.get(noun, (noun, f"{noun}s"))
        return f"{self.number(number)} {forms[min(self._form(number), len(forms) - 1)]}"

    def _form(self, number: int) -> int:
        """Which form a number asks for, by the plural rules of the Unicode CLDR."""
        if self.code in SLAVIC:
            if number % 10 == 1 and number % 100 != 11:
                return 0
            return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2
        return int(number > 1 if self.code == "fr" else number != 1)

    def number(self, number: int) -> str:
        """A whole number with its thousands set apart.

        >>> ENGLISH.number(50000), language_of("de").number(50000)
        ('50,000', '50.000')
        """
        return f"{number:,}".replace(",", SEPARATORS.get(self.code, "\u202f"))

    def month(self, moment: datetime) -> str:
        """The short name of a moment's month."""
        return self.short_months[moment.month - 1]

    def day(self, moment: datetime) -> str:
        """A day without its year: `3 Oct`."""
        return self("{day} {month}", day=moment.day, month=self.month(moment))

    def month_of_year(self, moment: datetime) -> str:
        """A month with its year: `October 2016`."""
        return self("{month} {year}", month=self.months[moment.month - 1], year=year_of(moment))

    def full_day(self, moment: datetime) -> str:
        """A day with its month in full and its year."""
        return self("{day} {month} {year}", day=moment.day, month=self.months[moment.month - 1],
                    year=year_of(moment))  # fmt: skip


def year_of(moment: datetime) -> str:
    """A year with four digits, so that the year 5 is not taken for a day.

    >>> year_of(datetime(5, 3, 1))
    '0005'
    """
    return f"{moment.year:04}"


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
        {noun: tuple(forms) for noun, forms in table["plurals"].items()},
        tuple(table["months"]),
        tuple(table["short_months"]),
    )
