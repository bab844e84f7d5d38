"""Files at the door: whatever a command reads, from however many files, is stored as one.

Each file leaves a row of provenance: its name, size and SHA-256, and what became of its rows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from tracker.errors import InvalidInput, NotFound
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.imports import Provenance
from tracker.model.report import Reject, Rejected, Rows
from tracker.model.source import Source
from tracker.model.text import folded, is_hyphened
from tracker.model.wanted import ANYTHING, Wanted, parse_dyad
from tracker.recording.batches import Tally, refuse_claimant, store_batch
from tracker.recording.codes import Codes
from tracker.recording.feeds import Count, Door
from tracker.recording.order import rederive
from tracker.recording.resolving import find_type
from tracker.store import imports, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES


@dataclass(frozen=True)
class Intake:
    """One command that reads files: what is asked for, and whether new names are recorded."""

    db: Database
    entry: int
    wanted: Wanted = ANYTHING
    new_actors: bool = False

    def feed(
        self, file: Provenance, source: Source, rows: Rows, reject: Reject, corrects: bool = True
    ) -> tuple[Tally, Count]:
        """Store the rows of a feed; unless it `corrects`, what is there stays as it is."""
        self.db.run("SAVEPOINT feed")
        there = registers.find(self.db, SOURCES, source.code)  # by now perhaps called otherwise
        if there is None:
            refuse_claimant(self.db, SOURCES, source.code)
            registers.insert(self.db, SOURCES, source)
        codes = Codes(self.db, self.new_actors)
        door = Door(self.db, there or source.code, self.wanted, codes, reject, corrects)
        stretch = door.take(rows)
        count = door.count
        if not count.kept and not count.corrected:
            self.db.run("ROLLBACK TO feed")
        self.db.run("RELEASE feed")
        rederive(self.db, door.corrected)
        if count.kept or count.corrected:
            first, last = stretch or (None, None)
            imports.insert(
                self.db,
                self.entry,
                replace(
                    file, read=count.read, kept=count.kept, merged=count.merged,
                    rejected=count.rejected, first_event=first, last_event=last,
                ),
            )  # fmt: skip
        tally = Tally(
            +Counter(sources=int(there is None and count.kept > 0), events=count.kept),
            +Counter(events=count.merged - count.corrected),
            tuple(codes.remarks()),
            +Counter(events=count.corrected),
        )
        return tally, count

    def batch(self, file: Provenance, batch: Batch, reject: Reject | None) -> Tally:
        """Store a whole file of drafts."""
        rejected = 0

        def count(one: Rejected) -> None:
            nonlocal rejected
            rejected += 1
            assert reject is not None
            reject(one)

        self.db.run("SAVEPOINT batch")
        tally = store_batch(
            self.db, self.entry, batch, self.new_actors, self.wanted, count if reject else None
        )
        taken = tally.added["events"] + tally.known["events"] + rejected
        if passed_over := len(batch.events) - taken:
            left = f"Rows that were not asked for: {passed_over:,}."
            tally = replace(tally, remarks=(*tally.remarks, left))
            if not taken:
                self.db.run("ROLLBACK TO batch")
                tally = Tally(Counter(), Counter(), (left,))
        self.db.run("RELEASE batch")
        if any(tally.added.values()):
            imports.insert(
                self.db,
                self.entry,
                replace(
                    file, read=len(batch.events) + file.rejected, kept=tally.added["events"],
                    merged=tally.known["events"], rejected=file.rejected + rejected,
                ),
            )  # fmt: skip
        return tally


@contextmanager
def taking_in(
    db: Database, names: str, wanted: Wanted = ANYTHING, new_actors: bool = False
) -> Iterator[Intake]:
    """Let everything that is read within be one command: all of it is stored, or nothing."""
    with db.transaction(f"import {names}", resolved=True) as entry:
        yield Intake(db, entry, wanted, new_actors)


def wanted_of(
    db: Database,
    dyad: str | None = None,
    since: EventDate | None = None,
    until: EventDate | None = None,
    types: tuple[str, ...] = (),
    quads: tuple[int, ...] = (),
    min_mentions: int = 0,
    root_only: bool = False,
) -> Wanted:
    """What is asked for, with the names of actors and types resolved."""
    pair, cameo = None, ()
    if dyad is not None:
        one, other = (registers.resolve(db, ACTORS, name) for name in parse_dyad(dyad))
        pair = one, other
        cameo = tuple(
            code
            for actor in pair
            if (code := db.value("SELECT cameo FROM actors WHERE code = ?", (actor,)))
        )
    return Wanted(
        pair, cameo, since, until,
        frozenset(_type_asked_for(db, name) for name in types),
        frozenset(quads), min_mentions, root_only,
    )  # fmt: skip


def _type_asked_for(db: Database, name: str) -> str:
    """The code of a type; one of CAMEO's roots may be asked for before any event is of it."""
    return str(find_type(db, name) or registers.resolve(db, TYPES, name))


def remembered(db: Database, name: str) -> tuple[dict[str, str], dict[str, str]]:
    """How the columns of a table are read that were remembered under a name."""
    found = imports.column_map(db, folded(name))
    if found is None:
        known = ", ".join(imports.map_names(db)) or "none yet; --save-map remembers one"
        raise NotFound("map of columns", name, hint=f"There is {known}.")
    return found


def remember(
    db: Database, name: str, columns: Mapping[str, str], constants: Mapping[str, str]
) -> None:
    """Remember how the columns of a table are read, within the transaction that is open."""
    code = folded(name)
    if not is_hyphened(code):
        raise InvalidInput(f"{name!r} is no name for a map; use words joined by hyphens.")
    imports.keep_map(db, code, columns, constants)
