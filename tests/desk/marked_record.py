"""A record of which half is marked, with a word of its own in each text that is."""

import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from tracker.desk import Desk

CANARY = re.compile(r"zq\d\d[a-z]+", re.IGNORECASE)
# Each word with the things that must all be admitted for it to leave.
EVENT, NOTE, CITATION, LINK, SOURCE, EVENT_NOTE = (
    "event", "note", "citation", "link", "source", "note of the event",
)  # fmt: skip
CANARIES: Mapping[str, tuple[str, ...]] = {
    "zq01title": (EVENT,), "zq02summary": (EVENT,), "zq03place": (EVENT,),
    "zq04handle": (EVENT,), "zq05former": (EVENT,), "zq06actor": (EVENT,), "zq07name": (EVENT,),
    "zq08alias": (EVENT,), "zq09tag": (EVENT,), "zq10note": (EVENT, EVENT_NOTE),
    "zq11source": (EVENT,), "zq12locator": (EVENT,), "zq13quoted": (EVENT,),
    "zq14type": (EVENT,), "zq15label": (EVENT,), "zq16because": (EVENT,),
    "zq17denied": (EVENT,), "zq18merged": (EVENT,), "zq19order": (EVENT,),
    "zq20note": (NOTE,), "zq21locator": (CITATION,), "zq22quoted": (CITATION,),
    "zq23source": (CITATION,), "zq24because": (LINK,), "zq25quoted": (LINK,),
    "zq26source": (LINK,), "zq27title": (SOURCE,), "zq28publisher": (SOURCE,),
    "zq29author": (SOURCE,), "zq30url": (SOURCE,), "zq31note": (SOURCE,),
    "zq32alias": (SOURCE,), "zq33code": (SOURCE,), "zq34because": (SOURCE,),
    "zq35locator": (SOURCE,), "zq36quoted": (SOURCE,),
}  # fmt: skip
THINGS = (EVENT, NOTE, CITATION, LINK, SOURCE, EVENT_NOTE)
FORMER = {"zq05former", "zq18merged"}  # handles of the past, which leave with a whole record alone
MOMENT = "2026-01-01T00:00:00Z"


def build(path: Path, marked: bool = True) -> None:
    """Build the record, or the same without what is marked, as if it had never been there."""
    with Desk(path, "tester", now=lambda: MOMENT) as desk:
        _open_part(desk, marked)
        if marked:
            _marked_part(desk)
        # Behind the marked one, so that the place of a note does not tell of it either.
        desk.note("2016-10-01-one", "An open note")
        desk.cite("2016-10-01-one", source="wire", locator="page 2", supports="date")


def _open_part(desk: Desk, marked: bool) -> None:
    desk.add_source("Wire report", code="wire", reliability="B", published="2016-10-02")
    if marked:
        desk.add_source(
            "Cable zq27title", code="zq33code", publisher="Bureau zq28publisher",
            author="A. zq29author", url="https://example.org/zq30url", note="From zq31note",
            reliability="A", published="2016-10-01",
        )  # fmt: skip
        desk.alias("sources", "zq33code", "The zq32alias")
        desk.edit_source("wire", relays="zq33code")
    sides = {"one": ("RUS", "USA"), "two": ("USA", "RUS"), "three": ("RUS", "USA"),
             "four": ("USA", "RUS")}  # fmt: skip
    for day, (word, (by, to)) in zip(("01", "02", "03", "14"), sides.items(), strict=True):
        desk.add(
            f"Open {word}", on=f"2016-10-{day}", by=by, to=to, type="threat", place="Aleppo", at="36.2,37.16",
            handle=f"2016-10-{day}-{word}", tag="open", source="wire", grade="B2",
        )  # fmt: skip
    desk.add("Open five", on="2016-10~", by="RUS", to="USA", type="threat", tag="open",
             handle="2016-10-five")  # fmt: skip
    for cause, effect in (("one", "two"), ("two", "three"), ("three", "four")):
        desk.link(cause, effect, likelihood=0.8, because=f"As {cause} was", source="wire")
    desk.link("one", "four", likelihood=0.6, claimed_by="RUS")
    desk.link("two", "four", denied_by="USA")
    desk.order("one", "five", at_least="1d", source="wire")


