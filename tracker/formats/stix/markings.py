"""The marking definitions of TLP in STIX: written as those of TLP 2.0, read as either version's."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.model.marking import FORMER, Marking, highest

Object = Mapping[str, Any]
# As OASIS published them among its common objects, with their extension and their date.
DEFINITIONS = {
    Marking.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    Marking.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Marking.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Marking.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Marking.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
PUBLISHED = "2022-10-01T00:00:00.000Z"
FIRST_VERSION = {  # those of TLP 1.0, which STIX 2.1 itself defines
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": FORMER,
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": Marking.GREEN,
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": Marking.AMBER,
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": Marking.RED,
}
KNOWN: Mapping[str, str] = {**{ref: each for each, ref in DEFINITIONS.items()}, **FIRST_VERSION}
REFERENCE = re.compile(r"external_references\.\[(\d{1,6})\]")


def definitions_in(objects: Iterable[Object]) -> list[dict[str, Any]]:
    """Define the markings to which objects refer, for the bundle they stand in.

    Parameters
    ----------
    objects : iterable of mapping
        Objects of STIX.

    Returns
    -------
    list of dict
        A marking definition for each, from the lowest on.

    Examples
    --------
    >>> marked = {"object_marking_refs": [DEFINITIONS[Marking.AMBER]]}
    >>> definitions_in([marked])[0]["name"]
    'TLP:AMBER'
    """
    used = {ref for each in objects for ref in _referred(each)}
    return [
        {
            "type": "marking-definition", "spec_version": "2.1", "id": ref, "created": PUBLISHED,
            "name": marking.value,
            "extensions": {
                EXTENSION: {
                    "extension_type": "property-extension", "tlp_2_0": marking.word.lower(),
                }
            },
        }
        for marking, ref in DEFINITIONS.items()
        if ref in used
    ]  # fmt: skip


def marking_of(each: Object) -> str | None:
    """Find the marking of a whole object, by the definitions of either version of TLP.

    Parameters
    ----------
    each : mapping
        An object of STIX.

    Returns
    -------
    str or None
        A label; the highest one where there are several.

    Examples
    --------
    >>> marking_of({"object_marking_refs": [DEFINITIONS[Marking.AMBER]]})
    <Marking.AMBER: 'TLP:AMBER'>
    """
    labels = [KNOWN[ref] for ref in each.get("object_marking_refs", ()) if ref in KNOWN]
    if labels == [FORMER]:
        return FORMER
    return highest(Marking.parse(label) for label in labels)


def marked_references(each: Object) -> dict[int, str]:
    """Find the markings of an object's external references.

    Parameters
    ----------
    each : mapping
        An object of STIX.

    Returns
    -------
    dict of int to str
        Labels by the place of a reference among them, the first being 0.

    Examples
    --------
    >>> marked_references({"granular_markings": [{
    ...     "marking_ref": DEFINITIONS[Marking.RED], "selectors": ["external_references.[2]"],
    ... }]})
    {2: 'TLP:RED'}
    """
    found: dict[int, str] = {}
    for granular in each.get("granular_markings", ()):
        label = KNOWN.get(granular["marking_ref"])
        for selector in granular["selectors"]:
            if label and (place := REFERENCE.fullmatch(selector)):
                found[int(place[1])] = str(label)
    return found


def _referred(each: Object) -> Iterable[str]:
    yield from each.get("object_marking_refs", ())
    yield from (granular["marking_ref"] for granular in each.get("granular_markings", ()))
