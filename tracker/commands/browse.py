"""Browse: lists, one event whole, full-text search, and the log of changes."""

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.commands.filters import ListCommand, filters_of, say_what_is_left_out, selection_of
from tracker.commands.options import (
    DATE,
    DeskCommand,
    EventArgument,
    FormatOption,
    session_of,
)
from tracker.config import Format
from tracker.errors import InvalidInput
from tracker.model.dates import EventDate
from tracker.model.selection import Sort
from tracker.output.rendering import HANDLE, Column

if TYPE_CHECKING:
    from tracker.session import Session

app = typer.Typer(rich_markup_mode="markdown")

MOST = 1_000_000
LimitOption = Annotated[
    int | None, typer.Option("--limit", "-n", min=1, max=MOST, help="At most so many.")
]


@app.command("list", cls=ListCommand)
def list_events(
    ctx: typer.Context,
    limit: LimitOption = None,
    sort: Annotated[Sort, typer.Option(help="What comes first.")] = Sort.DATE,
    handles: Annotated[bool, typer.Option("--handles", help="Show the handles too.")] = False,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """List events, in order of time.

    Example: `tracker list --actor Moscow --since 2016-10 --min-intensity 7`

    Example: `tracker list --known-by 2016-10-07 --min-grade B2`
    """
    session = session_of(ctx)
    answer = session.desk.list(sort=sort, limit=limit, **filters_of(ctx))
    session.show(answer, format, (HANDLE,) if handles else ())


@app.command(cls=DeskCommand)
def show(ctx: typer.Context, event: EventArgument, format: FormatOption = None) -> None:  # noqa: A002
    """Show one event whole: its coding, its sources with their grades, its causes and effects.

    Example: `tracker show pmda-suspended`
    """
    from tracker.analysis.independence import independent_sources
    from tracker.output.reading import print_event, signed
    from tracker.output.records import EVENT_COLUMNS, event_record, link_record
    from tracker.output.rendering import show as show_rows
    from tracker.output.rendering import write_json
    from tracker.store import events, links, listing

    session = session_of(ctx)
    db = session.reading()
    found = events.get(db, events.resolve(db, event))
    claims = links.touching(db, found.id)
    ends = {
        each.id: each
        for each in events.fetch(db, {end for link in claims for end in (link.cause, link.effect)})
    }
    sources = listing.sources(db)
    record = event_record(found, sources)
    record["independent_sources"] = independent_sources(
        {citation.source for citation in found.citations}, sources
    )
    others = [ends[link.effect if link.cause == found.id else link.cause] for link in claims]
    record["links"] = [
        {
            **link_record(link, ends, sources),
            "other": other.handle,
            "other_status": other.status.value,
        }
        for link, other in zip(claims, others, strict=True)
    ]
    style = session.format(format)
    if style is Format.JSON:
        write_json(record)
    elif style is not Format.TABLE:
        show_rows([record], EVENT_COLUMNS, style)
    else:
        coded = found.type
        near = f", CAMEO {coded.cameo}" if coded.cameo else ""
        quad = f", {coded.quad.label}" if coded.quad else ""
        whose = "its own" if found.own_intensity is not None else "Goldstein value of the type"
        value = found.intensity
        record["intensity_note"] = "" if value is None else f"{signed(value)} ({whose})"
        names = {actor.code: actor.name for actor in (*found.by, *found.to)}
        names |= {code: source.title for code, source in sources.items()}
        print_event(record, f"{coded.label} ({coded.code}{near}{quad})", names, record["links"])


@app.command(cls=ListCommand, context_settings={"ignore_unknown_options": True})
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help='Words; "a phrase", begin*, -without.')],
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=MOST, help="At most so many.")
    ] = 20,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Search titles, summaries and places, best match first; word forms are folded.

    Example: `tracker search missiles`
    """
    from rich.text import Text

    from tracker.output.records import event_record
    from tracker.output.rendering import show as show_rows
    from tracker.store import listing
    from tracker.store.search import CLOSE, OPEN
    from tracker.store.search import search as find

    session = session_of(ctx)
    style = session.format(format)

    def marked(text: str) -> Text:
        lit = Text()
        for piece in text.replace(CLOSE, f"{CLOSE}\0").replace(OPEN, f"\0{OPEN}").split("\0"):
            hit = piece.startswith(OPEN)
            lit.append(piece.strip(OPEN + CLOSE), style="bold reverse" if hit else "")
        return lit

    records = []
    sources = listing.sources(session.reading())
    selection = selection_of(ctx)
    for match in find(session.reading(), " ".join(words), limit, selection):
        record = event_record(match.event, sources)
        for key, text in (("title", match.title), ("passage", match.passage)):
            plain = text.replace(OPEN, "").replace(CLOSE, "")
            record[key] = marked(text) if style is Format.TABLE else plain
        records.append(record)
    columns = (
        Column("id", "#", "right", style="dim"),
        Column("date", "date"),
        Column("title", "title", wrap=True),
        Column("passage", "passage", wrap=True),
    )
    show_rows(records, columns, style, "Nothing found; try fewer words, or part of one: missil*.")
    say_what_is_left_out(session, selection)


@app.command(cls=DeskCommand)
def log(
    ctx: typer.Context,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=MOST, help="At most so many.")
    ] = 20,
    rows: Annotated[
        bool, typer.Option("--rows", help="Show every changed row, old and new.")
    ] = False,
    as_of: Annotated[
        EventDate | None,
        typer.Option(
            "--as-of",
            metavar="TIME",
            click_type=DATE,
            help="Show the events as we had recorded them by then: a day, or 2016-10-07T12:00 UTC.",
        ),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show who changed what and when, newest first.

    Example: `tracker log --rows -n 3`

    Example: `tracker log --as-of yesterday`
    """
    from tracker.output.history import CHANGE_COLUMNS, ENTRY_COLUMNS, change_records, entry_record
    from tracker.output.rendering import show as show_rows
    from tracker.store import history

    session = session_of(ctx)
    if as_of is not None and rows:
        raise InvalidInput("--as-of shows events and --rows changes; give one of the two.")
    if as_of is not None:
        _show_as_of(session, as_of, session.format(format))
        return
    found = history.entries(session.reading(), limit)
    records = change_records(found) if rows else [entry_record(entry) for entry in found]
    columns = CHANGE_COLUMNS if rows else ENTRY_COLUMNS
    show_rows(records, columns, session.format(format), "Nothing has been recorded yet.")


def _show_as_of(session: "Session", time: EventDate, style: Format) -> None:
    """The events as they were recorded by a time, and how much there is by now."""
    from tracker.output.records import EVENT_COLUMNS, event_record
    from tracker.output.rendering import show as show_rows
    from tracker.store import chronicle, history

    if time.latest is None:
        raise InvalidInput(f"--as-of {time} has no end; name a day or a moment.")
    now = chronicle.load(session.reading())
    past = history.as_of(session.reading(), f"{time.latest.isoformat()}Z")
    then = chronicle.load(past)
    past.close()
    records = [event_record(event, then.sources) for event in then.events.values()]
    show_rows(records, EVENT_COLUMNS, style, f"Nothing had been recorded by {time}.")
    kept = sum(then.events.get(number) == event for number, event in now.events.items())
    session.say(
        f"By {time}: {len(then.events)} events and {len(then.links) + len(then.denials)} links, "
        f"claimed or denied; now {len(now.events)} and {len(now.links) + len(now.denials)}, "
        f"{kept} of the events as they were then."
    )
