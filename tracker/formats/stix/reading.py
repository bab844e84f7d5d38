"""Reading of STIX bundles that tracker wrote, with its own fields from external references."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TextIO, TypeVar

from tracker.errors import InvalidInput, excerpt
from tracker.formats.json_values import JsonObject, parse_json
from tracker.formats.limits import limits_of
from tracker.formats.record_rejects import RecordTaker, lines_where
from tracker.formats.stix.markings import marked_references, marking_of
from tracker.formats.stix.writing import AT, OURS, QUOTED
from tracker.model.chronicle import Batch
from tracker.model.claimants import claimants_of
from tracker.model.coordinates import point_of
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft, parse_status
from tracker.model.event_fields import LABELS
from tracker.model.feed_row import RejectHandler
from tracker.model.likelihood import is_in_words, parse_likelihood
from tracker.model.link import LinkDraft
from tracker.model.source import Citation, Source

Read = TypeVar("Read")
NUMBER = re.compile(r'"id"\s*:\s*"([^"\\]+)"')
BY, TO, AT_PLACE = "performed-by", "impacts", "located-at"
MOST = 5  # kinds of objects that are named
BUNDLE = re.compile(r'"type"\s*:\s*"bundle"')


def is_stix(beginning: str) -> bool:
    """Tell by its beginning whether a file is a STIX bundle.

    Parameters
    ----------
    beginning : str
        Its beginning, on one line.

    Returns
    -------
    bool
        Whether it is JSON of that type.

    Examples
    --------
    >>> is_stix('{ "type": "bundle", "id": "bundle--1"'), is_stix('{"type":"bundle"')
    (True, True)
    """
    return beginning.startswith("{") and bool(BUNDLE.search(beginning))


def read(stream: TextIO, reject: RejectHandler | None = None) -> Batch:
    r"""Read a bundle that `write` wrote.

    Parameters
    ----------
    stream : text stream
        The file.
    reject : callable, optional
        Receives each event and link that cannot be read, as a record of JSON lines.

    Returns
    -------
    Batch
        Events with their actors, places and citations, links with their claimants, and the
        sources.

    Raises
    ------
    InvalidInput
        If it is no bundle, or not one of tracker's.

    Examples
    --------
    >>> import io
    >>> from tracker.formats.stix.writing import write
    >>> from tracker.model.chronicle import Chronicle
    >>> read(io.StringIO("\n".join(write(Chronicle())))).events
    ()
    """
    text = stream.read()
    document = parse_json(text, limits_of(stream), "This is no JSON")
    begun = _Begun(text)
    take = RecordTaker(reject, {})
    objects: dict[str, JsonObject] = {}
    try:
        bundle = JsonObject(document, "The bundle")
        for place, value in enumerate(bundle.items("objects"), start=1):
            try:
                each = JsonObject(value, f"The bundle, objects {place}")
                each.needed_text("type")
                objects[each.needed_text("id")] = each
            except InvalidInput as error:
                take.drop(begun.line(value), error)
        batch = _batch(objects, RecordTaker(reject, begun.lines(objects)))
    except InvalidInput as error:
        raise InvalidInput(f"This is no STIX bundle that tracker wrote: {error}") from error
    if not batch.events:
        _refuse_foreign(bundle)
    return batch


class _Begun:
    """Where the objects of a bundle begin, by the line of their number."""

    def __init__(self, text: str) -> None:
        numbers = [each.group(1) for each in NUMBER.finditer(text)]
        lines = zip(reversed(numbers), reversed(lines_where(text, NUMBER.pattern)), strict=True)
        self._lines = dict(lines)  # the first of each

    def line(self, value: object) -> int:
        """The line of an object, the first one where it has no number."""
        number = value.get("id") if isinstance(value, dict) else None
        return self._lines.get(number, 1) if isinstance(number, str) else 1

    def lines(self, objects: Mapping[str, JsonObject]) -> dict[str, list[int]]:
        """The lines of the events and the links among them, in their order."""
        return {
            kind: [self._lines.get(each, 1) for each, value in objects.items() if is_of(value)]
            for kind, is_of in (("event", _is_event), ("link", _is_link))
        }


def _is_event(each: JsonObject) -> bool:
    return each.values.get("type") == "event"


def _is_link(each: JsonObject) -> bool:
    return (each.values.get("type"), each.values.get("relationship_type")) == (
        "relationship",
        "led-to",
    )


def _refuse_foreign(bundle: JsonObject) -> None:
    """Refuse a bundle in which nothing is tracker's, and say what it has."""
    kinds = Counter(each.text("type") for each in bundle.objects("objects"))
    if not kinds or f'"{OURS}"' in json.dumps(bundle.items("objects")):
        return
    held = ", ".join(f"{count} {excerpt(kind)[1:-1]}" for kind, count in kinds.most_common(MOST))
    raise InvalidInput(
        f"This is a STIX bundle of another program ({held}); tracker reads those that it wrote. "
        "`tracker add` records what happened, and cites it."
    )


