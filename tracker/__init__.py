"""tracker: an escalation timeline tracker. Its layers, from the top down.

Who stands above may import who stands below; siblings on a floor (joined by ``|``) do not see
each other. import-linter holds the plan (see ``pyproject.toml``)::

    cli                                       the root app, the one error boundary
    commands/                                 a face: parse → one call on the desk → show the answer
    desk/                                     the public API, for commands, notebooks and programs
    archive/                                  feeds as Parquet beside the record; the one of ibis
    recording/ | charts/ | formats/ | output/ every change | pictures | files of the world
                                              | answers → table, JSON, CSV, HTML
    store/ | analysis/ | drafting/            the only importer of sqlite_utils
                                              | questions over a Chronicle, the only one of networkx
                                              | events out of prose, by rules
    model/ | config | files                   frozen values | TOML and TRACKER_* → one Config
                                              | a file written whole or not at all
    errors                                    the tree of what can go wrong, with exit codes

Four laws: one desk behind every face (`desk`), one way in (`recording`), one value out
(`Chronicle`), the same noun on every floor (``model/event.py`` the value, ``store/events.py`` the
table). Each library has one importer: SQL narrows in `store`, networkx reasons in `analysis`,
matplotlib paints in `charts.drawing`, jinja2 writes the page of `charts.page`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.desk import Desk

__version__ = "0.1.0"


def open(path: "Path | str", analyst: str | None = None) -> "Desk":  # noqa: A001  as `tracker.open`
    """Open a desk at a database, or at a path that is not there yet: the first event makes it.

    Who works there is `analyst`, else whoever the settings name; so is the limit of what may be
    shared.
    """
    from tracker.config import load_config
    from tracker.desk import Desk
    from tracker.model.margins import margins_of

    config = load_config()
    who = config.analyst if analyst is None else analyst
    return Desk(path, who, max_marking=config.max_marking, margins=margins_of(config))
