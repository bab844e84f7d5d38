"""A made-up crisis of any size, as a value: the same events and links for the same number."""

import random
from datetime import date, timedelta

from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType, QuadClass
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.link import Link

SEED = 1962
FIRST = date(2013, 11, 21)
ACTORS = (
    "Arcania", "Borduria", "Costaguana", "Drusselstein", "Elbonia", "Florin", "Guilder",
    "Hyrkania", "Illyria", "Klow", "Latveria", "Mypos",
)  # fmt: skip
ACTS = (
    ("threatens to close the straits", QuadClass.VERBAL_CONFLICT, -4.4),
    ("moves a brigade towards the border", QuadClass.MATERIAL_CONFLICT, -7.2),
    ("recalls its ambassador for consultations", QuadClass.VERBAL_CONFLICT, -4.0),
    ("offers talks under a neutral chair", QuadClass.VERBAL_COOPERATION, 3.4),
    ("accuses its neighbour of shelling a village", QuadClass.VERBAL_CONFLICT, -2.0),
    ("shells positions along the river", QuadClass.MATERIAL_CONFLICT, -10.0),
    ("lets a convoy with medicine pass", QuadClass.MATERIAL_COOPERATION, 7.0),
    ("agrees to an exchange of prisoners", QuadClass.MATERIAL_COOPERATION, 7.4),
    ("tests a missile over the sea", QuadClass.MATERIAL_CONFLICT, -7.2),
    ("denies any part in the attack", QuadClass.VERBAL_CONFLICT, -2.0),
)  # fmt: skip


def crisis(count: int) -> Chronicle:
    """So many events, some of imprecise date, and about as many links."""
    dice = random.Random(SEED)
    actors = [Actor(name.upper(), name) for name in ACTORS]
    types = [EventType(f"type-{n}", act, quad=quad, goldstein=value)
             for n, (act, quad, value) in enumerate(ACTS)]  # fmt: skip
    days = max(60, count // 4)
    when = sorted(min(dice.randrange(days), dice.randrange(days)) for _ in range(count))
    events = {}
    for number, day in enumerate(when, start=1):
        moment = FIRST + timedelta(days=day)
        text = f"{moment}"
        if dice.random() < 0.06:
            text = f"{moment:%Y-%m}~" if dice.random() < 0.5 else f"{text}/{moment + timedelta(9)}"
        act, by = dice.randrange(len(ACTS)), min(dice.randrange(12), dice.randrange(12))
        events[number] = Event(
            number, f"{moment}-{number}", f"{ACTORS[by]} {ACTS[act][0]}", EventDate.parse(text),
            types[act], (actors[by],), (actors[(by + 1 + number % 3) % 12],),
        )  # fmt: skip
    links = {
        (dice.randrange(max(1, number - 40), number), number): dice.choice((0.4, 0.6, 0.85, 0.95))
        for number in range(2, count + 1)
    }
    claimed = tuple(
        Link(cause, effect, "provokes", likelihood, dice.choice(("analyst", "ARCANIA", "FLORIN")))
        for (cause, effect), likelihood in links.items()
    )
    ordered = dict(sorted(events.items(), key=lambda item: (item[1].when.start, item[0])))
    return Chronicle(ordered, claimed, {actor.code: actor for actor in actors})