def _marked_part(desk: Desk) -> None:
    desk.add_type("zq14type", "Kind zq15label", quad=4, goldstein=-10)
    desk.add_actor("ZQ06ACTOR", "Front zq07name", alias="The zq08alias", kind="movement")
    desk.add(
        "Raid zq01title", on="2016-10-06", by=("ZQ06ACTOR", "RUS"), to="USA", type="zq14type",
        summary="With zq02summary", place="Camp zq03place", at="35.9,36.6", tag="zq09tag",
        source="Paper zq11source", handle="2016-10-06-zq05former", locator="zq12locator",
    )  # fmt: skip
    desk.edit("zq05former", handle="2016-10-06-zq04handle")
    hidden = "zq04handle"
    desk.note(hidden, "As zq10note says")
    desk.cite(hidden, source="Paper zq11source", quotation="It was zq13quoted")
    desk.link("one", hidden, likelihood=0.9, because="For zq16because", claimed_by="ZQ06ACTOR")
    desk.link(hidden, "four", likelihood=0.9, source="wire")
    desk.link(hidden, "three", denied_by="USA", because="Never zq17denied")
    desk.order(hidden, "five", at_least="11d", source="Order zq19order")
    twin = desk.add("Raid again", on="2016-10-06", type="zq14type", handle="2016-10-06-zq18merged")
    desk.merge_events((hidden, twin.value.handle))
    desk.note("one", "Told by zq20note")
    desk.cite("two", source="Talk zq23source", locator="zq21locator", quotation="So zq22quoted")
    desk.link("one", "three", likelihood=0.7, claimed_by="USA", because="By zq24because")
    desk.cite("one", "three", source="File zq26source", quotation="And zq25quoted",
              claimed_by="USA")  # fmt: skip
    desk.cite("three", source="zq33code", locator="zq35locator", quotation="Thus zq36quoted")
    desk.link("two", "four", likelihood=0.5, claimed_by="zq33code", because="Hence zq34because")
    desk.order("two", "five", at_least="1h", source="zq33code")


def mark(path: Path, markings: Mapping[str, str | None]) -> None:
    """Give the things of a record these markings, and take from the others what they have."""
    where = {
        EVENT: "UPDATE events SET marking = ? WHERE handle LIKE '%zq04handle'",
        NOTE: "UPDATE event_notes SET marking = ? WHERE text LIKE '%zq20note%'",
        EVENT_NOTE: "UPDATE event_notes SET marking = ? WHERE text LIKE '%zq10note%'",
        CITATION: "UPDATE citations SET marking = ? WHERE locator = 'zq21locator'",
        LINK: "UPDATE links SET marking = ? WHERE because LIKE '%zq24because%'",
        SOURCE: "UPDATE sources SET marking = ? WHERE code = 'zq33code'",
    }
    with closing(sqlite3.connect(path)) as db:
        for thing, statement in where.items():
            assert db.execute(statement, (markings.get(thing),)).rowcount == 1, thing
        db.commit()


def canaries_in(content: bytes) -> set[str]:
    """The words of the marked half in some bytes, however they are packed in there."""
    found: set[str] = set()
    for each in _unpacked(content):
        for encoding in ("latin-1", "utf-16-le", "utf-16-be"):
            text = each.decode(encoding, errors="ignore")
            found |= {word.lower() for word in CANARY.findall(text)}
    return found


def canaries_of(file: Path) -> set[str]:
    """The words in a file and in its name."""
    return canaries_in(file.read_bytes()) | canaries_in(file.name.encode())


def _unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes themselves, shifted by one too, and whatever is compressed in them."""
    yield content
    yield content[1:]  # texts of two bytes a letter may begin at an odd place
    if content[:4] == b"PK\x03\x04":
        import io

        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from _unpacked(packed.read(name))
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
        try:
            text = zlib.decompressobj().decompress(content[start.start() :])
        except zlib.error:
            continue
        yield text
        yield text[1:]
