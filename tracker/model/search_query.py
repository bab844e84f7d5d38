"""Search queries: the words, phrases and beginnings to look for, and those to leave out.

>>> query = SearchQuery.parse('missile OR rocket "air strike" NOT Aleppo')
>>> [[str(term) for term in group] for group in query.wanted], [str(t) for t in query.unwanted]
([['missile', 'rocket'], ['"air strike"']], ['aleppo'])
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from tracker.errors import InvalidText
from tracker.model.answers.browse import CLOSE, OPEN
from tracker.model.names import folded, visible

# Scripts without blanks between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
UNPARTED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
)
UNPARTED_SIGN = re.compile(f"[{UNPARTED}\U00020000-\U0003ffff]")
ACCENTS = re.compile("[\u0300-\u036f]")
WORD = re.compile(r"\w+")
# A word where it stands, with what has no width within it and the accents that are apart from it.
SPELLED = re.compile("[\\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+")
# Letters with their vowel signs and accents, which are no letters to Python: those of India, Thai …
LETTER = "[\\w\u0300-\u036f\u0900-\u0963\u0966-\u0e3a\u0e40-\u0fff\u1000-\u109f\u1780-\u17d3]"
TYPED = re.compile(rf'(?<!{LETTER})(-?)(?:"([^"]*)"|({LETTER}+(?:[-.]{LETTER}+)*)(\*?))')
ENDINGS = ("ational", "ations", "ation", "ating", "ators", "ator", "ated", "ates", "ate", "ments",
           "ment", "ings", "ing", "ions", "ion", "ives", "ive", "ies", "ied", "ers", "er", "ed",
           "es", "ly", "e", "s", "y")  # fmt: skip
SHORTEST_STEM = 4
MOST_TERMS = 50  # each is a dozen conditions, of which SQLite takes some hundreds
AROUND = 12  # words of a passage on either side of the first match

MOST_YO = 8  # letters of a term that are tried as ё


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase that is looked for; of a prefix the last word may go on."""

    words: tuple[str, ...]
    typed: str
    is_prefix: bool = False

    @property
    def is_unparted(self) -> bool:
        """Whether it is of a script without blanks, so that it may stand within a run of signs."""
        return bool(UNPARTED_SIGN.search(self.typed))

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its spellings as an index of words may have them, lower-case."""
        typed = unicodedata.normalize("NFC", self.typed).lower()
        said = (" ".join(WORD.findall(each)) for each in (typed, folded(self.typed)))
        return tuple(dict.fromkeys(each for one in said for each in _with_yo(one)))

    @property
    def stems(self) -> tuple[str, ...]:
        """What each text that has it contains, case and accents apart: its words without endings.

        >>> [term] = SearchQuery.parse('"Air strikes"').wanted[0]
        >>> term.stems
        ('air', 'strik')
        """
        return tuple(_stems(word)[1] for word in self.words)

    def is_in(self, text: str) -> bool:
        """Whether a text has it, in any form of its words.

        >>> [term] = SearchQuery.parse("escalat*").wanted[0]
        >>> term.is_in("An Escala\u00adtion"), term.is_in("A scale")
        (True, False)
        """
        if self.is_unparted:
            return _unspaced(plain(self.typed)) in _unspaced(plain(text))
        words = _words(text)
        if len(self.words) == 1:  # what does not begin as it does needs no stem
            begin = self.stems[0]
            words = [word for word in words if word.startswith(begin)]
        return any(True for _ in self._places([_stems(word) for word in words]))

    def _places(self, words: list[tuple[str, str]]) -> Iterator[int]:
        """Where it begins among words that stand with their stems."""
        length = len(self.words)
        for at in range(len(words) - length + 1):
            run = words[at : at + length]
            if all(map(_same, run, self.words)) or (
                self.is_prefix
                and all(map(_same, run[:-1], self.words))
                and run[-1][0].startswith(self.words[-1])
            ):
                yield at

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in the original text."""
        if self.is_unparted:
            for match in re.finditer(re.escape(self.typed), text, re.IGNORECASE):
                yield match.span()
            return
        found = list(SPELLED.finditer(text))
        for at in self._places([_stems(plain(match[0])) for match in found]):
            yield found[at].start(), found[at + len(self.words) - 1].end()

    def __str__(self) -> str:
        said = " ".join(self.words)
        return f'"{said}"' if len(self.words) > 1 else f"{said}{'*' if self.is_prefix else ''}"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Groups of terms, of each of which one must be there, and terms that must not."""

    wanted: tuple[tuple[Term, ...], ...] = ()
    unwanted: tuple[Term, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "SearchQuery":
        """Read what was typed, of which nothing is a syntax error.

        `OR` stands between alternatives, `NOT` and `-` before what is left out; `AND` says what
        goes without saying.
        """
        groups: list[list[Term]] = []
        unwanted: list[Term] = []
        either = leave_out = False
        for minus, phrase, word, star in TYPED.findall(visible(text)):
            if word in ("OR", "NOT", "AND") and not star and not minus:
                either = word == "OR" or (either and word == "NOT")
                leave_out = word == "NOT"
                continue
            term = _term(phrase or word, bool(star))
            if term is None:
                continue
            if minus or leave_out:
                unwanted.append(term)
            elif either and groups:
                groups[-1].append(term)
            else:
                groups.append([term])
            either = leave_out = False
        found = cls(tuple(dict.fromkeys(map(tuple, groups))), tuple(dict.fromkeys(unwanted)))
        if len({*found.terms, *unwanted}) > MOST_TERMS:
            raise InvalidText("search", f"has more than {MOST_TERMS} words; look for fewer")
        return found

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms that are looked for."""
        return tuple(dict.fromkeys(term for group in self.wanted for term in group))


