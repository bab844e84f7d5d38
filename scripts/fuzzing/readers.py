"""Imports of changed files: whatever a file holds, it is read, rejected row by row or refused."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from fuzzing.mutations import garbage, packed
from fuzzing.record import in_memory, is_sound
from fuzzing.seeds import Seed, seeds_of
from tracker.config import Limits
from tracker.desk.importing import ImportRequest, import_into
from tracker.errors import TrackerError
from tracker.formats.file_format import TableRequest
from tracker.store.database import Database

NARROW = Limits(max_unpacked=20_000, max_cell=2_000, max_depth=20)
REST = 100  # inputs after which the database is looked over and begun anew


@dataclass(frozen=True)
class Input:
    """A file to import, and what the import is told."""

    name: str
    data: bytes
    read_as: str | None
    constants: dict[str, str]
    new_actors: bool
    rejects: bool
    limits: Limits


class Readers:
    """Imports inputs one after the other into a database in memory."""

    def __init__(self, folder: Path, record: Path) -> None:
        self.folder = folder
        self.record = record
        self.seeds = seeds_of(record)
        self._db: Database | None = None
        self._since = 0

    def names(self) -> list[str]:
        """The readers, and the containers."""
        return list(self.seeds)

    def make(self, dice: random.Random, reader: str) -> Input:
        """An input for a reader."""
        seed: Seed = dice.choice(self.seeds[reader])
        mutation = dice.choice(seed.mutations)
        data, name = seed.data, seed.name
        if dice.random() < 0.97:
            data = mutation(dice, data)
        if seed.packs:
            data, name = packed(dice, data, name)
        named = dice.random() < (0.8 if mutation is garbage else 0.5) and seed.packs
        return Input(
            name, data, reader if named else None, dict(seed.constants), dice.random() < 0.3,
            dice.random() < 0.5, NARROW if dice.random() < 0.1 else Limits(),
        )  # fmt: skip

    def take(self, given: Input) -> tuple[int, bool]:
        """Import an input; returns the rows that were read, and whether it was refused."""
        file = self.folder / given.name
        rejects = self.folder / "rejects.csv"
        file.write_bytes(given.data)
        rejects.unlink(missing_ok=True)
        if self._db is None or self._since >= REST:
            self.look_over()
            self._db = in_memory(self.record)
        self._since += 1
        try:
            request = ImportRequest.of(
                (file,),
                given.read_as,
                rejects if given.rejects else None,
                False,
                TableRequest(constants=given.constants),
            )
            stats = import_into(self._db, request, new_actors=given.new_actors, limits=given.limits)
        except TrackerError as error:
            if "needs more memory" in str(error):
                raise MemoryError(str(error)) from error
            return 0, True
        assert stats.rows.skipped >= 0, stats.rows
        return stats.rows.read, False

    def look_over(self) -> None:
        """Whatever was imported, the database is sound."""
        if self._db is not None:
            assert is_sound(self._db), "the database is not sound"
            self._db.close()
        self._db = None
        self._since = 0

    def smallest(self, given: Input, fails: Callable[[Input], bool], tries: int = 300) -> Input:
        """The input without what it fails without."""
        size = max(len(given.data) // 2, 1)
        while size and tries > 0:
            at = 0
            while at < len(given.data) and tries > 0:
                less = replace(given, data=given.data[:at] + given.data[at + size :])
                tries -= 1
                if fails(less):
                    given = less
                else:
                    at += size
            size //= 2
        return given

    def save(self, given: Input, stem: Path) -> Path:
        """Keep an input beside what the import was told."""
        stem.parent.mkdir(parents=True, exist_ok=True)
        file = stem.with_name(f"{stem.name}-{given.name}")
        file.write_bytes(given.data)
        told = replace(given, data=b"")
        file.with_name(f"{file.name}.txt").write_text(f"{told}\n", encoding="utf-8")
        return file
