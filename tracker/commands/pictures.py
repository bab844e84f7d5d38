"""What commands that draw share: the options of every picture, and how one is saved."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer._click import Context, Parameter
from typer._click.types import IntRange, ParamType, convert_type
from typer.core import TyperOption
from typer.main import get_param_completion

from tracker.charts.style.palettes import Palette
from tracker.commands.filters import FilteredCommand
from tracker.commands.options import Parsed
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from tracker.charts.scene import Measure, Scene
    from tracker.charts.words.language import Language
    from tracker.commands.session import Session
    from tracker.model.chronicle import Chronicle

PANEL = "Picture"
META = "tracker.picture."
LANGUAGES = ("en", "de", "es", "fr", "ru", "uk", "zh")  # a test holds them to languages.toml
DPI = 150


def _parse_size(text: str) -> Any:
    from tracker.charts.style.size import Size

    return Size.parse(text)


@dataclass(frozen=True, slots=True)
class PictureOption:
    """One option that every command that draws a picture has."""

    name: str
    metavar: str
    help: str
    type: ParamType | type = str
    default: Any = None
    flag: bool = False
    short: str | None = None
    choices: tuple[str, ...] = ()

    def option(self) -> TyperOption:
        """The option as typer knows it; its value goes into the context, not to the function."""
        return TyperOption(
            param_decls=[f"--{self.name}", *([self.short] if self.short else []), self.name],
            type=None if self.flag else convert_type(self.type),
            is_flag=self.flag or None,
            default=False if self.flag else self.default,
            show_default=self.default is not None,
            metavar=None if self.flag else self.metavar,
            help=self.help,
            callback=_keep,
            expose_value=False,
            autocompletion=get_param_completion(self._complete if self.choices else None),
            rich_help_panel=PANEL,
        )

    def _complete(self, incomplete: str) -> list[str]:
        return [choice for choice in self.choices if choice.startswith(incomplete.lower())]


def _keep(ctx: Context, param: Parameter, value: Any) -> None:
    ctx.meta[f"{META}{param.name}"] = value


def _parse_palette(text: str) -> Palette:
    if text.lower() not in list(Palette):
        raise InvalidInput(f"There is no theme {text[:40]}; choose {', '.join(Palette)}.")
    return Palette(text.lower())


OPTIONS = (
    PictureOption("output", "FILE", "Where it goes: .png, .svg or .pdf; else a free name here.",
                  Path, short="-o"),
    PictureOption("title", "TEXT", "What stands above the picture."),
    PictureOption("subtitle", "TEXT", "A line under the title."),
    PictureOption("caption", "TEXT", "A line or more under the chart."),
    PictureOption("size", "SIZE", "How large: 180mm wide, 16x9cm, 1200x675px, a4, slide.",
                  Parsed("SIZE", _parse_size)),
    PictureOption("dpi", "N", "Pixels an inch, for PNG, and of a size in px.", IntRange(36, 1200),
                  DPI),
    PictureOption("theme", "THEME", "light, dark, or print: white, for one ink.",
                  Parsed("THEME", _parse_palette), Palette.LIGHT.value,
                  choices=tuple(Palette)),
    PictureOption("font", "NAME", "A family of fonts on this machine, or a font's file."),
    PictureOption("lang", "CODE", f"What the chart itself speaks: {', '.join(LANGUAGES)}.",
                  default="en", choices=LANGUAGES),
    PictureOption("notes", "", "List the sources as numbered notes under the chart.", flag=True),
    PictureOption("alt", "", "Write what it shows in words into FILE.txt beside it, too.",
                  flag=True),
)  # fmt: skip


class PictureCommand(FilteredCommand):
    """A command that draws some of the events and links."""

    def common_options(self) -> list[TyperOption]:
        """Those of a picture before the filters."""
        return [*(each.option() for each in OPTIONS), *super().common_options()]


class ComparingPicture(PictureCommand):
    """A command that draws, and is told apart from filters whose accounts it is about."""

    left_out = frozenset({"account"})


@dataclass(frozen=True)
class Picture:
    """What is asked of a picture, whatever it shows."""

    output: Path | None
    title: str
    subtitle: str
    caption: str
    size: Any
    dpi: int
    palette: Palette
    font: str
    lang: str
    notes: bool
    alt: bool

    @property
    def language(self) -> "Language":
        """What the chart speaks; an error names those that it can."""
        from tracker.charts.words.language import language_of

        return language_of(self.lang)

    @property
    def measure(self) -> "Measure":
        """How wide texts are in its font; an error says that there is no such font."""
        from tracker.charts.drawing import measure_in

        return measure_in(self.font)

    def behind(self, chronicle: "Chronicle") -> dict[int, str] | None:
        """The numbers of the notes that stand behind each event's date; None without notes."""
        from tracker.charts.words.wording import numbered_sources

        return numbered_sources(chronicle)[0] if self.notes else None


