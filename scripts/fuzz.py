"""Damage rows of feeds and let them in: `fuzz.py [ROUNDS] [SEED]`.

Rows are made up in GDELT's layout, or taken from the real files of TRACKER_REAL_DATA or
../shared/data where they are. Whatever a row holds, it is kept, skipped or rejected with a
reason; the counts agree, and the database stays sound.
"""

import io
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from feed import rows

from tracker.errors import TrackerError
from tracker.formats.file_format import FileFormat
from tracker.formats.registry import recognise
from tracker.model.imports import Provenance
from tracker.recording.imports import import_command
from tracker.store.creation import create_database
from tracker.store.database import Database, open_for_writing

ROOT = Path(__file__).parent.parent
ROUNDS, LINES, MOST_WOUNDS = 300, 20, 4
SHRAPNEL = (
    "\t", ",", '"', "\0", "\ufffd", "\r", "\n", "é", "中", "٣", "１２", "-9", "", "0", "-1",
    "9" * 20, "nan", "inf", "1e400", "0000-00-00", "2016-02-31", "\x1b[31m", "\u202e", "A" * 5_000,
    "=1+1", "[bold]",
)  # fmt: skip


def feeds() -> Iterator[tuple[FileFormat, list[str]]]:
    """The feeds there are, each as its format and its lines."""
    folder = Path(os.environ.get("TRACKER_REAL_DATA") or ROOT.parent / "shared" / "data")
    texts = ["".join(rows(500))]
    texts += [file.read_text(encoding="utf-8-sig", errors="replace")
              for file in sorted(folder.rglob("*.*")) if file.suffix != ".zip"]  # fmt: skip
    for text in texts:
        lines = text.splitlines(keepends=True)
        style = recognise(lines[0])
        if style is not None and style.read_rows is not None:
            yield style, lines


def damaged(dice: random.Random, line: str) -> str:
    """A line with some of its cells, or some of its letters, replaced."""
    for _ in range(dice.randrange(MOST_WOUNDS + 1)):
        hit = dice.choice(SHRAPNEL)
        if dice.random() < 0.5:
            delimiter = "\t" if "\t" in line else ","
            cells = line.split(delimiter)
            cells[dice.randrange(len(cells))] = hit
            line = delimiter.join(cells)
        else:
            at = dice.randrange(len(line) + 1)
            line = line[:at] + hit + line[at + dice.randrange(3) :]
    return line


def import_text(db: Database, style: FileFormat, text: str, new_actors: bool) -> None:
    """Import a text, and look whether everything agrees."""
    assert style.read_rows is not None
    assert style.source is not None
    try:
        with import_command(db, "damaged", new_actors=new_actors) as importer:
            lines = style.read_rows(io.StringIO(text, newline=""), {}, importer.filter)
            origin = Provenance("damaged", style.name, len(text), "0" * 64)
            stats = importer.add_feed(
                origin, style.source, lines, lambda rejected: None, style.corrects
            )
    except TrackerError:
        return  # a sentence
    assert stats.rows.skipped >= 0, stats.rows
    db.run("INSERT INTO events_fts (events_fts, rank) VALUES ('integrity-check', 1)")
    assert db.value("PRAGMA integrity_check") == "ok"
    assert not db.rows("PRAGMA foreign_key_check")


def main(rounds: int, seed: int) -> int:
    """So many rounds; the exit code."""
    dice = random.Random(seed)
    known = list(feeds())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fuzz.db"
        create_database(path)
        for turn in range(1, rounds + 1):
            style, lines = dice.choice(known)
            head = lines[:1] if style.name != "gdelt" else []
            body = dice.sample(lines[len(head) :], min(LINES, len(lines) - len(head)))
            text = "".join((*head, *(damaged(dice, line) for line in body)))
            db = open_for_writing(path)
            try:
                import_text(db, style, text, dice.random() < 0.3)
            except Exception:  # whatever it is, keep the text that led to it
                left = Path(f"fuzz-{seed}-{turn}.txt")
                left.write_text(text, encoding="utf-8", errors="replace")
                print(f"Round {turn} of seed {seed} ({style.name}): see {left}.", file=sys.stderr)
                raise
            finally:
                db.close()
    print(f"{rounds} rounds of {len(known)} feeds, seed {seed}: nothing but sentences.")
    return 0


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*given, *(ROUNDS, 1)[len(given) :]))
