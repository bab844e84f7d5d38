"""Records of events and links for a page: plain values for its template and its scripts."""

from collections.abc import Iterable
from typing import Any

from tracker.analysis.evidence_tests import weigh
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import in_brackets
from tracker.model.bands import Band
from tracker.model.chronicle import Chronicle
from tracker.model.claimants import name_of_claimant
from tracker.model.date_display import charted_date, shown_dates
from tracker.model.event import Event, EventClaim
from tracker.model.event_fields import REMARKS, Field, labels_of
from tracker.model.evidence_tests import WeighedClaim, ratio_text
from tracker.model.link import Link
from tracker.model.marking import highest
from tracker.model.source import Citation, Grade, Source, web_address


def event_records(chronicle: Chronicle, language: Language = ENGLISH) -> list[dict[str, Any]]:
    """Tell each event with its evidence, its causes and its effects.

    Parameters
    ----------
    chronicle : Chronicle
        The events, links and denials on the page.
    language : Language, optional
        In which to say dates and what is the page's own.

    Returns
    -------
    list of dict
        In order of time; texts as recorded, not escaped.

    Examples
    --------
    >>> event_records(Chronicle())
    []
    """
    causes: dict[int, dict[int, None]] = {}
    effects: dict[int, dict[int, None]] = {}
    for link in (*chronicle.links, *chronicle.denials):
        for cause in link.causes:
            causes.setdefault(link.effect, {})[cause] = None
            effects.setdefault(cause, {})[link.effect] = None
    return [
        {
            "id": event.id,
            "handle": event.handle,
            "title": f"{event.title}{in_brackets(event, language)}",
            "marking": event.marking or "",
            "date": charted_date(event.date.text, language.code),
            "date_said": event.date_said or "",
            "derived": shown_dates(event.derived_text),
            "by": [actor.name for actor in event.by],
            "to": [actor.name for actor in event.to],
            "type": event.type.label,
            "quad": language(event.quad.label if event.quad else "not coded"),
            "status": language(event.status.replace("-", " ")),
            "intensity": event.intensity,
            "place": event.place,
            "point": event.coordinates,
            "summary": event.summary,
            "avoidable": event.avoidable,
            "labels": list(labels_of(event)),
            "remarks": [
                (language.word(field.heading), _remarks(field, event, chronicle))
                for field in REMARKS
                if field.is_filled(event)
            ],
            "citations": _citations(event.citations, chronicle, language),
            "causes": list(causes.get(event.id, ())),
            "effects": list(effects.get(event.id, ())),
        }
        for event in chronicle.events.values()
    ]


def _remarks(field: Field, event: Event, chronicle: Chronicle) -> tuple[str, ...]:
    """The remarks of a field in words, those who claim by their names."""
    if field.item is EventClaim:
        return tuple(claim.told(claimant(claim.claimed_by, chronicle)) for claim in event.claims)
    return field.in_words(event)


def link_records(chronicle: Chronicle, language: Language = ENGLISH) -> list[dict[str, Any]]:
    """Tell each pair of linked events with all that is claimed and denied of it.

    Parameters
    ----------
    chronicle : Chronicle
        The events, links and denials on the page.
    language : Language, optional
        In which to say dates and what is the page's own.

    Returns
    -------
    list of dict
        One for each pair, with its claims, the likeliest first and denials last.

    Examples
    --------
    >>> link_records(Chronicle())
    []
    """
    pairs: dict[tuple[int, int], list[Link]] = {}
    for claim in (*chronicle.links, *chronicle.denials):
        if {*claim.causes, claim.effect} <= chronicle.events.keys():
            for link in claim.from_each_cause():
                pairs.setdefault((link.cause, link.effect), []).append(link)
    return [
        {
            "id": f"{cause}-{effect}",
            "cause": cause,
            "effect": effect,
            "claims": [
                {
                    "by": link.claimed_by,
                    "name": language.word(claimant(link.claimed_by, chronicle)),
                    "relation": _relation(link, chronicle, language),
                    "words": language.word(link.words),
                    "band": band_in_words(link.band, language),
                    "denied": link.denied,
                    "because": link.because,
                    "marking": link.marking or "",
                    "citations": _citations(link.citations, chronicle, language),
                }
                | _tests(link, chronicle, language)
                for link in sorted(made, key=lambda link: (link.denied, -link.likelihood))
            ],
        }
        for (cause, effect), made in sorted(pairs.items())
    ]


