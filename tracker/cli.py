"""The root app: six panels of commands, and the one place where errors become sentences.

A command's module is imported when the command is asked for, so that `tracker add` does not
pay for the options of the others. Heavy libraries are imported inside the functions that
need them; a test holds this module to that.
"""

import os
import sys
from contextlib import suppress
from errno import EPIPE
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info, get_group_from_info

from tracker import __version__
from tracker.commands.session import Session
from tracker.commands.shared import IS_COMPLETING, complete_file
from tracker.errors import STORED_UNSAID, OutputFailed, TrackerError, UnsoundRecord, excerpt
from tracker.output.streams import ShownStream, installed, with_styles
from tracker.output.talk import talk

# The commands of each panel, by the module that has them.
PANELS: dict[str, dict[str, tuple[str, ...]]] = {
    "record": {
        "record.adding": ("add",),
        "record.events": ("edit", "note", "claim", "remove", "tag"),
        "record.citations": ("cite",),
        "record.links": ("link", "unlink"),
        "record.orders": ("order",),
        "record.interview": ("interview",),
        "record.undoing": ("undo", "redo"),
    },
    "browse": {"browse": ("list", "show", "search", "log")},
    "ask": {
        "ask.chains": ("paths", "turning-points", "offramps"),
        "ask.likelihood": ("likelihood",),
        "ask.trees": ("causes", "effects", "roots", "outcomes"),
        "ask.doubts": ("whatif", "sensitivity"),
        "ask.accounts": ("accounts",),
        "ask.dyads": ("dyads",),
        "ask.compare": ("compare",),
        "ask.hypotheses": ("hypotheses",),
        "ask.agree": ("agree",),
        "ask.evidence": ("claims",),
    },
    "draw": {
        "draw.timeline": ("timeline",),
        "draw.chain": ("chain",),
        "draw.charts": ("ladder", "tension", "matrix", "calendar", "map", "draw"),
        "draw.report": ("report",),
    },
    "exchange": {
        "exchange.writing": ("export",),
        "exchange.reading": ("import",),
        "exchange.drafting": ("draft",),
        "exchange.merging": ("merge", "review"),
        "exchange.syncing": ("sync",),
        "exchange.archiving": ("archive",),
        "exchange.listing": ("formats",),
    },
    "manage": {
        "manage": (
            "actors",
            "sources",
            "types",
            "relations",
            "tags",
            "check",
            "duplicates",
            "database",
        ),
    },
}
ASKS_FOR_SCRIPT = {"--install-completion", "--show-completion"}
EPILOG = (
    "Exit codes: 0 done, 1 refused, 2 not understood, 3 not found, 4 database trouble, 5 stored, "
    "but it could not be printed or was stopped then.\n\n"
    "Environment: TRACKER_DB (the database, ./events.db by default), TRACKER_ANALYST (your name "
    "in the log), TRACKER_FORMAT, TRACKER_LANGUAGE (of dates in words), TRACKER_DATES (words or "
    "edtf), TRACKER_MAX_MARKING, NO_COLOR."
)


class Described(TyperCommand):
    """A command whose help comes in the colours of typer."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """As typer does, in its colours."""
        with with_styles():
            super().format_help(ctx, formatter)


class DescribedGroup(TyperGroup):
    """A group of commands whose help comes in the colours of typer."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """As typer does, in its colours."""
        with with_styles():
            super().format_help(ctx, formatter)


class Panels(DescribedGroup):
    """The commands of all panels, each module loaded when one of its commands is wanted."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All commands, panel by panel."""
        return [name for modules in PANELS.values() for names in modules.values() for name in names]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, out of its module."""
        for panel, modules in PANELS.items():
            for module, names in modules.items():
                if cmd_name in names and cmd_name not in self.commands:
                    command = _build(import_module(f"tracker.commands.{module}").app, cmd_name)
                    command.rich_help_panel = panel.capitalize()
                    self.commands[cmd_name] = command
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As typer does, with the commands not loaded yet among its guesses."""
        try:
            return super().resolve_command(ctx, args)
        except typer.TyperException as error:
            from difflib import get_close_matches

            guesses = get_close_matches(args[0], self.list_commands(ctx))
            if guesses:
                error.message = f"{error.message.rstrip('.')}. Did you mean {' or '.join(guesses)}?"
            raise

    def invoke(self, ctx: Any) -> Any:
        """As typer does; Ctrl-C, which it lets pass in silence, stops a command as Ctrl-D does."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Abort from None

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; whatever it could not do ends here as a sentence and an exit code."""
        kwargs["standalone_mode"] = False
        session = kwargs["obj"] = Session()
        if os.environ.get("NO_COLOR"):  # typer would still print bold and dim
            os.environ["_TYPER_FORCE_DISABLE_TERMINAL"] = "1"
        if _completes():
            from tracker.commands.completion import use_own_completion

            use_own_completion()
        with installed(lambda: bool(session.stored or session.files)) as shown:
            code = self._run(session, shown, *args, **kwargs)
        sys.exit(code)

    def _run(self, session: Session, shown: ShownStream, *args: Any, **kwargs: Any) -> int:
        """The exit code of a command, what is wrong said on stderr."""
        stopped = False
        try:
            code = super().main(*args, **kwargs)
            shown.flush()
        except OutputFailed as error:
            if not error.is_closed_pipe:
                _complain(str(error))
            code = error.exit_code
        except TrackerError as error:
            _complain(str(error))
            code = error.exit_code
        except typer.TyperException as error:
            _complain_of_usage(error)
            code = error.exit_code
        except OSError as error:  # a disk, a name too long, a folder that went away
            _complain(f"{error.filename or 'The file'}: {error.strerror or error}.")
            code = 4
        except (typer.Abort, KeyboardInterrupt):
            if not session.stored:
                _complain("Stopped; nothing was stored.")
            stopped, code = True, 1
        except Exception:
            found = session.unsoundness()
            if not found:
                _code_after_storing(session, shown, 1, stopped)
                raise
            _complain(found)
            code = UnsoundRecord.exit_code
        code = code if isinstance(code, int) else 0
        with suppress(OutputFailed):
            shown.flush()
        return _code_after_storing(session, shown, code, stopped)


