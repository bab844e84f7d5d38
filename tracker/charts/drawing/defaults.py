"""The import of matplotlib, with its own settings alone: no file of the user's changes a picture.

On being imported, matplotlib reads a `matplotlibrc` of the working folder, which may be anybody's,
before any other. So its own is put there: it is imported from within its own folder of data. What
it says of folders that it cannot write, or of fonts that it looks up, is no matter of a picture.
"""

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

FOLDERS = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME")
BLOCKED = frozenset({"backend", "backend_fallback", "interactive", "toolbar", "timezone"})


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    """Work in another folder meanwhile, and come back even to one that was removed."""
    before = os.open(".", os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.chdir(folder)
        yield
    finally:
        os.fchdir(before)
        os.close(before)


def _import_matplotlib() -> Mapping[str, Any]:
    """Import matplotlib with its fonts; returns its own settings."""
    loggers = logging.getLogger("matplotlib")
    level = loggers.level
    loggers.setLevel(logging.ERROR)
    relative = {name: os.environ.pop(name) for name in FOLDERS if _is_relative(name)}
    try:
        spec = None if "matplotlib" in sys.modules else find_spec("matplotlib")
        if spec is not None and spec.origin is not None:
            with suppress(OSError), _within(Path(spec.origin).parent / "mpl-data"):
                import matplotlib
        import matplotlib as mpl
        import matplotlib.font_manager

        style = mpl.rcParamsDefault
        return MappingProxyType({key: style[key] for key in style if key not in BLOCKED})
    finally:
        loggers.setLevel(level)
        os.environ.update(relative)


def _is_relative(variable: str) -> bool:
    """Whether a variable of XDG is to be ignored: where one stands says nothing of settings."""
    folder = os.environ.get(variable)
    return folder is not None and bool(folder) and not Path(folder).is_absolute()


DEFAULTS = _import_matplotlib()
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # most are never there
