"""Names of months in the languages that tables are written in."""

import unicodedata
from functools import cache

LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "ru", "uk", "tr", "sv", "da", "nb",
    "fi", "hu", "ro", "el", "id", "ca",
)  # fmt: skip
SHORTEST = 3  # letters; a beginning of the name may stand for it


def month_number(name: str) -> int | None:
    """The number of a month by its name or an abbreviation of it.

    Parameters
    ----------
    name : str
        As it stands; accents and capitals do not matter.

    Returns
    -------
    int or None
        From 1 to 12; None for what is no month, or for another one in another language.

    Examples
    --------
    >>> month_number("Okt."), month_number("août"), month_number("сентября"), month_number("Xyz")
    (10, 8, 9, None)
    """
    return _names().get(_plain(name))


@cache
def _names() -> dict[str, int]:
    from babel import Locale  # which most tables do without

    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    if not name.isdecimal():
                        found.setdefault(_plain(name), set()).add(int(number))
    for name in ("sept", "mrz", "maj"):
        found.setdefault(name, set()).add({"sept": 9, "mrz": 3, "maj": 5}[name])
    return {
        name: next(iter(numbers))
        for name, numbers in found.items()
        if len(numbers) == 1 and len(name) >= SHORTEST
    }


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.strip().rstrip(".").casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
