"""What commands that draw share: where a picture goes, what stands above it, how it is saved."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from tracker.charts.scene import Scene
    from tracker.session import Session

TitleOption = Annotated[str, typer.Option("--title", help="What stands above the picture.")]
DpiOption = Annotated[int, typer.Option(min=36, max=1200, help="Pixels an inch, for PNG.")]


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


def save_scene(session: "Session", scene: "Scene", target: Path, dpi: int) -> None:
    """Draw a scene to a file, print its name and say what was drawn."""
    from tracker.charts.drawing import save, without_glyph

    save(scene, target, dpi)
    print(target)
    if missing := without_glyph(scene):
        session.say(
            f"Note: no font on this machine has {missing[:20]}, drawn as boxes; "
            "a Noto font that covers the script mends that."
        )
    inches = f"{scene.width / 72:.1f} × {scene.height / 72:.1f} in"
    session.say(f"Drew {scene.title} ({inches}).")
