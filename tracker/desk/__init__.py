"""The public API of tracker, for the command line, notebooks and other programs alike.

A `Desk` is an open database and who works at it. Its calls stand in six panels, as `--help` has
them: record, browse, ask, draw, exchange, manage. They answer with frozen values of
`tracker.model`, which carry the sentences to be read with them. A command loads its own panel
only; heavy imports stand inside the calls that need them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.desk.desk import Desk as Desk


def __getattr__(name: str) -> Any:
    if name != "Desk":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tracker.desk.desk import Desk

    return Desk
