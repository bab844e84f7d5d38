"""The manifest of an archive: which files of Parquet belong to it, and what was read into them.

A file that the manifest does not name is not part of the archive, whatever lies in its folders.
The manifest is replaced in one step when all that it names is there, so that a command which is
killed leaves the archive as it was.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO

from tracker.errors import InvalidInput, NotFound, Refused, shown
from tracker.files import write_whole

NAME = "archive.json"
LOCK = "lock"
EVENTS = "events"
STAGING = ".new"  # where files are made before they belong to the archive
VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A file of Parquet: the rows of one feed and month, or some of them."""

    path: str  # within the archive, with slashes
    feed: str
    month: str
    rows: int
    size: int
    sha256: str
    first: str  # days, as in ISO 8601
    last: str

    def may_lie_in(self, since: date | None, until: date | None) -> bool:
        """Whether any of its rows may be of a time."""
        return (since is None or self.last >= since.isoformat()) and (
            until is None or self.first <= until.isoformat()
        )


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file that was read into the archive, and what became of its rows."""

    name: str
    feed: str
    size: int
    sha256: str
    at: str
    read: int
    added: int
    known: int
    corrected: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """All parts of an archive and all files that were read into it."""

    files: tuple[ArchivedFile, ...] = ()
    parts: tuple[Part, ...] = ()
    names: str = ""  # the file of the names that stand in it, within the archive

    @property
    def rows(self) -> int:
        """The number of all rows."""
        return sum(part.rows for part in self.parts)

    def has(self, sha256: str) -> bool:
        """Whether a file of these very bytes was read."""
        return any(file.sha256 == sha256 for file in self.files)


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder of an archive."""

    folder: Path

    @property
    def is_there(self) -> bool:
        """Whether there is an archive, or only a folder of that name or nothing."""
        return (self.folder / NAME).is_file()

    def read(self) -> Manifest:
        """Its manifest.

        Raises
        ------
        NotFound
            If there is no archive.
        InvalidInput
            If the manifest is damaged, or of a newer tracker.
        """
        path = self.folder / NAME
        try:
            text = path.read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError):
            raise NotFound(
                "archive", str(self.folder), hint="`tracker archive add FILES` makes one."
            ) from None
        try:
            told = json.loads(text)
            if told["version"] > VERSION:
                raise InvalidInput(f"{shown(path)} is of a newer tracker; use that one.")
            return Manifest(
                tuple(ArchivedFile(**each) for each in told["files"]),
                tuple(Part(**each) for each in told["parts"]),
                told["names"],
            )
        except (ValueError, KeyError, TypeError) as error:
            if isinstance(error, InvalidInput):
                raise
            raise InvalidInput(
                f"{shown(path)} is damaged and cannot be read; bring it back from a backup, or "
                "add the files anew to another folder."
            ) from None

    def write(self, manifest: Manifest) -> None:
        """Replace its manifest in one step."""
        told = {
            "version": VERSION,
            "names": manifest.names,
            "files": list(map(asdict, manifest.files)),
            "parts": list(map(asdict, manifest.parts)),
        }
        text = json.dumps(told, indent=1, ensure_ascii=False)
        write_whole(self.folder / NAME, [text, "\n"])
        _sync(self.folder)

    def path(self, part: Part | str) -> Path:
        """Where a file of it is."""
        return self.folder / (part.path if isinstance(part, Part) else part)

    def strays(self, manifest: Manifest) -> list[Path]:
        """The files of Parquet that lie in it and do not belong to it: of killed commands."""
        known = {self.path(part) for part in manifest.parts}
        if manifest.names:
            known.add(self.path(manifest.names))
        return sorted(set(self.folder.rglob("*.parquet")) - known)

    def sweep(self, manifest: Manifest) -> None:
        """Remove what killed commands left; only who holds the lock may."""
        shutil.rmtree(self.folder / STAGING, ignore_errors=True)
        for path in self.strays(manifest):
            with suppress(OSError):
                path.unlink()

    @contextmanager
    def changing(self) -> Iterator[Manifest]:
        """The manifest while nobody else changes the archive, which is made where it is not there.

        Raises
        ------
        Refused
            If another command changes it, or the folder holds something else.
        """
        folder = self.folder
        if folder.is_dir() and not self.is_there and _is_used(folder):
            raise Refused(
                f"{shown(folder)} is a folder that is no archive; name an empty one or a new one."
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            held = (folder / LOCK).open("a+b")
        except OSError as error:
            raise InvalidInput(f"{shown(folder)} cannot be made: {error.strerror}.") from error
        with held:
            _lock(held, folder)
            manifest = self.read() if self.is_there else Manifest()
            self.sweep(manifest)
            (folder / STAGING).mkdir()
            try:
                yield manifest
            finally:
                shutil.rmtree(folder / STAGING, ignore_errors=True)

    def within(self, since: date | None, until: date | None) -> Manifest:
        """The manifest with the parts alone that may have rows of a time."""
        found = self.read()
        return replace(
            found, parts=tuple(part for part in found.parts if part.may_lie_in(since, until))
        )


def put(made: Path, target: Path) -> None:
    """Let a file that was made belong where it belongs, and be on the disk for good."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(target)
    _sync(target.parent)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """Have the names of a folder written out, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_used(folder: Path) -> bool:
    return any(each.name not in (LOCK, STAGING) for each in folder.iterdir())


def _lock(held: IO[bytes], folder: Path) -> None:
    """Hold a lock that the system takes back when this process ends, however it ends."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Refused(
            f"Another command is changing {shown(folder)}; try again when it is done."
        ) from None
