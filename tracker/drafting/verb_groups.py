"""Verb groups: whether a word is a verb where it stands, and how its event stands by that.

`has abruptly suspended` is something that occurred, `threatened to suspend` is threatened, `did not
suspend` did not occur; `should suspend` and `to suspend`, a purpose, are no events at all.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.drafting.cues import Hit
from tracker.drafting.tokens import Token
from tracker.drafting.verbs import verb_forms
from tracker.model.month_names import ENGLISH_DAYS
from tracker.model.names import words_in

BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "get", "got", "gets"})
HAVE = frozenset({"have", "has", "had", "having"})
DO = frozenset({"do", "does", "did"})
PLANNING = frozenset({"will", "shall", "would", "'ll"})
OPEN = frozenset({"could", "might", "may"})
NORMATIVE = frozenset({"should", "must", "ought", "can", "cannot", "need", "let"})
NOT = frozenset({"not", "n't", "never", "no"})
ADVERBS = frozenset(
    words_in(
        "also already now just again still even so ever first then once soon later twice both all "
        "each ago yesterday today indeed thus far instead together almost nearly only long "
        "formally perhaps possibly probably likely rather otherwise"
    )
)
DETERMINERS = frozenset(
    words_in(
        "the a an this that these those its his her their our my your some any no every each "
        "another such several many few more most further new recent"
    )
)
PREPOSITIONS = frozenset(
    words_in(
        "of in on at by for from with to into onto over under against during after before about "
        "around between among through across near inside outside amid without within toward "
        "towards upon off since until despite like via beyond behind per following including"
    )
)
HELPERS = BE | HAVE | DO | PLANNING | OPEN | NORMATIVE | NOT
PLURAL_PRONOUNS = frozenset({"they", "we", "you", "i", "who", "which", "that"})
PRONOUNS = frozenset({"he", "she", "it", "who", "which", "that"})


def _all_forms(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in verb_forms(verb))


THREATENING = _all_forms("threaten")
INTENDING = _all_forms(
    "plan intend prepare vow promise pledge agree decide consider seek want offer hope aim propose "
    "expect schedule contemplate mull discuss weigh resolve resolve swear"
) | {"ready", "set", "about", "due", "going", "likely", "poised", "determined", "plans", "decision",
     "intention", "plan", "willing", "prepared"}  # fmt: skip
REFUSING = _all_forms("fail")
REJECTING = _all_forms("refuse decline refrain")
DOING = _all_forms(
    "begin start continue move proceed manage go help force come finish keep rush try attempt"
) | {"as", "far"}  # fmt: skip
DENYING = _all_forms("deny")
PREVENTING = _all_forms("avoid prevent stop halt oppose rule suggest recommend urge resist") | {
    "without", "against", "instead", "than", "avoid", "from",
}  # fmt: skip
DAYS = frozenset({*ENGLISH_DAYS, "yesterday", "today"})
RESULTS = frozenset({"killing", "wounding", "injuring", "destroying", "leaving", "damaging"})
UNREAL = frozenset(
    words_in(
        "threat threats possibility prospect risk fear fears danger option options call calls "
        "plan plans talk rumour rumours rumor rumors intention intentions intent idea chance hope "
        "hopes short"
    )
)  # what stands before `of bombing` where nobody bombed; `short` as in `stopped short of`
CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
INVERTED = frozenset({"had", "were", "should"})  # "Had it not withdrawn, …"
NEARLY = frozenset({"nearly", "almost"})


class VerbGroup(NamedTuple):
    """A verb with what goes before it: from which token on, and how what it says stands.

    `rule` says by which words. `hedge` are the words of ICD 203 for `may` and its like. `governor`
    is the place of a verb that governs it, as `threatened` does in `threatened to quit`; -1 for
    none. `denied_by_subject` is that whoever did it denies it.
    """

    first: int
    status: str
    passive: bool = False
    rule: str = ""
    hedge: str = ""
    governor: int = -1
    denied_by_subject: bool = False
    participle: bool = False


def verb_group(
    tokens: Sequence[Token], hit: Hit, names: Sequence[bool], adjectives: Sequence[bool]
) -> VerbGroup | None:
    """The verb group of a hit, or None where the word is no verb there, or tells of no event.

    `names` says of each token whether it belongs to the name of an actor, `adjectives` whether it
    is of one such as `Russian`, which stands before nouns.
    """
    group = _group(tokens, hit, names, adjectives)
    close = tokens[hit.first - 1].lower if hit.first else ""
    if group is not None and group.status == "occurred" and close in NEARLY:
        return group._replace(status="did-not-occur", rule=close)
    return group


def _group(
    tokens: Sequence[Token], hit: Hit, names: Sequence[bool], adjectives: Sequence[bool]
) -> VerbGroup | None:
    """The verb group of a hit, whether or not it only nearly happened."""
    helpers, first, before = _helpers(tokens, hit.first)
    words = set(helpers)
    if _conditional(tokens, first):
        return None
    if before == "to":
        return _governed(tokens, hit, first)
    negated = bool(words & NOT)
    if words & NORMATIVE:
        return None
    passive = bool(words & BE) and "en" in hit.kinds and "being" not in words
    passive = passive or ("being" in words and "en" in hit.kinds)
    modal = words & (PLANNING | OPEN)
    if modal:
        return _modal(words, first, passive, negated, sorted(modal)[0])
    if words & BE and "ing" in hit.kinds:
        if negated:
            return VerbGroup(first, "did-not-occur", rule="negation")
        going_on = words & {"is", "are", "am", "been"}
        return VerbGroup(first, "ongoing" if going_on else "occurred", rule="continuous form")
    if words & BE and not passive:
        return None
    if negated:
        return VerbGroup(first, "did-not-occur", passive, "negation")
    if words & (BE | HAVE | DO):
        return VerbGroup(first, "occurred", passive)
    return _bare(tokens, hit, first, names, adjectives)


def _helpers(tokens: Sequence[Token], at: int) -> tuple[list[str], int, str]:
    """The auxiliaries and adverbs before a verb, where they begin, and the word before those."""
    helpers: list[str] = []
    first = at
    place = at - 1
    while place >= 0:
        word = tokens[place].lower
        if word in HELPERS and (place == 0 or tokens[place].text[0].islower() or word == "n't"):
            helpers.append(word)
            first = place
        elif not (word in ADVERBS or (word.endswith("ly") and word not in ("ally", "july"))):
            break
        place -= 1
    # `be` and `have` behind `to` are of an infinitive: "threatened to be suspended".
    before = tokens[place].lower if place >= 0 else ""
    return helpers, first, before


def _conditional(tokens: Sequence[Token], first: int) -> bool:
    """Whether the clause is a condition or a question."""
    for place in range(first - 1, max(-1, first - 14), -1):
        word = tokens[place].lower
        if word in CONDITIONS or (place == 0 and word in INVERTED):
            return True
        if word in {",", ";", ":", "that", "and", "but"}:
            return False
    return False


def _governed(tokens: Sequence[Token], hit: Hit, first: int) -> VerbGroup | None:
    """The group of an infinitive, by the verb or the noun that governs it."""
    at = first - 1
    while at >= 0 and tokens[at].lower != "to":
        at -= 1
    passive = "be" in {token.lower for token in tokens[at : hit.first]} and "en" in hit.kinds
    if not passive and "base" not in hit.kinds:
        return None
    place = at - 1
    while (
        place >= 0
        and (tokens[place].lower in ADVERBS or tokens[place].lower.endswith("ly"))
        and tokens[place].lower not in INTENDING | DOING
    ):
        place -= 1
    # "threatened on Monday to quit": a day stands between.
    while place > 0 and tokens[place].lower in DAYS:
        place -= 2 if tokens[place - 1].lower in {"on", "last"} else 1
    word = tokens[place].lower if place >= 0 else ""
    if word in DOING and "far" in (word, tokens[max(0, place - 1)].lower):
        # "go so far as to": the modal before it, as in `should go`, is of the writer's view.
        while place > 0 and tokens[place].lower not in verb_forms("go"):
            place -= 1
        start = _helpers(tokens, place)[1]
        return VerbGroup(start, "occurred", passive, "went so far as to", "", place)
    if word in THREATENING | INTENDING | REFUSING | DOING and set(_helpers(tokens, place)[0]) & NOT:
        return _governed_by_denied(tokens, place, word, passive)
    if word in THREATENING:
        return VerbGroup(_helpers(tokens, place)[1], "threatened", passive, "threatened to",
                         "", place)  # fmt: skip
    if word in REFUSING:
        return VerbGroup(_helpers(tokens, place)[1], "did-not-occur", passive, f"{word} to",
                         "", place)  # fmt: skip
    if word in INTENDING:
        hedge = "likely" if word == "likely" else ""
        start = _helpers(tokens, place)[1]
        return VerbGroup(start, "planned", passive, f"{word} to", hedge, place)
    if word in DOING:
        return VerbGroup(_helpers(tokens, place)[1], "occurred", passive, f"{word} to", "", place)
    return None


def _governed_by_denied(
    tokens: Sequence[Token], place: int, word: str, passive: bool
) -> VerbGroup | None:
    """The group of an infinitive whose governing verb is denied.

    `did not manage to quit` did not occur and `did not fail to quit` did; `had not planned to quit`
    tells of no event, for what was not planned may have come all the same.
    """
    start = _helpers(tokens, place)[1]
    if word in REFUSING:
        return VerbGroup(start, "occurred", passive, f"not {word} to", "", place)
    if word in DOING:
        return VerbGroup(start, "did-not-occur", passive, "negation", "", place)
    return None


def _modal(
    words: set[str], first: int, passive: bool, negated: bool, modal: str
) -> VerbGroup | None:
    """The group of a verb behind will, would, could and their like."""
    if negated:
        return None
    hedge = "roughly even chance" if words & OPEN else ""
    if "have" in words:
        return VerbGroup(first, "occurred", passive, modal, hedge) if hedge else None
    return VerbGroup(first, "planned", passive, modal, hedge)


def _bare(
    tokens: Sequence[Token],
    hit: Hit,
    first: int,
    names: Sequence[bool],
    adjectives: Sequence[bool],
) -> VerbGroup | None:
    """The group of a verb without any auxiliary."""
    place = hit.first - 1
    while place >= 0 and (tokens[place].lower in ADVERBS or tokens[place].lower.endswith("ly")):
        place -= 1
    before = tokens[place].lower if place >= 0 else ""
    after = tokens[hit.last + 1].lower if hit.last + 1 < len(tokens) else "."
    if (
        before in DETERMINERS - {"that", "this", "these", "those", "each"}
        or (place >= 0 and adjectives[place])
        or before == "'s"
    ):
        return None
    kinds = set(hit.kinds)
    if "ing" in kinds:
        return _participle(tokens, place, before, first, place >= 0 and names[place])
    if kinds & {"ed", "en"} and not (kinds & {"base"} and before in DO):
        if before in PREPOSITIONS and "ed" in kinds and "base" not in kinds:
            return None  # an adjective: "of escalated tension"
        if after == "by" or "ed" not in kinds:
            if place < 0 and after != "by":
                return None
            return VerbGroup(first, "occurred", True, "participle", participle=True)
        return VerbGroup(first, "occurred")
    if before in PREPOSITIONS or not before or not tokens[place].is_word:
        return None
    is_name = place >= 0 and names[place]
    if "s" in kinds and (is_name or before in PRONOUNS or before == "and" or _is_noun(before)):
        return VerbGroup(first, "occurred", rule="present tense")
    if "base" in kinds and (is_name or before in PLURAL_PRONOUNS or _is_plural(before)):
        return VerbGroup(first, "occurred", rule="present tense")
    return None


def _participle(
    tokens: Sequence[Token], place: int, before: str, first: int, is_name: bool
) -> VerbGroup | None:
    """The group of a verb in -ing without an auxiliary, by what governs it."""
    if before in PREVENTING | REJECTING:
        return None
    if tokens[place + 1].lower in RESULTS and before in {",", "and"}:
        return None  # "bombed the town, killing ten": what came of it is no act of its own
    if before in DENYING or (before == "having" and tokens[place - 1].lower in DENYING):
        start = _helpers(tokens, place)[1]
        return VerbGroup(start, "denied", False, "denied", "", place, True)
    if before in THREATENING | INTENDING | DOING and set(_helpers(tokens, place)[0]) & NOT:
        return _governed_by_denied(tokens, place, before, False)
    if before in THREATENING:
        return VerbGroup(_helpers(tokens, place)[1], "threatened", False, before, "", place)
    if before in INTENDING - {"about"}:
        return VerbGroup(_helpers(tokens, place)[1], "planned", False, before, "", place)
    if before in DOING:
        return VerbGroup(_helpers(tokens, place)[1], "occurred", False, before, "", place)
    if before in {"of", "about"} and place > 0 and tokens[place - 1].lower in UNREAL:
        noun = tokens[place - 1].lower
        if noun not in INTENDING or set(_helpers(tokens, place - 1)[0]) & NOT:
            return None
        return VerbGroup(
            _helpers(tokens, place - 1)[1], "planned", False, f"{noun} of", "", place - 1
        )
    if before in {"by", "after", "before", "for", "of", "in", "about", "while", ",", "and", ""}:
        return VerbGroup(first, "occurred", False, "participle", participle=True)
    if is_name or _is_noun(before):
        return VerbGroup(first, "occurred", False, "participle", participle=True)
    return None


def _is_noun(word: str) -> bool:
    from tracker.drafting.lexicon import is_agent

    return is_agent(word)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and _is_noun(word)
