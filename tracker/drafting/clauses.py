"""Clauses: the subject, object and place of a verb, found by the order of words.

English tells subject from object by where they stand. A clause is what lies between stops,
conjunctions and words such as `which` and `after`; within it the first noun before the verb that
hangs on no preposition is its subject, the first behind it its object. A name that stands before
another noun (`Russian gas`) is neither, unless the noun is of those who act (`Russian jets`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.drafting.lexicon import (
    BEFORE_AGENTS,
    HONORIFICS,
    POSSESSIVES,
    PRONOUNS,
    Lexicon,
    Mention,
    is_agent,
)
from tracker.drafting.tokens import Token
from tracker.drafting.verb_groups import (
    ADVERBS,
    BE,
    DETERMINERS,
    DO,
    HAVE,
    NORMATIVE,
    NOT,
    OPEN,
    PLANNING,
    PREPOSITIONS,
)
from tracker.model.names import words_in

CLOSED = frozenset({";", ":", "—", "–", "(", ")", ".", "!", "?", "…"})
QUOTES = frozenset({'"', "“", "”", "‘"})
SUBORDINATING = frozenset(
    words_in(
        "that which who whom whose when while after before because as if although though since "
        "unless whether where until despite following amid citing once"
    )
)
RELATIVE = frozenset({"which", "who", "that"})
JOINING = frozenset({"and", "or", "but", "then", "yet"})
TARGETING = frozenset({"against", "on", "upon", "at", "to", "with", "over", "towards", "toward",
                       "into", "between", "of"})  # fmt: skip
PLACING = frozenset({"in", "at", "near", "outside", "inside", "around", "off", "across",
                     "throughout", "along", "within"})  # fmt: skip
DATE_WORDS = frozenset(
    words_in(
        "january february march april may june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep "
        "sept oct nov dec"
    )
)
FARTHEST = 40


class Side(NamedTuple):
    """The actors of a side, and by which rule they were found; none where the text names none."""

    codes: tuple[str, ...] = ()
    rule: str = ""
    first: int = -1

    def __bool__(self) -> bool:
        return bool(self.codes)


@dataclass
class Clause:
    """A sentence in tokens, with the actors that are named in it.

    `carried` is who acted last in the sentences before, with the number of that sentence, and
    `carried_many` those who did together what was told last. `is_next` is that this was in the
    sentence just before: `it` reaches no further.
    """

    tokens: Sequence[Token]
    lexicon: Lexicon
    carried: Side = field(default_factory=Side)
    carried_many: Side = field(default_factory=Side)
    is_next: bool = True
    mentions: list[Mention] = field(init=False)
    at: dict[int, Mention] = field(init=False)
    names: list[bool] = field(init=False)
    adjectives: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        self.mentions = self.lexicon.mentions(self.tokens)
        self.at = {
            place: each for each in self.mentions for place in range(each.first, each.last + 1)
        }
        self.names = [place in self.at for place in range(len(self.tokens))]
        self.adjectives = [
            place in self.at and self.at[place].is_adjective for place in range(len(self.tokens))
        ]

    def word(self, place: int) -> str:
        """The word at a place in small letters; nothing beyond either end."""
        return self.tokens[place].lower if 0 <= place < len(self.tokens) else ""

    def code(self, mention: Mention) -> str:
        """Whom a mention stands for: who is in office acts for the state."""
        return self.lexicon.acting.get(mention.code, mention.code)

    def subject(self, edge: int, depth: int = 0) -> Side:
        """Who does what the verb group that begins at `edge` says."""
        place = edge - 1
        while place >= 0 and self._is_adverb(place):
            place -= 1
        word = self.word(place)
        if place < 0 or depth > 3:
            return Side()
        if word in RELATIVE:
            return self._antecedent(place)
        if word in JOINING or word == ",":
            return self._joined(place, depth)
        if word in CLOSED | QUOTES | SUBORDINATING:
            return Side()
        return self._noun_before(self._left(place), place + 1)

    def _is_adverb(self, place: int) -> bool:
        word = self.word(place)
        return word in ADVERBS or (word.endswith("ly") and place not in self.at)

    def _left(self, place: int) -> int:
        """Where the clause begins that `place` is in."""
        while place > 0:
            word = self.word(place - 1)
            if word in CLOSED or word in SUBORDINATING or word in QUOTES or word == ",":
                break
            if word in JOINING and not self._is_noun_end(place - 2):
                break
            if word in JOINING and place - 1 and not self._is_noun_start(place):
                break
            place -= 1
        return place

    def _is_noun_end(self, place: int) -> bool:
        return place in self.at or is_agent(self.word(place))

    def _is_noun_start(self, place: int) -> bool:
        return place in self.at or self.word(place) in DETERMINERS

    def _joined(self, place: int, depth: int) -> Side:
        """The subject of a verb behind `and` or a comma: that of the verb before."""
        if self.word(place) == ",":
            before = place - 1
            while before > 0 and self.word(before) != ",":
                if self.word(before) in CLOSED:
                    break
                before -= 1
            if self.word(before) == "," and before and place - before > 1:
                # What stands between two commas is said by the way: "Moscow, its ally, left".
                found = self._noun_before(self._left(before - 1), before)
                if found:
                    return found
        start = place
        while start > 0 and self.word(start - 1) not in CLOSED:
            start -= 1
        found = self._noun_before(start, place, nearest=False)
        if found:
            return found._replace(rule=f"{found.rule}, subject of the verb before")
        return Side()

    def _antecedent(self, place: int) -> Side:
        """Whom `who` and `which` stand for: the noun before them."""
        before = place - 1
        while before >= 0 and self.word(before) in {",", "those", "all", "of"}:
            before -= 1
        mention = self.at.get(before)
        if mention is None and is_agent(self.word(before)):
            found = self._noun_before(self._left(before), before + 1)
            return found._replace(rule=f"{found.rule}, {self.word(place)}") if found else found
        if mention is None or self.word(place) == "that":
            return Side()
        if self.word(place) == "which" and self._hangs(mention.first, 0):
            return Side()  # "options in Syria, which …": of the options
        return Side((self.code(mention),), f"{mention.rule}, {self.word(place)}", mention.first)

    def _noun_before(self, start: int, end: int, nearest: bool = True) -> Side:
        """The first noun of a part of the sentence that hangs on no preposition."""
        for place in range(start, end):
            mention = self.at.get(place)
            if mention is not None and mention.first == place and not self._hangs(place, start):
                return self._headed(mention, end)
            word = self.word(place)
            if word in PRONOUNS and not self._hangs(place, start):
                return self._carried(place)
            if word in POSSESSIVES and not self._hangs(place, start):
                return self._carried(place) if self._agent_behind(place + 1, end) >= 0 else Side()
            if is_agent(word) and not self._hangs(place, start):
                return self._agent_of(place, end)
        return Side()

    def _carried(self, place: int) -> Side:
        """Whom a pronoun stands for: the subject of its sentence, else of one before."""
        word = self.word(place)
        if word in {"they", "their"} and self.carried_many:
            many = self.carried_many
            return Side(many.codes, f"“{word}”, carried over from {many.rule}")
        own = next(
            (
                each
                for each in self.mentions
                if each.first < place and not self._hangs(each.first, 0)
            ),
            None,
        )
        if own is not None and not any(self.word(at) in {"”", '"'} for at in range(place)):
            found = self._headed(own, place)
            if found:
                return Side(found.codes, f"“{word}” for {found.rule} before")
        if not self.carried or (word in {"it", "its"} and not self.is_next):
            return Side()
        return Side(self.carried.codes, f"“{word}”, carried over from {self.carried.rule}")

    def _hangs(self, place: int, start: int) -> bool:
        """Whether a noun hangs on a preposition."""
        before = place - 1
        while before >= start and (
            self.word(before) in DETERMINERS
            or self.word(before) in BEFORE_AGENTS
            or self.word(before) in HONORIFICS - {"of"}
            or before in self.at
            or "-" in self.word(before)
        ):
            before -= 1
        if before >= start and self.word(before) in {"and", ","} and self._is_noun_end(before - 1):
            return self._hangs(before - 1, start)
        return before >= start and self.word(before) in PREPOSITIONS

    def _headed(self, mention: Mention, end: int) -> Side:
        """The side of a name, where it or a noun of those who act is what the verb is of."""
        last = mention.last
        rule = mention.rule
        following = self.word(last + 1)
        attributive = (
            mention.is_adjective
            or following == "'s"
            or (last + 1 < end and self._is_common_noun(last + 1))
        )
        if attributive:
            agent = self._agent_behind(last + (2 if following == "'s" else 1), end)
            if agent < 0 and not (mention.is_adjective and last + 1 >= end):
                return Side()
            if agent >= 0:
                rule = f"{mention.rule} with “{self.tokens[agent].text}”"
                last = agent
        codes = [self.code(mention)]
        codes += self._others(last + 1, end)
        return Side(tuple(dict.fromkeys(codes)), rule, mention.first)

    def _is_common_noun(self, place: int) -> bool:
        word = self.word(place)
        return (
            word[:1].isalpha()
            and word not in NO_NOUNS
            and not word.endswith("ed")
            and self.tokens[place].text[0].islower()
            and not self._is_adverb(place)
            and place not in self.at
        )

    def _agent_behind(self, place: int, end: int) -> int:
        """The place of a noun of those who act behind a name, over a few words; -1 for none."""
        best = -1
        for at in range(place, min(place + 5, end)):
            word = self.word(at)
            if is_agent(word):
                best = at
                if word not in BEFORE_AGENTS and word not in {"air", "state", "army", "navy"}:
                    return at
            elif word in PREPOSITIONS | SUBORDINATING | JOINING or not word[:1].isalpha():
                return best
        return best

    def _others(self, place: int, end: int) -> list[str]:
        """The actors joined to one by `and` or a comma."""
        found = []
        while place < end:
            mention = self.at.get(place)
            word = self.word(place)
            if word in PREPOSITIONS - {"of"} or word in SUBORDINATING:
                break
            if mention is not None and self.word(place - 1) in {"and", ",", "the", "both"}:
                if self.word(place - 1) != "the" or self.word(place - 2) in {"and", ","}:
                    found.append(self.code(mention))
                place = mention.last
            place += 1
        return found

    def _agent_of(self, place: int, end: int) -> Side:
        """The side of an office: `officials in Moscow`, `the president of Russia`."""
        at = place + 1
        while at < end and is_agent(self.word(at)):
            at += 1
        if self.word(at) in {"of", "from", "in"}:
            behind = at + 1
            while self.word(behind) in DETERMINERS:
                behind += 1
            mention = self.at.get(behind)
            if mention is not None and behind < end:
                rule = f"“{self.tokens[place].text} {self.word(at)}” with {mention.rule}"
                return Side((self.code(mention),), rule, place)
        following = self.at.get(at)
        if following is not None and at < end:
            return self._headed(following, end)
        return Side()

    def object(self, place: int, besides: Sequence[str] = ()) -> Side:
        """Whom the verb acts upon whose words end before `place`."""
        end, floor = self.right(place), place
        while place < end:
            mention = self.at.get(place)
            if mention is not None:
                preposition = self._preposition(mention.first, floor)
                if preposition == "" or preposition in TARGETING:
                    codes = [self.code(mention), *self._others(mention.last + 1, end)]
                    codes = [code for code in dict.fromkeys(codes) if code not in besides]
                    if codes:
                        rule = mention.rule + (f" behind “{preposition}”" if preposition else "")
                        return Side(tuple(codes), rule, mention.first)
                place = mention.last
            place += 1
        return Side()

    def agent_by(self, place: int) -> Side:
        """By whom something was done: who stands behind `by`."""
        end = self.right(place)
        for at in range(place, end):
            if self.word(at) == "by":
                found = self._noun_before(at + 1, end)
                if found:
                    return found._replace(rule=f"{found.rule} behind “by”")
        return Side()

    def right(self, place: int) -> int:
        """Where the clause ends that `place` is in."""
        end = min(len(self.tokens), place + FARTHEST)
        for at in range(place, end):
            word = self.word(at)
            if word == "following" and self.word(at - 1) == "the":
                continue  # "the following day" begins no clause
            if word in CLOSED or word in SUBORDINATING:
                return at
            if word == "," and not self._lists(at):
                return at
            if word == "to" and self._is_infinitive(at):
                return at
            if word in {"but", "then"} or (word in JOINING and not self._lists(at)):
                return at
        return end

    def _lists(self, place: int) -> bool:
        """Whether a comma or `and` parts nouns of a list, and not clauses."""
        behind = place + 1
        if self.word(behind) in JOINING:
            behind += 1
        while self.word(behind) in DETERMINERS:
            behind += 1
        mention = self.at.get(behind)
        if mention is None:
            following = self.word(behind + 1)
            return (
                self.word(place) != "," and following in {"", ".", ",", "on", "in"} | PREPOSITIONS
            )
        return self.word(mention.last + 1) in {
            "",
            ".",
            ",",
            ";",
            "and",
            "on",
            "in",
            "for",
            "of",
            "over",
        }

    def _is_infinitive(self, place: int) -> bool:
        behind = place + 1
        word = self.word(behind)
        if behind in self.at or word in DETERMINERS:
            return False
        text = self.tokens[behind].text if behind < len(self.tokens) else ""
        return text[:1].islower() and not word.endswith(("s", "ing"))

    def _preposition(self, place: int, floor: int = 0) -> str:
        """The preposition that a noun hangs on, over the words between."""
        for at in range(place - 1, max(floor - 1, place - 6), -1):
            word = self.word(at)
            if word in PREPOSITIONS:
                return word
            if word in CLOSED or word == ",":
                return ""
        return ""

    def place(self, start: int, end: int, objects: bool = False) -> tuple[str, str]:
        """Where it happened, as the text has it, and by which rule; with `objects` what was hit."""
        for at in range(start, end):
            word = self.word(at)
            is_object = objects and at == start and (word == "of" or self._is_proper(at))
            if word not in PLACING and not is_object:
                continue
            first = at if self._is_proper(at) else at + 1
            while self.word(first) in DETERMINERS or (
                first < len(self.tokens) and self.word(first) in QUALIFIERS
            ):
                first += 1
            last = first
            while last < len(self.tokens) and self._is_proper(last):
                last += 1
            attributive = word not in PLACING and self._is_common_noun(last)
            if last > first and self.word(first) not in DATE_WORDS and not attributive:
                known = self.at.get(first)
                if word not in PLACING and known is not None:
                    continue
                said = " ".join(token.text for token in self.tokens[first:last])
                return said, f"behind “{word}”" if word in PLACING else "object of the verb"
        return "", ""

    def _is_proper(self, place: int) -> bool:
        if not 0 <= place < len(self.tokens):
            return False
        token = self.tokens[place]
        return token.text[0].isupper() and token.is_word and place > 0


NO_NOUNS = (
    PREPOSITIONS | SUBORDINATING | JOINING | BE | HAVE | DO | PLANNING | OPEN | NORMATIVE | NOT
    | {"last", "next", "yesterday", "today", "tomorrow", "early", "late", "earlier", "later", "to",
       "says", "said", "told", "tonight", "the", "a", "an", "his", "its", "their", "her"}
)  # fmt: skip
QUALIFIERS = frozenset({"eastern", "western", "northern", "southern", "central", "besieged", "city",
                        "town", "village", "province", "nearby", "occupied", "rebel-held", "port",
                        "capital", "of"})  # fmt: skip
