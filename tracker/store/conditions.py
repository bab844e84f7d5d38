"""A Selection as SQL: the terms that events `e` and links `l` must meet.

The terms about events expect `types t` and `derived_dates d` beside them, as `beside` joins them.
"""

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tracker.model.codebook import MUTUAL
from tracker.model.margins import Margins, margins
from tracker.model.marking import Marking
from tracker.store.database import Database
from tracker.store.event_lists import label_term
from tracker.store.rows import bound_text

if TYPE_CHECKING:
    from tracker.model.selection import Selection

Terms = tuple[list[str], list[Any]]

FIRST, LAST = "0001-01-01T00:00:00", "9999-12-31T23:59:59"
LONGEST_PATTERN = 20_000
# Plans and threats are known before their day.
FORETOLD = "e.status IN ('planned', 'threatened', 'denied', 'did-not-occur')"
ONE_OF = "substr(e.date, 1, 1) = '['"
IN_DOUBT = "e.date GLOB '*[?~%]*'"
# The derived latest bound is of an event's beginning, so it does not end an interval.
DERIVED_LATEST = "iif(instr(e.date, '/'), NULL, d.latest)"
STRENGTH = "abs(coalesce(e.intensity, t.goldstein, 0))"
# The text of a point begins with its latitude, so that few distances have to be worked out.
NEAR = """(CAST(e.coordinates AS REAL) BETWEEN ? AND ?
    AND kilometres_between(e.coordinates, ?) <= ?)"""
TYPED = "JOIN types t ON t.code = e.type"
DERIVED = "LEFT JOIN derived_dates d ON d.event = e.id"
# That one of two sides acted upon the other. A clash of two without a target is a fight of which
# who began is not coded, so that each acts upon the other.
ACTS = """e.id IN (SELECT a.event FROM event_actors a
                  WHERE a.actor IN (SELECT value FROM json_each(?)))"""
AMONG = "IN (SELECT value FROM json_each(?))"
UPON_ONE_ANOTHER = f"""EXISTS (
    SELECT 1 FROM event_actors b JOIN event_actors x ON x.event = b.event
         AND (x.side = 'to' OR e.type = '{MUTUAL}' AND {{fought}})
    WHERE b.event = e.id AND b.side = 'by' AND (
         b.actor {AMONG} AND x.actor {AMONG} OR b.actor {AMONG} AND x.actor {AMONG}))"""
OF_TWO = "(SELECT count(*) FROM event_actors n WHERE n.event = e.id) = 2"
OF_EVENT = "c.event = e.id"
OF_LINK = "c.cause = l.cause AND c.effect = l.effect AND c.claimed_by = l.claimed_by"


def beside(selection: "Selection") -> str:
    """The tables that stand beside events.

    A question for what was known by a day goes without derived dates: the claims of order that
    they follow from may be of a later source.
    """
    return f"{TYPED} {DERIVED}{' AND 0' if selection.known_by else ''}"


def earliest(chosen: Margins | None = None) -> str:
    """The first moment of an event, with the margin of a date in doubt."""
    return _with_margin("d.earliest", "e.earliest", "-", chosen or margins())


def latest(chosen: Margins | None = None) -> str:
    """The last moment of an event, with the margin of a date in doubt."""
    return _with_margin(DERIVED_LATEST, "e.latest", "+", chosen or margins())


def start(chosen: Margins | None = None) -> str:
    """The moment that an event is sorted by, with the margin of a date in doubt."""
    return f"coalesce({earliest(chosen)}, {latest(chosen)})"


def _with_margin(derived: str, said: str, sign: str, chosen: Margins) -> str:
    """A bound as claims of order derive it, or else as it is said, moved by its margin."""
    end = "iif(instr(e.date, '/'), {}, e.date)".format(
        "substr(e.date, 1, instr(e.date, '/') - 1)"
        if sign == "-"
        else "substr(e.date, instr(e.date, '/') + 1)"
    )
    lengths = f"length(rtrim(replace({end}, '-XX', ''), '?~%'))"
    days = f"""CASE WHEN NOT {end} GLOB '*[?~%]*' THEN 0
        WHEN substr({end}, 1, 4) GLOB '*X*' THEN {_seconds(chosen.decade)}
        WHEN {lengths} = 4 THEN {_seconds(chosen.year)}
        WHEN {lengths} = 7 AND substr({end}, 6, 2) > '12' THEN {3 * _seconds(chosen.month)}
        WHEN {lengths} = 7 THEN {_seconds(chosen.month)} ELSE {_seconds(chosen.day)} END"""
    moved = f"strftime('%Y-%m-%dT%H:%M:%S', {said}, '{sign}' || ({days}) || ' seconds')"
    kept = f"max('{FIRST}', coalesce({moved}, '{LAST}'))"
    return (
        f"coalesce(nullif({derived}, {said}), iif({IN_DOUBT} AND {said} NOTNULL, {kept}, {said}))"
    )


