"""Results of verifying a database: flaws, and the state of the hash chain."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is not as it should be: where it is, and what in a sentence."""

    where: str  # file, structure, references, words, history, record, order
    sentence: str


@dataclass(frozen=True, slots=True)
class ChainState:
    """The hash chain of the history: its entries, its head and what is not in it yet."""

    entries: int
    head: str | None
    unsealed: int  # changes that other programs made since the last entry
    flaws: tuple[Flaw, ...]
