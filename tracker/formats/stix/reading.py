"""Reading of STIX bundles that tracker wrote, with its own fields from external references."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from tracker.errors import InvalidInput
from tracker.formats.stix.markings import marked_references, marking_of
from tracker.formats.stix.writing import AT, OURS, QUOTED
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.event_fields import LABELS
from tracker.model.link import LinkDraft
from tracker.model.source import Citation, Source

Object = Mapping[str, Any]


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
    >>> is_stix('{ "type": "bundle", "id": "bundle--1"')
    True
    """
    return beginning.startswith("{") and '"type": "bundle"' in beginning


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
    try:
        bundle = json.load(stream)
        objects = {each["id"]: each for each in bundle.get("objects", ())}
        return _batch(objects)
    except json.JSONDecodeError as error:
        raise InvalidInput(f"This is no JSON: {error}.") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InvalidInput(f"This is no STIX bundle that tracker wrote: {error}.") from None


def _batch(objects: Mapping[str, Object]) -> Batch:
    relations = defaultdict(list)
    for each in objects.values():
        if each["type"] == "relationship":
            relations[each["relationship_type"]].append(each)
    sides = {
        kind: _by_event(relations[kind], objects)
        for kind in ("performed-by", "impacts", "located-at")
    }
    events, sources = [], {}
    for each in objects.values():
        if each["type"] != "event":
            continue
        ours = _ours(each)
        sources.update({source.code: source for source in _sources(each)})
        place = sides["located-at"].get(each["id"], ())
        events.append(
            EventDraft(
                each["name"],
                EventDate.parse(ours["date"]),
                each["event_types"][0],
                by=tuple(map(_code, sides["performed-by"].get(each["id"], ()))),
                to=tuple(map(_code, sides["impacts"].get(each["id"], ()))),
                summary=each.get("description", ""),
                place=place[0]["name"] if place else None,
                handle=ours["handle"],
                status=ours["status"],
                citations=tuple(_citations(each)),
                marking=marking_of(each),
                **_labels(ours),
            )
        )
    links = []
    for each in relations["led-to"]:
        ours = _ours(each)
        sources.update({source.code: source for source in _sources(each)})
        cause, effect = (
            _ours(objects[each[end]])["handle"] for end in ("source_ref", "target_ref")
        )
        links.append(
            LinkDraft(
                cause, effect, ours["relation"], float(ours["likelihood"]), ours["claimed_by"],
                ours.get("because", ""), tuple(_citations(each)), marking=marking_of(each),
            )
        )  # fmt: skip
    return Batch(sources=tuple(sources.values()), events=tuple(events), links=tuple(links))


def _labels(ours: Mapping[str, str]) -> dict[str, Any]:
    """The labels of an event, field by field."""
    return {
        field.name: tuple(ours[field.name].split("; ")) for field in LABELS if field.name in ours
    }


def _by_event(
    relations: Sequence[Object], objects: Mapping[str, Object]
) -> dict[str, list[Object]]:
    """The targets of relationships of one kind, by their events."""
    found = defaultdict(list)
    for each in relations:
        found[each["source_ref"]].append(objects[each["target_ref"]])
    return found


def _ours(each: Object) -> dict[str, str]:
    """The fields that tracker keeps in its own reference of an object."""
    for reference in each.get("external_references", ()):
        if reference["source_name"] == OURS:
            ours: dict[str, str] = json.loads(reference["description"])
            return ours
    raise ValueError(f"{each['id']} has no reference to tracker")


def _code(identity: Object) -> str:
    return _ours(identity)["code"]


def _sources(each: Object) -> Iterator[Source]:
    for reference in each.get("external_references", ()):
        if reference["source_name"] != OURS:
            title = reference["description"].partition("\n")[0]
            publisher = reference["source_name"]
            yield Source(
                reference["external_id"],
                title,
                publisher=publisher if publisher != title else None,
                url=reference.get("url"),
            )


def _citations(each: Object) -> Iterator[Citation]:
    marked = marked_references(each)
    for place, reference in enumerate(each.get("external_references", ())):
        if reference["source_name"] != OURS:
            _, *rest = reference["description"].split("\n")
            locator = next((line.removeprefix(AT) for line in rest if line.startswith(AT)), None)
            quoted = "\n".join(rest).partition(QUOTED[0])[2].removesuffix(QUOTED[1]) or None
            yield Citation(
                reference["external_id"], locator=locator, quotation=quoted,
                marking=marked.get(place),
            )  # fmt: skip
