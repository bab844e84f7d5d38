"""What commands that draw share: where a picture goes, what stands above it, how it is saved."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.charts.palettes import Palette
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from tracker.charts.scene import Scene
    from tracker.model.chronicle import Chronicle
    from tracker.session import Session

WIDEST = 160  # columns; a wider line is hard to follow

TitleOption = Annotated[str, typer.Option("--title", help="What stands above the picture.")]
DpiOption = Annotated[int, typer.Option(min=36, max=1200, help="Pixels an inch, for PNG.")]


SubtitleOption = Annotated[str, typer.Option("--subtitle", help="A line under the title.")]
CaptionOption = Annotated[str, typer.Option("--caption", help="A line or more under the chart.")]
PaletteOption = Annotated[
    Palette, typer.Option("--theme", help="light, dark, or print: white, for one ink.")
]
NotesOption = Annotated[
    bool, typer.Option("--notes", help="List the sources as numbered notes under the chart.")
]
AltOption = Annotated[
    bool, typer.Option("--alt", help="Write what it shows in words into FILE.txt beside it, too.")
]


class Source(StrEnum):
    """What a chart is printed as, where it is no picture."""

    TEXT = "text"
    MERMAID = "mermaid"
    DOT = "dot"


SourceOption = Annotated[
    Source | None,
    typer.Option(
        "--format", "-f", help="Print it to stdout instead: with letters, or as a diagram's source."
    ),
]


def refuse_both(output: Path | None, source: Source | None) -> None:
    """Refuse a picture and a source at once."""
    if output is not None and source is not None:
        raise InvalidInput("--format prints to standard output and -o draws a file; give one.")


def print_source(
    chronicle: "Chronicle", source: Source, title: str = "", over_time: bool = False
) -> None:
    """Print a chart with letters, or as the source of a diagram."""
    if source is Source.TEXT:
        _print_text(chronicle, title)
        return
    from tracker.formats import diagrams

    if source is Source.DOT:
        lines = diagrams.write_dot(chronicle)
    elif over_time:
        lines = diagrams.write_mermaid_timeline(chronicle, title)
    else:
        lines = diagrams.write_mermaid(chronicle)
    for line in lines:
        print(line)


def _print_text(chronicle: "Chronicle", title: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from tracker.charts.textual import text_timeline
    from tracker.output.rendering import console

    out = console()
    chart = text_timeline(chronicle, min(out.width, WIDEST))
    if title:
        out.print(Text(title, style="bold"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(no_wrap=True)
    table.add_column()
    for row in chart.rows:
        track = Text(row.track, style="dim")
        track.stylize(f"not dim {row.colour}", row.sign, row.sign + 1)
        table.add_row(row.date, track, Text(row.said))
    for line in chart.axis:
        table.add_row("", Text(line, style="dim"), "")
    out.print(table)
    out.print(Text(chart.key, style="dim"))


def checked_target(output: Path | None, stem: str) -> Path:
    """Where the picture goes, checked before anything is drawn."""
    from tracker.charts.scene import checked_suffix

    if output is None:
        return _free_name(stem)
    checked_suffix(output)
    if not output.absolute().parent.is_dir():
        raise InvalidInput(f"There is no folder {output.parent}; make it first.")
    return output


def _free_name(stem: str) -> Path:
    """`timeline.png`, or with the first number behind it that no file has yet."""
    target, count = Path(f"{stem}.png"), 1
    while target.exists():
        count += 1
        target = Path(f"{stem}-{count}.png")
    return target


def clean_title(title: str) -> str:
    """A title as it may stand above a picture; none stays none."""
    from tracker.model.text import clean_line

    return clean_line(title, "title") if title else ""


@dataclass(frozen=True)
class Dress:
    """What is asked for around a chart."""

    subtitle: str = ""
    caption: str = ""
    palette: Palette = Palette.LIGHT
    notes: bool = False
    alt: bool = False


def save_scene(
    session: "Session",
    scene: "Scene",
    target: Path,
    dpi: int,
    dress: Dress = Dress(),
    drawn: "Chronicle | None" = None,
) -> None:
    """Draw a scene to a file, print its name and say what was drawn.

    `drawn` is what it shows, for its description and its notes.
    """
    from dataclasses import replace

    from tracker.charts.drawing import save, text_width, without_glyph
    from tracker.charts.dressing import recoloured, with_text
    from tracker.charts.wording import alt_text, numbered_sources

    notes = numbered_sources(drawn)[1] if dress.notes and drawn is not None else ()
    subtitle, caption = clean_title(dress.subtitle), clean_title(dress.caption)
    scene = with_text(scene, text_width, subtitle, caption, notes)
    scene = recoloured(scene, dress.palette)
    if drawn is not None:
        scene = replace(scene, description=alt_text(drawn, scene.title))
    save(scene, target, dpi)
    print(target)
    if dress.alt:
        beside = target.with_name(f"{target.name}.txt")
        try:
            beside.write_text(scene.description + "\n", encoding="utf-8")
        except OSError as error:
            raise InvalidInput(f"{beside} cannot be written: {error.strerror}.") from None
        print(beside)
    if missing := without_glyph(scene):
        session.say(
            f"Note: no font on this machine has {missing[:20]}, drawn as boxes; "
            "a Noto font that covers the script mends that."
        )
    inches = f"{scene.width / 72:.1f} × {scene.height / 72:.1f} in"
    session.say(f"Drew {scene.title} ({inches}).")
