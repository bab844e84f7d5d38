"""The options of every picture, and the saving of one, as commands that draw share them."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer

from tracker.commands.options import parser
from tracker.commands.session import Session
from tracker.commands.shared import SharedOptions, shared_option
from tracker.desk.draw import Draw
from tracker.model.picture import (
    DPI,
    LANGUAGES,
    LEAST_DPI,
    MOST_DPI,
    Palette,
    PictureArguments,
    Size,
    parse_choice,
)
from tracker.model.picture_files import check_picture_file, description_file

if TYPE_CHECKING:
    from tracker.model.picture import SavablePicture

PANEL = "Picture"
NAMED = {"language": "lang"}  # options that are called otherwise than what they set


@dataclass(frozen=True)
class PictureRequest:
    """The options of a picture as they were given.

    `options` are for a call on the desk; without an `output` a name is made; `alt` asks for the
    description in a file beside the picture, `force` to replace files that are there.
    """

    options: PictureArguments
    output: Path | None = None
    alt: bool = False
    force: bool = False

    @property
    def given(self) -> tuple[str, ...]:
        """The names of the options that have another value than they have when left out."""
        usual = {each.name: each.default for each in OPTIONS}
        values = {NAMED.get(name, name): value for name, value in self.options.items()}
        return tuple(
            name for name, value in {**values, "alt": self.alt}.items() if value != usual[name]
        )


def _parse_palette(text: str) -> Palette:
    return parse_choice(Palette, text, "theme")


def _option(
    name: str,
    metavar: str | None,
    help: str,  # noqa: A002  typer's name
    kind: Any = str,
    *short: str,
    default: Any = None,
    choices: tuple[str, ...] = (),
    **settings: Any,
) -> Parameter:
    """One option of a picture, completed in a shell where there are choices."""

    def complete(incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete.lower())]

    option = typer.Option(
        f"--{name}",
        *short,
        metavar=metavar,
        help=help,
        autocompletion=complete if choices else None,
        rich_help_panel=PANEL,
        **settings,
    )
    return shared_option(name, kind if default is not None else kind | None, option, default)


OPTIONS = (
    _option("output", "FILE", "Where it goes: .png, .svg or .pdf; else a free name here.",
            Path, "-o"),
    _option("title", "TEXT", "What stands above the picture."),
    _option("subtitle", "TEXT", 'A line under the title; "" leaves out what stands there.'),
    _option("caption", "TEXT", "A line or more under the chart."),
    _option("size", "SIZE", "How large: 180mm wide, 16x9cm, 1200x675px, a4, slide.",
            parser=parser("SIZE", Size.parse)),
    _option("dpi", "N", "Pixels an inch, for PNG, and of a size in px.", int,
            default=DPI, min=LEAST_DPI, max=MOST_DPI),
    _option("theme", "THEME", "light, dark, or print: white, for one ink.",
            default=Palette.LIGHT.value, choices=tuple(Palette),
            parser=parser("THEME", _parse_palette)),
    _option("font", "NAME", "A family of fonts on this machine, or a font's file."),
    _option("lang", "CODE", f"What the chart itself speaks: {', '.join(LANGUAGES)}.",
            default="en", choices=LANGUAGES),
    _option("notes", None, "List the sources as numbered notes under the chart.", bool,
            default=False),
    _option("alt", None, "Write what it shows in words into FILE.txt beside it, too.", bool,
            default=False),
    _option("force", None, "Replace FILE where it is there already.", bool, default=False),
)  # fmt: skip


def _request(given: dict[str, Any]) -> PictureRequest:
    output, alt, force = (given.pop(name) for name in ("output", "alt", "force"))
    for name, option in NAMED.items():
        given[name] = given.pop(option)
    return PictureRequest(cast("PictureArguments", given), output, alt, force)


PICTURE = SharedOptions("picture", OPTIONS, _request)


def save_picture(
    session: Session, request: PictureRequest, draw: "Callable[[], SavablePicture]"
) -> None:
    """Draw a picture, save it, print the name of its file, and say what belongs to it.

    The file is checked before anything is drawn.
    """
    if request.output is not None:
        check_picture_file(request.output)
        described = description_file(request.output)
        session.desk(Draw).refuse_to_overwrite(
            request.output, *([described] if request.alt else []), force=request.force
        )
    picture = draw()
    target = picture.save(request.output, force=request.force)
    for file in picture.files(target):
        session.wrote(file)
    if request.alt:
        session.wrote(picture.save_description(target, force=request.force))
    session.say(*picture.cautions, picture.conclusion, *picture.remarks)
