"""Odd text in the fields of a record, through every export, picture, page and table.

The text is written by SQL, as another program could: what tracker itself refuses to record comes
out all the same, and what is written is still what its format says.
"""

import json
import random
import shutil
import sqlite3
import warnings
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from typer.testing import CliRunner

from fuzzing.odd import odd_text
from fuzzing.record import text_fields
from tracker.charts.registry import CHARTS
from tracker.cli import app
from tracker.config import Format
from tracker.formats.registry import FORMATS

TABLES = (
    "list", "show 1", "show 4", "search said", "log", "log --rows", "paths 1 4", "causes 4",
    "effects 1", "roots", "outcomes", "turning-points 1 4", "offramps 1 4", "whatif --without 2",
    "sensitivity 1 4", "accounts analyst RUS", "actors list", "actors list --used", "types list",
    "sources list", "tags list", "check",
    "order", "duplicates --at-least 0.1", "database info", "formats",
)  # fmt: skip
PRINTED = (
    "timeline --format text", "timeline --format mermaid", "chain --format mermaid",
    "chain --format dot",
)  # fmt: skip
PICTURES = (".svg", ".png", ".pdf")


@dataclass(frozen=True)
class Output:
    """A command, and the texts that the record has when it is given."""

    words: tuple[str, ...]
    texts: tuple[tuple[str, str, int, str], ...]  # table, column, which row, text


class WaysOut:
    """Runs commands on records whose texts were changed."""

    def __init__(self, folder: Path, record: Path) -> None:
        self.folder = folder
        self.record = record
        self.fields = text_fields(record)
        self.commands = {**_exports(), **_pictures(), "report": ("report", "-o", "out.html")}
        self.commands |= {words: tuple(words.split()) for words in (*TABLES, *PRINTED)}

    def names(self) -> list[str]:
        """The ways out."""
        return list(self.commands)

    def make(self, dice: random.Random, way: str) -> Output:
        """A command with odd texts in one field, or in several."""
        words = list(self.commands[way])
        if "--format" not in words and way in TABLES:
            words += ["--format", dice.choice(list(Format))]
        if way.startswith("draw ") and dice.random() < 0.3:
            words += ["--title", odd_text(dice).replace("\0", "") or "x"]
        texts = []
        for _ in range(dice.choice((1, 1, 3, 30))):
            table, column = dice.choice(self.fields)
            text = odd_text(dice).encode("utf-8", "ignore").decode()
            texts.append((table, column, dice.randrange(6), text))
        return Output(tuple(words), tuple(texts))

    def take(self, given: Output) -> tuple[int, bool]:
        """Run a command; returns the bytes it wrote, and whether it refused in a sentence."""
        db = Path(shutil.copyfile(self.record, self.folder / "odd.db"))
        with closing(sqlite3.connect(db)) as connection, connection:
            for table, column, row, text in given.texts:
                there = connection.execute(f"SELECT DISTINCT [{column}] FROM [{table}]").fetchall()
                if there:
                    connection.execute(
                        f"UPDATE OR IGNORE [{table}] SET [{column}] = ? WHERE [{column}] IS ?",
                        (text, *there[row % len(there)]),
                    )
        target = next((Path(word) for word in given.words if word.startswith("out.")), None)
        words = [
            str(self.folder / word) if word.startswith("out.") else word for word in given.words
        ]
        for old in self.folder.glob("out*"):
            old.unlink()
        environment = {
            "TRACKER_DB": str(db), "TRACKER_CONFIG_DIR": str(self.folder), "COLUMNS": "100",
            "TRACKER_ANALYST": "A. Nalyst",
        }  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            done = CliRunner(env=environment).invoke(app, words, catch_exceptions=False)
        assert 0 <= done.exit_code <= 4, done.exit_code
        if done.exit_code:
            assert done.stderr.startswith("Error: "), done.stderr[:200]
            return 0, True
        if target is None:
            _check_rows(done.stdout, words)
            return len(done.stdout), False
        written = sorted(self.folder.glob("out*"))
        for file in written:
            CHECKS.get(_kind(file, words), _is_text)(file)
        return sum(file.stat().st_size for file in written), False

    def look_over(self) -> None:
        """Nothing is kept from one command to the next."""

    def smallest(self, given: Output, fails: Callable[[Output], bool], tries: int = 200) -> Output:
        """The command with as few texts, and as few letters in them, as it fails with."""
        for each in given.texts:
            less = replace(given, texts=tuple(other for other in given.texts if other is not each))
            tries -= 1
            if tries > 0 and fails(less):
                given = less
        for place, (table, column, row, text) in enumerate(given.texts):
            size = len(text) // 2
            while size:
                at = 0
                while at < len(text) and tries > 0:
                    tries -= 1
                    shorter = text[:at] + text[at + size :]
                    texts = list(given.texts)
                    texts[place] = (table, column, row, shorter)
                    less = replace(given, texts=tuple(texts))
                    if fails(less):
                        given, text = less, shorter
                    else:
                        at += size
                size //= 2
        return given

    def save(self, given: Output, stem: Path) -> Path:
        """Keep the command with its texts."""
        stem.parent.mkdir(parents=True, exist_ok=True)
        file = stem.with_name(f"{stem.name}.txt")
        file.write_text(f"{given!a}\n", encoding="utf-8")
        return file


