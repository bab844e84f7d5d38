"""Diagrams as source text: Mermaid, which web pages and notes draw, and DOT for Graphviz."""

import re
from collections.abc import Iterator

from tracker.formats import omissions
from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import Omissions
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Tone
from tracker.model.event import Event
from tracker.model.link import Link
from tracker.model.marking import highest, labelled

# Pale enough for black text; the hues are those of the charts.
FILLS = {
    Tone.VERBAL_COOPERATION: "#cfe8f7",
    Tone.MATERIAL_COOPERATION: "#a9cfe8",
    Tone.VERBAL_CONFLICT: "#fae3b0",
    Tone.MATERIAL_CONFLICT: "#eec3ab",
    Tone.NEUTRAL: "#f0dbe6",
}
UNCODED = "#e4e7ea"
PERCENT = "#37;"
ENTITIES = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "`": "#96;", "&": "#amp;"}

OMITTED: Omissions = {
    "events without links": lambda chronicle: len(chronicle.events) - len(chronicle.linked()),
    **omissions.among_linked(
        omissions.all_except(
            "links",
            "joint causes",
            "needed links",
            "denied links",
            "targets",
            "statuses",
            "date precision",
            "markings",
            "markings of links",
        )
    ),
    **omissions.among_linked(omissions.STATUSES_IN_TITLES),
    "denied links that nobody claims": lambda chronicle: sum(
        all(_ends(denied) != _ends(link) for link in chronicle.links)
        for denied in chronicle.denials
    ),
}


