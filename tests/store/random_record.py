"""Records made up by chance on top of the sample: odd texts, doubtful dates, remarks, claims."""

import random
from pathlib import Path

from tests.conftest import fresh
from tracker.model.dates import EventDate
from tracker.store.database import Database

DAYS = (
    "2016-10-03", "2016-10-03", "2016-10-04", "2016-10-05", "2016-10-03T10:00:00", "2016-10",
    "2016", "2016-10-03~", "2016-10?", "201X", "2016-10-02/2016-10-04", "2016-09-01/2016-11-30",
    "2016-10-01/..", "../2016-10-08", "[2016-10-02,2016-10-05]", "2016-10-04T23:30:00Z",
    "1699-12-31", "9999-12-31", "0001-01-01", "2016-12-31", "2016-12-30~",
)  # fmt: skip
TITLES = (
    "Moscow threatens to leave the talks", "Moscow threatens to leave talks", "Talks fail",
    "Washington: statement towards Russia", "=1+1", 'He said "so" \\ and left', "the of a", "!",
    "Переговоры сорваны", "a\u2028b\u0085c", "tab\tand\x1f\x7fend", "Talks fail again",
)  # fmt: skip
ACTORS = ("RUS", "USA", "SYR", "SYR-OPP", "SUN", "GBR")
TYPES = ("threat", "statement", "clash", "negotiation", "military-strike", "warning")
MARKINGS = (None, None, None, "TLP:AMBER", "TLP:RED")


def made_up(path: Path, seed: int, events: int = 40) -> Database:
    """A copy of a record in memory with so many events more, the same for the same seed."""
    dice = random.Random(seed)
    db = fresh(path)
    types = [code for (code,) in db.rows("SELECT code FROM types")]
    kinds = [each for each in TYPES if each in types] + dice.sample(types, 3)
    actors = [code for (code,) in db.rows("SELECT code FROM actors") if code in ACTORS]
    sources = [code for (code,) in db.rows("SELECT code FROM sources")]
    numbers = [_event(db, dice, place, kinds, actors, sources) for place in range(events)]
    numbers += [_twin(db, dice, number) for number in dice.sample(numbers, events // 5)]
    for _ in range(2):
        db.run("INSERT OR IGNORE INTO relays (source, relays) VALUES (?, ?)",
               dice.sample(sources[:3], 2))  # fmt: skip
    db.run("UPDATE types SET definition = '' WHERE code = ?", (dice.choice(types),))
    for _ in range(events // 3):
        one, other = dice.sample(numbers, 2)
        db.run(
            """INSERT OR IGNORE INTO links (cause, effect, claimed_by, relation, likelihood,
                 because, denied, marking, needed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                one, other, dice.choice(("analyst", "RUS", "nobody", *sources[:2])),
                dice.choice(("enables", "provokes")), dice.choice((0.5, 0.8, 0.123456789)),
                dice.choice(("", "It says so.")), dice.random() < 0.2, dice.choice(MARKINGS),
                int(dice.random() < 0.2),
            ),
        )  # fmt: skip
    db.run(
        """INSERT OR IGNORE INTO links (cause, effect, claimed_by, relation, likelihood)
           SELECT effect, cause, claimed_by, relation, likelihood FROM links
           ORDER BY cause LIMIT 2"""
    )
    for cause, effect, who in db.rows("SELECT cause, effect, claimed_by FROM links"):
        if dice.random() < 0.2:
            partner = dice.choice([each for each in numbers if each not in (cause, effect)])
            db.run("INSERT OR IGNORE INTO link_partners VALUES (?, ?, ?, ?)",
                   (cause, effect, who, partner))  # fmt: skip
        if dice.random() < 0.5:
            db.run(
                """INSERT INTO citations (source, cause, effect, claimed_by, credibility)
                   VALUES (?, ?, ?, ?, ?)""",
                (dice.choice(sources), cause, effect, who, dice.choice((None, 1, 2))),
            )
    for _ in range(events // 20):
        db.run("INSERT OR IGNORE INTO distinct_events (one, other) VALUES (?, ?)",
               sorted(dice.sample(numbers, 2)))  # fmt: skip
    for number in dice.sample(numbers, events // 10):
        db.run("INSERT OR IGNORE INTO derived_dates VALUES (?, ?, ?)",
               (number, "2016-10-02T00:00:00", None))  # fmt: skip
    return db


def _twin(db: Database, dice: random.Random, like: int) -> int:
    """An event that says nearly the same as another."""
    number = db.run(
        """INSERT INTO events (handle, title, date, earliest, latest, type)
           SELECT handle || '-again', title || ?, date, earliest, latest, type FROM events
           WHERE id = ?""",
        (dice.choice(("", " again")), like),
    ).lastrowid
    assert number is not None
    db.run(
        """INSERT INTO event_actors SELECT ?, side, position, actor FROM event_actors
           WHERE event = ?""",
        (number, like),
    )
    return number


def _event(
    db: Database, dice: random.Random, place: int, kinds: list[str], actors: list[str],
    sources: list[str],
) -> int:  # fmt: skip
    date = EventDate.parse(dice.choice(DAYS))
    bounds = [None if each is None else each.isoformat() for each in (date.earliest, date.latest)]
    number = db.run(
        """INSERT INTO events (handle, title, date, earliest, latest, type, summary, place,
             intensity, status, avoidable, marking, coordinates, date_said)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            f"{dice.choice(('made-up', '2016-10-03-made-up'))}-{place}", dice.choice(TITLES),
            date.text, *bounds, dice.choice(kinds), dice.choice(("", "", 'A "summary".\nTwo.')),
            dice.choice((None, "Aleppo", "Moscow")),
            dice.choice((None, 0.0, -10.0, 3.4, 1 / 3, 1e-05)),
            dice.choice(("occurred", "occurred", "occurred", "planned", "denied", "ongoing")),
            dice.random() < 0.2, dice.choice(MARKINGS), dice.choice((None, "36.2,37.16")),
            dice.choice((None, None, "25 October 1917 (Julian)")),
        ),
    ).lastrowid  # fmt: skip
    assert number is not None
    for side in ("by", "to"):
        for position, actor in enumerate(dice.sample(actors, dice.choice((0, 1, 1, 1, 2)))):
            db.run("INSERT INTO event_actors VALUES (?, ?, ?, ?)", (number, side, position, actor))
    for source in dice.sample(sources, dice.choice((0, 1, 1, 2))):
        db.run(
            """INSERT INTO citations
                 (source, event, credibility, locator, quotation, supports, marking)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (
                source, number, dice.choice((None, 1, 2, 6)), dice.choice((None, "page\t1")),
                dice.choice((None, "“So” it \"says\"")), dice.choice((None, None, "date")),
                dice.choice(MARKINGS),
            ),
        )  # fmt: skip
    for position, tag in enumerate(dice.sample(("arms", 'a "b"', "Łódź"), dice.choice((0, 0, 2)))):
        db.run("INSERT INTO event_tags (event, position, tag) VALUES (?, ?, ?)",
               (number, position, tag))  # fmt: skip
    if dice.random() < 0.2:
        db.run(
            "INSERT INTO event_notes (event, position, at, who, text, marking) VALUES (?, 0, ?, ?, ?, ?)",
            (number, "2016-10-20", "A. Tester", "A remark", dice.choice(MARKINGS)),
        )
    if dice.random() < 0.2:
        db.run(
            "INSERT INTO event_claims (event, position, claimed_by, denied, because) VALUES (?, 0, ?, ?, '')",
            (number, "RUS", dice.random() < 0.5),
        )
    return number
