"""The floor: the least a typer program can do to store one row with sqlite3."""

from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def add(
    title: str,
    db: Annotated[str, typer.Option()],
    on: Annotated[str, typer.Option()],
    by: Annotated[str, typer.Option()],
    to: Annotated[str, typer.Option()],
    type: Annotated[str, typer.Option()],  # noqa: A002
) -> None:
    """Store one row."""
    import sqlite3

    connection = sqlite3.connect(db)
    connection.execute("CREATE TABLE IF NOT EXISTS events (title, date, by, [to], type)")
    connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", (title, on, by, to, type))
    connection.commit()


app()
