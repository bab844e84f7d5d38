"""Recording of links: a claim that one event had a part in another is checked, then stored."""

import dataclasses
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
from tracker.model.likelihood import is_middle
from tracker.model.link import Link, LinkDraft
from tracker.model.readings import link_doubt
from tracker.model.source import Citation, Grade
from tracker.model.text import clean_prose
from tracker.model.weighing import AVERTS
from tracker.recording.evidence import (
    grade_source,
    resolved_citation,
    resolved_claimant,
    resolved_marking,
)
from tracker.recording.joint_links import (
    earlier_link,
    members_of,
    refuse_averting,
    refuse_needless,
    with_free_key,
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
    cause, effect = events.get(db, link.cause), events.get(db, link.effect)
    if not link.denied and effect.begins_wholly_before(cause):
        remarks.append(
            f"Note: {effect.handle} began before {cause.handle}, so no question counts this link."
        )
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


def recorded_link(
    db: Database, cause: str, effect: str, claimed_by: str, partners: Sequence[str] = ()
) -> Link | None:
    """The link of a claimant as recorded so far, seen from the cause, or None.

    With partners it is the one of just these causes, where there is one.
    """
    first, last = (resolve_to_change(db, end) for end in (cause, effect))
    by = resolved_claimant(db, claimed_by)
    joined = {resolve_to_change(db, partner) for partner in partners}
    found = earlier_link(db, first, last, by, joined) if joined else None
    return found or earlier_link(db, first, last, by, None)


def store_link(db: Database, draft: LinkDraft, remarks: list[str], replace: bool = False) -> Link:
    """Check a draft and write it within the transaction that is open."""
    cause, effect = (
        events.get(db, resolve_to_change(db, end)) for end in (draft.cause, draft.effect)
    )
    if cause.id == effect.id:
        raise SelfLink(cause.handle)
    members = members_of(db, draft, cause, effect)
    relation = resolved_relation(db, draft.relation)
    refuse_needless(dataclasses.replace(draft, relation=relation))
    if not draft.denied:  # what is denied may well be impossible
        for member in members:
            _check_possible(db, member, effect, relation)
            if said := link_doubt(member, effect):
                remarks.append(said)
    likelihood = round(draft.likelihood, 6)
    if not 0 < likelihood <= 1:
        raise InvalidLikelihood(str(draft.likelihood))
    for citation in draft.citations:
        _refuse_test_of_denial(draft.denied, citation)
    if any(citation.supports for citation in draft.citations):
        raise InvalidText("citation", "of a link is for the whole of it; leave its field out")
    link = Link(
        cause.id,
        effect.id,
        relation,
        likelihood,
        resolved_claimant(db, draft.claimed_by),
        clean_prose(draft.because, "reason"),
        tuple(resolved_citation(db, citation, remarks, tests=True) for citation in draft.citations),
        draft.denied,
        resolved_marking(draft.marking, remarks),
        draft.in_words and not draft.denied and is_middle(likelihood),
        tuple(member.id for member in members[1:]),
        draft.needed,
    )
    partners = set(link.partners)
    earlier = earlier_link(db, cause.id, effect.id, link.claimed_by, partners)
    if earlier is None and replace:  # the one that is changed had other partners
        earlier = earlier_link(db, cause.id, effect.id, link.claimed_by, None)
    if earlier is not None:
        if not replace:
            verb = "denies" if earlier.denied else "claims"
            causes = " and ".join(member.handle for member in members)
            raise Refused(
                f"{link.claimed_by} already {verb} that {causes} {earlier.relation} "
                f"{effect.handle}; use --replace to record it anew."
            )
        links.delete(db, stored_link(db, earlier))
    links.insert(db, with_free_key(db, link))
    return link


def stored_link(db: Database, link: Link) -> Link:
    """A link seen from one of its causes as it is stored, which may be under another."""
    return next(
        each
        for each in links.between(db, link.cause, link.effect, link.claimed_by)
        if set(each.causes) == set(link.causes)
    )


def refuse_impossible_links(db: Database, number: int) -> None:
    """Refuse that an event has links it cannot have, now that it has those of another as well."""
    for link in links.touching(db, number):
        if not link.denied:
            for cause in link.causes:
                ends = events.get(db, cause), events.get(db, link.effect)
                _check_possible(db, *ends, link.relation)


def _check_possible(db: Database, cause: Event, effect: Event, relation: str) -> None:
    if relation == AVERTS:
        refuse_averting(effect)
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
    """Cite sources for a link that is there.

    A test of the claim belongs to what the source is cited for there already, where it is.
    """
    remarks: list[str] = []
    first, last, link = _only_link(db, cause, effect, claimed_by)
    with db.transaction(f"cite {first.handle} → {last.handle}"):
        for citation, grade in citations:
            _refuse_test_of_denial(link.denied, citation)
            resolved = resolved_citation(db, citation, remarks, tests=True)
            grade_source(db, resolved.source, grade)
            if not (resolved.is_tested and links.retest(db, link, resolved)):
                links.cite(db, link, resolved)
    return Recorded(stored_link(db, link), remarks=tuple(remarks))


def _refuse_test_of_denial(denied: bool, citation: Citation) -> None:
    if denied and citation.has_test:
        raise Refused(
            "Evidence tests a claim, and this is a denial of one: cite the link that somebody "
            "claims; how likely the evidence is if the claim does not hold is said there."
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
    if len({link.claimed_by for link in found}) == 1 and len(found) > 1:
        found = [link for link in found if not link.partners] or found
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
