"""List the formats of files."""

import typer

from tracker.commands.options import DeskCommand, FormatOption, session_of

app = typer.Typer(rich_markup_mode="markdown")


@app.command("formats", cls=DeskCommand)
def list_formats(ctx: typer.Context, format: FormatOption = None) -> None:  # noqa: A002
    """List the formats of files: which are written and read, what each keeps and loses.

    Example: `tracker formats --format markdown`
    """
    from tracker.formats.registry import FORMATS
    from tracker.output.rendering import Column, show

    columns = (
        Column("name", "format"),
        Column("suffixes", "files", wrap=True),
        Column("ways", "ways"),
        Column("keeps", "keeps", wrap=True),
        Column("loses", "loses", wrap=True),
    )
    records = [
        {
            "name": each.name,
            "suffixes": " ".join(each.suffixes),
            "ways": " and ".join(
                way for way, there in (("in", each.is_read), ("out", each.write)) if there
            ),
            "keeps": each.keeps,
            "loses": ", ".join(each.loses) or each.unread,
        }
        for each in FORMATS
    ]
    show(records, columns, session_of(ctx).format(format))
