"""Reading of STIX bundles that tracker wrote, with its own fields from external references."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from tracker.errors import InvalidInput, excerpt
from tracker.formats.json_values import JsonObject, parse_json
from tracker.formats.limits import limits_of
from tracker.formats.stix.markings import marked_references, marking_of
from tracker.formats.stix.writing import AT, OURS, QUOTED
from tracker.model.chronicle import Batch
from tracker.model.claimants import claimants_of
from tracker.model.coordinates import point_of
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft, parse_status
from tracker.model.event_fields import LABELS
from tracker.model.likelihood import is_in_words, parse_likelihood
from tracker.model.link import LinkDraft
from tracker.model.source import Citation, Source

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


def read(stream: TextIO) -> Batch:
    r"""Read a bundle that `write` wrote.

    Parameters
    ----------
    stream : text stream
        The file.

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
    document = parse_json(stream.read(), limits_of(stream), "This is no JSON")
    try:
        bundle = JsonObject(document, "The bundle")
        batch = _batch({each.needed_text("id"): each for each in bundle.objects("objects")})
    except InvalidInput as error:
        raise InvalidInput(f"This is no STIX bundle that tracker wrote: {error}") from error
    if not batch.events:
        _refuse_foreign(bundle)
    return batch


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


def _batch(objects: Mapping[str, JsonObject]) -> Batch:
    relations = defaultdict(list)
    for each in objects.values():
        if each.needed_text("type") == "relationship":
            relations[each.needed_text("relationship_type")].append(each)
    sides = {
        kind: _by_event(relations[kind], objects)
        for kind in ("performed-by", "impacts", "located-at")
    }
    events, sources = [], {}
    for number, each in objects.items():
        if each.text("type") != "event":
            continue
        ours = _ours(each)
        sources.update({source.code: source for source in _sources(each)})
        place = sides["located-at"].get(number, ())
        events.append(
            EventDraft(
                each.needed_text("name"),
                EventDate.parse(ours.needed_text("date")),
                _type_of(each),
                by=tuple(map(_code, sides["performed-by"].get(number, ()))),
                to=tuple(map(_code, sides["impacts"].get(number, ()))),
                summary=each.text("description"),
                place=(place[0].text("name") or None) if place else None,
                coordinates=_point(place[0]) if place else None,
                handle=ours.needed_text("handle"),
                status=parse_status(ours.needed_text("status")),
                citations=tuple(_citations(each)),
                marking=marking_of(each.values),
                **_labels(ours),
            )
        )
    links = []
    for each in relations["led-to"]:
        ours = _ours(each)
        sources.update({source.code: source for source in _sources(each)})
        cause, effect = (
            _ours(_referred(each, end, objects)).needed_text("handle")
            for end in ("source_ref", "target_ref")
        )
        likelihood, in_words = _likelihood(ours)
        links.append(
            LinkDraft(
                cause, effect, ours.needed_text("relation"), likelihood,
                ours.needed_text("claimed_by"), ours.text("because"), tuple(_citations(each)),
                marking=marking_of(each.values), in_words=in_words,
                partners=tuple(ours.text("with").split()), needed=bool(ours.text("needed")),
            )
        )  # fmt: skip
    actors, claiming = claimants_of(links)
    sources = {source.code: source for source in claiming} | sources
    return Batch(
        actors=actors, sources=tuple(sources.values()), events=tuple(events), links=tuple(links)
    )


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


def _by_event(
    relations: Sequence[JsonObject], objects: Mapping[str, JsonObject]
) -> dict[str, list[JsonObject]]:
    """The targets of relationships of one kind, by their events."""
    found = defaultdict(list)
    for each in relations:
        found[each.needed_text("source_ref")].append(_referred(each, "target_ref", objects))
    return found


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
