"""Causes among the drafts of one text, by the words with which its author joins them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.drafting.clauses import Clause
from tracker.drafting.verbs import verb_forms

LIKELY, EVEN = "likely", "roughly even chance"


class Connector(NamedTuple):
    """Words that join two events; the cause stands behind them, or with `forward` before."""

    words: tuple[str, ...]
    relation: str
    likelihood: str = LIKELY
    forward: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CONNECTORS = (
    *(Connector(_words(each), "responds") for each in (
        "in response to", "responding to", "in reaction to", "reacting to", "in answer to")),
    *(Connector(_words(each), "retaliates") for each in (
        "in retaliation for", "in revenge for", "in reprisal for", "retaliating for", "to avenge",
        "as punishment for", "in retaliation to")),
    *(Connector(_words(each), "justifies") for each in (
        "citing", "on the grounds of", "on the grounds that", "on the pretext of")),
    *(Connector(_words(each), "leads-to") for each in (
        "because of", "because", "as a result of", "due to", "as a consequence of", "owing to",
        "caused by")),
    *(Connector(_words(each), "provokes") for each in (
        "prompted by", "provoked by", "triggered by", "angered by", "sparked by")),
    *(Connector(_words(each), "leads-to", EVEN) for each in (
        "after", "following", "in the wake of")),
    *(Connector((form, *rest), relation, LIKELY, True)
      for verb, rest, relation in (
          ("lead", ("to",), "leads-to"), ("result", ("in",), "leads-to"),
          ("cause", (), "leads-to"), ("prompt", (), "provokes"), ("provoke", (), "provokes"),
          ("trigger", (), "provokes"), ("spark", (), "provokes"),
          ("pave", ("the", "way", "for"), "enables"))
      for form, kinds in verb_forms(verb).items() if set(kinds) != {"en"}),
)  # fmt: skip
BACK = {
    ("in", "response", ","): "responds", ("in", "retaliation", ","): "retaliates",
    ("in", "reply", ","): "responds", ("as", "a", "result", ","): "leads-to",
    ("consequently", ","): "leads-to", ("in", "revenge", ","): "retaliates",
}  # fmt: skip
_BY_FIRST: dict[str, list[Connector]] = {}
for _each in CONNECTORS:
    _BY_FIRST.setdefault(_each.words[0], []).append(_each)
for _rows in _BY_FIRST.values():
    _rows.sort(key=lambda each: -len(each.words))


@dataclass(frozen=True, slots=True)
class Placed:
    """A draft with the places of its words in the sentence; a mere reference has another's key."""

    key: str
    first: int
    last: int
    hedge: str = ""


class Joined(NamedTuple):
    """A cause and an effect, by which words."""

    cause: str
    effect: str
    relation: str
    likelihood: str
    words: str


def joined(clause: Clause, placed: Sequence[Placed], before: Placed | None) -> list[Joined]:
    """The causes that a sentence states; `before` is the last draft of the sentence before."""
    found: list[Joined] = []
    if not placed:
        return found
    tokens = clause.tokens
    if before is not None:
        for words, relation in BACK.items():
            if tuple(token.lower for token in tokens[: len(words)]) == words:
                effect = placed[0]
                said = " ".join(words[:-1])
                found.append(Joined(before.key, effect.key, relation, effect.hedge or LIKELY, said))
    effect_of: dict[str, Placed] = {}
    at = 0
    while at < len(tokens):
        connector = _at(clause, at)
        if connector is None:
            at += 1
            continue
        end = at + len(connector.words) - 1
        pair = _ends(clause, placed, at, end, connector, effect_of)
        if pair is not None:
            cause, effect = pair
            said = " ".join(token.text for token in tokens[at : end + 1])
            likelihood = effect.hedge or connector.likelihood
            if cause.key != effect.key and not any(
                (each.cause, each.effect) == (cause.key, effect.key) for each in found
            ):
                found.append(Joined(cause.key, effect.key, connector.relation, likelihood, said))
                effect_of[cause.key] = effect
        at = end + 1
    return found


def _at(clause: Clause, at: int) -> Connector | None:
    for connector in _BY_FIRST.get(clause.word(at), ()):
        if all(clause.word(at + offset) == word for offset, word in enumerate(connector.words)):
            return connector
    return None


def _ends(
    clause: Clause,
    placed: Sequence[Placed],
    at: int,
    end: int,
    connector: Connector,
    effect_of: dict[str, Placed],
) -> tuple[Placed, Placed] | None:
    """The cause and the effect on either side of a connector."""
    behind = [each for each in placed if each.first > end]
    ahead = [each for each in placed if each.last < at]
    if connector.forward:
        return (ahead[-1], behind[0]) if ahead and behind else None
    if not behind:
        return None
    cause = behind[0]
    if ahead:
        # "… after A and after B": what came after both is the effect of both.
        return cause, effect_of.get(ahead[-1].key, ahead[-1])
    comma = next((p for p in range(cause.last, len(clause.tokens)) if clause.word(p) == ","), -1)
    later = [each for each in behind[1:] if each.first > comma]
    return (cause, later[0]) if comma >= 0 and later else None
