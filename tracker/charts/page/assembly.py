"""The report put together: story, pictures, evidence, style and scripts in one file."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from tracker.charts.frame.frame import Frame
from tracker.charts.frame.legend import BESIDE_CLASSES
from tracker.charts.page.evidence import event_records, link_records
from tracker.charts.page.inline_svg import inline_svg, sample_svg
from tracker.charts.page.options import ReportOptions
from tracker.charts.page.plan import key_of, plan_of
from tracker.charts.page.searching import searchable
from tracker.charts.page.story import story_of
from tracker.charts.page.wording import page_language, phrases_said
from tracker.charts.scene import Scene
from tracker.charts.spine import SpineOptions, spine
from tracker.charts.style.palettes import PALETTES
from tracker.charts.timeline import timeline
from tracker.charts.timeline.colours import label_colours
from tracker.charts.timeline.density import density_entry
from tracker.charts.timeline.layout import MOST_MARKS
from tracker.charts.words.language import Language
from tracker.charts.words.wording import claims_in_words, span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.picture import Palette
from tracker.model.timeline_options import MOST_ON_SPINE

# In the order in which they build on each other.
SCRIPTS = (
    "choice.js", "paths.js", "words.js", "axis.js", "rows.js", "curves.js", "labels.js",
    "density.js", "drawing.js", "gestures.js", "overview.js", "evidence.js", "table.js",
    "address.js", "saving.js", "story.js", "start.js",
)  # fmt: skip
# What JSON within a script element must not spell out.
AWKWARD = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
DENSITY = (BESIDE_CLASSES, 0)  # the rank of the legend's entry of it
NARROW = 300.0  # points: the spine on a phone
DARK = " ".join(f"--c-{one[1:]}: {other};" for one, other in PALETTES[Palette.DARK].items())


def page(
    whole: Chronicle, held: Chronicle, frame: Frame, options: ReportOptions | None = None
) -> str:
    """Write a chronicle as one HTML file that tells it and lets it be explored.

    Parameters
    ----------
    whole : Chronicle
        What the story and the counts are of, at least one event.
    held : Chronicle
        What the page holds of it: all, or the events that matter most.
    frame : Frame
        Title, language, measure, colours of actors, and the filters in words.
    options : ReportOptions, optional
        Theme, further line, the options of the timeline, a map.

    Returns
    -------
    str
        HTML whose scripts and data are all within; the same for the same chronicle. Texts are
        escaped, and the Content-Security-Policy names each script by its hash and allows no
        request at all. Without scripts the pictures, the table and the evidence are there.

    Raises
    ------
    ValueError
        If the chronicle is empty.
    """
    if not held.events:
        raise ValueError("A page needs at least one event.")
    options = options or ReportOptions()
    language = page_language(frame.language.code)
    pictures = _pictures(held, frame, options)
    key = pictures[-1]
    first, code = _ours("first.js"), "\n".join(_ours(name) for name in SCRIPTS)
    story = story_of(whole, options.lanes.highlight, language)
    data = searchable(held, language) | {
        "plan": plan_of(held, frame, options.lanes),
        "chain": list(options.lanes.highlight),
        "lit": options.asked,
        "words": {
            phrase: language.word(phrase)
            for phrase in phrases_said([code])
            if language.word(phrase) != phrase
        }
        if language.code != "en"
        else {},
        "language": language.code,
        "marking": held.marking or "",
        "all": len(whole.events),
    }
    records = event_records(held, language)
    template = _environment(language).get_template("page.html")
    return template.render(
        language=language.code,
        title=frame.title or pictures[0].title,
        marking=whole.marking or "",
        subtitle=options.subtitle or "",
        said=_said_of(whole, frame, language) if frame.describes else "",
        held=len(held.events) if len(held.events) < len(whole.events) else 0,
        story=story,
        spines=[_without_title(scene) for scene in pictures[:-1]],
        lanes=inline_svg(_without_title(key)),
        small=len(held.events) <= MOST_ON_SPINE,
        has_spine=len(pictures) > 1,
        map=inline_svg(options.map, language("Map")) if options.map else "",
        key=_key(key, len(held.events), language),
        breaks=any(True for _ in data["plan"]["breaks"]),
        caveat=language.word(options.caveat),
        theme=options.theme.value,
        policy=_policy([first, code]),
        style=_ours("page.css"),
        first=first,
        code=[code],
        data=_in_script(json.dumps(data, ensure_ascii=False, sort_keys=True)),
        events=records,
        links=link_records(held, language),
        by_id={record["id"]: record for record in records},
        svg=inline_svg,
        labels=_labels(held, options, language),
        colours=DARK,
    )


def _pictures(held: Chronicle, frame: Frame, options: ReportOptions) -> list[Scene]:
    """The spine for a wide and for a narrow window, where there is one; last the lanes."""
    chain = options.lanes.highlight
    scenes = []
    told = _told(held, chain)
    if told is not None:
        own = SpineOptions(chain, asked=options.asked)
        scenes = [spine(told, replace(frame, width=width), own) for width in (None, NARROW)]
    lanes = replace(options.lanes, highlight=chain if options.asked else ())
    return [*scenes, timeline(held, frame, lanes)]


def _told(held: Chronicle, chain: Sequence[int]) -> Chronicle | None:
    """What the spine of the story shows: all of a small record, of a large one its chain."""
    if len(held.events) <= MOST_ON_SPINE:
        return held
    if not 1 < len(chain) <= MOST_ON_SPINE:
        return None
    kept = set(chain)
    return replace(
        held,
        events={number: event for number, event in held.events.items() if number in kept},
        links=tuple(link for link in held.links if {*link.causes, link.effect} <= kept),
        denials=tuple(link for link in held.denials if {*link.causes, link.effect} <= kept),
    )


def _without_title(scene: Scene) -> Scene:
    """A scene without its title, which stands above the page already."""
    kept = scene.labels[1:]
    tops = [
        *(label.y + label.size * len(label.lines) for label in kept),
        *(box.y + box.height for box in scene.boxes),
        *(y for area in scene.areas for _, y in area.points),
    ]  # fmt: skip
    return replace(scene, labels=kept, height=min(scene.height, max(tops, default=0.0) + 4))


def _said_of(whole: Chronicle, frame: Frame, language: Language) -> str:
    """How many events of which time, how many links, and what was chosen, in words."""
    events = language.counted(len(whole.events), "event")
    span = span_in_words(whole.events.values(), language)
    said = language("{events}, {span}", events=events, span=span)
    if claims := claims_in_words(whole.links, language):
        said = f"{said}; {claims}"
    return said + frame.narrowed


def _key(scene: Scene, events: int, language: Language) -> list[tuple[str, str]]:
    """What the shapes of the timeline mean, in words, each with its sample.

    How many the density has at the most changes with the zoom, so that scripts say it elsewhere.
    """
    entries = [entry for entry in key_of(scene) if entry.rank != DENSITY]
    said = [(entry.text, sample_svg(entry.sample)) for entry in entries]
    if events > MOST_MARKS:
        sample = sample_svg(density_entry(0).sample)
        said.append((language("at the foot of a lane: how many"), sample))
    return said


def _labels(held: Chronicle, options: ReportOptions, language: Language) -> list[tuple[str, str]]:
    """The labels by which marks are coloured, each with its colour."""
    if not options.lanes.colour_by:
        return []
    return [*label_colours(held, options.lanes.colour_by).colours.items()]


def _policy(code: Sequence[str]) -> str:
    """A Content-Security-Policy that runs this code and no other, and lets nothing out."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in code
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _in_script(text: str) -> str:
    """JSON as it may stand within a script element."""
    return text.translate(AWKWARD)


def _ours(name: str) -> str:
    return (files("tracker.charts.page") / name).read_text(encoding="utf-8")


def _environment(language: Language) -> Environment:
    """The template with every value escaped, and an error where one is missing."""
    loader = DictLoader({"page.html": _ours("page.html")})
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["signed"] = _signed
    environment.globals["say"] = language
    return environment


def _signed(number: Any) -> str:
    """A value of the Goldstein scale with its sign, a true minus; a dash for none."""
    return "–" if number is None else f"{number:+g}".replace("-", "−")
