"""A console of rich on which text is inert, and told from the colours around it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from tracker.model.inert import active, inert, is_inert, spelled

if TYPE_CHECKING:
    from rich.console import ConsoleOptions, RenderableType


class InertConsole(Console):
    """Makes text inert before it is broken into lines, and again whatever came another way."""

    def render(
        self, renderable: "RenderableType", options: "ConsoleOptions | None" = None
    ) -> "Iterable[Segment]":
        """The segments of a renderable, their text inert."""
        if isinstance(renderable, Text) and not is_inert(renderable.plain):
            renderable = inert_text(renderable)
        for segment in super().render(renderable, options):
            if segment.control or is_inert(segment.text):
                yield segment
            else:
                yield Segment(inert(segment.text), segment.style)


def inert_text(text: Text) -> Text:
    """A styled text spelled out where it acts without being seen, its styles kept."""
    made = Text(
        style=text.style, justify=text.justify, overflow=text.overflow, no_wrap=text.no_wrap,
        end=text.end, tab_size=text.tab_size,
    )  # fmt: skip
    plain = text.plain
    moved: list[tuple[int, int]] = []  # where a character is spelled out, and by how much longer
    for found in active().finditer(plain):
        moved.append((found.end(), len(spelled(found)) - 1))
    made.append(inert(plain))

    def place(here: int) -> int:
        return here + sum(more for end, more in moved if end <= here)

    for start, end, style in text.spans:
        made.stylize(style, place(start), place(end))
    return made
