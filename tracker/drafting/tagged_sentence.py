"""A sentence in tokens, with the actors named in it, and where its clauses begin and end.

A clause is what lies between stops, conjunctions and words such as `which` and `after`; a comma or
`and` that parts the nouns of a list ends none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.drafting.lexicon import Lexicon, Mention, is_agent
from tracker.drafting.tokens import Token
from tracker.drafting.verb_groups import ADVERBS, DETERMINERS, PREPOSITIONS
from tracker.model.names import words_in

CLOSED = frozenset({";", ":", "—", "–", "(", ")", ".", "!", "?", "…"})
QUOTES = frozenset({'"', "“", "”", "‘"})
SUBORDINATING = frozenset(
    words_in(
        "that which who whom whose when while after before because as if although though since "
        "unless whether where until despite following amid citing once"
    )
)
JOINING = frozenset({"and", "or", "but", "then", "yet"})
FARTHEST = 40


@dataclass
class TaggedSentence:
    """A sentence in tokens, with the actors that are named in it.

    `at` has the name that stands at a place, over all its tokens; `names` says of each token
    whether it is of one, `adjectives` whether that is an adjective as `Russian`.
    """

    tokens: Sequence[Token]
    lexicon: Lexicon
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

    def left(self, place: int) -> int:
        """Where the clause begins that `place` is in."""
        while place > 0:
            word = self.word(place - 1)
            if word in CLOSED or word in SUBORDINATING or word in QUOTES or word == ",":
                break
            if word in JOINING and not self.is_noun_end(place - 2):
                break
            if word in JOINING and place - 1 and not self._is_noun_start(place):
                break
            place -= 1
        return place

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

    def is_adverb(self, place: int) -> bool:
        """Whether an adverb stands at a place; a name that ends as one does, as Italy, is none."""
        word = self.word(place)
        return word in ADVERBS or (word.endswith("ly") and place not in self.at)

    def is_noun_end(self, place: int) -> bool:
        """Whether a name, or a noun of those who act, stands at a place."""
        return place in self.at or is_agent(self.word(place))

    def _is_noun_start(self, place: int) -> bool:
        return place in self.at or self.word(place) in DETERMINERS

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