def _batch(objects: Mapping[str, JsonObject], take: RecordTaker) -> Batch:
    relations: defaultdict[str, defaultdict[str, list[JsonObject]]]
    relations = defaultdict(lambda: defaultdict(list))
    for each in objects.values():
        if each.values.get("type") == "relationship":
            kind, event = (each.values.get(key) for key in ("relationship_type", "source_ref"))
            relations[str(kind)][str(event)].append(each)
    events: list[EventDraft] = []
    links: list[LinkDraft] = []
    sources: dict[str, Source] = {}
    places: dict[str, list[int]] = {"event": [], "link": []}
    for place, (number, each) in enumerate(_of_kind(objects, _is_event)):
        sides = {kind: relations[kind][number] for kind in (BY, TO, AT_PLACE)}
        told = _as_event(each, sides, objects)
        event = take("event", place, partial(_event, each, sides, objects), told)
        if event is not None:
            events.append(event)
            places["event"].append(place)
            sources.update({source.code: source for source in _sources(each)})
    for place, (_, each) in enumerate(_of_kind(objects, _is_link)):
        link = take("link", place, partial(_link, each, objects), _as_link(each, objects))
        if link is not None:
            links.append(link)
            places["link"].append(place)
            sources.update({source.code: source for source in _sources(each)})
    actors, claiming = claimants_of(links)
    sources = {source.code: source for source in claiming} | sources
    return take.located(
        Batch(
            actors=actors, sources=tuple(sources.values()), events=tuple(events),
            links=tuple(links), lines=tuple(places["event"]),
            further_lines={"link": tuple(places["link"])},
        )
    )  # fmt: skip


def _of_kind(
    objects: Mapping[str, JsonObject], is_of: Callable[[JsonObject], bool]
) -> Iterator[tuple[str, JsonObject]]:
    return ((number, each) for number, each in objects.items() if is_of(each))


def _event(
    each: JsonObject, sides: Mapping[str, list[JsonObject]], objects: Mapping[str, JsonObject]
) -> EventDraft:
    ours = _ours(each)
    by, to, at = (
        [_referred(relation, "target_ref", objects) for relation in sides[kind]]
        for kind in (BY, TO, AT_PLACE)
    )
    tuple(_sources(each))  # which have to be right as well
    return EventDraft(
        each.needed_text("name"),
        EventDate.parse(ours.needed_text("date")),
        _type_of(each),
        by=tuple(map(_code, by)),
        to=tuple(map(_code, to)),
        summary=each.text("description"),
        place=(at[0].text("name") or None) if at else None,
        coordinates=_point(at[0]) if at else None,
        handle=ours.needed_text("handle"),
        status=parse_status(ours.needed_text("status")),
        citations=tuple(_citations(each)),
        marking=marking_of(each.values),
        **_labels(ours),
    )


def _link(each: JsonObject, objects: Mapping[str, JsonObject]) -> LinkDraft:
    ours = _ours(each)
    tuple(_sources(each))
    cause, effect = (
        _ours(_referred(each, end, objects)).needed_text("handle")
        for end in ("source_ref", "target_ref")
    )
    likelihood, in_words = _likelihood(ours)
    return LinkDraft(
        cause, effect, ours.needed_text("relation"), likelihood,
        ours.needed_text("claimed_by"), ours.text("because"), tuple(_citations(each)),
        marking=marking_of(each.values), in_words=in_words,
        partners=tuple(ours.text("with").split()), needed=bool(ours.text("needed")),
    )  # fmt: skip


def _as_event(
    each: JsonObject, sides: Mapping[str, list[JsonObject]], objects: Mapping[str, JsonObject]
) -> dict[str, Any]:
    """What an object says of an event, by the names of its fields, as far as it can be read."""
    ours = _said(each)
    types = each.values.get("event_types")
    by, to, at = (
        [objects[number] for relation in sides[kind]
         if (number := str(relation.values.get("target_ref"))) in objects]
        for kind in (BY, TO, AT_PLACE)
    )  # fmt: skip
    return {
        **{key: ours.get(key) for key in ("handle", "date", "status")},
        "title": each.values.get("name"),
        "type": types[0] if isinstance(types, list) and types else None,
        "summary": each.values.get("description"),
        "by": [code for actor in by if (code := _said(actor).get("code"))],
        "to": [code for actor in to if (code := _said(actor).get("code"))],
        "place": at[0].values.get("name") if at else None,
        "coordinates": _or_none(lambda: _point(at[0])) if at else None,
        "citations": _or_none(lambda: tuple(_citations(each))),
        "marking": _or_none(lambda: marking_of(each.values)),
        **{field.name: str(ours[field.name]).split("; ") for field in LABELS if field.name in ours},
    }


