"""Names of files to import: what a folder or a pattern stands for, and what each is called."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.errors import NotFound, shown

STANDARD = Path("-")
DESCRIPTORS = (Path("/dev/fd"), Path("/proc/self/fd"))  # what `<(…)` of a shell stands for


def find_files(names: Sequence[Path]) -> list[Path]:
    """Find the files that names stand for: files, folders, patterns such as `2018*.zip`.

    Parameters
    ----------
    names : sequence of Path
        As they were typed; ``-`` is standard input.

    Returns
    -------
    list of Path
        Each file once, those of a folder or pattern in order of their names.

    Raises
    ------
    NotFound
        If there is nothing of such a name.

    Examples
    --------
    >>> find_files([STANDARD, STANDARD])
    [PosixPath('-')]
    """
    files: list[Path] = []
    for name in names:
        if name == STANDARD:
            files.append(name)
        elif name.is_dir():
            inside = sorted(each for each in name.iterdir() if _is_data(each))
            if not inside:
                raise NotFound("file", str(name), hint="The folder holds none.")
            files += inside
        elif not name.exists() and any(mark in name.name for mark in "*?["):
            matching = sorted(each for each in name.parent.glob(name.name) if each.is_file())
            if not matching:
                raise NotFound("file", str(name), hint="Nothing is called like that.")
            files += matching
        else:
            files.append(name)
    return list(dict.fromkeys(files))


def unread_folders(names: Sequence[Path]) -> Iterator[str]:
    """Say which folders stand within those that were named: they are not read.

    Parameters
    ----------
    names : sequence of Path
        Files and folders as they were typed.

    Yields
    ------
    str
        A sentence for each folder that holds folders.

    Examples
    --------
    >>> list(unread_folders([STANDARD]))
    []
    """
    for folder in names:
        if folder.is_dir() and (
            within := sorted(each.name for each in folder.iterdir() if each.is_dir())
        ):
            yield f"Folders within {folder} are not read: {', '.join(within)}."


def title_of(paths: Sequence[Path]) -> str:
    """Name the files of one import, as the history does: up to three, else the first and a number.

    Parameters
    ----------
    paths : sequence of Path
        The files.

    Returns
    -------
    str
        Their names.

    Examples
    --------
    >>> title_of([Path("feeds/a.csv"), STANDARD]), title_of([Path(n) for n in "abcd"])
    ('a.csv, standard input', 'a and 3 more')
    """
    names = [name_of(path) for path in paths]
    return ", ".join(names) if len(names) < 4 else f"{names[0]} and {len(names) - 1} more"


def name_of(path: Path) -> str:
    r"""Name a file for a sentence and for the history: on one line, whatever bytes its name has.

    Parameters
    ----------
    path : Path
        The file; ``-`` is standard input.

    Returns
    -------
    str
        Its own name, inert.

    Examples
    --------
    >>> name_of(STANDARD), name_of(Path("/dev/fd/63")), name_of(Path("caf\udce9.csv"))
    ('standard input', 'a pipe', 'caf\\xe9.csv')
    """
    if path == STANDARD:
        return "standard input"
    return "a pipe" if path.parent in DESCRIPTORS else shown(path.name)


def _is_data(file: Path) -> bool:
    """Whether a file of a folder may be meant: hidden ones are not."""
    return file.is_file() and not file.name.startswith(".")