def write_mermaid(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write the linked events as a Mermaid flowchart, causes to the left.

    Parameters
    ----------
    chronicle : Chronicle
        Events and links; events without a link are left out.

    Yields
    ------
    str
        One line, without its end.

    Notes
    -----
    What Mermaid would read as its own is written as its entities, so a title may hold anything.
    An arrow says how, how likely and who claims it; one that somebody denies is dashed. Causes
    that are claimed only together meet in a circle, from which their one arrow goes on.

    Examples
    --------
    >>> list(write_mermaid(Chronicle()))
    ['flowchart LR']
    """
    if chronicle.marking:
        yield from ("---", f'title: "{chronicle.marking}"', "---")
    yield "flowchart LR"
    for event in chronicle.linked():
        label = "<br/>".join(map(_entities, _lines(event)))
        yield f'  E{event.id}["{label}"]'
    for link, claims, denials in _pairs(chronicle):
        arrow = "-.->" if denials else "-->"
        label = _entities(_claims(claims, denials))
        start = f"E{link.cause}"
        if link.partners:
            start = f"J{'_'.join(map(str, link.causes))}_{link.effect}"
            yield f'  {start}(("+"))'
            yield from (f"  E{cause} --- {start}" for cause in link.causes)
        yield f'  {start} {arrow}|"{label}"| E{link.effect}'
    for quad, fill in (*FILLS.items(), (None, UNCODED)):
        nodes = ",".join(f"E{event.id}" for event in chronicle.linked() if event.tone is quad)
        if nodes:
            name = quad.name.lower() if quad else "uncoded"
            yield f"  classDef {name} fill:{fill},stroke:#5b636d,color:#1f2328"
            yield f"  class {nodes} {name}"


def write_mermaid_timeline(chronicle: Chronicle, title: str = "") -> Iterator[str]:
    """Write the events as a Mermaid timeline, a period for each date.

    Parameters
    ----------
    chronicle : Chronicle
        Its events; links are not drawn there.
    title : str, optional
        What stands above.

    Yields
    ------
    str
        One line, without its end.

    Notes
    -----
    A timeline knows no entities: the signs that would end a text or begin a comment are replaced
    by others that look alike.

    Examples
    --------
    >>> list(write_mermaid_timeline(Chronicle(), "Autumn: 2016"))
    ['timeline', '  title Autumn – 2016']
    """
    yield "timeline"
    if above := labelled(title, chronicle.marking).strip():
        yield f"  title {_plain(above)}"
    days: dict[str, list[Event]] = {}
    for event in chronicle.events.values():
        days.setdefault(event.date.text, []).append(event)
    for day, events in days.items():
        period = day.replace(":", ".")
        first, *more = (
            _plain(labelled(f"{event.titled} ({event.sides})", event.marking)) for event in events
        )
        yield f"  {period} : {first}"
        yield from (f"    : {text}" for text in more)


def write_dot(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    r"""Write the linked events as a DOT digraph, causes to the left.

    Parameters
    ----------
    chronicle : Chronicle
        Events and links; events without a link are left out.

    Yields
    ------
    str
        One line, without its end.

    Examples
    --------
    >>> list(write_dot(Chronicle()))[0]
    'digraph tracker {'
    """
    yield "digraph tracker {"
    yield "  rankdir=LR; node [shape=box, style=filled, fontname=Helvetica];"
    yield "  edge [fontname=Helvetica, fontsize=10];"
    if chronicle.marking:
        yield f"  label={_label(chronicle.marking)}; labelloc=t; labeljust=r;"
    names = {event.id: _quoted(event.handle) for event in chronicle.linked()}
    for event in chronicle.linked():
        label = _label("\n".join(_lines(event)))
        fill = FILLS[event.tone] if event.tone else UNCODED
        yield f'  {names[event.id]} [label={label}, fillcolor="{fill}"];'
    for link, claims, denials in _pairs(chronicle):
        style = ", style=dashed" if denials else ""
        label = _label(_claims(claims, denials))
        start = names[link.cause]
        if link.partners:
            start = _quoted(f"joint {' '.join(map(str, link.causes))} {link.effect}")
            yield f"  {start} [shape=point];"
            yield from (f"  {names[cause]} -> {start} [arrowhead=none];" for cause in link.causes)
        yield (
            f"  {start} -> {names[link.effect]} "
            f"[label={label}, penwidth={0.5 + 2 * link.likelihood:.2f}{style}];"
        )
    yield "}"


def _lines(event: Event) -> tuple[str, ...]:
    """The lines of a node: what is marked says so."""
    return tuple(filter(None, (event.date.text, event.titled, event.sides, event.marking)))


def _pairs(chronicle: Chronicle) -> Iterator[tuple[Link, list[Link], list[Link]]]:
    """For the same causes and effect the likeliest claim, all claims and the denials."""
    claims: dict[tuple[int, tuple[int, ...]], list[Link]] = {}
    for link in sorted(chronicle.links, key=lambda link: (-link.likelihood, link.claimed_by)):
        claims.setdefault(_ends(link), []).append(link)
    denied: dict[tuple[int, tuple[int, ...]], list[Link]] = {}
    for link in chronicle.denials:
        denied.setdefault(_ends(link), []).append(link)
    for ends, made in sorted(claims.items(), key=lambda each: (each[0][1], each[0][0])):
        yield made[0], made, denied.get(ends, [])


def _ends(link: Link) -> tuple[int, tuple[int, ...]]:
    return link.effect, tuple(sorted(link.causes))


def _claims(claims: list[Link], denials: list[Link]) -> str:
    who = ", ".join(link.claimed_by for link in claims)
    needed = ", needed" if any(link.needed for link in claims) else ""
    text = f"{claims[0].relation}, {claims[0].words}{needed}; {who}"
    text += "".join(f"; denied by {link.claimed_by}" for link in denials)
    marking = highest(link.marking for link in (*claims, *denials))
    return f"{text}; {marking}" if marking else text


def _entities(text: str) -> str:
    """A text with what Mermaid would read as its own as entities; `%%` begins a comment there."""
    found = "".join(ENTITIES.get(letter, letter) for letter in text)
    return re.sub("%{2,}", lambda signs: PERCENT * len(signs[0]), found)


def _plain(text: str) -> str:
    text = re.sub(r":\s", " – ", text).replace(":", "∶")
    return text.replace("#", "♯").replace(";", ",").replace("%%", "％")


def _label(text: str) -> str:
    """A text as a label, in which Graphviz would decode the entities of HTML."""
    return _quoted(text.replace("&", "&amp;"))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


MERMAID = FileFormat(
    "mermaid",
    "the linked events as a flowchart",
    (".mmd", ".mermaid"),
    OMITTED,
    write=write_mermaid,
    for_eyes=True,
)
DOT = FileFormat(
    "dot",
    "the linked events as a graph for Graphviz",
    (".dot", ".gv"),
    OMITTED,
    write=write_dot,
    for_eyes=True,
)
