"""Names that are spelled almost alike, found among any number of names in a register.

A few questions are answered by comparing a name with all others. Where a file asks for every row,
an index of three letters each leads to those that may be alike: a file with as many names as rows
takes time in proportion to them. Of very many like names not every one is looked at then; what
is found is a hint in either case.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple
from weakref import WeakKeyDictionary

from tracker.store.database import Database

SCANNED = 8  # questions that are answered without an index
RAREST = 12  # sets of three letters of a name by which others are looked for
MOST_OF_LETTERS = 200  # names with the same three letters that are looked at
MOST_GUESSES = 3
GUESSED = 0.72  # how much alike two spellings are of which one may be meant by the other
SHORTEST_PART = 3  # letters that stand in too many names to tell anything
COMPARED = 8  # names that share most of them


class Spelling(NamedTuple):
    """A name as it is compared, and the code that it stands for."""

    folded: str
    code: str


class NearNames:
    """The names of a table of names (`actor_names`, say), kept as the table grows."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._asked = 0
        self._begin()

    def _begin(self) -> None:
        self._last: tuple[int, str] = (0, "")
        self._guessed: dict[str, list[Spelling]] = {}
        self._names: list[Spelling] = []
        self._places: defaultdict[tuple[str, str], list[int]] | None = None

    def alike(
        self,
        db: Database,
        word: str,
        cutoff: float,
        most: int,
        may_be: Callable[[str], bool] = lambda _: True,
    ) -> list[Spelling]:
        """Up to `most` names that are spelled as `word` is for `cutoff` of their letters.

        `word` is folded. Names that differ in their figures are of different things, and so are
        those that `may_be` says no to. The most alike come first.
        """
        self._refresh(db)
        self._asked += 1
        if self._asked > SCANNED and self._places is None:
            self._places = defaultdict(list)
            self._index(range(len(self._names)))
        from difflib import SequenceMatcher

        figures = figures_of(word)
        shortest = len(word) * cutoff / (2 - cutoff)
        matcher = SequenceMatcher()
        matcher.set_seq2(word)
        found: list[tuple[float, str, str]] = []
        for name in self._candidates(word, figures):
            if not (shortest <= len(name.folded) and len(name.folded) * shortest <= len(word) ** 2):
                continue
            if not may_be(name.folded) or figures_of(name.folded) != figures:
                continue
            matcher.set_seq1(name.folded)
            if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff:
                ratio = matcher.ratio()
                if ratio >= cutoff:
                    found.append((-ratio, name.folded, name.code))
        still = f"SELECT 1 FROM {self.table} WHERE folded = ? AND code = ?"
        there = (Spelling(*each[1:]) for each in sorted(found) if db.value(still, each[1:]))
        return [name for _, name in zip(range(most), there, strict=False)]

    def guesses(self, db: Database, word: str) -> list[Spelling]:
        """What may have been meant by a name that is not there; each is looked for once."""
        from difflib import get_close_matches

        self._refresh(db)
        if word not in self._guessed:
            known = {name.folded: name for name in sorted(self._names)}
            alike = get_close_matches(word, known, n=MOST_GUESSES, cutoff=GUESSED)
            if len(word) > SHORTEST_PART:
                alike += [name for name in known if word in name][:MOST_GUESSES]
            self._guessed[word] = [known[name] for name in alike]
        return self._guessed[word]

    def _refresh(self, db: Database) -> None:
        """Read the names that are new; all of them where the last one read is no longer there."""
        row, name = self._last
        if row and db.value(f"SELECT folded FROM {self.table} WHERE rowid = ?", (row,)) != name:
            self._begin()
        rows = db.rows(
            f"SELECT rowid AS row, folded, code FROM {self.table} WHERE rowid > ? ORDER BY rowid",
            (self._last[0],),
        )
        if rows:
            known = len(self._names)
            self._guessed.clear()
            self._names += [Spelling(each["folded"], each["code"]) for each in rows]
            self._last = rows[-1]["row"], rows[-1]["folded"]
            self._index(range(known, len(self._names)))

    def _index(self, places: Iterable[int]) -> None:
        if self._places is None:
            return
        for place in places:
            name = self._names[place].folded
            figures = figures_of(name)
            for letters in _threes(name):
                self._places[figures, letters].append(place)

    def _candidates(self, word: str, figures: str) -> Iterable[Spelling]:
        """The names that may be alike: all of them, or those that share the rarest letters."""
        if self._places is None:
            return self._names
        rows = [
            places for letters in _threes(word) if (places := self._places.get((figures, letters)))
        ]
        shared: Counter[int] = Counter()
        for places in sorted(rows, key=len)[:RAREST]:
            shared.update(places[:MOST_OF_LETTERS])
        return [self._names[place] for place, _ in shared.most_common(COMPARED)]


_INDEXES: WeakKeyDictionary[Database, dict[str, NearNames]] = WeakKeyDictionary()


def near_names(db: Database, table: str) -> NearNames:
    """The near names of a table of an open database: one index, however often it is asked for."""
    tables = _INDEXES.setdefault(db, {})
    return tables.setdefault(table, NearNames(table))


def figures_of(name: str) -> str:
    """The figures of a name, one after the other.

    >>> figures_of("7th division of 1916")
    '71916'
    """
    return "".join(filter(str.isdigit, name))


def _threes(name: str) -> set[str]:
    """Every three letters in a row of a name, its ends marked."""
    marked = f"\0{name}\0"
    return {marked[place : place + 3] for place in range(len(marked) - 2)}