app = typer.Typer(
    cls=Panels,
    suggest_commands=False,  # it knows only those that are loaded
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _build(module: typer.Typer, name: str) -> Any:
    """One command, or one group of commands, of a module; typer would build them all."""
    for info in module.registered_commands:
        assert info.callback is not None
        if name == (info.name or info.callback.__name__):
            info.cls = Described
            return get_command_from_info(
                info, pretty_exceptions_short=True, rich_markup_mode=module.rich_markup_mode
            )
    group = next(info for info in module.registered_groups if info.name == name)
    group.cls = DescribedGroup
    assert group.typer_instance is not None
    for info in group.typer_instance.registered_commands:
        info.cls = Described
    return get_group_from_info(
        group,
        pretty_exceptions_short=True,
        suggest_commands=True,
        rich_markup_mode=module.rich_markup_mode,
    )


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"tracker {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
    db: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The database; else TRACKER_DB, else ./events.db.",
            autocompletion=complete_file,
        ),
    ] = None,
) -> None:
    """Log escalation events, link them as causes and effects, ask how one led to another, draw it.

    An event is named by its number, its handle (2016-10-03-pmda-suspended) or unique words of
    its title.

    Example: `tracker add "Moscow suspends the PMDA" --on 2016-10-03 --by RUS --to USA
    --type pact-withdrawal --source "Presidential decree 511"`
    """
    ctx.obj.use(db)
    ctx.call_on_close(ctx.obj.close)


def _completes() -> bool:
    """Whether a shell asks what may stand on a line, or for the script by which it asks."""
    return IS_COMPLETING or not ASKS_FOR_SCRIPT.isdisjoint(sys.argv)


def _code_after_storing(session: Session, shown: ShownStream, code: int, stopped: bool) -> int:
    """The exit code, which never lets what was stored look as if it was not."""
    if not session.stored and (code or stopped or not session.files):
        return code
    done = "; ".join(excerpt(each) for each in (*session.stored, *session.files))
    if stopped:
        _complain(f"Stopped, but it was stored: {done}.")
        return STORED_UNSAID
    if code:
        _complain(f"Before that it was stored: {done}.")
        return code
    if shown.failure is None or shown.failure.errno == EPIPE:
        return code
    why = shown.failure.strerror or str(shown.failure)
    _complain(f"Stored, but what there is to say of it could not be printed ({why}): {done}.")
    return STORED_UNSAID


def _hyphened_title(sentence: str) -> str:
    """What was typed as a text, where its hyphen was taken for that of an option; else nothing."""
    if not sentence.startswith("No such option"):
        return ""
    return next((word for word in sys.argv[1:] if word.startswith("-") and " " in word), "")


def _complain(sentence: str) -> None:
    if not IS_COMPLETING:  # a line that is still being typed
        talk(f"Error: {sentence}")


def _complain_of_usage(error: typer.TyperException) -> None:
    """Say as a sentence what typer would frame in a box."""
    sentence = error.format_message()
    if not sentence:
        return  # the help that stands in for missing words is printed already
    context = getattr(error, "ctx", None)
    if context is not None and (title := _hyphened_title(sentence)):
        named = " --on 2016-10-03" if context.command_path.endswith(" add") else " …"
        _complain(
            f"{title!r} begins with a hyphen and was taken for an option; what stands behind -- is "
            f'none: {context.command_path}{named} -- "{title}".'
        )
        return
    hint = f" See `{context.command_path} --help`." if context is not None else ""
    _complain(sentence + ("" if sentence.endswith((".", "?", "!")) else ".") + hint)
