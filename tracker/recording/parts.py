"""Recording which actors are part of others, and when."""

from dataclasses import replace

from tracker.errors import InvalidInput, NotFound, Refused
from tracker.model.actor import PartOf
from tracker.model.answer import Recorded
from tracker.model.dates import EventDate
from tracker.recording.evidence import checked_edtf
from tracker.store import parts, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS


def add_part(db: Database, part: str, whole: PartOf) -> Recorded[str]:
    """Let an actor be part of another in a time that shares no day with one that is there."""
    code, of = (registers.resolve(db, ACTORS, name) for name in (part, whole.whole))
    checked = checked_part(replace(whole, whole=of))
    with db.transaction(f"actors part {code} {of}"):
        store_part(db, code, checked)
    said = f"{code} is part of {of}{f' {checked.life}' if checked.life else ''}."
    return Recorded(code, remarks=(said,))


def remove_part(db: Database, part: str, whole: PartOf) -> Recorded[str]:
    """Take back that an actor is part of another: wholly, or for the time that begins so."""
    code, of = (registers.resolve(db, ACTORS, name) for name in (part, whole.whole))
    asked = checked_part(replace(whole, whole=of))
    there = parts.of(db, code, of)
    begins = asked.valid_from
    gone = [number for number, own in there if begins is None or own.valid_from == begins]
    if not gone:
        said = "; ".join(str(own) for _, own in there)
        raise NotFound(
            "part", f"{code} of {of}{f' {asked.life}' if asked.life else ''}",
            hint=f"There is {said}." if said else f"`tracker actors list {code}` shows its wholes.",
        )  # fmt: skip
    with db.transaction(f"actors part {code} {of} --remove"):
        parts.delete(db, gone)
    return Recorded(code, remarks=(f"{code} is no longer recorded as part of {of}.",))


def store_part(db: Database, code: str, whole: PartOf) -> None:
    """Store that an actor is part of another, within the transaction that is open.

    Who is part of itself, and a time that is there already, are refused.
    """
    if code == whole.whole or whole.whole in parts.ever_parts(db, code):
        raise Refused(
            f"{code} cannot be part of {whole.whole}: {whole.whole} is "
            f"{'the same actor' if code == whole.whole else f'part of {code}'}."
        )
    for _, own in parts.of(db, code, whole.whole):
        if own.meets(whole):
            raise Refused(
                f"{code} is part of {own} already; `tracker actors part {code} {own.whole} "
                "--remove` takes that back."
            )
    parts.insert(db, code, whole)


def take_over_parts(db: Database, code: str, wholes: tuple[PartOf, ...]) -> int:
    """Store those of a file that are not there; one of whose time a part is there is known."""
    added = 0
    for whole in wholes:
        of = registers.resolve(db, ACTORS, whole.whole)
        checked = checked_part(replace(whole, whole=of))
        if not any(own.meets(checked) for _, own in parts.of(db, code, of)):
            store_part(db, code, checked)
            added += 1
    return added


def checked_part(whole: PartOf) -> PartOf:
    """A whole with its time as it may be stored."""
    checked = replace(
        whole, valid_from=checked_edtf(whole.valid_from), valid_to=checked_edtf(whole.valid_to)
    )
    if checked.valid_from and checked.valid_to:
        begin, end = (EventDate.parse(each) for each in (checked.valid_from, checked.valid_to))
        if end.is_wholly_before(begin):
            raise InvalidInput(f"--from {begin} is after --until {end}; swap the two.")
    return checked
