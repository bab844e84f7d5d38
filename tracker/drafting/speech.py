"""Finding who says that something happened, and how sure the text is of it."""

from collections.abc import Sequence

from tracker.drafting.clauses import Clause, Side
from tracker.drafting.finding import ACCUSING
from tracker.drafting.tagged_sentence import CLOSED, JOINING
from tracker.drafting.tokens import Token
from tracker.drafting.verb_groups import ADVERBS, BE, HAVE, OPEN, PLANNING
from tracker.drafting.verbs import verb_forms
from tracker.model.names import words_in

SAYING = frozenset(
    form
    for verb in words_in(
        "say tell claim state report announce confirm allege insist assert argue maintain suggest "
        "add note acknowledge admit declare believe think estimate write reveal disclose testify "
        "contend concede"
    )
    for form in verb_forms(verb)
)
DENYING = frozenset(verb_forms("deny"))
WARNING = frozenset({*verb_forms("warn"), *verb_forms("threaten")})
# Longest first: of "very likely" both words count.
HEDGES = {
    ("almost", "certainly"): "almost certain", ("almost", "certain"): "almost certain",
    ("very", "likely"): "very likely", ("highly", "likely"): "very likely",
    ("very", "probably"): "very likely", ("most", "likely"): "very likely",
    ("very", "unlikely"): "very unlikely", ("highly", "unlikely"): "very unlikely",
    ("probably",): "likely", ("likely",): "likely", ("presumably",): "likely",
    ("apparently",): "likely", ("unlikely",): "unlikely", ("possibly",): "roughly even chance",
    ("perhaps",): "roughly even chance", ("maybe",): "roughly even chance",
}  # fmt: skip


HEDGING = frozenset(words[0] for words in HEDGES)


def claimant(clause: Clause, first: int, last: int, subject_at: int) -> tuple[Side, bool, int]:
    """Who says that something happened, whether that is a denial, and where the verb of it stands.

    `first` and `last` bound the words of the verb; `subject_at` is where its subject stands, which
    is behind the verb of saying where that governs it.
    """
    tokens = clause.tokens
    for place in range(first - 1, -1, -1):
        word = tokens[place].lower
        if word in CLOSED and word != ":":
            break
        if word in SAYING | DENYING and _governs(clause, place, first, subject_at):
            return clause.subject(_group_start(clause, place)), word in DENYING, place
    for place in range(len(tokens) - 1):
        if tokens[place].lower == "according" and tokens[place + 1].lower == "to":
            end = clause.right(place + 2)
            found = clause._noun_before(place + 2, end)
            return found, False, place
    for place in range(last + 1, len(tokens)):
        if tokens[place].lower in SAYING:
            side = _said_behind(clause, place)
            if side is not None:
                return side, False, place
    return Side(), False, -1


def _governs(clause: Clause, place: int, first: int, subject_at: int) -> bool:
    """Whether a verb of saying before another has it in what is said."""
    behind = clause.word(place + 1)
    between = {token.lower for token in clause.tokens[place + 1 : first]}
    if clause.word(first - 1) in JOINING and (
        "that" not in between or clause.word(first) in SAYING | DENYING | ACCUSING
    ):
        return False  # "said so and left", "denied that … and accused": both are by the same
    return (
        behind == "that"
        or "that" in between
        or subject_at > place
        or bool(between & {"he", "she", "it", "they"})
    )


def _group_start(clause: Clause, place: int) -> int:
    """Where the verb group of a verb of saying begins."""
    while place > 0 and clause.word(place - 1) in ADVERBS | BE | HAVE | PLANNING | OPEN | {"not"}:
        place -= 1
    return place


def _said_behind(clause: Clause, place: int) -> Side | None:
    """Who says it where that stands behind: `…, officials said` or `…, said the minister`."""
    start = clause.left(_group_start(clause, place))
    before = clause.word(start - 1)
    if before not in {",", "”", '"'}:
        return None
    if clause.word(place + 1) in {"", ".", ",", "on", "in", "at", "late", "early"} or start < place:
        return clause._noun_before(start, place)
    return clause._noun_before(place + 1, clause.right(place + 1))


def hedge_near(tokens: Sequence[Token], first: int, last: int) -> tuple[str, str]:
    """The words of ICD 203 for a hedge beside a verb, and the words of the text."""
    low, high = max(0, first - 5), min(len(tokens), last + 2)
    if not HEDGING & {token.lower for token in tokens[low:high]}:
        return "", ""
    for words, likelihood in HEDGES.items():
        for place in range(low, high - len(words) + 1):
            if all(
                tokens[place + offset].lower == word for offset, word in enumerate(words)
            ) and not any(token.lower in CLOSED | {","} for token in tokens[place:first]):
                return likelihood, " ".join(words)
    return "", ""
