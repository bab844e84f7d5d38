"""An event to add with what is said of it in the same breath: sources, causes and effects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.model.event import EventDraft
from tracker.model.source import Grade

if TYPE_CHECKING:
    from tracker.model.named_link import NamedLink


@dataclass(frozen=True, slots=True)
class Addition:
    """A draft with the grades of its citations, in order, and the links to be made with it.

    `known` has what is said of a source itself, its publisher, author and day, by the name under
    which the draft cites it.
    """

    draft: EventDraft
    grades: tuple[Grade | None, ...] = ()
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    because: "tuple[NamedLink, ...]" = ()
    leads_to: "tuple[NamedLink, ...]" = ()
    place: str = ""  # where it was read, such as `Line 3`
