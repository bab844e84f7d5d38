"""Names of months and of days of the week in many languages, by the Unicode CLDR.

>>> month_number("Okt."), month_number("août"), month_number("сентября"), month_number("Xyz")
(10, 8, 9, None)
>>> weekday_number("dimanche"), weekday_number("Sun"), weekday_number("soon")
(6, 6, None)

English is read without Babel, which comes in where a name is none of English.
"""

import unicodedata
from functools import cache
from typing import Literal

LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "ru", "uk", "tr", "sv", "da", "nb",
    "fi", "hu", "ro", "el", "id", "ca", "zh",
)  # fmt: skip
OF_CHARTS = ("en", "de", "fr", "es", "ru", "uk", "zh")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORTEST = 3  # letters; a beginning of the name may stand for it
FURTHER = {"sept": 9, "mrz": 3, "maj": 5}
# In which month, in Russian and Ukrainian; the CLDR has the other cases.
LOCATIVES = (
    ("январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре",
     "октябре", "ноябре", "декабре"),
    ("січні", "лютому", "березні", "квітні", "травні", "червні", "липні", "серпні", "вересні",
     "жовтні", "листопаді", "грудні"),
)  # fmt: skip
FURTHER |= {name: n for names in LOCATIVES for n, name in enumerate(names, 1)}
FURTHER_DAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")

ENGLISH = {name.casefold(): n for n, name in enumerate(MONTHS, 1)}
ENGLISH |= {name[:3].casefold(): n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
ENGLISH_DAYS = {name.casefold(): n for n, name in enumerate(WEEKDAYS)} | FURTHER_DAYS
ENGLISH_DAYS |= {name[:3].casefold(): n for n, name in enumerate(WEEKDAYS)}


def month_number(name: str) -> int | None:
    """The number of a month by its name or an abbreviation of it, from 1 to 12.

    Accents and capitals do not matter. None for what is no month, or another one in another
    language.
    """
    plain = _plain(name)
    return ENGLISH.get(plain) or _months().get(plain)


def weekday_number(name: str) -> int | None:
    """The number of a day of the week by its name, from 0 for Monday, or None."""
    plain = _plain(name)
    return ENGLISH_DAYS[plain] if plain in ENGLISH_DAYS else _weekdays().get(plain)


@cache
def months_in(code: str, alone: bool = False, short: bool = False) -> tuple[str, ...]:
    """The names of the months from January on, beside a day or alone, in a language of charts.

    Where short names are figures (10月), they stand beside figures of years in full dates too.

    >>> months_in("ru")[9], months_in("ru", alone=True)[9]
    ('октября', 'октябрь')
    """
    if code == "en":
        return tuple(name[:3] for name in MONTHS) if short else MONTHS
    from babel import Locale

    names = Locale(code).months["stand-alone" if alone else "format"]
    figures = names["abbreviated"][1][0].isdigit()
    chosen = names["abbreviated" if short or figures else "wide"]
    return tuple(chosen[number] for number in range(1, 13))


@cache
def _months() -> dict[str, int]:
    from babel import Locale  # which most dates do without

    found: dict[str, set[int]] = {}
    ours: dict[str, set[int]] = {}
    for language in LANGUAGES:
        months = Locale(language).months
        for context in CONTEXTS:
            for width in WIDTHS:
                for number, name in months[context][width].items():
                    if not name.isdecimal():
                        found.setdefault(_plain(name), set()).add(int(number))
                        if language in OF_CHARTS:
                            ours.setdefault(_plain(name), set()).add(int(number))
    for name, number in FURTHER.items():
        found.setdefault(name, set()).add(number)
    return _of_one_meaning(found | ours)


@cache
def _weekdays() -> dict[str, int]:
    from babel import Locale

    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        days = Locale(language).days
        for context in CONTEXTS:
            for width in WIDTHS:
                for number, name in days[context][width].items():
                    found.setdefault(_plain(name), set()).add(int(number))
    return _of_one_meaning(found, 2)  # So., Mo. of German


def _of_one_meaning(found: dict[str, set[int]], shortest: int = SHORTEST) -> dict[str, int]:
    return {
        name: next(iter(numbers))
        for name, numbers in found.items()
        if len(numbers) == 1 and (len(name) >= shortest or not name.isascii())
    }


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.strip().rstrip(".").casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