def _as_link(each: JsonObject, objects: Mapping[str, JsonObject]) -> dict[str, Any]:
    """What a relationship says of a link, by the names of its fields."""
    ends = {
        field: _said(objects[number]).get("handle")
        for field, key in (("cause", "source_ref"), ("effect", "target_ref"))
        if (number := str(each.values.get(key))) in objects
    }
    ours = _said(each)
    likelihood, in_words = ours.get("likelihood"), False
    if (read := _or_none(lambda: _likelihood(_ours(each)))) is not None:
        likelihood, in_words = read
    return ends | {
        **{key: ours.get(key) for key in ("relation", "claimed_by", "because")},
        "likelihood": likelihood,
        "in_words": in_words or None,
        "needed": bool(ours.get("needed")) or None,
        "partners": str(ours.get("with", "")).split(),
        "citations": _or_none(lambda: tuple(_citations(each))),
        "marking": _or_none(lambda: marking_of(each.values)),
    }


def _said(each: JsonObject) -> Mapping[str, Any]:
    """The fields of tracker's own reference of an object, as far as they can be read."""
    return _or_none(lambda: _ours(each).values) or {}


def _or_none(read: Callable[[], Read]) -> Read | None:
    """A value, or None where it cannot be read."""
    try:
        return read()
    except InvalidInput:
        return None


def _point(location: JsonObject) -> str | None:
    """The coordinates of a location."""
    north, east = (location.text_or_number(end) for end in ("latitude", "longitude"))
    return point_of(f"{north},{east}") if north and east else None


def _type_of(event: JsonObject) -> str:
    """The first of the types of an event."""
    types = event.items("event_types")
    if not types or not isinstance(types[0], str):
        raise InvalidInput(f"{event.where} has no type of event.")
    return str(types[0])


def _likelihood(ours: JsonObject) -> tuple[float, bool]:
    """The likelihood as a number, and whether it is given in words."""
    text = ours.needed_text("likelihood")
    if is_in_words(text):
        return parse_likelihood(text), True
    try:
        return float(text), False
    except ValueError:
        raise InvalidInput(f"{ours.where}: {excerpt(text)} is no likelihood.") from None


def _labels(ours: JsonObject) -> dict[str, Any]:
    """The labels of an event, field by field."""
    return {
        field.name: tuple(ours.text(field.name).split("; "))
        for field in LABELS
        if ours.text(field.name)
    }


def _referred(each: JsonObject, key: str, objects: Mapping[str, JsonObject]) -> JsonObject:
    """The object of the bundle that a relationship refers to."""
    number = each.needed_text(key)
    if number not in objects:
        raise InvalidInput(f"{each.where} refers to {excerpt(number)}, which is not in it.")
    return objects[number]


def _ours(each: JsonObject) -> JsonObject:
    """The fields that tracker keeps in its own reference of an object."""
    for reference in each.objects("external_references"):
        if reference.text("source_name") == OURS:
            return JsonObject(parse_json(reference.needed_text("description")), reference.where)
    raise InvalidInput(f"{each.where} has no reference to tracker.")


def _code(identity: JsonObject) -> str:
    return _ours(identity).needed_text("code")


def _sources(each: JsonObject) -> Iterator[Source]:
    for reference in each.objects("external_references"):
        publisher = reference.needed_text("source_name")
        if publisher != OURS:
            title = reference.text("description").partition("\n")[0]
            yield Source(
                reference.needed_text("external_id"),
                title,
                publisher=publisher if publisher != title else None,
                url=reference.text("url") or None,
            )


def _citations(each: JsonObject) -> Iterator[Citation]:
    marked = marked_references(each.values)
    for place, reference in enumerate(each.objects("external_references")):
        if reference.needed_text("source_name") != OURS:
            _, *rest = reference.text("description").split("\n")
            locator = next((line.removeprefix(AT) for line in rest if line.startswith(AT)), None)
            quoted = "\n".join(rest).partition(QUOTED[0])[2].removesuffix(QUOTED[1]) or None
            yield Citation(
                reference.needed_text("external_id"), locator=locator, quotation=quoted,
                marking=marked.get(place),
            )  # fmt: skip
