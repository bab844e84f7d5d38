"""Recording of sources and grades: known sources are resolved, new ones stored on the way."""

import re
from collections.abc import Sequence

from tracker.errors import InvalidInput, InvalidText, NotFound, Refused
from tracker.model.actor import ANALYST
from tracker.model.dates import EventDate
from tracker.model.likelihood import open_likelihood
from tracker.model.marking import Marking, is_former
from tracker.model.names import folded, is_same_but_for_slips, slug, unused_name
from tracker.model.source import SUPPORTED, Citation, Grade, Source
from tracker.model.text import clean_line, clean_prose
from tracker.store import listing, registers
from tracker.store.database import Database

FORMER_LABEL = "TLP:WHITE, of TLP 1.0, was read as TLP:CLEAR."
NEAR = 0.85  # how much alike two titles are that may well be one
URL = re.compile(r"https?://\S+", re.IGNORECASE)


def resolved_citation(
    db: Database, citation: Citation, remarks: list[str], tests: bool = False
) -> Citation:
    """The citation with its source's code; a source nobody recorded yet is recorded.

    With `tests` it may be evidence that tests a claim, as citations of links alone are.
    """
    if citation.has_test and not tests:
        raise InvalidInput(
            "How likely evidence is if a claim holds is said of a link that is claimed: name its "
            "cause and its effect."
        )
    test = _checked_test(citation)
    return Citation(
        resolved_source(db, citation.source, remarks),
        citation.credibility,
        citation.locator and clean_line(citation.locator, "locator"),
        citation.quotation and clean_prose(citation.quotation, "quotation", 2_000),
        citation.supports and checked_field(citation.supports),
        resolved_marking(citation.marking, remarks),
        *test,
    )


def _checked_test(citation: Citation) -> tuple[str | None, str | None, bool, float | None]:
    """The parts of a citation that test a claim, as they are kept."""
    true, false = (
        None if text is None else open_likelihood(text)
        for text in (citation.if_true, citation.if_false)
    )
    if (true is None or false is None) and citation.has_test:
        raise InvalidInput(
            "A test of a claim needs both --if-true and --if-false: how likely the evidence is if "
            "the claim holds, and how likely if not."
        )
    if citation.reliance is not None and not 0 < citation.reliance <= 1:
        raise InvalidInput(
            f"A reliance of {citation.reliance:g} is none; write a number above 0 and up to 1."
        )
    return true, false, citation.not_found, citation.reliance


def resolved_marking(text: str | None, remarks: list[str]) -> Marking | None:
    """A marking by its label; nothing and an empty text are none, and TLP:WHITE is CLEAR."""
    if not text or not text.strip():
        return None
    if is_former(text) and FORMER_LABEL not in remarks:
        remarks.append(FORMER_LABEL)
    return Marking.parse(text)


def checked_field(text: str) -> str:
    """The field of an event that a citation is for."""
    field = folded(text)
    if field not in SUPPORTED:
        raise InvalidText(
            f"field {text[:40]!r}", f"is none that can be cited for: {', '.join(SUPPORTED)}"
        )
    return field


def resolved_source(db: Database, name: str, remarks: list[str]) -> str:
    """The code of a source; one that nobody recorded yet is recorded."""
    code = registers.find(db, registers.SOURCES, name)
    if code is None:
        alike = near_sources(db, name)
        source = source_from_name(db, name)
        registers.insert(db, registers.SOURCES, source)
        remarks.append(f"New source {source.code}: {source.title}")
        remarks += [likeness(source.code, each.partition(" ")[0]) for each in alike]
        code = source.code
    return code


def near_sources(db: Database, name: str) -> list[str]:
    """The sources, code and title, whose title is that of a new one but for slips.

    Papers of two days or two months are two.
    """
    return [
        f"{code} ({title})"
        for code, spelled, title in registers.spelled_alike(db, registers.SOURCES, name, NEAR)
        if is_same_but_for_slips(spelled, name)
    ]


def likeness(code: str, other: str) -> str:
    """The note that a new source may be one that is there."""
    return f"Note: there is {other} too; if it is the same, `tracker sources merge {code} {other}`."


def relay(db: Database, code: str, originals: Sequence[str], remarks: list[str]) -> None:
    """Record whose word a source passes on; an empty list clears that."""
    codes = [resolved_source(db, name, remarks) for name in originals if name.strip()]
    if code in codes:
        raise Refused(f"{code} cannot relay itself; name the source whose word it passes on.")
    registers.relay(db, code, codes)


def grade_source(db: Database, code: str, grade: Grade | None) -> None:
    """Give a source the letter of a grade, unless it has another one already."""
    if grade is None or grade.reliability is None:
        return
    known = listing.reliability(db, code)
    if known is None:
        registers.update(db, registers.SOURCES, code, {"reliability": grade.reliability})
    elif known != grade.reliability:
        raise Refused(
            f"The source {code} is graded {known}, not {grade.reliability}: the letter belongs to "
            f"the source, the digit to this report. Use {known}{grade.credibility or ''}, or "
            f"`tracker sources edit {code} --reliability {grade.reliability}`."
        )


def source_from_name(db: Database, name: str) -> Source:
    """A source of which only a title or a web address is known."""
    title = clean_line(name, "source")
    url = title if URL.fullmatch(title) else None
    return Source(
        free_source_code(db, slug(re.sub(r"^https?://(www\.)?", "", title))), title, url=url
    )


def free_source_code(db: Database, wanted: str) -> str:
    """`wanted`, or with the first number behind it that no claimant or source has yet."""
    return unused_name(wanted or "source", lambda code: is_claimant(db, code))


def is_claimant(db: Database, code: str) -> bool:
    """Whether a code already names a source, an actor or the analyst."""
    if folded(code) == ANALYST:
        return True
    return any(registers.find(db, r, code) for r in (registers.SOURCES, registers.ACTORS))


def resolved_claimant(db: Database, name: str) -> str:
    """The code of whoever claims a link: the analyst, an actor or a source."""
    if not name.strip():
        raise InvalidText("claimant", "is empty; name an actor, a source, or `analyst`")
    if folded(name) == ANALYST:
        return ANALYST
    found = [
        code
        for register in (registers.ACTORS, registers.SOURCES)
        if (code := registers.find(db, register, name)) is not None
    ]
    if found:  # a code itself goes before an alias of something else
        return name if name in found else found[0]
    raise NotFound(
        "actor or source", name, registers.suggestions(db, registers.ACTORS, name),
        "A link is claimed by an actor, a source or `analyst`.",
    )  # fmt: skip


def checked_edtf(text: str | None) -> str | None:
    """A date of publication or retrieval as EDTF text, or None."""
    return EventDate.parse(text).text if text else None


def citations_with_grades(
    sources: Sequence[str],
    grades: Sequence[Grade],
    locator: str | None = None,
    quotation: str | None = None,
    supports: str | None = None,
    marking: str | None = None,
) -> list[tuple[Citation, Grade | None]]:
    """Pair sources with grades in the order given; one grade serves all sources."""
    if grades and not sources:
        raise Refused("A grade needs a source: add --source, or leave --grade out.")
    if len(grades) not in (0, 1, len(sources)):
        raise Refused(
            f"{len(sources)} sources need one grade or {len(sources)}, not {len(grades)}."
        )
    spread = [None] * len(sources) if not grades else [*grades] * (len(sources) // len(grades))
    return [
        (
            Citation(
                source, grade.credibility if grade else None, locator, quotation, supports, marking
            ),
            grade,
        )
        for source, grade in zip(sources, spread, strict=True)
    ]
