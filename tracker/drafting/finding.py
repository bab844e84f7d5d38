"""Search of a sentence for cues of events that fit where they stand, each token used once."""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.drafting.clauses import Clause, Side
from tracker.drafting.cues import Cue, CueIndex, Hit, stands_in
from tracker.drafting.tokens import Token
from tracker.drafting.verb_groups import (
    BE,
    DETERMINERS,
    HELPERS,
    PREPOSITIONS,
    PREVENTING,
    UNREAL,
    VerbGroup,
    verb_group,
)
from tracker.drafting.verbs import verb_forms
from tracker.model.names import words_in

REACH = 14  # tokens behind a verb among which its object is looked for
TEST, BOMBARDMENT = "missile-test", "bombardment"
AIMED = ("behind “at”", "behind “on”", "behind “against”")
REFERRING = frozenset({"this", "that", "these", "those", "such"})
UNREAL_BEFORE = UNREAL - {"short"} | {"against", "without"}
CARRYING = frozenset(
    form
    for verb in words_in(
        "carry launch conduct begin mount stage wage continue resume intensify order join make "
        "include step take commit lead hold suffer repeat start unleash perpetrate undertake"
    )
    for form in verb_forms(verb)
)
PARTY_TO = frozenset({"party", "part", "involved", "complicit"})
HAPPENING = frozenset(
    form
    for verb in words_in(
        "kill hit leave occur take break begin follow continue wound injure destroy come"
    )
    for form, kinds in verb_forms(verb).items()
    if kinds != ("base",)
)
ACCUSING = frozenset(
    form
    for verb in words_in("accuse blame charge criticise criticize condemn denounce suspect")
    for form in verb_forms(verb)
)
COMMA_STOPS = frozenset({";", ":", ".", "!", "?", "—", "which", "who", "while", "after", "before",
                         "because", "but", "although"})  # fmt: skip


class Found(NamedTuple):
    """A place in a sentence that tells of an event: the cue, its words, and the verb group."""

    cue: Cue
    first: int
    last: int
    group: VerbGroup
    doer: Side
    target: Side
    used: frozenset[int]
    accuser: Side = Side()


class Reference(NamedTuple):
    """Words such as `these accusations`, which refer to an event told before."""

    type: str
    first: int
    last: int


def find(clause: Clause, index: CueIndex) -> tuple[list[Found], list[Reference]]:
    """The events that a sentence tells of, in their order, and what refers to others."""
    hits = list(index.hits(clause.tokens))
    found: list[tuple[int, Found]] = []
    for hit in hits:
        if hit.is_verb and not any(place in clause.at for place in range(hit.first, hit.last + 1)):
            found += _verb(clause, hit)
    kept = _best(found)
    used = {place for each in kept for place in each.used}
    references: list[Reference] = []
    for hit in hits:
        if hit.is_verb or used & set(range(hit.first, hit.last + 1)):
            continue
        if clause.word(hit.first - 1) in REFERRING:
            references.append(Reference(hit.cues[0].type, hit.first - 1, hit.last))
            continue
        made = _noun(clause, hit)
        if made is not None:
            kept.append(made)
            used |= made.used
    return sorted(kept, key=lambda each: each.first), references


def _verb(clause: Clause, hit: Hit) -> list[tuple[int, Found]]:
    """What a verb may tell of, each with how well its cue fits."""
    group = verb_group(clause.tokens, hit, clause.names, clause.adjectives)
    if group is None or (clause.word(hit.last + 1), clause.word(hit.last + 2)) == ("short", "of"):
        return []  # "stopped short of bombing" stopped no bombing
    found = []
    for cue in hit.cues:
        own = set(range(group.first, hit.last + 1))
        score = hit.last - hit.first + (group.governor >= 0)  # what is denied, not the denial
        if cue.objects:
            span = (
                _subject_span(clause, group.first) if group.passive
                else (hit.first + 1, _object_end(clause.tokens, hit.last + 1))
            )  # fmt: skip
            place = stands_in(cue.objects, clause.tokens, *span)
            if place < 0:
                continue
            own |= {place}
            score += 4 - (place - hit.last > 6)
        elif cue.subjects:
            place = stands_in(cue.subjects, clause.tokens, *_subject_span(clause, group.first))
            if place < 0:
                continue
            own |= {place}
            score += 3
        doer, target = _sides(clause, hit, group, cue)
        if not target and cue.objects and not group.passive:
            target = clause.object(place + 1, doer.codes)
        if cue.type == TEST and target.rule.endswith(AIMED):
            # A test is aimed at nobody: "fired rockets at Israel" is a bombardment.
            cue = next((other for other in hit.cues if other.type == BOMBARDMENT), cue)
        accuser = Side()
        accusing = _accusing(clause, group) if group.participle else -1
        if accusing >= 0:
            start = _start_of(clause, accusing)
            accuser, doer = clause.subject(start), clause.object(accusing + 1)
            if any(clause.word(place) in BE for place in range(start, accusing)):
                accuser, doer = clause.agent_by(accusing + 1), accuser  # "is accused of"
            target = clause.object(hit.last + 1, doer.codes)
        if (
            not (cue.objects or cue.subjects or doer or target)
            and not clause.place(hit.last + 1, clause.right(hit.last + 1), objects=True)[0]
        ):
            continue  # a verb alone, with nobody named and nowhere, tells too little
        made = Found(cue, group.first, hit.last, group, doer, target, frozenset(own), accuser)
        found.append((score, made))
    return found