def _exports() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for style in FORMATS:
        if style.is_written:
            suffix = style.suffixes[0] if style.suffixes else ".json"
            for end in (suffix, *style.otherwise):
                words = ("export", "--to", style.name, "-o", f"out{end}", "--force")
                found[f"export {style.name}{end if end != suffix else ''}"] = words
    return found


def _pictures() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for chart in CHARTS:
        for suffix in PICTURES:
            found[f"draw {chart} {suffix}"] = (chart, "-o", f"out{suffix}")
    for suffix in PICTURES:
        words = ("accounts", "analyst", "RUS", "-o", f"out{suffix}")
        found[f"draw accounts {suffix}"] = words
    return found


def _kind(file: Path, words: list[str]) -> str:
    if "--to" in words:
        style = words[words.index("--to") + 1]
        if style in ("gexf", "graphml"):
            return ".xml"
        if style in ("timelinejs", "stix", "timemap", "vis"):
            return ".json"
        if style in ("timesketch", "i2"):
            return ".jsonl" if file.suffix == ".json" and style == "timesketch" else ".csv"
    return file.suffix


def _is_text(file: Path) -> None:
    file.read_text(encoding="utf-8")


def _is_xml(file: Path) -> None:
    ElementTree.parse(file)


def _is_json(file: Path) -> None:
    json.loads(file.read_text(encoding="utf-8"))


def _are_json(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line:
            json.loads(line)


def _is_html(file: Path) -> None:
    parser = HTMLParser()
    parser.feed(file.read_text(encoding="utf-8"))
    parser.close()


def _begins(signature: bytes) -> Callable[[Path], None]:
    def check(file: Path) -> None:
        assert file.read_bytes().startswith(signature), file.name

    return check


CHECKS: dict[str, Callable[[Path], None]] = {
    ".svg": _is_xml, ".xml": _is_xml, ".json": _is_json, ".jsonl": _are_json, ".html": _is_html,
    ".png": _begins(b"\x89PNG"), ".pdf": _begins(b"%PDF"), ".docx": _begins(b"PK"),
    ".xlsx": _begins(b"PK"),
}  # fmt: skip


def _check_rows(shown: str, words: list[str]) -> None:
    """What a program reads is JSON where JSON was asked for."""
    style = words[words.index("--format") + 1] if "--format" in words else ""
    shown.encode()
    if style == Format.JSON:
        json.loads(shown)
    elif style == Format.JSONL:
        for line in shown.split("\n"):
            if line:
                json.loads(line)
