r"""Settings: defaults, overridden by a TOML file, overridden by TRACKER_* variables.

The file is `config.toml` in the folder that TRACKER_CONFIG_DIR names, or else in the folder that
the platform keeps settings in: `$XDG_CONFIG_HOME/tracker` (`~/.config/tracker`) on Linux,
`~/Library/Application Support/tracker` on macOS, `%LOCALAPPDATA%\tracker` on Windows. Its keys
are the fields of `Config`::

    db = "~/crises/2016.db"
    analyst = "A. Nalyst"
    format = "table"
    margin_day = "3d"  # of a date in doubt, such as 2016-10-03~; and margin_month, _year, _decade
"""

import os
import re
from dataclasses import dataclass, fields
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


class Format(StrEnum):
    """A way to show rows."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Config:
    """Settings: the database used without --db, the analyst, the format of rows, the margins.

    A margin is how far a date in doubt (`2016-10-03~`) may lie from what it says, for sorting,
    filters and drawing; by the unit that the date is known to, as a length of time.
    """

    db: Path = Path("events.db")
    analyst: str = ""
    format: Format = Format.TABLE
    margin_day: timedelta = timedelta(days=3)
    margin_month: timedelta = timedelta(days=30)
    margin_year: timedelta = timedelta(days=365)
    margin_decade: timedelta = timedelta(days=3650)


def load_config() -> Config:
    """The settings in force, from the file and from the environment."""
    values = _read_settings(_config_folder() / "config.toml")
    known = [field.name for field in fields(Config)]
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
        **{name: _days(name, values[name]) for name in known if name in values and name in MARGINS},
    )


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