def _part_acts() -> str:
    """Or a part of an actor acts, at a time at which it may be one."""
    return f""" OR EXISTS (SELECT 1 FROM json_each(?) p WHERE p.value ->> 0 = a.actor
                       AND coalesce({latest()} >= p.value ->> 1, 1)
                       AND coalesce({earliest()} <= p.value ->> 2, 1))"""


def _seconds(margin: timedelta) -> int:
    return margin // timedelta(seconds=1)


def event_terms(db: Database, selection: "Selection") -> Terms:
    """The terms for an event; an imprecise date counts wherever it may lie."""
    terms: list[tuple[str, list[Any]]] = []
    if selection.since and selection.since.earliest:
        bound = bound_text(selection.since.earliest)
        terms.append((f"coalesce({latest()} >= ?, 1)", [bound]))
    if selection.until and selection.until.latest:
        bound = bound_text(selection.until.latest)
        terms.append((f"coalesce({earliest()} <= ?, 1)", [bound]))
    if selection.since or selection.until:  # one of several is at none of the times between them
        bounds = [
            bound_text(selection.since.earliest) if selection.since else None,
            bound_text(selection.until.latest) if selection.until else None,
        ]
        terms.append((f"iif({ONE_OF}, one_of_meets(e.date, ?, ?), 1)", bounds))
    if selection.known_by and selection.known_by.latest:  # what had not happened was not known
        bound = bound_text(selection.known_by.latest)
        terms.append((f"coalesce({earliest()} <= ? OR {FORETOLD}, 1)", [bound]))
    if selection.actors:
        # By the index of actors, whose acts may be few among many.
        acting = {*selection.actors, *(part for part, _, _ in selection.parts)}
        terms.append((ACTS, [json.dumps(sorted(acting))]))
    if selection.parts:
        terms.append((
            f"""EXISTS (SELECT 1 FROM event_actors a WHERE a.event = e.id
               AND (a.actor IN (SELECT value FROM json_each(?)){_part_acts()}))""",
            [json.dumps(each) for each in (selection.actors, selection.parts)],
        ))  # fmt: skip
    if selection.dyad is not None:
        terms.append(_upon_one_another(selection.dyad, selection.dyad_parts))
    if selection.types:
        terms.append(("e.type IN (SELECT value FROM json_each(?))", [json.dumps(selection.types)]))
    if selection.statuses:
        terms.append(
            ("e.status IN (SELECT value FROM json_each(?))", [json.dumps(selection.statuses)])
        )
    if selection.max_marking is not None:
        terms.append(_admitted("e", selection.max_marking))
    for option, labels in selection.labels:
        terms.append((label_term(option), [json.dumps(labels)]))
    if selection.place and len(selection.place) <= LONGEST_PATTERN:
        terms.append(_with_letters(selection.place, "place"))
    if selection.near is not None:
        near = selection.near
        terms.append((NEAR, [*near.band, near.point, near.kilometres]))
    if selection.min_intensity is not None:
        terms.append((f"{STRENGTH} >= ?", [abs(selection.min_intensity)]))
    if selection.text and len(selection.text) <= LONGEST_PATTERN:
        terms.append(_with_letters(selection.text, "title", "summary"))
    for text in (selection.place, selection.text):
        if text and len(text) > LONGEST_PATTERN:  # more than SQLite would look for
            terms.append(("0", []))
    if selection.account is not None:  # what that side denies is not in its account
        sides = (selection.account, *selection.speakers)
        terms.append((
            """NOT EXISTS (SELECT 1 FROM event_claims q WHERE q.event = e.id AND q.denied
               AND q.claimed_by IN (SELECT value FROM json_each(?)))""",
            [json.dumps(sides)],
        ))  # fmt: skip
    terms += _evidence(db, selection, OF_EVENT)
    return _split(terms)


