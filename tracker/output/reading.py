"""Records as running text for people: one event whole, one chain step by step."""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.model.answers.browse import EventDetail
from tracker.model.bands import Band
from tracker.model.clocks import offset_text
from tracker.model.codebook import EventType
from tracker.model.date_bounds import PLAIN
from tracker.model.event import HAPPENED, Event
from tracker.model.event_fields import LABELS, REMARKS
from tracker.model.marking import labelled
from tracker.model.numbers import counted
from tracker.model.one_of import in_words, is_one_of
from tracker.output.rendering import console, worded


def signed(value: float) -> str:
    """A value with its sign; zero has none."""
    return f"{value:+g}" if value else "0"


def print_event(answer: EventDetail, record: dict[str, Any]) -> None:
    """One event whole: what, when, who, how it is coded, who says so, and its links."""
    from rich.text import Text

    out, links = console(), record["links"]
    names = {actor.code: actor.name for actor in (*answer.event.by, *answer.event.to)}
    names |= {code: source.title for code, source in answer.sources.items()}
    names |= answer.claimants
    out.print(Text(record["title"], style="bold"))
    out.print(Text(f"{record['handle']}  (event {record['id']})", style="cyan"))
    facts = {
        "date": _date(record),
        "as said": record["date_said"],
        "margin": record["margin"] and f"± {record['margin']}, for sorting, filters and charts",
        "derived": record["derived"] and f"{worded(record['derived'])}, from claims of order",
        "by": _people(record["by"], names),
        "to": _people(record["to"], names),
        "type": _coded(answer.event.type),
        "intensity": _intensity(answer.event),
        "status": "" if record["status"] == "occurred" else record["status"],
        "avoidable": record["avoidable"] and "yes: those who acted had another choice",
        "place": record["place"],
        "at": record["coordinates"],
        "zone": _zone(answer.event),
        "marking": record["marking"],
        **{field.name: ", ".join(field.in_words(answer.event)) for field in LABELS},
    }
    for name, value in facts.items():
        if value:
            out.print(Text.assemble((f"{name:<11}", "dim"), str(value)))
    if record["summary"]:
        out.print()
        out.print(Text(record["summary"]))
    for field in REMARKS:
        lines = [" ".join(line.split()) for line in field.in_words(answer.event)]
        numbers = [each.number for each in getattr(answer.event, field.name) if field.numbered]
        _print_section(out, field.heading, lines, numbers)
    cited = len({each["source"] for each in record["sources"]})
    _print_section(
        out,
        f"Sources{_behind(record, cited)}",
        [_citation(each, names) for each in record["sources"]],
    )
    for title, end, other in (("Causes", "effect", "cause"), ("Effects", "cause", "effect")):
        lines = [
            labelled(f"{link['other']}{standing(link['other_status'])}", link["marking"])
            + f"  {_claim(link, names)}"
            + (f": {link['because']}" if link["because"] else "")
            + "".join(f"\n{each}" for each in _evidence(link, names))
            for link in links
            if link[end] == record["handle"] and link[other] != record["handle"]
        ]
        _print_section(out, title, lines)


def _coded(event_type: EventType) -> str:
    """A type with its code, the nearest of CAMEO and its quadrant."""
    near = f", CAMEO {event_type.cameo}" if event_type.cameo else ""
    quad = f", {event_type.quad.label}" if event_type.quad else ""
    return f"{event_type.label} ({event_type.code}{near}{quad})"


def _behind(record: dict[str, Any], cited: int) -> str:
    """The grade of an event, and how many independent reports stand behind it, in brackets."""
    independent = record["independent_sources"]
    told = [record["grade"]] if record["grade"] else []
    if independent < cited:
        told.append(f"{cited} cited, {independent} independent")
    elif independent:
        told.append(counted(independent, "independent report"))
    return f" ({', '.join(told)})" if told else ""


def _intensity(event: Event) -> str:
    """The intensity of an event, with whose value it is; nothing where it has none."""
    if event.intensity is None:
        return ""
    whose = "its own" if event.own_intensity is not None else "Goldstein value of the type"
    return f"{signed(event.intensity)} ({whose})"


def standing(status: str) -> str:
    """The status of an event, in brackets, where it did not happen."""
    return "" if status in HAPPENED else f" ({status})"


def _claim(link: dict[str, Any], names: Mapping[str, str]) -> str:
    """A link's claim or denial in words, with its claimant."""
    code = link["claimed_by"]
    claimant = code if names.get(code, code) == code else f"{names[code]} ({code})"
    together = f"only together with {' and '.join(link['with'])}, " if link["with"] else ""
    if link["denied"]:
        return f"{together}denied by {claimant}"
    return (
        f"{together}{link['relation']}, {link['likelihood_words']} ({Band(*link['band'])}), "
        f"{'needed, ' if link['needed'] else ''}claimed by {claimant}"
    )


def _print_section(out: Any, title: str, lines: Sequence[str], numbers: Sequence[int] = ()) -> None:
    from rich.padding import Padding
    from rich.text import Text

    if lines:
        out.print()
        out.print(Text(title, style="bold"))
        for place, line in enumerate(lines):
            head, *below = line.split("\n")
            mark = f"{numbers[place]}." if numbers else "•"
            out.print(Padding(Text(f"{mark} {head}"), (0, 0, 0, 2), expand=False))
            for each in below:
                out.print(Padding(Text(f"– {each}"), (0, 0, 0, 6), expand=False))


def _evidence(link: dict[str, Any], names: dict[str, str]) -> list[str]:
    """What is cited for a link, each with the test that it is, and what all of them come to."""
    if not link["weighed"]:
        return [_citation(each, names) for each in link["sources"]]
    tests = iter(link["weighed"]["evidence"])
    lines = [
        _citation(each, names) + (f"  {next(tests)['told']}" if "if_true" in each else "")
        for each in link["sources"]
    ]
    return [*lines, link["weighed"]["told"]]


def _date(record: dict[str, Any]) -> str:
    """The date in words and, where it is not plain, in EDTF with its bounds."""
    text, said = record["date"], worded(record["date"])
    if text == said and is_one_of(text):
        return f"{text}  (one moment: {in_words(text)})"
    first, last = ((record[bound] or "")[:10] for bound in ("earliest", "latest"))
    plain = first == last or (len(text) == 7 and text[4] == "-") or is_one_of(text)
    edtf = [] if text == said or PLAIN.fullmatch(text) else [text]
    told = [*edtf, *([] if plain else [f"{first or '…'} to {last or '…'}"])]
    return f"{said}  ({', '.join(told)})" if told else said


def _zone(event: Event) -> str:
    """The time zone of an event, with what it was ahead of UTC then."""
    if not event.zone:
        return ""
    offsets = dict.fromkeys(offset_text(each) for each in event.date.offsets_of_beginning)
    return f"{event.zone} ({' or '.join(offsets)})"


def _people(codes: Sequence[str], names: dict[str, str]) -> str:
    return ", ".join(f"{names.get(code, code)} ({code})" for code in codes)


def _citation(citation: dict[str, Any], names: dict[str, str]) -> str:
    parts = [labelled(names.get(citation["source"], citation["source"]), citation["marking"])]
    parts += [part for part in (citation["locator"],) if part]
    text = ", ".join(parts) + (f"  [{citation['grade']}]" if citation["grade"] else "")
    text += f"  for its {citation['supports']}" if citation["supports"] else ""
    return text + (f"  “{citation['quotation']}”" if citation["quotation"] else "")
