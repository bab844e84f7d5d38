"""Completion in bash, zsh and fish: what is typed in any case, and files only where files go.

typer finds out what may stand where; the classes here stand in for its own, which offer files
wherever there is nothing else, and compare what was typed letter by letter.
"""

import os
import re
import sys
from typing import Any

from typer._click.core import Parameter
from typer._click.shell_completion import (
    CompletionItem,
    _resolve_context,
    _resolve_incomplete,
    add_completion_class,
)
from typer._click.types import File
from typer._completion_classes import BashComplete, FishComplete, ZshComplete
from typer._completion_shared import _completion_scripts
from typer.models import TyperPath

from tracker.model.inert import inert_line
from tracker.model.names import common_beginning, folded

FILES = 10  # the exit code by which the script for bash learns that a file is wanted
LISTING = "63"  # COMP_TYPE of bash where Tab was pressed again, and nothing is inserted

BASH = """
%(complete_func)s() {
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD COMP_TYPE=$COMP_TYPE \\
                   %(autocomplete_var)s=complete_bash $1 ) )
    if [ $? -eq {files} ]; then
        compopt -o default
    fi
    return 0
}

complete -F %(complete_func)s %(prog_name)s
""".replace("{files}", str(FILES))


class _Wanted:
    """What may stand where a line was typed so far: names, or a file."""

    cli: Any
    ctx_args: Any
    prog_name: str

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """The names that fit; where a file is wanted, one item that says so."""
        context = _resolve_context(self.cli, self.ctx_args, self.prog_name, args)
        wanted, incomplete = _resolve_incomplete(context, args, incomplete)
        if isinstance(wanted, Parameter) and isinstance(wanted.type, TyperPath | File):
            return [CompletionItem(incomplete, type="file")]
        found: list[CompletionItem] = list(wanted.shell_complete(context, incomplete))
        if not found and incomplete != incomplete.lower():  # commands and options are lower-case
            found = list(wanted.shell_complete(context, incomplete.lower()))
        return found


class Bash(_Wanted, BashComplete):
    """What bash inserts; words that it would take apart are escaped."""

    def complete(self) -> str:
        """The names, a line each.

        Several that do not begin as typed are named only where bash lists them: it would put what
        they have in common in the place of what was typed.
        """
        args, incomplete = self.get_completion_args()
        items = self.get_completions(args, incomplete)
        if any(item.type == "file" for item in items):
            sys.exit(FILES)
        names = [str(item.value) for item in items]
        if os.environ.get("COMP_TYPE") not in (None, LISTING) and not _extends(names, incomplete):
            return ""
        quoted = self._quotation(incomplete)
        return "\n".join(name if quoted else _escaped(name) for name in names)

    def _quotation(self, incomplete: str) -> bool:
        words = os.environ["COMP_WORDS"].split("\n")
        place = int(os.environ["COMP_CWORD"])
        return place < len(words) and words[place][:1] in ("'", '"')


class Zsh(_Wanted, ZshComplete):
    """What zsh is told to do: it takes the names as they are, whatever was typed."""

    def complete(self) -> str:
        """A line of zsh; it is split at blanks and joined again before it is run."""
        args, incomplete = self.get_completion_args()
        items = self.get_completions(args, incomplete)
        if any(item.type == "file" for item in items):
            return "_files"
        names = [str(item.value) for item in items]
        if not names:
            return "return 1"
        told = [
            f"{item.value}  -- {inert_line(item.help)}" if item.help else str(item.value)
            for item in items
        ]
        kept = "" if _extends(names, incomplete) else "; compstate[insert]=''; compstate[list]=list"
        return (
            f"local -a names told; names=({' '.join(map(_in_quotes, names))}); "
            f"told=({' '.join(map(_in_quotes, told))}); compadd -U -l -d told -a names{kept}"
        )


class Fish(_Wanted, FishComplete):
    """What fish chooses from; it folds case, and finds letters within a name by itself."""

    def complete(self) -> str:
        """The names with their descriptions; or by an exit code whether files are wanted."""
        args, incomplete = self.get_completion_args()
        items = self.get_completions(args, incomplete)
        wants_file = any(item.type == "file" for item in items)
        if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
            sys.exit(1 if wants_file else 0)
        return "" if wants_file else "\n".join(map(self._told, items))

    def _told(self, item: CompletionItem) -> str:
        return f"{item.value}\t{inert_line(item.help)}" if item.help else str(item.value)


def use_own_completion() -> None:
    """Let these classes complete, in the place of those that typer has made ready."""
    for kind in (Bash, Zsh, Fish):
        add_completion_class(kind, kind.name)
    _completion_scripts["bash"] = BASH


def _extends(names: list[str], typed: str) -> bool:
    """Whether there is one name, or what several have in common begins with what was typed."""
    common = common_beginning(names) if names else ""
    return len(names) < 2 or folded(common).startswith(folded(typed))


def _escaped(name: str) -> str:
    """A name as a word of a shell."""
    return re.sub(r"([^\w@%+=:,./~-])", r"\\\1", name)


def _in_quotes(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
