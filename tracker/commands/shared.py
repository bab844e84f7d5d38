"""Options that many commands share: declared once, handed to a command as one argument.

`desk_command` appends them to the parameters that typer reads off a command's function, so that
nothing but typer's public names is needed. A command then stands as it is called::

    @app.command("list")
    @desk_command(FILTERS)
    def list_events(session: Session, filters: Filters, limit: LimitOption = None) -> None: ...
"""

import inspect
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from tracker.commands.session import Session
from tracker.config import Format


@dataclass(frozen=True)
class SharedOptions:
    """Options with the name of the argument that takes them, and what is made of their values."""

    argument: str
    options: tuple[inspect.Parameter, ...]
    gather: Callable[[dict[str, Any]], Any]

    def gathered(self, given: dict[str, Any]) -> Any:
        """The value that a command gets for these options, whose own are taken out of `given`."""
        return self.gather({each.name: given.pop(each.name) for each in self.options})


# typer looks into the signature of each function that completes, which other runs need not pay for.
IS_COMPLETING = "_TRACKER_COMPLETE" in os.environ
FILE_WANTED = "\0file"  # stands for the names of files, which a shell knows by itself


class Found(str):
    """A name that completes what was typed in whatever way: typer would drop all others."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """That it may stand for what was typed."""
        return True


def file_wanted(incomplete: str) -> list[str]:
    """That a file may stand here."""
    return [Found(FILE_WANTED)]


complete_file = file_wanted if IS_COMPLETING else None


def shared_option(name: str, kind: Any, option: Any, default: Any = None) -> inspect.Parameter:
    """An option as a parameter that can be appended to a function's own."""
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option]
    )


def _database_of(given: dict[str, Any]) -> Path | None:
    named = given["db"]
    return None if named is None else Path(named)


EDTF = SharedOptions(
    "edtf",
    (
        shared_option(
            "edtf",
            bool,
            typer.Option("--edtf", help="Show dates in EDTF (2016-10~), not in words."),
            False,
        ),
    ),
    lambda given: given["edtf"],
)
DATABASE = SharedOptions(
    "db",
    (
        shared_option(
            "db",
            Path | None,
            typer.Option(
                "--db",
                metavar="FILE",
                help="The database; else TRACKER_DB, else ./events.db.",
                autocompletion=complete_file,
            ),
        ),
    ),
    _database_of,
)


def desk_command(
    *shared: SharedOptions, dated: bool | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator for a command that takes a session, shared options and --db, which comes last.

    The function's `session` is the run's, at the database that --db names. Each of the shared
    options arrives as the one argument that they are gathered into. A command that shows rows has
    --edtf, which the session keeps, unless `dated` says otherwise.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        gathered = {"session", *(each.argument for each in shared)}
        own = tuple(inspect.signature(function, eval_str=True).parameters.values())
        has_dates = any(map(_shows_rows, own)) if dated is None else dated
        last = (EDTF, DATABASE) if has_dates else (DATABASE,)

        @wraps(function)
        def command(ctx: typer.Context, **given: Any) -> None:
            session = ctx.obj
            assert isinstance(session, Session)
            session.use(DATABASE.gathered(given))
            if has_dates:
                session.show_dates(EDTF.gathered(given))
            for each in shared:
                given[each.argument] = each.gathered(given)
            function(session=session, **given)

        context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
        parameters = [
            context,
            *(
                _completed(each.replace(kind=inspect.Parameter.KEYWORD_ONLY))
                for each in own
                if each.name not in gathered
            ),
            *(_completed(option) for each in (*shared, *last) for option in each.options),
        ]
        command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {}  # the signature says it all; typer would read both
        return command

    return decorate


def _shows_rows(parameter: inspect.Parameter) -> bool:
    """Whether a parameter is the option --format of rows."""
    return get_args(parameter.annotation)[:1] == (Format | None,)


def _completed(parameter: inspect.Parameter) -> inspect.Parameter:
    """A parameter of a command, completed by files where it takes a path.

    Where no shell asks, nothing completes it: typer looks into the signature of each function
    that would.
    """
    kind, *notes = get_args(parameter.annotation) or (None,)
    if notes and not IS_COMPLETING:
        notes[0].autocompletion = None
    elif notes and Path in (kind, *get_args(kind)) and notes[0].autocompletion is None:
        notes[0].autocompletion = complete_file
    return parameter


def database_of(params: Mapping[str, Any]) -> Path | None:
    """The database that a line names so far, which a shell wants completed."""
    named = params.get("db")
    return None if named is None else Path(named)