def picture_of(ctx: typer.Context) -> Picture:
    """The options of a picture as they were given."""
    given = {each.name: ctx.meta.get(f"{META}{each.name}") for each in OPTIONS}
    return Picture(
        output=given["output"],
        title=clean_title(given["title"]),
        subtitle=clean_title(given["subtitle"]),
        caption=clean_title(given["caption"]),
        size=given["size"],
        dpi=given["dpi"] or DPI,
        palette=given["theme"] or Palette.LIGHT,
        font=given["font"] or "",
        lang=given["lang"] or "en",
        notes=bool(given["notes"]),
        alt=bool(given["alt"]),
    )


def clean_title(title: str | None) -> str:
    """A title as it may stand above a picture; none stays none."""
    from tracker.model.text import clean_line

    return clean_line(title, "title") if title else ""


def checked_target(output: Path | None, stem: str) -> Path:
    """Where the picture goes, checked before anything is drawn."""
    from tracker.charts.scene import checked_suffix

    if output is None:
        return free_name(stem)
    checked_suffix(output)
    check_folder(output)
    return output


def check_folder(output: Path) -> None:
    """Refuse a file in a folder that is not there."""
    if not output.absolute().parent.is_dir():
        raise InvalidInput(f"There is no folder {output.parent}; make it first.")


def free_name(stem: str, suffix: str = ".png") -> Path:
    """`timeline.png`, or with the first number behind it that no file has yet."""
    target, count = Path(f"{stem}{suffix}"), 1
    while target.exists():
        count += 1
        target = Path(f"{stem}-{count}{suffix}")
    return target


def save_picture(
    session: "Session",
    picture: Picture,
    target: Path,
    lay_out: "Callable[[float | None], Scene]",
    drawn: "Chronicle",
) -> None:
    """Lay a chart out at the size asked for, draw it to a file, print its name, say what it is.

    `lay_out` makes the scene for a width in points, or for its own width; `drawn` is what it
    shows, for its description and its notes.
    """
    from dataclasses import replace

    from tracker.charts.drawing import find_new_fonts, save, without_glyph
    from tracker.charts.style.dressing import recoloured, with_text
    from tracker.charts.style.size import sized
    from tracker.charts.words.wording import alt_text, numbered_sources

    notes = numbered_sources(drawn)[1] if picture.notes else ()
    measure = picture.measure

    def dressed(width: float | None) -> "Scene":
        return with_text(lay_out(width), measure, picture.subtitle, picture.caption, notes)

    scene = sized(dressed, picture.size, picture.dpi)
    if without_glyph(scene) and find_new_fonts():
        scene = sized(dressed, picture.size, picture.dpi)
    scene = recoloured(scene, picture.palette)
    description = alt_text(drawn, scene.title)
    scene = replace(
        scene, description=description, font=picture.font, language=picture.language.code
    )
    save(scene, target, picture.dpi)
    print(target)
    if picture.alt:
        beside = target.with_name(f"{target.name}.txt")
        try:
            beside.write_text(scene.description + "\n", encoding="utf-8")
        except OSError as error:
            raise InvalidInput(f"{beside} cannot be written: {error.strerror}.") from None
        print(beside)
    if missing := without_glyph(scene):
        session.say(
            f"Note: no font on this machine has {missing[:20]}, drawn as boxes; "
            "a Noto font that covers the script mends that, or --font with a font's file."
        )
    inches = f"{scene.width / 72:.1f} × {scene.height / 72:.1f} in"
    session.say(f"Drew {scene.title} ({inches}).")
