"""CAMEO as event feeds use it: its twenty roots, and which actor codes stand for a state."""

import re

from tracker.model.codebook import EventType, QuadClass

EVENT = re.compile(r"cameo:(\d{2,4})")
ACTOR = re.compile(r"cameo:([A-Z0-9]{3,12})")
# What a state acts through; what only lives in it (civilians, an opposition) is not the state.
ORGANS = ("GOV", "MIL", "LEG", "JUD", "COP", "SPY")
# The Goldstein value and the QuadClass that GDELT gives to the root's own, unspecified code.
ROOTS = {
    "01": ("Statement", 0.0, 1), "02": ("Appeal", 3.0, 1), "03": ("Intent to cooperate", 4.0, 1),
    "04": ("Consultation", 1.0, 1), "05": ("Diplomatic cooperation", 3.5, 1),
    "06": ("Material cooperation", 6.0, 2), "07": ("Aid", 7.0, 2), "08": ("Yielding", 5.0, 2),
    "09": ("Investigation", -2.0, 2), "10": ("Demand", -5.0, 3), "11": ("Disapproval", -2.0, 3),
    "12": ("Rejection", -4.0, 3), "13": ("Threat", -6.0, 3), "14": ("Protest", -6.5, 3),
    "15": ("Force posture", -7.2, 4), "16": ("Reduction of relations", -4.0, 4),
    "17": ("Coercion", -7.0, 4), "18": ("Assault", -9.0, 4), "19": ("Fighting", -10.0, 4),
    "20": ("Mass violence", -10.0, 4),
}  # fmt: skip
# The codebook's types that are a root's own: its definition, for all that is not specified further.
# Others are filed under a root's unspecified code only because CAMEO has nothing nearer to them.
RESIDUAL = {
    "01": "statement", "02": "appeal", "07": "aid", "10": "demand", "11": "disapproval",
    "12": "rejection", "13": "threat", "14": "protest", "15": "show-of-force", "19": "clash",
    "20": "mass-violence",
}  # fmt: skip
# Types that are narrower than the code they are filed at, for want of a nearer one: who is released
# (0841) is not exchanged, and a truce that is violated (196) is not over. An act of which a feed
# gives only the code is not one of theirs, but of the nearest above.
NARROWER = frozenset(("prisoner-exchange", "nuclear-threat", "ceasefire-end", "sabotage"))
# Codes to which the type of the code above does not extend: what is destroyed (1712) is not seized.
NOT_OF_PARENT = frozenset(("1712",))


def ancestors(code: str) -> tuple[str, ...]:
    """A code and those above it, the nearest first.

    A root's unspecified code (170 of 17) is the root: types that are filed there are not what every
    act of the root is, but for those of `RESIDUAL`.

    >>> ancestors("0431"), ancestors("170"), ancestors("1712")
    (('0431', '043', '04'), ('17',), ('1712', '17'))
    """
    root = code[:2]
    if code in NOT_OF_PARENT:
        return (code, root)
    above = (code[:length] for length in range(len(code), 2, -1))
    return (*(each for each in above if each != f"{root}0"), root)


def root_type(code: str) -> EventType | None:
    """The type that stands for a code's root, where the codebook has none that is nearer.

    >>> root_type("043").label, root_type("99")
    ('Consultation (CAMEO 04)', None)
    """
    root = code[:2]
    if root not in ROOTS:
        return None
    label, goldstein, quad = ROOTS[root]
    return EventType(
        f"cameo-{root}", f"{label} (CAMEO {root})",
        "Any act of this root of CAMEO that no type of the codebook is nearer to.", root,
        goldstein, QuadClass(quad), why="The root's own value, as GDELT publishes it.",
    )  # fmt: skip


def state_code(code: str) -> str | None:
    """The country's code where an actor code is of a state or of one of its organs.

    >>> state_code("USAGOV"), state_code("USACVL"), state_code("COP")
    ('USA', None, 'COP')
    """
    country, rest = code[:3], code[3:]
    organs = [rest[place : place + 3] for place in range(0, len(rest), 3)]
    return country if all(organ in ORGANS for organ in organs) else None
