"""Formats of other packages, found by entry points of the group ``tracker.formats``.

A package declares each in its own ``pyproject.toml``::

    [project.entry-points."tracker.formats"]
    wire = "my_package.wire:FORMAT"

and the object named there is a `FileFormat`. A plugin that cannot be loaded, or fails, is one
sentence; it stops neither tracker nor the other plugins.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, wraps
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from tracker.errors import InvalidInput, TrackerError
from tracker.formats.file_format import FileFormat

GROUP = "tracker.formats"


@dataclass(frozen=True, slots=True)
class Plugins:
    """The formats that other packages add, and sentences about those that do not work.

    Attributes
    ----------
    formats : tuple of FileFormat
        Those that could be loaded, in order of their names.
    problems : list of str
        A sentence for each that could not be, or that failed since.
    """

    formats: tuple[FileFormat, ...] = ()
    problems: list[str] = field(default_factory=list)


@cache
def load_plugins(reserved: frozenset[str]) -> Plugins:
    """Load the formats of other packages, once in a process.

    Parameters
    ----------
    reserved : frozenset of str
        Names of formats that a plugin cannot have: tracker's own.

    Returns
    -------
    Plugins
        The formats and the problems with others.

    Examples
    --------
    >>> load_plugins(frozenset({"csv"})).problems
    []
    """
    formats: dict[str, FileFormat] = {}
    problems: list[str] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        try:
            found = entry.load()
        except Exception as error:  # a plugin may fail in any way
            problems.append(_sentence(entry, f"cannot be loaded ({_reported(error)})"))
            continue
        if not isinstance(found, FileFormat):
            problems.append(_sentence(entry, "is no FileFormat"))
        elif found.name in reserved or found.name in formats:
            problems.append(_sentence(entry, f"is called {found.name}, as another one is"))
        else:
            formats[found.name] = _contained(found, _package(entry), problems)
    return Plugins(tuple(formats.values()), problems)


def _contained(style: FileFormat, package: str, problems: list[str]) -> FileFormat:
    """The format with its functions wrapped, so that their failures become sentences."""

    def refusal(error: Exception) -> InvalidInput:
        return InvalidInput(
            f"The format {style.name} of the package {package} failed ({_reported(error)}); "
            "report it to its authors."
        )

    def called(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*args: Any) -> Any:
            try:
                return function(*args)
            except TrackerError:
                raise
            except Exception as error:
                raise refusal(error) from error

        return call

    def streamed(function: Callable[..., Any]) -> Callable[..., Iterator[Any]]:
        @wraps(function)
        def stream(*args: Any) -> Iterator[Any]:
            try:
                yield from function(*args)
            except TrackerError:
                raise
            except Exception as error:
                raise refusal(error) from error

        return stream

    def decided(recognises: Callable[[str], bool]) -> Callable[[str], bool]:
        @wraps(recognises)
        def decide(first_line: str) -> bool:
            try:
                return bool(recognises(first_line))
            except Exception as error:  # another format may recognise the file
                if (sentence := str(refusal(error))) not in problems:
                    problems.append(sentence)
                return False

        return decide

    def each(functions: Mapping[str, Any], wrap: Callable[..., Any]) -> dict[str, Any]:
        return {name: wrap(function) for name, function in functions.items()}

    return replace(
        style,
        recognises=style.recognises and decided(style.recognises),
        read=style.read and called(style.read),
        read_rows=style.read_rows and streamed(style.read_rows),
        write=style.write and streamed(style.write),
        omits=each(style.omits, called),
        sidecars=each(style.sidecars, streamed),
        otherwise=each(style.otherwise, streamed),
    )


def _sentence(entry: EntryPoint, fault: str) -> str:
    return (
        f"The format {entry.name} of the package {_package(entry)} {fault}; it is left out. "
        "Update that package or uninstall it."
    )


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else entry.module


def _reported(error: Exception) -> str:
    """The kind of an error and its text, on one line."""
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
