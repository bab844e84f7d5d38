"""Draw a page to explore the chronicle in."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.filters import (
    FilteredCommand,
    chosen_by,
    filters_said,
    say_what_is_left_out,
    selection_of,
)
from tracker.commands.options import session_of
from tracker.commands.pictures import check_folder, clean_title, free_name
from tracker.errors import InvalidInput, Refused

app = typer.Typer(rich_markup_mode="markdown")

SUFFIXES = (".html", ".htm")
MANY = 5_000  # events; beyond that a page is slow to open


class Theme(StrEnum):
    """How the page is coloured when it opens."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


@app.command(cls=FilteredCommand)
def report(
    ctx: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where it goes: .html; else a free name here."
        ),
    ] = None,
    title: Annotated[str, typer.Option(help="What stands above the page.")] = "",
    theme: Annotated[Theme, typer.Option(help="As the reader's system is set, or one.")] = (
        Theme.AUTO
    ),
) -> None:
    """Write one HTML file to explore: timeline with arrows, filters, evidence, accounts, chains.

    It holds all that it shows and asks nothing of the network, so it can go out by mail. Titles
    and quotations stay text, whatever they hold.

    Example: `tracker report --since 2016-09 -o crisis.html`
    """  # fmt: skip
    session = session_of(ctx)
    target = _checked(output)
    selection = selection_of(ctx)
    from tracker.store import chronicle

    found = chronicle.load(session.reading(), selection)
    if not found.events:
        raise Refused(
            f"No event fits{filters_said(ctx)}, so there is nothing to report; `tracker list` "
            "shows what there is."
        )
    if len(found.events) > MANY:
        session.say(f"{len(found.events):,} events make a slow page; filters make it smaller.")
    from tracker.charts.drawing import text_width
    from tracker.charts.page import page
    from tracker.charts.timeline import Plan, timeline
    from tracker.desk.ask.question import CAVEAT

    scene = timeline(found, text_width, plan=Plan(most_marks=len(found.events)))
    text = page(found, scene, clean_title(title), chosen_by(ctx), CAVEAT, str(theme))
    _write(target, text)
    print(target)
    session.say(
        f"Wrote {len(found.events):,} events and their evidence ({len(text) / 1e6:.1f} MB)."
    )
    say_what_is_left_out(session, selection)


def _checked(output: Path | None) -> Path:
    """Where the page goes, checked before anything is made."""
    if output is None:
        return free_name("report", SUFFIXES[0])
    if output.suffix.lower() not in SUFFIXES:
        raise InvalidInput(f"{output}: a report ends in {' or '.join(SUFFIXES)}.")
    check_folder(output)
    return output


def _write(target: Path, text: str) -> None:
    """Write the whole file or none."""
    building = target.with_name(f".{target.name}.part")
    try:
        building.write_text(text, encoding="utf-8")
        building.replace(target)
    except OSError as error:
        raise InvalidInput(
            f"{target} cannot be written: {error.strerror}. Choose another place with -o."
        ) from error
    finally:
        building.unlink(missing_ok=True)
