"""Lexicon of the names of actors: the register with aliases, demonyms, and those in office.

>>> lexicon = Lexicon.of({"Russia": "RUS", "US": "USA", "Vladimir Putin": "PUTIN"}, set(),
...                      {"RUS": ["Russian"]})
>>> [each.code for each in lexicon.mentions(tokens_of("Russian jets told us of Vladimir Putin."))]
['RUS', 'PUTIN']
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tracker.drafting.tokens import Token, tokens_of
from tracker.model.names import words_in

CASED = 3  # letters up to which an abbreviation counts in its own case only
# Nouns that act: "Russian officials" are Russia, "Russian gas" is not.
AGENTS = frozenset(
    words_in(
        "administration admiral adviser advisor agency agent air aircraft airforce ally allies "
        "ambassador army artillery authority authorities bomber border brigade cabinet "
        "capital chancellor chief coastguard coalition command commander commandos congress "
        "conscript court defence defense delegate delegation deputy destroyer dictator diplomacy "
        "diplomat diplomats embassy emir envoy executive fleet force forces general "
        "government governor guard guards helicopter intelligence jet jets junta "
        "king kremlin lawmaker lawmakers leader leaders leadership legislature marines military "
        "militia minister ministers ministry mission monarch national navy negotiator negotiators "
        "officer officials official parliament parliamentarian paratrooper patrol "
        "pilot pilots plane planes police policeman politburo premier president prince queen "
        "regime representative republic rocket ruler sailor secretary senate senator "
        "senators service services ship ships side soldier soldiers spokesman spokesmen "
        "spokesperson spokeswoman staff state states submarine tank tanks troop troops unit units "
        "vessel vessels warplane warplanes warship warships"
    )
)
# What may stand between a mention and an agent noun: "Russian foreign minister".
BEFORE_AGENTS = frozenset(
    words_in(
        "acting air armed chief combat defence defense deputy domestic economic federal fighter "
        "finance foreign former government ground home interior joint military naval new nuclear "
        "permanent prime public republican security senior special strategic top trade "
        "transitional vice war"
    )
)
HONORIFICS = frozenset(
    words_in(
        "president prime minister premier chancellor king queen prince secretary general "
        "ambassador foreign defence defense leader chairman senator mr mrs ms dr crown sheikh "
        "ayatollah colonel admiral marshal emperor sultan pope vice deputy dictator state of"
    )
)
PRONOUNS = frozenset({"he", "she", "it", "they"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})


class Mention(NamedTuple):
    """An actor named by some tokens in a row: from the first to the last, and by which rule.

    `is_adjective` is of those of a state, as in `Russian`; `is_plain` of what stands by itself.
    """

    first: int
    last: int
    code: str
    rule: str
    is_adjective: bool = False


@dataclass
class Lexicon:
    """All names by which an actor may be found in a text.

    `acting` are whom those who hold an office act for: a president for the state.
    """

    _names: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str, str, bool]]] = field(
        default_factory=dict
    )
    acting: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        names: Mapping[str, str],
        codes: Collection[str] = (),
        demonyms: Mapping[str, Iterable[str]] | None = None,
        acting: Mapping[str, str] | None = None,
    ) -> "Lexicon":
        """The lexicon of names with the codes they stand for, and the demonyms of those codes.

        A code is itself a name only where it is one of three letters or more that nobody else has.
        """
        lexicon = cls(acting=acting or {})
        known = set(names.values()) | set(codes)
        for name, code in names.items():
            lexicon._add(name, code, "name" if name != code else "code", False)
        for code, words in (demonyms or {}).items():
            for word in words if code in known else ():
                lexicon._add(word, code, "demonym", True)
                if word[-1] not in "sh" or word.endswith("Czech"):
                    lexicon._add(f"{word}s", code, "demonym", False)
        for rows in lexicon._names.values():
            rows.sort(key=lambda row: -len(row[0]))
        return lexicon

    def _add(self, name: str, code: str, rule: str, is_adjective: bool) -> None:
        tokens = tokens_of(name)
        if not tokens or not any(token.is_word and len(token.lower) > 1 for token in tokens):
            return
        lower = tuple(token.lower for token in tokens)
        # Articles belong to the sentence: "The Kremlin" is found as "Kremlin" is.
        if lower[0] == "the" and len(lower) > 1:
            tokens, lower = tokens[1:], lower[1:]
        written = tuple(token.text for token in tokens)
        rows = self._names.setdefault(lower[0], [])
        if all(row[0] != lower for row in rows):
            rows.append((lower, written, code, rule, is_adjective))

    def mentions(self, tokens: Sequence[Token]) -> list[Mention]:
        """Every actor that is named, the longest name where several begin at one word."""
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            mention = self._at(tokens, at)
            if mention is not None:
                found.append(mention)
                at = mention.last
            at += 1
        return found

    def _at(self, tokens: Sequence[Token], at: int) -> Mention | None:
        for lower, written, code, rule, is_adjective in self._names.get(tokens[at].lower, ()):
            last = at + len(lower) - 1
            if last >= len(tokens) or any(
                tokens[at + place].lower != word for place, word in enumerate(lower)
            ):
                continue
            if _is_part(tokens, at, len(lower)):
                continue
            if all(
                _is_written(tokens[at + place].text, word) for place, word in enumerate(written)
            ):
                return Mention(at, last, code, rule, is_adjective)
        return None


def _is_part(tokens: Sequence[Token], at: int, count: int) -> bool:
    """Whether a name is the end of a longer one: of the `National Security Council`, say."""
    before = tokens[at - 1] if at > 1 else None
    if before is None or not before.text[0].isupper() or not before.is_word:
        return False
    if before.lower in {"new", "north", "south", "east", "west"}:
        return True
    known = before.lower in HONORIFICS or before.text.isupper()
    return count > 1 and not known and not before.lower.endswith(("an", "ish", "ese", "i", "ch"))


def _is_written(text: str, name: str) -> bool:
    """Whether a word of a text may be that of a name: with a capital where the name has one.

    >>> _is_written("us", "US"), _is_written("Nato", "NATO"), _is_written("turkey", "Turkey")
    (False, True, False)
    """
    if name.isupper() and len(name.replace(".", "")) <= CASED and name.isalpha():
        return text == name
    return not name[0].isupper() or text[0].isupper() or not text[0].isalpha()


def is_agent(word: str) -> bool:
    """Whether a noun stands for somebody who acts, in one or in many."""
    return word in AGENTS or (word.endswith("s") and word[:-1] in AGENTS)


@cache
def shipped_demonyms() -> dict[str, list[str]]:
    """The demonyms that ship with tracker, by the code of their state."""
    text = (files(__package__) / "demonyms.toml").read_text(encoding="utf-8")
    return {code: list(words) for code, words in tomllib.loads(text).items()}
