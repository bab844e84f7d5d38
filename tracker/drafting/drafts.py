"""Drafts: the events that a text tells of, by rules alone.

Each sentence is read by itself, but for who acted and when in the sentences before. What the text
does not say stays empty, and each field says by which rule it came.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.drafting.clauses import Clause, Side
from tracker.drafting.cues import CueIndex
from tracker.drafting.draft_fields import undated_draft
from tracker.drafting.finding import Found, find
from tracker.drafting.lexicon import (
    BEFORE_AGENTS,
    HONORIFICS,
    PRONOUNS,
    Lexicon,
    is_agent,
)
from tracker.drafting.linking import Placed, joined
from tracker.drafting.sentences import sentences_of
from tracker.drafting.speech import claimant
from tracker.drafting.tagged_sentence import SUBORDINATING
from tracker.drafting.tokens import Token, tokens_of
from tracker.drafting.verb_groups import DETERMINERS, PREPOSITIONS
from tracker.drafting.when import Before, Said, begins_with_year, dates_in, nearest
from tracker.model.dates import EventDate
from tracker.model.drafting import OF_PUBLICATION, Article, Drafted, DraftLink, Sentence
from tracker.model.names import folded

CARRIED_DAYS = 2  # sentences over which a date is carried forward
HEADING = 14  # words that a heading has at most
SHORTEST = 3  # words of a sentence that may tell of anything


@dataclass
class _Carried:
    """What is carried over from sentence to sentence."""

    subject: Side = field(default_factory=Side)
    subject_at: int = 0
    many: Side = field(default_factory=Side)
    day: Said | None = None
    day_at: Sentence | None = None
    year: Said | None = None
    last: Placed | None = None
    last_at: int = 0
    last_of_type: dict[str, str] = field(default_factory=dict)


def draft_events(
    article: Article,
    lexicon: Lexicon,
    index: CueIndex,
    source: str,
    advance: Callable[[int], None] | None = None,
) -> Iterator[Drafted]:
    """Draft the events that an article tells of, in its order.

    Parameters
    ----------
    article : Article
        The text, and the day on which it appeared, where that is known.
    lexicon : Lexicon
        Whom names stand for.
    index : CueIndex
        By which words an event is found.
    source : str
        What the text is called as a source.
    advance : callable, optional
        Is told now and then how many characters have been read.

    Examples
    --------
    >>> from tracker.model.drafting import TypeCue
    >>> cues = CueIndex.of([TypeCue("pact-withdrawal", "to quit/suspend … pact/treaty")])
    >>> text = "Russia threatened on Monday to quit the treaty, officials said."
    >>> [draft] = draft_events(
    ...     Article(text, published="2016-10-15"), Lexicon.of({"Russia": "RUS"}), cues, "Wire")
    >>> draft.by, draft.type, draft.status, draft.date
    (('RUS',), 'pact-withdrawal', 'threatened', '2016-10-10')
    >>> draft.rules["date"]
    'said: “Monday”'
    """
    published = _day(article.published)
    carried = _Carried()
    paragraph = 0
    seen: Counter[str] = Counter()
    for sentence in sentences_of(article.text, article.pages):
        if _is_heading(article.text, sentence):
            continue
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            carried.day = carried.year = None
        yield from _of_sentence(article, sentence, lexicon, index, source, published, carried, seen)
        if advance is not None:
            advance(sentence.end)


def _is_heading(text: str, sentence: Sentence) -> bool:
    """Whether a line is a heading, which repeats what the text tells below it.

    It stands alone, has no stop, and something follows it.
    """
    words = text[sentence.start : sentence.end]
    return (
        words[-1].isalnum()
        and len(words.split()) <= HEADING
        and "\n" in text[sentence.end : sentence.end + 3]
        and text[max(0, sentence.start - 2) : sentence.start].strip() == ""
        and (sentence.start == 0 or text[sentence.start - 1] == "\n")
    )


def _day(text: str) -> date | None:
    known = EventDate.known(text) if text else None
    return None if known is None or known.earliest is None else known.earliest.date()


def _of_sentence(
    article: Article,
    sentence: Sentence,
    lexicon: Lexicon,
    index: CueIndex,
    source: str,
    published: date | None,
    carried: _Carried,
    seen: Counter[str],
) -> list[Drafted]:
    text = article.text
    tokens = tokens_of(text, sentence.start, sentence.end)
    if len(tokens) < SHORTEST or text[sentence.start : sentence.end].endswith("?"):
        return []
    is_next = carried.subject_at == sentence.number - 1
    many = carried.many if carried.last_at == sentence.number - 1 else Side()
    clause = Clause(tokens, lexicon, carried.subject, many, is_next)
    found, references = find(clause, index)
    found = _without_denials(clause, found)
    quotation = " ".join(text[sentence.start : sentence.end].split())
    drafts: list[Drafted] = []
    placed: list[Placed] = []
    before = Before(carried.day if _is_near(sentence, carried) else None, carried.year)
    for each in found:
        head = " ".join(token.lower for token in tokens[each.first : each.last + 1])
        key = _key(source, quotation, each.cue.type, head, seen)
        dates = dates_in(text, published, sentence.start, sentence.end, before=before)
        if each.group.status == "planned":
            of_plan = _end_of_planning(clause, each)
            later = dates_in(text, published, sentence.start, sentence.end, True, before)
            later = [day for day in later if day.start >= of_plan]
            dates = later or [day for day in dates if day.start < of_plan]
        draft = undated_draft(clause, each, key, quotation, sentence, text)
        dates = _of_event(dates, each, found, tokens)
        draft = _dated(draft, each, clause, dates, sentence, article.published, carried)
        drafts.append(replace(draft, source=source))
        placed.append(Placed(key, each.first, each.last, draft.likelihood))
    for reference in references:
        if known := carried.last_of_type.get(reference.type):
            placed.append(Placed(known, reference.first, reference.last))
    placed.sort(key=lambda each: each.first)
    linked = _linked(clause, drafts, placed, carried, sentence, quotation)
    said = dates_in(text, published, sentence.start, sentence.end, before=before)
    dated = [each for each in said if begins_with_year(each, text, sentence.start)]
    carried.year = dated[-1] if dated else carried.year
    _carry(clause, linked, placed, sentence, said, carried)
    return linked


def _end_of_planning(clause: Clause, found: Found) -> int:
    """Up to which character of a sentence its days are of the saying, and not of what is planned.

    `On Monday it agreed to quit` and `It said on Monday that it would quit` are of the last Monday,
    `It will quit on Monday` is of the next.
    """
    saying = claimant(clause, found.first, found.last, found.doer.first)[2]
    is_told = found.group.governor >= 0 or 0 <= saying < found.first
    return clause.tokens[found.last].start if is_told else 0


def _without_denials(clause: Clause, found: list[Found]) -> list[Found]:
    """The events of a sentence without the denial itself of another one of them."""
    denied = {
        each.group.governor if each.group.denied_by_subject
        else claimant(clause, each.first, each.last, each.doer.first)[2]
        for each in found
    }  # fmt: skip
    return [
        each
        for each in found
        if each.cue.type != "statement" or not denied & set(range(each.first, each.last + 1))
    ]


def _key(source: str, quotation: str, type_code: str, head: str, seen: Counter[str]) -> str:
    """What tells a draft from all others, the same whenever the text is read."""
    words = "\0".join((folded(source), folded(quotation), type_code, head))
    seen[words] += 1
    return hashlib.sha256(f"{words}\0{seen[words]}".encode()).hexdigest()[:20]


def _of_event(
    dates: list[Said], event: Found, found: list[Found], tokens: Sequence[Token]
) -> list[Said]:
    """The dates of a sentence that may be of an event: no other event stands between the two.

    A date before all events of a sentence is of each.
    """
    places = [(tokens[each.first].start, tokens[each.last].end) for each in found]
    begin, end = tokens[event.first].start, tokens[event.last].end
    return [
        each
        for each in dates
        if each.end <= places[0][0]
        or not any(
            (end <= other[0] and other[1] <= each.start)
            or (each.end <= other[0] and other[1] <= begin)
            for other in places
        )
    ]


def _is_near(sentence: Sentence, carried: _Carried) -> bool:
    """Whether the day that is carried over was said so shortly before that it still holds."""
    return carried.day_at is not None and sentence.number - carried.day_at.number <= CARRIED_DAYS


def _dated(
    draft: Drafted,
    found: Found,
    clause: Clause,
    dates: list[Said],
    sentence: Sentence,
    published: str,
    carried: _Carried,
) -> Drafted:
    """The draft with its date: said in the sentence, or carried forward from before."""
    tokens = clause.tokens
    said = nearest(dates, tokens[found.first].start, tokens[found.last].end)
    if said is not None:
        day, rule = said.edtf, f"said: “{said.words}”"
        if said.counted_from:
            rule += f", counted from “{said.counted_from}”"
    elif carried.day is not None and carried.day_at is not None and _is_near(sentence, carried):
        day = carried.day.edtf
        rule = f"carried forward from sentence {carried.day_at.number}: “{carried.day.words}”"
    elif published:
        day = published if published.endswith("~") or "/" in published else f"{published}~"
        rule = OF_PUBLICATION
    else:
        return draft
    return replace(draft, date=day, rules={**draft.rules, "date": rule})


def _linked(
    clause: Clause,
    drafts: list[Drafted],
    placed: list[Placed],
    carried: _Carried,
    sentence: Sentence,
    quotation: str,
) -> list[Drafted]:
    """The drafts with the causes that the sentence states."""
    found = joined(clause, placed, carried.last)
    own = {draft.key for draft in drafts}
    linked = []
    for draft in drafts:
        because, leads_to = [], []
        for each in found:
            if each.effect == draft.key:
                because.append(
                    DraftLink(each.cause, each.relation, each.likelihood, each.words,
                              sentence.locator, quotation)
                )  # fmt: skip
            elif each.cause == draft.key and each.effect not in own:
                leads_to.append(
                    DraftLink(each.effect, each.relation, each.likelihood, each.words,
                              sentence.locator, quotation)
                )  # fmt: skip
        rules = dict(draft.rules)
        if because:
            rules["because"] = "; ".join(f"“{each.words}”" for each in because)
        linked.append(replace(draft, because=tuple(because), leads_to=tuple(leads_to), rules=rules))
    return linked


def _carry(
    clause: Clause,
    drafts: list[Drafted],
    placed: list[Placed],
    sentence: Sentence,
    dates: list[Said],
    carried: _Carried,
) -> None:
    """Remember who acted in a sentence and when, for the ones behind it."""
    subject = _main_subject(clause)
    if subject:
        rule = f"sentence {sentence.number}"
        carried.subject = subject._replace(rule=rule)
        carried.subject_at = sentence.number
    if dates:
        carried.day, carried.day_at = dates[0], sentence
    if placed:
        carried.last, carried.last_at = placed[-1], sentence.number
    carried.many = next(
        (Side(each.by, f"sentence {sentence.number}") for each in drafts if len(each.by) > 1),
        Side(),
    )
    for draft in drafts:
        carried.last_of_type[draft.type] = draft.key


def _main_subject(clause: Clause) -> Side:
    """Who acts in a sentence: its first noun, where that is an actor.

    What stands before a first comma by the way, as `In Moscow,`, is passed over.
    """
    start, count = 0, len(clause.tokens)
    by_the_way = clause.word(1) == "," and 0 not in clause.at
    if clause.word(0) in PREPOSITIONS | SUBORDINATING or by_the_way:
        start = next((place + 1 for place in range(count) if clause.word(place) == ","), count)
    while clause.word(start) in DETERMINERS | BEFORE_AGENTS | HONORIFICS or (
        start < count and clause.is_adverb(start)
    ):
        if is_agent(clause.word(start)):
            break
        start += 1
    word = clause.word(start)
    if start in clause.at or word in PRONOUNS or is_agent(word):
        return clause._noun_before(start, count)
    return Side()
