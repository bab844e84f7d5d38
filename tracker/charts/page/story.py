"""The story of a record in three sentences and in steps, all of it counted or quoted from it.

Nothing is said that the record does not hold: who acted and how often, between which days, from
which event to which the strongest chain leads, and how sure whom is of it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.charts.page.evidence import band_in_words, relation_in_words
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import claimant_name, joined_names, span_in_words, standing
from tracker.model.chronicle import Chronicle
from tracker.model.date_display import charted_date
from tracker.model.event import HAPPENED, Event, Status
from tracker.model.link import Link
from tracker.model.parts import rolled_up

MOST_SIDES = 3  # that the story names


@dataclass(frozen=True)
class Step:
    """An event of the chain, and how the one before it is said to have led to it.

    Attributes
    ----------
    event : Event
        The event.
    by : str
        Who claims that the event before led to it, how and how likely; empty for the first.
    link : str
        The two numbers of the link, as the page names it; empty for the first.
    """

    event: Event
    by: str = ""
    link: str = ""


@dataclass(frozen=True)
class Story:
    """What stands above the pictures of a report.

    Attributes
    ----------
    sentences : tuple of str
        Who did how much and when; from what to what; how sure that is.
    steps : tuple of Step
        The events of the chain, from cause to effect.
    """

    sentences: tuple[str, ...]
    steps: tuple[Step, ...] = ()


def story_of(
    chronicle: Chronicle, chain: Sequence[int] = (), language: Language = ENGLISH
) -> Story:
    """Tell a record in three sentences.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    chain : sequence of int
        Numbers of the events of its strongest chain, from cause to effect.
    language : Language, optional
        In which to tell it.

    Returns
    -------
    Story
        The sentences, and the steps of the chain.

    Raises
    ------
    ValueError
        If the chronicle is empty.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> day, type = EventDate.parse("2016-10-03"), EventType("t", "T")
    >>> story_of(Chronicle({1: Event(1, "e", "Talks end", day, type)})).sentences[1:]
    ('It is one event: “Talks end”.', '0 of 1 events cite a source.')
    """
    if not chronicle.events:
        raise ValueError("A story needs at least one event.")
    steps = steps_of(chronicle, chain, language)
    sentences = (
        _who_and_when(chronicle, language),
        _from_to(chronicle, chain, language),
        _how_sure(chronicle, chain, language),
    )
    return Story(sentences, steps)


def steps_of(
    chronicle: Chronicle, chain: Sequence[int], language: Language = ENGLISH
) -> tuple[Step, ...]:
    """Tell a chain event by event.

    Parameters
    ----------
    chronicle : Chronicle
        The events and links.
    chain : sequence of int
        Numbers of events, from cause to effect.
    language : Language, optional
        In which to tell it.

    Returns
    -------
    tuple of Step
        Of several claims of a link the likeliest is told, and who denies it.

    Examples
    --------
    >>> steps_of(Chronicle(), ())
    ()
    """
    if not chain:
        return ()
    steps = [Step(chronicle.events[chain[0]])]
    for cause, effect in pairwise(chain):
        made = _claims(chronicle, cause, effect)
        said = _claimed(made, chronicle, language) if made else ""
        said += _denied(cause, effect, chronicle, language) if made else ""
        steps.append(Step(chronicle.events[effect], said, f"{cause}-{effect}"))
    return tuple(steps)


def _claims(chronicle: Chronicle, cause: int, effect: int) -> list[Link]:
    """The claims of a link, the likeliest first."""
    made = [link for link in chronicle.links if link.effect == effect and cause in link.causes]
    return sorted(made, key=lambda link: (-link.likelihood, link.claimed_by))


def _claimed(made: Sequence[Link], chronicle: Chronicle, language: Language) -> str:
    """The likeliest of several claims, and how many others there are."""
    link = made[0]
    name = language.word(claimant_name(link.claimed_by, chronicle))
    said = language(
        "{relation}, {likely} ({band}), as claimed by {name}",
        relation=relation_in_words(link, chronicle, language), likely=language.word(link.words),
        band=band_in_words(link.band, language), name=name,
    )  # fmt: skip
    more = len({each.claimed_by for each in made}) - 1
    if not more:
        return said
    return said + language(
        ", and by {claimants} more", claimants=language.counted(more, "claimant")
    )


def _denied(cause: int, effect: int, chronicle: Chronicle, language: Language) -> str:
    """Who denies a link, behind who claims it; empty where nobody does."""
    names = sorted(
        {language.word(claimant_name(link.claimed_by, chronicle)) for link in chronicle.denials
         if link.effect == effect and cause in link.causes}
    )  # fmt: skip
    return f"; {', '.join(names)}: {language('denied')}" if names else ""


def _who_and_when(chronicle: Chronicle, language: Language) -> str:
    """How many events of which time, and who acts most often in them."""
    events = chronicle.events
    counted = language.counted(len(events), "event")
    span = span_in_words(events.values(), language)
    acting = Counter(
        actor.name for event in rolled_up(chronicle).events.values() for actor in event.by
    )
    most = sorted(acting.items(), key=lambda each: (-each[1], each[0]))[:MOST_SIDES]
    if not most:
        return language("{events}, {span}; who acted is not recorded.", events=counted, span=span)
    names = joined_names([f"{name} ({language.number(count)})" for name, count in most], language)
    phrase = "{events}, {span}; acting: {names}."
    if len(acting) > len(most):
        phrase = "{events}, {span}; acting most often: {names}."
    return language(phrase, events=counted, span=span, names=names)


def _from_to(chronicle: Chronicle, chain: Sequence[int], language: Language) -> str:
    """The two ends of the chain, else those of the time."""
    events = chronicle.events
    if len(chain) > 1:
        first, last = events[chain[0]], events[chain[-1]]
        links = language.counted(len(chain) - 1, "link")
        phrase = (
            "The strongest chain leads over {links} from “{first}” ({begun}) to “{last}” ({ended})."
        )
    else:
        *_, last = events.values()
        first = next(iter(events.values()))
        if first.id == last.id:
            return language("It is one event: “{first}”.", first=first.titled)
        links = ""
        phrase = (
            "It goes from “{first}” ({begun}) to “{last}” ({ended}); no chain of links is brought "
            "out."
        )
        if not chronicle.links:
            phrase = (
                "It goes from “{first}” ({begun}) to “{last}” ({ended}); no link between events "
                "is recorded."
            )
    return language(
        phrase, links=links, first=first.titled, last=last.titled,
        begun=charted_date(first.date.text, language.code),
        ended=charted_date(last.date.text, language.code),
    )  # fmt: skip


def _how_sure(chronicle: Chronicle, chain: Sequence[int], language: Language) -> str:
    """The weakest link of the chain, how many links are denied, how many events have a source."""
    parts = []
    weakest = None
    for cause, effect in pairwise(chain):
        made = _claims(chronicle, cause, effect)
        if made and (weakest is None or made[0].likelihood < weakest.likelihood):
            weakest = made[0].seen_from(cause)
    if weakest is not None:
        events = chronicle.events
        parts.append(
            language(
                "Its weakest link, “{first}” → “{last}”, is {likely} ({band}), "
                "as claimed by {name}",
                first=events[weakest.cause].titled, last=events[weakest.effect].titled,
                likely=language.word(weakest.words), band=band_in_words(weakest.band, language),
                name=language.word(claimant_name(weakest.claimed_by, chronicle)),
            )
        )  # fmt: skip
    denied = len({(link.cause, link.effect) for link in chronicle.denials})
    if denied:
        parts.append(language("{links} denied by somebody", links=language.counted(denied, "link")))
    events_ = chronicle.events.values()
    stood = Counter(event.status for event in events_ if event.status not in HAPPENED)
    if stood:
        # A threat was made and a denial is disputed: only the word says what did not happen.
        kinds = [f"{language.number(stood[each])} {standing(each, language)}" for each in Status
                 if each in stood]  # fmt: skip
        parts.append(
            language(
                "{events} not recorded as having happened ({kinds})",
                events=language.counted(stood.total(), "event"), kinds=", ".join(kinds),
            )
        )  # fmt: skip
    cited = sum(bool(event.citations) for event in events_)
    parts.append(
        language(
            "{cited} of {number} events cite a source", cited=language.number(cited),
            number=language.number(len(chronicle.events)),
        )
    )  # fmt: skip
    return f"{'; '.join(parts)}."