def _accusing(clause: Clause, group: VerbGroup) -> int:
    """The place of a verb such as `accused` in `accused Iran of breaking …`; -1 for none."""
    if clause.word(group.first - 1) not in {"of", "for"}:
        return -1
    for place in range(group.first - 2, max(-1, group.first - 10), -1):
        if clause.word(place) in ACCUSING:
            return place
        if clause.word(place) in COMMA_STOPS | {","}:
            break
    return -1


def _start_of(clause: Clause, place: int) -> int:
    """Where the verb group of a verb begins."""
    while place > 0 and (clause.word(place - 1) in HELPERS or clause.is_adverb(place - 1)):
        place -= 1
    return place


def _sides(clause: Clause, hit: Hit, group: VerbGroup, cue: Cue) -> tuple[Side, Side]:
    """Who did it and to whom."""
    if group.passive:
        doer = clause.agent_by(hit.last + 1)
        target = clause.subject(group.first)
        if not target:
            target = clause.object(hit.last + 1, doer.codes)
        return doer, target
    doer = clause.subject(group.first)
    if not doer and cue.subjects:
        doer = _between(clause, *_subject_span(clause, group.first)) or _owner(
            clause, *_subject_span(clause, group.first)
        )
    behind = hit.last + 1
    if clause.word(behind) == "that":  # "suggested that Russia …": of whom it is said
        behind += 1
    return doer, clause.object(behind, doer.codes)


def _owner(clause: Clause, first: int, last: int) -> Side:
    """Whose a subject is that does not act itself: `Russian warplanes`, `Russian shells`."""
    for place in range(first, last):
        mention = clause.at.get(place)
        if mention is not None and not clause._hangs(mention.first, first):
            return Side((clause.code(mention),), mention.rule, mention.first)
    return Side()


def _between(clause: Clause, first: int, last: int) -> Side:
    """The two of `talks between India and Pakistan`."""
    for place in range(first, last):
        if clause.word(place) == "between":
            at = place + 1
            while clause.word(at) in DETERMINERS:
                at += 1
            mention = clause.at.get(at)
            if mention is not None:
                codes = [clause.code(mention), *clause._others(mention.last + 1, last)]
                return Side(tuple(dict.fromkeys(codes)), f"{mention.rule} behind “between”", first)
    return Side()


def _subject_span(clause: Clause, first: int) -> tuple[int, int]:
    """The tokens before a verb in which the noun of its subject stands."""
    return max(clause.left(first), first - REACH), first


def _object_end(tokens: Sequence[Token], at: int) -> int:
    end = min(len(tokens), at + REACH)
    for place in range(at, end):
        if tokens[place].lower in COMMA_STOPS or (
            tokens[place].lower == "," and place > at + 1 and _turns(tokens, place)
        ):
            return place
    return end


def _turns(tokens: Sequence[Token], comma: int) -> bool:
    """Whether something else begins behind a comma, and not the next noun of a list."""
    word = tokens[comma + 1].lower if comma + 1 < len(tokens) else ""
    return (
        word.endswith("ing")
        or word in {"and", "as", "citing", "he", "it", "she", "they"}
        or (word in DETERMINERS)
    )


def _best(found: list[tuple[int, Found]]) -> list[Found]:
    """Of events that share words the one whose cue fits best."""
    kept: list[Found] = []
    used: set[int] = set()
    for _, each in sorted(found, key=lambda pair: (-pair[0], pair[1].first)):
        heads = set(range(each.first, each.last + 1))
        if not used & heads:
            kept.append(each)
            used |= each.used
    return kept


