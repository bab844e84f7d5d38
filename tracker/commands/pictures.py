"""The options of every picture, and the saving of one, as commands that draw share them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer
from typer._click import Context, Parameter
from typer._click.types import IntRange, ParamType, convert_type
from typer.core import TyperOption
from typer.main import get_param_completion

from tracker.commands.filters import FilteredCommand, filters_of
from tracker.commands.options import Parsed, session_of
from tracker.model.picture import (
    DPI,
    LANGUAGES,
    LEAST_DPI,
    MOST_DPI,
    Palette,
    PictureArguments,
    Size,
    check_picture_file,
    parse_choice,
)

if TYPE_CHECKING:
    from tracker.model.picture import ChartArguments, SavablePicture

PANEL = "Picture"
META = "tracker.picture."


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
    return parse_choice(Palette, text, "theme")


OPTIONS = (
    PictureOption("output", "FILE", "Where it goes: .png, .svg or .pdf; else a free name here.",
                  Path, short="-o"),
    PictureOption("title", "TEXT", "What stands above the picture."),
    PictureOption("subtitle", "TEXT", "A line under the title."),
    PictureOption("caption", "TEXT", "A line or more under the chart."),
    PictureOption("size", "SIZE", "How large: 180mm wide, 16x9cm, 1200x675px, a4, slide.",
                  Parsed("SIZE", Size.parse)),
    PictureOption("dpi", "N", "Pixels an inch, for PNG, and of a size in px.",
                  IntRange(LEAST_DPI, MOST_DPI), DPI),
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


def picture_arguments(ctx: typer.Context) -> "ChartArguments":
    """The options of a picture and the filters as they were given, for a call on the desk."""
    given: Any = {each.name: ctx.meta.get(f"{META}{each.name}") for each in OPTIONS}
    given["language"] = given.pop("lang")
    own = {name: value for name, value in given.items() if name in PictureArguments.__annotations__}
    return cast("ChartArguments", {**own, **filters_of(ctx)})


def output_of(ctx: typer.Context) -> Path | None:
    """The file that a picture shall go to, where one is named."""
    output: Path | None = ctx.meta.get(f"{META}output")
    return output


def save_picture(ctx: typer.Context, draw: "Callable[[], SavablePicture]") -> None:
    """Draw a picture, save it, print the name of its file, and say what belongs to it.

    The file is checked before anything is drawn.
    """
    output, session = output_of(ctx), session_of(ctx)
    if output is not None:
        check_picture_file(output)
    picture = draw()
    target = picture.save(output)
    print(target)
    if ctx.meta.get(f"{META}alt"):
        print(picture.save_description(target))
    session.say(*picture.cautions, picture.conclusion, *picture.remarks)
