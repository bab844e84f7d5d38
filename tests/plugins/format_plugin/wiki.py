"""An export to wiki markup: a table row for each event."""

from collections.abc import Iterator

from tracker.formats import omissions
from tracker.formats.file_format import FileFormat
from tracker.model.chronicle import Chronicle


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write the dates and titles of the events.

    >>> list(write(Chronicle()))
    ['{|', '|}']
    """
    yield "{|"
    for event in chronicle.events.values():
        yield f"|- \n| {event.date.text} || {event.title}"
    yield "|}"


FORMAT = FileFormat(
    "wiki",
    "dates and titles as wiki markup",
    (".wiki",),
    omits=omissions.all_except(),
    write=write,
)