def _noun(clause: Clause, hit: Hit) -> Found | None:
    """The event that a noun tells of: carried out by somebody, or with a doer and a target."""
    tokens = clause.tokens
    before = [tokens[place].lower for place in range(max(0, hit.first - 5), hit.first)]
    if set(before) & (UNREAL_BEFORE | PREVENTING):
        return None
    cue = hit.cues[0]
    if (
        cue.objects
        and stands_in(cue.objects, tokens, hit.last + 1, _object_end(tokens, hit.last)) < 0
    ):
        return None
    owner = _noun_owner(clause, hit)
    target = _noun_target(clause, hit, owner)
    place, _ = clause.place(hit.last + 1, clause.right(hit.last + 1), objects=True)
    used = frozenset(range(hit.first, hit.last + 1))
    carried = _carried_out(clause, hit)
    if carried is not None:
        group, doer = carried
        if doer or owner or target or place:
            return Found(cue, group.first, hit.last, group, doer or owner, target, used)
        return None
    happens = tokens[hit.last + 1].lower if hit.last + 1 < len(tokens) else ""
    if (owner and (target or place)) or (happens in HAPPENING and (owner or target or place)):
        group = VerbGroup(hit.first, "occurred", rule="noun")
        first = owner.first if owner.first >= 0 else hit.first
        return Found(cue, min(first, hit.first), hit.last, group, owner, target, used)
    return None


def _carried_out(clause: Clause, hit: Hit) -> tuple[VerbGroup, Side] | None:
    """The verb by which what a noun says was done, and who did it."""
    tokens = clause.tokens
    for place in range(hit.first - 1, max(-1, hit.first - 7), -1):
        word = tokens[place].lower
        if word in {",", ";", "and", "that"}:
            return None
        if word in CARRYING or word in PARTY_TO:
            if word in PARTY_TO:
                while place > 0 and tokens[place - 1].lower in {
                    "a",
                    "been",
                    "was",
                    "is",
                    "be",
                    "were",
                }:
                    place -= 1
                subject = clause.subject(
                    place - (tokens[place - 1].lower in {"has", "have", "had"})
                )
                if tokens[place - 1].lower in {"has", "have", "had"}:
                    place -= 1
                return VerbGroup(place, "occurred"), subject
            kinds = tuple(
                kind for verb in CARRYING_BASES for kind in verb_forms(verb).get(word, ())
            )
            group = verb_group(
                tokens, Hit(place, place, kinds, hit.cues, True), clause.names, clause.adjectives
            )
            if group is None or group.participle:
                return None
            return group, Side() if group.passive else clause.subject(group.first)
    return None


CARRYING_BASES = (
    "carry", "launch", "conduct", "begin", "mount", "stage", "wage", "continue", "resume",
    "intensify", "order", "join", "make", "include", "step", "take", "commit", "lead", "hold",
    "suffer", "repeat", "start", "unleash", "perpetrate", "undertake", "complete",
)  # fmt: skip


def _noun_owner(clause: Clause, hit: Hit) -> Side:
    """Who stands before a noun as its doer, or behind `by`."""
    place = hit.first - 1
    while place >= 0 and (
        clause.word(place) == "'s"
        or (clause.word(place)[:1].isalpha() and place not in clause.at
            and clause.word(place) not in DETERMINERS | PREPOSITIONS
            and clause.word(place) not in CARRYING and hit.first - place < 4)
    ):  # fmt: skip
        place -= 1
    mention = clause.at.get(place)
    if mention is not None:
        return Side((clause.code(mention),), f"{mention.rule} before “{clause.word(hit.first)}”",
                    mention.first)  # fmt: skip
    return clause.agent_by(hit.last + 1)


def _noun_target(clause: Clause, hit: Hit, owner: Side) -> Side:
    end = clause.right(hit.last + 1)
    for place in range(hit.last + 1, end):
        if clause.word(place) == "by":
            break
        mention = clause.at.get(place)
        if mention is not None and clause._preposition(mention.first) in {
            "on",
            "against",
            "of",
            "upon",
            "at",
            "to",
            "with",
            "between",
        }:
            codes = [clause.code(mention), *clause._others(mention.last + 1, end)]
            kept = tuple(code for code in dict.fromkeys(codes) if code not in owner.codes)
            if kept:
                preposition = clause._preposition(mention.first)
                return Side(kept, f"{mention.rule} behind “{preposition}”", mention.first)
    return Side()
