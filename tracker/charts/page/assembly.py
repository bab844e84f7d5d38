"""The report put together: figures, evidence, style and scripts in one file that calls nobody."""

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from tracker.charts.page.evidence import claimant, event_records, link_records, searchable
from tracker.charts.page.figure import scripts, stretches, timeline_items
from tracker.charts.scene import Scene
from tracker.charts.style.palettes import PALETTES
from tracker.charts.style.theme import LINK, SHARED
from tracker.charts.timeline.arcs import claimant_colours
from tracker.charts.words.language import ENGLISH
from tracker.charts.words.wording import claims_in_words, in_brackets, span_in_words, standing
from tracker.model.chronicle import Chronicle
from tracker.model.date_wording import shown_date
from tracker.model.event import HAPPENED, Status
from tracker.model.marking import labelled
from tracker.model.picture import Palette

# In the order in which they build on each other.
SCRIPTS = ("choice.js", "paths.js", "drawing.js", "evidence.js", "table.js", "start.js")
# What JSON within a script element must not spell out.
AWKWARD = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def page(
    chronicle: Chronicle,
    scene: Scene,
    title: str = "",
    chosen: str = "",
    caveat: str = "",
    theme: str = "auto",
) -> str:
    """Write a chronicle as one HTML file to explore it in.

    Parameters
    ----------
    chronicle : Chronicle
        What the page holds, at least one event.
    scene : Scene
        Its timeline, with a mark for every event.
    title : str, optional
        What stands above; by default the span of time.
    chosen : str, optional
        By what conditions the events were chosen.
    caveat : str, optional
        What answers about the chains are and are not.
    theme : str, optional
        ``light``, ``dark``, or ``auto``: as the reader's system is set.

    Returns
    -------
    str
        HTML whose scripts and data are all within; the same for the same chronicle. Texts are
        escaped, and the Content-Security-Policy names each script by its hash and allows no
        request at all.

    Raises
    ------
    ValueError
        If the chronicle is empty.
    """
    if not chronicle.events:
        raise ValueError("A page needs at least one event.")
    events = chronicle.events
    titles = {
        number: labelled(f"{shown_date(event.date.text)}: {event.titled}", event.marking)
        for number, event in events.items()
    }
    endings = {number: in_brackets(event) for number, event in events.items()}
    timeline, overview = timeline_items(scene, titles, endings)
    ours = "\n".join(_ours(name) for name in SCRIPTS)
    code = [*scripts(), ours]
    data = searchable(chronicle) | {"stretches": stretches(scene), "dark": PALETTES[Palette.DARK]}
    span = span_in_words(events.values())
    records = event_records(chronicle)
    return (
        _environment()
        .get_template("page.html")
        .render(
            title=title or f"Timeline, {span}",
            marking=chronicle.marking or "",
            said=f"{ENGLISH.counted(len(events), 'event')}, {span}",
            claims=claims_in_words(chronicle.links),
            chosen=chosen,
            caveat=caveat,
            theme=theme,
            policy=_policy(code),
            style=_ours("page.css"),
            code=code,
            data=_in_script(json.dumps(data, ensure_ascii=False, sort_keys=True)),
            timeline=_in_script(timeline),
            overview=_in_script(overview),
            events=records,
            links=link_records(chronicle),
            claimants=_claimants(chronicle),
            joint=any(rule.event is not None for rule in scene.rules),
            standings=_standings(chronicle),
            by_id={record["id"]: record for record in records},
        )
    )


def _claimants(chronicle: Chronicle) -> list[tuple[str, str]]:
    """The claimants of links with the colours of their arrows, where there are several."""
    colours = claimant_colours(chronicle)
    named = [
        (f"claimed by {claimant(code, chronicle)}", colour) for code, colour in colours.items()
    ]
    if len({link.claimed_by for link in chronicle.links}) > len(colours) > 0:
        named.append(("claimed by others", LINK))
    return [*named, ("claimed by several", SHARED)] if named else []


def _standings(chronicle: Chronicle) -> list[tuple[str, str]]:
    """How what did not happen stands, each with its words, as far as the page has any."""
    there = {event.status for event in chronicle.events.values()}
    return [(status, standing(status)) for status in Status if status in there - set(HAPPENED)]


def _policy(code: Sequence[str]) -> str:
    """A Content-Security-Policy that runs this code and no other, and lets nothing out."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in code
    )
    # Bokeh sets the places of its canvases as styles of elements.
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _in_script(text: str) -> str:
    """JSON as it may stand within a script element."""
    return "".join(AWKWARD.get(letter, letter) for letter in text)


def _ours(name: str) -> str:
    return (files("tracker.charts.page") / name).read_text(encoding="utf-8")


def _environment() -> Environment:
    """The template with every value escaped, and an error where one is missing."""
    loader = DictLoader({"page.html": _ours("page.html")})
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["signed"] = _signed
    return environment


def _signed(number: Any) -> str:
    """A value of the Goldstein scale with its sign, a true minus; a dash for none."""
    return "–" if number is None else f"{number:+g}".replace("-", "−")
