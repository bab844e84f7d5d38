"""Recording of links: a claim that one event had a part in another is checked, then stored."""

from collections.abc import Iterable, Sequence

from tracker.errors import (
    InvalidLikelihood,
    InvalidText,
    NotFound,
    Refused,
    SelfLink,
)
from tracker.model.answer import Recorded
from tracker.model.event import Event
from tracker.model.link import Link, LinkDraft
from tracker.model.readings import link_doubt
from tracker.model.source import Citation, Grade
from tracker.model.text import clean_prose
from tracker.recording.evidence import (
    grade_source,
    resolved_citation,
    resolved_claimant,
    resolved_marking,
)
from tracker.recording.order import refuse_if_impossible
from tracker.recording.refusals import refuse_circle
from tracker.recording.resolving import others_of_country
from tracker.store import events, links, listing, registers
from tracker.store.database import Database
from tracker.store.references import resolve_to_change


def add_link(
    db: Database,
    draft: LinkDraft,
    grades: Iterable[Grade | None] = (),
    replace: bool = False,
) -> Recorded[Link]:
    """Record a link; with `replace` it takes the place of the same claimant's earlier one."""
    remarks: list[str] = []
    ends = [
        events.get(db, resolve_to_change(db, end)).handle for end in (draft.cause, draft.effect)
    ]
    with db.transaction(f"link {' → '.join(ends)}"):
        link = store_link(db, draft, remarks, replace)
        for citation, grade in zip(link.citations, grades, strict=False):
            grade_source(db, citation.source, grade)
    remarks += _claimant_out_of_its_time(db, link)
    return Recorded(link, remarks=tuple(remarks))


def _claimant_out_of_its_time(db: Database, link: Link) -> list[str]:
    """A remark where a state of today claims what a state of then may have said.

    Only a remark: who came later may well make claims about the past.
    """
    actor = listing.actors(db).get(link.claimed_by)
    effect = events.get(db, link.effect)
    if actor is None or actor.may_act_at(effect.when):
        return []
    others = others_of_country(db, actor, effect.when)
    then = [f"{other.code} ({other.name})" for other in others]
    instead = f"; if {' or '.join(then)} claims it, say so with --claimed-by" if then else ""
    return [f"Note: {actor.code} ({actor.name}) did not exist at {effect.date}{instead}."]


def recorded_link(db: Database, cause: str, effect: str, claimed_by: str) -> Link | None:
    """The link of a claimant as recorded so far, or None."""
    first, last = (resolve_to_change(db, end) for end in (cause, effect))
    found = links.between(db, first, last, resolved_claimant(db, claimed_by))
    return found[0] if found else None


def store_link(db: Database, draft: LinkDraft, remarks: list[str], replace: bool = False) -> Link:
    """Check a draft and write it within the transaction that is open."""
    cause, effect = (
        events.get(db, resolve_to_change(db, end)) for end in (draft.cause, draft.effect)
    )
    if cause.id == effect.id:
        raise SelfLink(cause.handle)
    if not draft.denied:  # what is denied may well be impossible
        _check_possible(db, cause, effect)
        if said := link_doubt(cause, effect):
            remarks.append(said)
    likelihood = round(draft.likelihood, 6)
    if not 0 < likelihood <= 1:
        raise InvalidLikelihood(str(draft.likelihood))
    if any(citation.supports for citation in draft.citations):
        raise InvalidText("citation", "of a link is for the whole of it; leave its field out")
    link = Link(
        cause.id,
        effect.id,
        resolved_relation(db, draft.relation),
        likelihood,
        resolved_claimant(db, draft.claimed_by),
        clean_prose(draft.because, "reason"),
        tuple(resolved_citation(db, citation, remarks) for citation in draft.citations),
        draft.denied,
        resolved_marking(draft.marking, remarks),
    )
    for earlier in links.between(db, cause.id, effect.id, link.claimed_by):
        if not replace:
            verb = "denies" if earlier.denied else "claims"
            raise Refused(
                f"{link.claimed_by} already {verb} that {cause.handle} {earlier.relation} "
                f"{effect.handle}; use --replace to record it anew."
            )
        links.delete(db, earlier)
    links.insert(db, link)
    return link