def link_terms(db: Database, selection: "Selection") -> Terms:
    """The terms for a link, apart from its ends."""
    terms: list[tuple[str, list[Any]]] = []
    if selection.account is not None:
        sides = (selection.account, *selection.speakers)
        terms.append(("l.claimed_by IN (SELECT value FROM json_each(?))", [json.dumps(sides)]))
    if selection.max_marking is not None:
        terms.append(_admitted("l", selection.max_marking))
    terms += _evidence(db, selection, OF_LINK)
    return _split(terms)


def known_sources(db: Database, selection: "Selection") -> list[str] | None:
    """The sources that had been published by the day asked for, or None where none was asked."""
    if selection.known_by is None or selection.known_by.latest is None:
        return None
    from tracker.store import listing

    day = selection.known_by.latest
    return [code for code, moment in listing.dated_sources(db).items() if moment <= day]


def undated(db: Database) -> tuple[int, int]:
    """The numbers of events and of links that cite no source whose date is known."""
    from tracker.store import listing

    dated = json.dumps(list(listing.dated_sources(db)))
    counts = [
        db.value(
            f"""SELECT count(*) FROM {table} WHERE NOT EXISTS (SELECT 1 FROM citations c
                WHERE {what} AND c.source IN (SELECT value FROM json_each(?)))""",
            (dated,),
        )
        for table, what in (("events e", OF_EVENT), ("links l", OF_LINK))
    ]
    return counts[0], counts[1]


def _upon_one_another(
    dyad: tuple[str, str], parts: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[str, list[Any]]:
    """That one side, or whoever was ever a part of it, acted upon the other.

    Several parts may fight for one side, and a part counts only in its time: what is not between
    the two after all is found where parts are counted as their wholes.
    """
    one, other = (json.dumps((side, *own)) for side, own in zip(dyad, parts, strict=True))
    fought = "1" if any(parts) else OF_TWO
    return UPON_ONE_ANOTHER.format(fought=fought), [one, other, other, one]


def _evidence(db: Database, selection: "Selection", what: str) -> list[tuple[str, list[Any]]]:
    """That one citation is graded well enough, and of a source that was out in time.

    The grades are those of `Grade.admits_event` and `Grade.admits_link`, as SQL.
    """
    asked = []
    values: list[Any] = []
    grade = selection.min_grade
    if grade is not None and grade.letters is not None:
        asked.append("s.reliability IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(grade.letters))
    if grade is not None and grade.digits is not None:
        without = "c.credibility IS NULL OR " if what == OF_LINK else ""
        asked.append(f"({without}c.credibility IN (SELECT value FROM json_each(?)))")
        values.append(json.dumps(grade.digits))
    if grade is not None and what == OF_EVENT:  # what backs one field does not vouch for the whole
        asked.append("c.supports IS NULL")
    known = known_sources(db, selection)
    if known is not None:
        asked.append("c.source IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(known))
    if not asked:
        return []
    term = (
        "EXISTS (SELECT 1 FROM citations c JOIN sources s ON s.code = c.source "
        f"WHERE {what} AND {' AND '.join(asked)})"
    )
    return [(term, values)]


def _admitted(alias: str, limit: Marking) -> tuple[str, list[Any]]:
    """That a row is not marked higher than a limit."""
    term = f"coalesce({alias}.marking NOT IN (SELECT value FROM json_each(?)), 1)"
    return term, [json.dumps(limit.above)]


def _with_letters(text: str, *columns: str) -> tuple[str, list[Any]]:
    """That one of some columns of an event has these letters, of whatever case and script.

    LIKE folds the case of ASCII alone, and is far quicker: other letters are compared one by one.
    """
    from tracker.model.search_query import plain  # nor adding nor reading by number looks for it

    letters = plain(text)
    like, other = f"%{literal(letters)}%", "GLOB '*[^ -~]*'"
    found = (
        f"e.{column} LIKE ? ESCAPE '\\' OR e.{column} {other} AND has_letters(e.{column}, ?)"
        for column in columns
    )
    return f"({' OR '.join(found)})", [value for _ in columns for value in (like, letters)]


def literal(text: str) -> str:
    """`text` with the wildcards of LIKE made ordinary characters."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _split(terms: list[tuple[str, list[Any]]]) -> Terms:
    return [term for term, _ in terms], [value for _, values in terms for value in values]
