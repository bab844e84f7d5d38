"""Claimants of links: what each is called, and those of files that have no registers."""

from collections.abc import Iterable, Mapping

from tracker.model.actor import ANALYST, CODE, UNKNOWN_KIND, Actor
from tracker.model.link import Link, LinkDraft
from tracker.model.source import Source


def claimants_of(
    links: Iterable[LinkDraft], titles: Mapping[str, str] | None = None
) -> tuple[tuple[Actor, ...], tuple[Source, ...]]:
    """The actors and the sources that claim links, as they are recorded where nobody has the code.

    Codes of actors are in capitals, those of sources are not; `titles` are those of sources, where
    the file has them.

    >>> actors, sources = claimants_of(
    ...     [LinkDraft("a", "b", "leads-to", 0.5, who) for who in ("RUS", "wire", "analyst")],
    ...     {"wire": "The wire"})
    >>> [each.code for each in actors], [each.title for each in sources]
    (['RUS'], ['The wire'])
    """
    known = titles or {}
    codes = dict.fromkeys(link.claimed_by for link in links if link.claimed_by != ANALYST)
    actors = [code for code in codes if CODE.fullmatch(code) and code not in known]
    return (
        tuple(Actor(code, code, UNKNOWN_KIND) for code in actors),
        tuple(Source(code, known.get(code, code)) for code in codes if code not in actors),
    )


def name_of_claimant(code: str, actors: Mapping[str, Actor], sources: Mapping[str, Source]) -> str:
    """What a claimant is called: an actor's name, a source's title, else the code.

    >>> name_of_claimant("RUS", {"RUS": Actor("RUS", "Russia")}, {})
    'Russia'
    """
    if code in actors:
        return actors[code].name
    return sources[code].title if code in sources else code


def claimant_names(
    links: Iterable[Link], actors: Mapping[str, Actor], sources: Mapping[str, Source]
) -> dict[str, str]:
    """What the claimants of some links are called, by their codes."""
    codes = {link.claimed_by for link in links}
    return {code: name_of_claimant(code, actors, sources) for code in sorted(codes)}
