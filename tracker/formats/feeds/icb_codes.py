"""Codes of the International Crisis Behavior project, and the event types that stand for them."""

from tracker.model.codebook import EventType, QuadClass

NEEDED = (
    *("crisno", "crisname", "actor", "cracid", "triggr", "trigent", "yrtrig", "motrig", "datrig"),
    *("majres", "yerres", "monres", "dayres"),
)
# Kinds of acts with their types. TRIGGR and MAJRES count differently.
TRIGGERS = {
    "1": ("verbal act", "icb-verbal"),
    "2": ("political act", "icb-political"),
    "3": ("economic act", "icb-economic"),
    "4": ("external change", "icb-external-change"),
    "5": ("other non-violent act", "icb-other"),
    "6": ("internal challenge", "icb-internal"),
    "7": ("non-violent military act", "show-of-force"),
    "8": ("indirect violent act", "icb-indirect"),
    "9": ("violent act", "clash"),
}
RESPONSES = {
    "2": ("verbal act", "icb-verbal"),
    "3": ("political act", "icb-political"),
    "4": ("economic act", "icb-economic"),
    "5": ("other non-violent act", "icb-other"),
    "6": ("non-violent military act", "show-of-force"),
    "7": ("several acts, non-violent military among them", "show-of-force"),
    "8": ("violent act", "clash"),
    "9": ("several acts, violent among them", "clash"),
}
NOT_CODED = (
    "A kind of ICB's, wider than any type of the codebook: a value or a COW level for all of it "
    "would say what the file does not."
)
# What ICB says and no type of the codebook does: with its quadrant only where all of it is in one.
TYPES = {
    each.code: each
    for each in (
        EventType(
            "icb-verbal", "Verbal act (ICB)",
            "A protest, threat, accusation, demand or the like; the file does not say which.",
            quad=QuadClass.VERBAL_CONFLICT, why=NOT_CODED,
        ),
        EventType(
            "icb-political", "Political act (ICB)",
            "Subversion, an alliance of adversaries, diplomatic sanctions, severed relations, a "
            "treaty violated or the like; the file does not say which.", why=NOT_CODED,
        ),
        EventType(
            "icb-economic", "Economic act (ICB)",
            "An embargo, dumping, nationalisation, withheld aid or the like; the file does not say "
            "which.", why=NOT_CODED,
        ),
        EventType(
            "icb-external-change", "External change (ICB)",
            "Something changes outside: a report of intelligence, a weapon or a capability, the "
            "system of states, a challenge by an organisation.", why=NOT_CODED,
        ),
        EventType(
            "icb-other", "Other non-violent act (ICB)",
            "An act without violence that is none of ICB's verbal, political, economic or military "
            "ones.", why=NOT_CODED,
        ),
        EventType(
            "icb-internal", "Internal challenge (ICB)",
            "A verbal or physical challenge to a regime from within: incitement, a fallen "
            "government, a coup, terrorism, a demonstration, a revolt.", why=NOT_CODED,
        ),
        EventType(
            "icb-indirect", "Indirect violent act (ICB)",
            "A revolt in another country, or violence against an ally, a friendly state or a "
            "client.", quad=QuadClass.MATERIAL_CONFLICT, why=NOT_CODED,
        ),
    )
}  # fmt: skip
NO_RESPONSE = "1"
NO_STATE = {"995": "an internal challenger", "996": "a non-state actor", "997": "several states"}
FORCE = frozenset("6789")  # responses with armed forces, violent or not
NO_ACT = frozenset("46")  # triggers that are no act of an adversary
# What ICB codes is that the one set off the crisis and the other was the main answer to it. The
# longer the answer took, the more else it may answer; a date without a day tells little.
ANSWERS = ((7, 0.875), (30, 0.675))  # days: very likely, likely