def refuse_impossible_links(db: Database, number: int) -> None:
    """Refuse that an event has links it cannot have, now that it has those of another as well."""
    for link in links.touching(db, number):
        if not link.denied:
            _check_possible(db, events.get(db, link.cause), events.get(db, link.effect))


def _check_possible(db: Database, cause: Event, effect: Event) -> None:
    refuse_if_impossible(db, cause, effect)
    refuse_circle(db, cause.id, effect.id)


def remove_links(
    db: Database, cause: str, effect: str, claimed_by: str | None = None
) -> Recorded[list[Link]]:
    """Remove the links from one event to another, of one claimant or of all."""
    first, last = _both(db, cause, effect)
    by = None if claimed_by is None else resolved_claimant(db, claimed_by)
    found = _links_between(db, first.handle, last.handle, first.id, last.id, by)
    with db.transaction(f"unlink {first.handle} → {last.handle}"):
        for link in found:
            links.delete(db, link)
    return Recorded(found)


def cite_link(
    db: Database,
    cause: str,
    effect: str,
    citations: Iterable[tuple[Citation, Grade | None]],
    claimed_by: str | None = None,
) -> Recorded[Link]:
    """Cite sources for a link that is there."""
    remarks: list[str] = []
    first, last, link = _only_link(db, cause, effect, claimed_by)
    with db.transaction(f"cite {first.handle} → {last.handle}"):
        for citation, grade in citations:
            resolved = resolved_citation(db, citation, remarks)
            grade_source(db, resolved.source, grade)
            links.cite(db, link, resolved)
    return Recorded(
        links.between(db, first.id, last.id, link.claimed_by)[0], remarks=tuple(remarks)
    )


def uncite_link(
    db: Database,
    cause: str,
    effect: str,
    sources: Sequence[str],
    claimed_by: str | None = None,
    locator: str | None = None,
) -> Recorded[int]:
    """Cite sources no more for a link; how many citations went."""
    first, last, link = _only_link(db, cause, effect, claimed_by)
    codes = [registers.resolve(db, registers.SOURCES, name) for name in sources]
    ends = f"{first.handle} → {last.handle}"
    with db.transaction(f"cite {ends} --remove"):
        gone = sum(links.uncite(db, link, code, locator and locator.strip()) for code in codes)
        if not gone:
            raise NotFound(
                "such citation of", ends, hint=f"`tracker show {first.handle}` lists them."
            )
    return Recorded(gone)


def _only_link(
    db: Database, cause: str, effect: str, claimed_by: str | None
) -> tuple[Event, Event, Link]:
    """The link that is meant, with its ends; refused where several claimants speak of it."""
    first, last = _both(db, cause, effect)
    by = None if claimed_by is None else resolved_claimant(db, claimed_by)
    found = _links_between(db, first.handle, last.handle, first.id, last.id, by)
    if len(found) > 1:
        claimants = ", ".join(link.claimed_by for link in found)
        raise Refused(f"Of this link speak {claimants}; say with --claimed-by whose you mean.")
    return first, last, found[0]


def _both(db: Database, cause: str, effect: str) -> tuple[Event, Event]:
    """The two events of a link that is to be recorded or changed."""
    first, last = (resolve_to_change(db, end) for end in (cause, effect))
    return events.get(db, first), events.get(db, last)


def resolved_relation(db: Database, name: str) -> str:
    """The code of a relation, or an error that lists them all."""
    known = list(listing.relations(db))
    code = name.strip().lower()
    if code not in known:
        raise NotFound("relation", name, hint=f"The codebook has {', '.join(known)}.")
    return code


def _links_between(
    db: Database, cause: str, effect: str, first: int, last: int, claimed_by: str | None
) -> list[Link]:
    found = links.between(db, first, last, claimed_by)
    if not found:
        noun = f"link claimed by {claimed_by}" if claimed_by else "link"
        hint = f"`tracker show {cause}` lists its links."
        raise NotFound(noun, f"{cause} → {effect}", hint=hint)
    return found
