"""Completion in bash, zsh and fish: what is typed in any case, and files only where files go.

typer finds out what may stand where; the classes here tell the shells of it. Its own offer files
wherever there is nothing else, and let nothing stand that does not begin letter by letter as typed.
"""

import os
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from tracker.commands.shared import FILE_WANTED
from tracker.model.inert import inert_line
from tracker.model.names import common_beginning, folded

FILES = 10  # the exit code by which the script for bash learns that a file is wanted
LISTING = "63"  # COMP_TYPE of bash where Tab was pressed again, and nothing is inserted

BASH = f"""%(complete_func)s() {{
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${{COMP_WORDS[*]}}" COMP_CWORD=$COMP_CWORD \\
                   COMP_TYPE=$COMP_TYPE %(autocomplete_var)s=complete_bash $1 ) )
    if [ $? -eq {FILES} ]; then
        compopt -o default
    fi
    return 0
}}

complete -F %(complete_func)s %(prog_name)s"""


class _Shell:
    """What one shell is told; typer's class for it reads the line that it asks about."""

    name: ClassVar[str]
    typers: ClassVar[Any] = None

    def __init__(self, cli: Any, ctx_args: Any, prog_name: str, complete_var: str) -> None:
        self.line = self.typers(cli, ctx_args, prog_name, complete_var)

    def complete(self) -> str:
        """What the shell gets; an exit code or a line of its own language may be part of it."""
        args, typed = self.line.get_completion_args()
        items = self.line.get_completions(args, typed)
        if not items and typed != typed.lower():  # commands and options are lower-case
            items = self.line.get_completions(args, typed.lower())
        if any(item.value == FILE_WANTED for item in items):
            return self.files()
        return self.told(
            [(str(item.value), inert_line(item.help) if item.help else "") for item in items], typed
        )

    def files(self) -> str:
        """What lets the shell complete names of files."""
        raise NotImplementedError

    def told(self, found: list[tuple[str, str]], typed: str) -> str:
        """What lets the shell complete one of the names, shown with what they stand for."""
        raise NotImplementedError


class Bash(_Shell):
    """What bash inserts; words that it would take apart are escaped."""

    name = "bash"

    def files(self) -> str:
        """An exit code."""
        sys.exit(FILES)

    def told(self, found: list[tuple[str, str]], typed: str) -> str:
        """The names, a line each.

        Several that do not begin as typed are named only where bash lists them: it would put what
        they have in common in the place of what was typed.
        """
        names = [name for name, _ in found]
        if "COMP_TYPE" not in os.environ:  # asked by the script of an earlier tracker
            return "\n".join(names)
        if os.environ["COMP_TYPE"] != LISTING and not _extends(names, typed):
            return ""
        return "\n".join(names if self._is_quoted() else map(_escaped, names))

    def _is_quoted(self) -> bool:
        """Whether the word begins with a quotation mark, within which nothing is taken apart."""
        words = os.environ["COMP_WORDS"].split("\n")
        place = int(os.environ["COMP_CWORD"])
        return place < len(words) and words[place][:1] in ("'", '"')


class Zsh(_Shell):
    """What zsh is told to do: it takes the names as they are, whatever was typed."""

    name = "zsh"

    def files(self) -> str:
        """The completion of zsh for files."""
        return "_files"

    def told(self, found: list[tuple[str, str]], typed: str) -> str:
        """A line of zsh; it is split at blanks and joined again before it is run."""
        if not found:
            return "return 1"
        names = [name for name, _ in found]
        shown = [f"{name}  -- {told}" if told else name for name, told in found]
        kept = "" if _extends(names, typed) else "; compstate[insert]=''; compstate[list]=list"
        return (
            f"local -a names shown; names=({' '.join(map(_in_quotes, names))}); "
            f"shown=({' '.join(map(_in_quotes, shown))}); compadd -U -l -d shown -a names{kept}"
        )


class Fish(_Shell):
    """What fish chooses from; it folds case, and finds letters within a name by itself."""

    name = "fish"

    def files(self) -> str:
        """Nothing, and an exit code where fish asks whether there are names."""
        return self._told("", has_names=False)

    def told(self, found: list[tuple[str, str]], typed: str) -> str:
        """The names with what they stand for, a line each."""
        return self._told("\n".join(f"{name}\t{told}" if told else name for name, told in found))

    def _told(self, text: str, has_names: bool = True) -> str:
        if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
            sys.exit(0 if has_names else 1)
        return text


def use_own_completion() -> None:
    """Let these classes complete, and their script be installed, in the place of typer's."""
    typers: Any = import_module("typer.completion")
    shells, script, install = (
        typers.shell_completion, typers.get_completion_script, typers.install,
    )  # fmt: skip
    for kind in (Bash, Zsh, Fish):
        kind.typers = shells.get_completion_class(kind.name)
        shells.add_completion_class(kind, kind.name)

    def own_script(*, prog_name: str, complete_var: str, shell: str) -> str:
        if shell != Bash.name:
            return str(script(prog_name=prog_name, complete_var=complete_var, shell=shell))
        function = f"_{re.sub(r'[^a-zA-Z0-9_]', '', prog_name.replace('-', '_'))}_completion"
        return BASH % {
            "complete_func": function,
            "prog_name": prog_name,
            "autocomplete_var": complete_var,
        }

    def own_install(**given: Any) -> tuple[str, Path]:
        shell, path = install(**given)
        if shell == Bash.name:
            own = own_script(prog_name="tracker", complete_var="_TRACKER_COMPLETE", shell=shell)
            path.write_text(f"{own}\n", encoding="utf-8")
        return shell, path

    typers.get_completion_script, typers.install = own_script, own_install


def _extends(names: list[str], typed: str) -> bool:
    """Whether there is one name, or what several have in common begins with what was typed."""
    common = common_beginning(names) if names else ""
    return len(names) < 2 or folded(common).startswith(folded(typed))


def _escaped(name: str) -> str:
    """A name as a word of a shell."""
    return re.sub(r"([^\w@%+=:,./~-])", r"\\\1", name)


def _in_quotes(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
