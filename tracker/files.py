"""Write a file whole or not at all: beside its place first, then put there in one step."""

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tracker.errors import InvalidInput, Refused, shown

MARK = ".tracker-part-"  # how the names of unfinished files begin
UNFINISHED = re.compile(rf"{re.escape(MARK)}[0-9a-f]{{12}}(\.[^.]*)?(-journal)?", re.DOTALL)
STALE = 3600.0  # seconds after which an unfinished file is what a killed command left
LONGEST_SUFFIX = 32


def refuse_to_overwrite(file: Path, force: bool, database: Path | None = None) -> None:
    """Refuse a file that is there, unless by `force`, and the database itself in any case.

    A link is the file that it leads to. What is no file is refused when it would be written.
    """
    if not os.path.isfile(file):  # noqa: PTH113  Path.is_file fails on names too long
        return
    if database is not None and _is_same(file, database):
        raise Refused(f"{shown(file)} is the database itself; name another file.")
    if not force:
        raise Refused(
            f"{shown(file)} is there already; name another file, or replace it with --force."
        )


def write_whole(path: Path, chunks: Iterable[str] | Iterable[bytes], advice: str = "") -> None:
    r"""Write text, in UTF-8 with its line ends as they are, or bytes; `advice` as in `replacing`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "note.txt"), ["one\n", "two\n"])
    ...     Path(folder, "note.txt").read_text()
    'one\ntwo\n'
    """
    with replacing(path, advice) as building, building.open("wb") as out:
        for chunk in chunks:
            # Halves of characters, which a name on the command line can have, are spelled out.
            out.write(chunk.encode(errors="backslashreplace") if isinstance(chunk, str) else chunk)


@contextmanager
def replacing(path: Path, advice: str = "") -> Iterator[Path]:
    """Yield an empty file beside `path`; filled, it takes the place of `path` with its mode.

    A symbolic link stays one, and what it leads to is replaced. Where the block fails, nothing is
    left behind and nothing replaced. What the system refuses becomes a sentence, with `advice`
    behind it.
    """
    building: Path | None = None
    try:
        target = _target(path)
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        building = unfinished(target, 0o666 if mode is None else 0o600)
        yield building
        if mode is not None and mode != stat.S_IMODE(building.stat().st_mode):
            building.chmod(mode)
        building.replace(target)
        building = None
    except OSError as error:
        sentence = f"{shown(path)} cannot be written: {error.strerror}."
        raise InvalidInput(f"{sentence} {advice}".rstrip()) from error
    finally:
        if building is not None:
            with suppress(OSError):
                building.unlink(missing_ok=True)


def unfinished(target: Path, mode: int = 0o600) -> Path:
    """Make an empty file beside `target` to be filled, which nobody else has, nor had planted.

    Its name is short, so that a target may have the longest that the system takes. What commands
    that were killed have left of the kind goes away on the way.
    """
    sweep(target.parent)
    suffix = target.suffix if len(os.fsencode(target.suffix)) <= LONGEST_SUFFIX else ""
    while True:
        building = target.with_name(f"{MARK}{secrets.token_hex(6)}{suffix}")
        try:
            os.close(os.open(building, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        except FileExistsError:
            continue
        return building


def sweep(folder: Path) -> None:
    """Remove the unfinished files that killed commands left in a folder, some time ago."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if UNFINISHED.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > STALE:
                        os.unlink(entry.path)  # noqa: PTH108  a path of bytes that may be none


def _is_same(file: Path, database: Path) -> bool:
    with suppress(OSError):
        return file.samefile(database)
    return False


def _target(path: Path) -> Path:
    """The file that a path leads to, refused where it is there and can be no such file."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():  # one that leads to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "It is no ordinary file")
    return target