def claimant(code: str, chronicle: Chronicle) -> str:
    """Name a claimant of links for a page.

    Parameters
    ----------
    code : str
        Code of the claimant.
    chronicle : Chronicle
        Its actors and sources are known by name.

    Returns
    -------
    str
        An actor's name, a source's title, else the code.

    Examples
    --------
    >>> claimant("analyst", Chronicle())
    'analyst'
    """
    return name_of_claimant(code, chronicle.actors, chronicle.sources)


def band_in_words(band: Band, language: Language = ENGLISH) -> str:
    """Write a likelihood from its low to its high end.

    Parameters
    ----------
    band : Band
        Both ends may be the same.
    language : Language, optional
        In which to write it.

    Returns
    -------
    str
        One number or two.

    Examples
    --------
    >>> band_in_words(Band(0.55, 0.8)), band_in_words(Band.point(0.7))
    ('0.55 to 0.8', '0.7')
    """
    first, _, last = str(band).partition(" to ")
    return language("{first} to {last}", first=first, last=last) if last else first


def relation_in_words(link: Link, chronicle: Chronicle, language: Language = ENGLISH) -> str:
    """Say how a cause is claimed to have led to its effect.

    Parameters
    ----------
    link : Link
        The claim.
    chronicle : Chronicle
        Its relations have labels of their own.
    language : Language, optional
        In which to say it; the codebook's own relations stay as they are.

    Returns
    -------
    str
        A word or a few.

    Examples
    --------
    >>> relation_in_words(Link(1, 2, "enables", 0.5), Chronicle())
    'enables'
    """
    known = chronicle.relations.get(link.relation)
    said = language.word(link.relation)
    if known and said == link.relation:  # no word of the charts: as the codebook has it
        said = known.label
    return said


def _relation(link: Link, chronicle: Chronicle, language: Language) -> str:
    """The relation, with what else a joint claim needs."""
    said = relation_in_words(link, chronicle, language)
    if link.partners:
        others = [chronicle.events[partner].title for partner in link.partners]
        said = language(
            "{relation}, only together with {names}", relation=said,
            names=language(" and ").join(others),
        )  # fmt: skip
    return language("{relation}, needed", relation=said) if link.needed else said


def _tests(link: Link, chronicle: Chronicle, language: Language) -> dict[str, Any]:
    """How the evidence of a claim tests it, and where that leads from even odds."""
    weighed = None if link.denied else weigh(link, chronicle.sources)
    return {
        "tests": [] if weighed is None else _tests_in_words(weighed, chronicle, language),
        "after": ""
        if weighed is None
        else language(
            "Odds × {ratio}: from {prior} to {after}",
            ratio=ratio_text(weighed.low, weighed.high),
            prior=band_in_words(weighed.prior, language),
            after=band_in_words(weighed.after, language),
        ),
    }  # fmt: skip


def _tests_in_words(
    weighed: WeighedClaim, chronicle: Chronicle, language: Language
) -> list[tuple[str, str]]:
    """Of each piece of evidence its source, and what the test says."""
    found = []
    for each in weighed.evidence:
        cited = each.citation
        source = chronicle.sources.get(cited.source, Source(cited.source, cited.source))
        kind = language(str(each.kind)) if each.kind else language("no test")
        if each.against:
            kind = language("{kind} against it", kind=kind)
        outcome = language("not found") if cited.not_found else language("found")
        said = language(
            "{kind}: as likely as {true} if the claim is true, {false} if not; {outcome}; "
            "odds × {ratio}",
            kind=kind, true=cited.if_true, false=cited.if_false, outcome=outcome,
            ratio=ratio_text(each.low, each.high),
        )  # fmt: skip
        if not each.counted:
            said = language("{said}; not counted, for it relays another", said=said)
        found.append((source.title, said))
    return found


def _citations(
    citations: Iterable[Citation], chronicle: Chronicle, language: Language
) -> list[dict[str, Any]]:
    found = []
    for cited in citations:
        source = chronicle.sources.get(cited.source, Source(cited.source, cited.source))
        grade = Grade(source.reliability, cited.credibility)
        address = web_address(source.url)
        found.append(
            {
                "title": source.title,
                "marking": highest((cited.marking, source.marking)) or "",
                "by": ", ".join(part for part in (source.author, source.publisher) if part),
                "published": charted_date(source.published or "", language.code),
                "url": address or "",
                "reference": "" if address else source.url or "",
                "grade": str(grade),
                "meaning": grade.meaning,
                "locator": cited.locator or "",
                "quotation": cited.quotation or "",
                "supports": cited.supports or "",
            }
        )
    return found
