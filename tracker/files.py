"""Write a file whole or not at all: beside its place first, then put there in one step."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tracker.errors import InvalidInput


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
        building = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        building.touch(0o666 if mode is None else 0o600)
        yield building
        if mode is not None:
            building.chmod(mode)
        building.replace(target)
    except OSError as error:
        sentence = f"{path} cannot be written: {error.strerror}."
        raise InvalidInput(f"{sentence} {advice}".rstrip()) from error
    finally:
        if building is not None:
            with suppress(OSError):  # a name too long was never made
                building.unlink(missing_ok=True)


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
