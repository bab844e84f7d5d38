"""Cues: the words of the codebook by which a text is found to tell of an event of a type.

A cue is written as one says it. Verbs stand behind `to`, nouns behind `the`; `/` parts words of
which one is enough, `…` (or `...`) verbs from the nouns of their object or of their subject::

    to suspend/quit/pull out of … pact/treaty      suspended the pact
    talks/truce … to collapse/break down           the truce broke down
    the bombing/shelling                           the shelling of Aleppo
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.drafting.tokens import Token, tokens_of
from tracker.drafting.verbs import singular, verb_forms
from tracker.errors import InvalidInput
from tracker.model.drafting import TypeCue
from tracker.model.names import folded

Phrase = tuple[str, ...]
GAP = re.compile(r"\s*(?:…|\.\.\.)\s*")
EXAMPLE = (
    'write "to quit/leave … treaty/pact" for verbs with an object, "talks … to collapse" for a '
    'subject with its verbs, or "the bombing/shelling" for nouns'
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as it is matched: its verbs or nouns, and the nouns of its object or subject."""

    type: str
    text: str
    heads: tuple[Phrase, ...]
    is_verb: bool = True
    objects: tuple[Phrase, ...] = ()
    subjects: tuple[Phrase, ...] = ()


class Hit(NamedTuple):
    """A word or some words in a row that may be the head of cues.

    `first` and `last` are places of tokens, `kinds` the forms that the verb may have there.
    """

    first: int
    last: int
    kinds: tuple[str, ...]
    cues: tuple[Cue, ...]
    is_verb: bool


def parse_cue(type_code: str, text: str) -> Cue:
    """Read a cue; what cannot be read is refused with an example.

    >>> cue = parse_cue("talks-suspension", "talks/truce … to collapse/break down")
    >>> cue.subjects, cue.heads
    ((('talk',), ('truce',)), (('collapse',), ('break', 'down')))
    """
    plain = folded(text)
    before, gap, behind = (*GAP.split(plain, maxsplit=1), "")[0], GAP.search(plain), ""
    if gap is not None:
        behind = plain[gap.end() :]
    if GAP.search(behind):
        raise InvalidInput(f"The cue {text[:60]!r} has more than one gap; {EXAMPLE}.")
    if before.startswith("to "):
        return Cue(type_code, text, _verbs(before, text), True, _nouns(behind, text, gap))
    if before.startswith("the "):
        nouns = _phrases(before.removeprefix("the "), text)
        objects = _nouns(behind, text, gap)
        return Cue(type_code, text, tuple(map(_singular, nouns)), False, objects)
    if behind.startswith("to "):
        subjects = tuple(map(_singular, _phrases(before, text)))
        return Cue(type_code, text, _verbs(behind, text), True, (), subjects)
    raise InvalidInput(f"The cue {text[:60]!r} names no verb or noun; {EXAMPLE}.")


def _verbs(words: str, text: str) -> tuple[Phrase, ...]:
    return _phrases(words.removeprefix("to "), text)


def _nouns(words: str, text: str, gap: object) -> tuple[Phrase, ...]:
    return tuple(map(_singular, _phrases(words, text))) if gap is not None else ()


def _phrases(words: str, text: str) -> tuple[Phrase, ...]:
    found = tuple(
        tuple(token.lower for token in tokens_of(each)) for each in words.split("/") if each.strip()
    )
    if not found or not all(token[0].isalnum() for each in found for token in each):
        raise InvalidInput(f"The cue {text[:60]!r} lacks a word; {EXAMPLE}.")
    return found


def _singular(phrase: Phrase) -> Phrase:
    return (*phrase[:-1], singular(phrase[-1]))


@dataclass
class CueIndex:
    """The cues of a codebook, found by the first word of their heads in any form."""

    _heads: dict[str, list[tuple[Phrase, tuple[str, ...], bool, list[Cue]]]] = field(
        default_factory=dict
    )

    @classmethod
    def of(cls, cues: Iterable[TypeCue]) -> "CueIndex":
        """The index of cues, which keep their order."""
        by_head: defaultdict[tuple[Phrase, bool], list[Cue]] = defaultdict(list)
        for each in cues:
            cue = parse_cue(each.type, each.cue)
            for head in dict.fromkeys(cue.heads):
                by_head[head, cue.is_verb].append(cue)
        index = cls()
        for (head, is_verb), found in by_head.items():
            first, rest = head[0], head[1:]
            if is_verb:
                for form, kinds in verb_forms(first).items():
                    index._add(form, rest, kinds, True, found)
            elif rest:
                index._add(first, rest, ("noun",), False, found)
            else:
                for form in _plurals(first):
                    index._add(form, rest, ("noun",), False, found)
        for rows in index._heads.values():  # the longest words first
            rows.sort(key=lambda row: -len(row[0]))
        return index

    def _add(
        self, form: str, rest: Phrase, kinds: tuple[str, ...], is_verb: bool, cues: list[Cue]
    ) -> None:
        self._heads.setdefault(form, []).append((rest, kinds, is_verb, cues))

    def hits(self, tokens: Sequence[Token]) -> Iterable[Hit]:
        """Every place where the head of a cue stands, with all cues that it may be of."""
        for place, token in enumerate(tokens):
            for rest, kinds, is_verb, cues in self._heads.get(token.lower, ()):
                last = place
                if rest:
                    last = _behind(tokens, place, rest, is_verb)
                if last >= place:
                    yield Hit(place, last, kinds, tuple(cues), is_verb)


def _plurals(noun: str) -> tuple[str, ...]:
    """A noun and its plural."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun, f"{noun[:-1]}ies"
    hisses = noun.endswith(("s", "x", "ch", "sh"))
    return noun, f"{noun}es" if hisses else f"{noun}s"


def _behind(tokens: Sequence[Token], place: int, rest: Phrase, is_verb: bool) -> int:
    """The place of the last word where others follow the first; -1 where they do not.

    Between a verb and its particle a few words may stand: `called the talks off`.
    """
    at = place + 1
    if _stand(tokens, at, rest):
        return place + len(rest)
    if is_verb and len(rest) == 1 and rest[0] in PARTICLES:
        for later in range(at + 1, min(at + 4, len(tokens))):
            if not tokens[later].is_word or tokens[later].lower in STOPS:
                break
            if tokens[later].lower == rest[0]:
                # The object stands between; the words of the cue end with the verb.
                following = tokens[later + 1].lower if later + 1 < len(tokens) else "."
                return place if following in ENDS or not following[0].isalnum() else -1
    return -1


PARTICLES = frozenset({"off", "up", "down", "out", "back", "home"})
STOPS = frozenset({"that", "which", "who", "to", "and", "but", "with", "by", "for"})
ENDS = frozenset({"on", "in", "after", "over", "and", "because", "to", "following", "with"})


def _stand(tokens: Sequence[Token], at: int, words: Phrase) -> bool:
    return len(tokens) >= at + len(words) and all(
        tokens[at + offset].lower == word
        or (offset == len(words) - 1 and singular(tokens[at + offset].lower) == word)
        for offset, word in enumerate(words)
    )


def stands_in(phrases: Sequence[Phrase], tokens: Sequence[Token], first: int, last: int) -> int:
    """The place of the first of some nouns among tokens, in whatever number; -1 for none."""
    begins = {phrase[0] for phrase in phrases}
    for at in range(first, last):
        word = tokens[at].lower
        if word not in begins and singular(word) not in begins:
            continue
        for phrase in phrases:
            if at + len(phrase) <= last and _stand(tokens, at, phrase):
                return at + len(phrase) - 1
    return -1