def _term(typed: str, is_prefix: bool) -> Term | None:
    words = tuple(_words(typed))
    return Term(words, " ".join(typed.split()), is_prefix) if words else None


def marked(text: str, terms: Iterable[Term]) -> str:
    r"""The original text with what was found in it between marks.

    >>> marked("Straße", SearchQuery.parse("strasse").terms)
    '\x02Straße\x03'
    """
    made, done = [], 0
    for first, last in sorted({span for term in terms for span in term.spans(text)}):
        if first >= done:
            made += [text[done:first], OPEN, text[first:last], CLOSE]
            done = last
    return "".join((*made, text[done:]))


def passage(text: str, terms: Iterable[Term]) -> str:
    """The words around the first match, cut from the original, with all matches marked."""
    said = marked(text, terms)
    at = said.find(OPEN)
    if at < 0:
        return ""
    blanks = [match.start() for match in re.finditer(r"\s+", said)]
    before = [each for each in blanks if each < at][-AROUND:]
    after = [each for each in blanks if each > at][:AROUND]
    start = before[0] if len(before) == AROUND else 0
    end = after[-1] if len(after) == AROUND else len(said)
    kept = said[start:end].strip()
    if kept.count(OPEN) > kept.count(CLOSE):
        kept += CLOSE
    return f"{'…' if start else ''}{kept}{'…' if end < len(said) else ''}"


def plain(text: str) -> str:
    """A text as searches compare it: case, accents, width and what has no width are of no account.

    So are the dots of ё, which most Russian texts leave out.

    >>> plain("İSTANBUL") == plain("istanbul"), plain("Straße") == plain("STRASSE")
    (True, True)
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", folded(text))
    whole = unicodedata.normalize("NFC", ACCENTS.sub("", apart))
    return whole.replace("ı", "i").replace("ё", "е")


def _with_yo(text: str) -> Iterator[str]:
    """A Russian text with each е that may be written ё, of which a word seldom has two.

    >>> list(dict.fromkeys(_with_yo("хрущев")))
    ['хрущев', 'хрущёв']
    """
    yield text
    bare = text.replace("ё", "е")
    yield bare
    places = [at for at, letter in enumerate(bare) if letter == "е"][:MOST_YO]
    for count in (1, 2):
        for chosen in combinations(places, count):
            letters = ["ё" if at in chosen else letter for at, letter in enumerate(bare)]
            yield "".join(letters)


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(plain(text).replace("_", " ")) if word]


@lru_cache(maxsize=4_096)
def _stems(word: str) -> tuple[str, str]:
    """A word with its stem: what is left without the ending of an English one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word, word[: -len(ending)]
    return word, word


def _same(found: tuple[str, str], word: str) -> bool:
    return found[0] == word or found[1] == _stems(word)[1]
