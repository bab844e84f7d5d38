r"""Settings: defaults, overridden by a TOML file, overridden by TRACKER_* variables.

The file is `config.toml` in the folder that TRACKER_CONFIG_DIR names, or else in the folder that
the platform keeps settings in: `$XDG_CONFIG_HOME/tracker` (`~/.config/tracker`) on Linux,
`~/Library/Application Support/tracker` on macOS, `%LOCALAPPDATA%\tracker` on Windows. Its keys
are the fields of `Config`::

    db = "~/crises/2016.db"
    analyst = "A. Nalyst"
    format = "table"
    margin_day = "3d"  # of a date in doubt, such as 2016-10-03~; and margin_month, _year, _decade
    max_marking = "TLP:CLEAR"
    language = "de"  # of dates in words: en, de, fr, es, ru, uk or zh; pictures have --lang
    dates = "edtf"  # as --edtf; else words

and those of its `Limits`, such as ``max_unpacked = "4 GiB"`` or TRACKER_MAX_UNPACKED.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from tracker.errors import InvalidInput

MARGINS = ("margin_day", "margin_month", "margin_year", "margin_decade")
MARGIN_UNITS = {
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "m": timedelta(days=30),
    "y": timedelta(days=365),
}
DATES = ("words", "edtf")
# As in `model.marking` and `model.picture`, which stand beside the settings; a test holds them to
# each other.
LANGUAGES = ("en", "de", "es", "fr", "ru", "uk", "zh")
LIMITS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


class Format(StrEnum):
    """A way to show rows."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file to import may hold at most, so that no file takes all memory.

    `max_unpacked` is the size of one file in bytes, unpacked where it is packed; `max_cell` that of
    a cell, line or other single text; `max_depth` how deeply JSON and XML may be nested.
    """

    max_unpacked: int = 2**30
    max_cell: int = 2**20
    max_depth: int = 100


@dataclass(frozen=True, slots=True)
class Config:
    """Settings: the database used without --db, the analyst, the format of rows, the limits.

    A margin is how far a date in doubt (`2016-10-03~`) may lie from what it says, for sorting,
    filters and drawing; by the unit that the date is known to, as a length of time.
    `max_marking` is the limit of what leaves in exports, pictures and reports without
    --max-marking, a label of TLP 2.0. `language` is that of dates in words, for people; with
    `dates` set to edtf they are shown as EDTF has them.
    """

    db: Path = Path("events.db")
    analyst: str = ""
    format: Format = Format.TABLE
    margin_day: timedelta = timedelta(days=3)
    margin_month: timedelta = timedelta(days=30)
    margin_year: timedelta = timedelta(days=365)
    margin_decade: timedelta = timedelta(days=3650)
    max_marking: str = "TLP:CLEAR"
    language: str = "en"
    dates: str = "words"
    limits: Limits = field(default_factory=Limits)


SIZE = re.compile(r"([0-9]{1,18}) *(|B|KiB|MiB|GiB|TiB)", re.IGNORECASE)
UNITS = {"": 1, "b": 1, "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40}
LARGEST = 2**50  # bytes; beyond it no limit is one


def load_config() -> Config:
    """The settings in force, from the file and from the environment."""
    values = _read_settings(_config_folder() / "config.toml")
    bounded = [each.name for each in fields(Limits)]
    known = [each.name for each in fields(Config) if each.name != "limits"] + bounded
    if unknown := sorted(values.keys() - set(known)):
        raise InvalidInput(
            f"config.toml has a setting {unknown[0]!r} that tracker does not know; "
            f"it knows {', '.join(known)}."
        )
    for name in known:
        if text := os.environ.get(f"TRACKER_{name.upper()}"):
            values[name] = text
    style = values.get("format", "table")
    if style not in list(Format):
        raise InvalidInput(f"The format {style!r} is none of {', '.join(Format)}.")
    try:
        database = Path(values.get("db", "events.db")).expanduser()
    except RuntimeError:
        raise InvalidInput(f"There is no home folder for {values['db']}.") from None
    return Config(
        db=database,
        analyst=values.get("analyst") or _login_name(),
        format=Format(style),
        **{name: _days(name, values[name]) for name in MARGINS if name in values},
        max_marking=_limit(values.get("max_marking", "TLP:CLEAR")),
        language=_one_of("language", values.get("language", "en"), LANGUAGES),
        dates=_one_of("dates", values.get("dates", "words"), DATES),
        limits=_limits(values),
    )


def size_in_words(size: int) -> str:
    """A number of bytes in the largest unit that divides it.

    >>> size_in_words(2**30), size_in_words(1500)
    ('1 GiB', '1,500 bytes')
    """
    for unit in ("TiB", "GiB", "MiB", "KiB"):
        whole, rest = divmod(size, UNITS[unit.lower()])
        if whole and not rest:
            return f"{whole:,} {unit}"
    return f"{size:,} bytes"


def _limits(values: Mapping[str, str]) -> Limits:
    """The limits that are set, the others as they are by default."""
    set_to = {
        each.name: _size(each.name, values[each.name])
        for each in fields(Limits)
        if each.name in values
    }
    return Limits(**set_to)


def _size(name: str, text: str) -> int:
    """The number that a limit is set to; a size may have a unit, such as 512 MiB."""
    found = SIZE.fullmatch(text.strip())
    number = int(found[1]) * UNITS[found[2].lower()] if found else 0
    if not 0 < number <= LARGEST or (found and found[2] and name == "max_depth"):
        example = "100" if name == "max_depth" else "512 MiB"
        raise InvalidInput(f"{name} is {text!r}, which is no limit; write one such as {example}.")
    return number


def _one_of(name: str, text: str, choices: tuple[str, ...]) -> str:
    """A setting that is one of a few words."""
    if text in choices:
        return text
    chosen = str(text).strip().lower()
    if chosen not in choices:
        raise InvalidInput(f"{name} is {text!r}, which is none of {', '.join(choices)}.")
    return chosen


def _limit(text: str) -> str:
    """A label of TLP 2.0 as it is written, whatever the case; one of TLP 1.0 is none."""
    label = f"TLP:{text.strip().upper().removeprefix('TLP:')}"
    if label not in LIMITS:
        raise InvalidInput(f"The max_marking {text[:40]!r} is none of {', '.join(LIMITS)}.")
    return label


def _days(name: str, text: str) -> timedelta:
    """A margin in days, weeks, months of 30 days or years of 365: `3d`, `1m`; `0d` is none."""
    match = re.fullmatch(r"(\d{1,4})\s*([dwmy])", text.strip().lower(), re.ASCII)
    if match is None:
        raise InvalidInput(f"The setting {name} is {text!r}; write a length such as 3d, 1m or 1y.")
    return int(match[1]) * MARGIN_UNITS[match[2]]


def _config_folder() -> Path:
    if folder := os.environ.get("TRACKER_CONFIG_DIR"):
        return Path(folder)
    from platformdirs import user_config_path  # some milliseconds, spared where it is named

    try:
        return user_config_path("tracker", appauthor=False)
    except RuntimeError:  # whoever has no home folder has no settings in it
        return Path(os.devnull)


def _login_name() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # the last two until Python 3.12
        return "analyst"


def _read_settings(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    import tomllib

    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} is not valid TOML: {error}.") from None
    return {key: str(value) for key, value in read.items()}
