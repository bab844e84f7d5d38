"""Drafted events: what rules, or a model, read out of a text, until a person accepts it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, NamedTuple, Self

from tracker.model.answer import Answer, Recorded

LONGEST_TITLE = 100
OF_PUBLICATION = "about the day of publication, for the text says none"
FIELDS = ("date", "by", "to", "type", "place", "status", "claims", "likelihood", "because")
"""The fields of a draft that a rule answers for."""


class Sentence(NamedTuple):
    """Where a sentence stands: offsets in the text, its number, paragraph and page from 1 on."""

    start: int
    end: int
    number: int
    paragraph: int
    page: int | None = None

    @property
    def locator(self) -> str:
        """Where it stands as a citation says it: `page 4, paragraph 12`."""
        page = "" if self.page is None else f"page {self.page}, "
        return f"{page}paragraph {self.paragraph}"


@dataclass(frozen=True, slots=True)
class Article:
    """The main text of a file, and what the file says of it.

    `pages` are the offsets at which its pages begin, where it has pages. `published` is the day as
    EDTF has it.
    """

    text: str
    title: str = ""
    author: str = ""
    published: str = ""
    publisher: str = ""
    url: str = ""
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftLink:
    """A cause of a drafted event among the drafts of the same text, as its author has it.

    `key` is the key of the other draft; `words` are those by which the text joins the two.
    """

    key: str
    relation: str
    likelihood: str
    words: str
    locator: str = ""
    quotation: str = ""


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """Whose word it is that something happened, or did not; `because` are the words of the text."""

    claimed_by: str
    denied: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """An event that was read out of a sentence and waits to be accepted.

    What the text does not say is empty. `rules` say of each field that has something by which rule
    it came. `start` and `end` are the offsets of the sentence, which `quotation` is word for word.
    `key` tells it from all other drafts, whenever the text is read. `likelihood` are the words of
    ICD 203 for a hedge.
    """

    key: str
    title: str
    quotation: str
    start: int
    end: int
    locator: str
    type: str = ""
    date: str = ""
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    place: str = ""
    status: str = "occurred"
    claims: tuple[DraftClaim, ...] = ()
    likelihood: str = ""
    because: tuple[DraftLink, ...] = ()
    leads_to: tuple[DraftLink, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    known: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The draft as JSON has it."""
        return asdict(self)

    @classmethod
    def of_plain(cls, value: Mapping[str, Any]) -> Self:
        """The draft that JSON has.

        >>> draft = Drafted("k", "T", "Q.", 0, 2, "paragraph 1", claims=(DraftClaim("RUS"),))
        >>> Drafted.of_plain(draft.plain()) == draft
        True
        """
        read = dict(value)
        for name in ("by", "to"):
            read[name] = tuple(read[name])
        read["claims"] = tuple(DraftClaim(**each) for each in read["claims"])
        for name in ("because", "leads_to"):
            read[name] = tuple(DraftLink(**each) for each in read[name])
        return cls(**read)

    @property
    def sides(self) -> str:
        """`RUS → USA`, with a dash for whom the text does not name."""
        return f"{', '.join(self.by) or '—'} → {', '.join(self.to) or '—'}"

    def without_causes(self, keys: frozenset[str]) -> Self:
        """The draft without links to others than those of some keys."""
        return replace(self, because=tuple(each for each in self.because if each.key in keys))


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft that waits under a number, and the events of the record that it looks like."""

    number: int
    draft: Drafted
    alike: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftList(Answer):
    """Drafts that wait to be reviewed, in the order of the text."""

    drafts: tuple[WaitingDraft, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of a draft: the event that it is now, or none."""

    number: int
    draft: Drafted
    event: str | None = None


ReviewedDraft = Recorded[Reviewed]


@dataclass(frozen=True, slots=True)
class TypeCue:
    """Words by which a text tells of an event of a type; `own` where somebody added them."""

    type: str
    cue: str
    own: bool = False


@dataclass(frozen=True)
class CueList(Answer):
    """The cues of the codebook, type by type."""

    cues: tuple[TypeCue, ...]
