"""Draft events from articles, and review the drafts at a terminal."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.options import FormatOption, read_date
from tracker.commands.prompting import ask as ask_person
from tracker.commands.record.editing import edit_until
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.drafting import Drafting
from tracker.errors import TrackerError
from tracker.model.dates import EventDate
from tracker.model.drafting import WaitingDraft
from tracker.output.progress import progress_bars

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command()
def draft(
    session: Session,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILES",
            help="Text, HTML, PDF, .docx or .eml; folders, patterns; - is standard input.",
        ),
    ],
    source: Annotated[
        str | None,
        typer.Option(help="What the text is cited as; else its title, or the name of its file."),
    ] = None,
    published: Annotated[
        EventDate | None,
        typer.Option(
            metavar="DATE",
            parser=read_date,
            help="The day on which it appeared: `yesterday` and `Monday` are counted from it.",
        ),
    ] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Draft events from articles in English, for `tracker review`.

    A draft is a proposal: nothing counts until you accept it. Each has its sentence word for word,
    and says by which rule each field came; what the text does not say is left empty. `tracker types
    cues` lists the words by which events are found. No model and no network take part.

    Example: `tracker draft editorial.txt --published 2016-10-15 --source "The National, editorial"`

    Example: `tracker draft reports/*.pdf`
    """  # fmt: skip
    with progress_bars() as progress:
        found = session.desk(Drafting).draft(
            files, source=source, published=published, author=author, publisher=publisher,
            url=url, progress=progress,
        )  # fmt: skip
    session.show(found, format)


def reviewed(session: Session, waiting: WaitingDraft) -> bool:
    """Ask of one draft and do what is said; whether to go on."""
    desk = session.desk(Drafting)
    session.say("", *desk.told_draft(waiting))
    number = waiting.number
    while True:
        said = ask_person(
            "Accept, change, refuse or merge with an event (a/c/r/m; Enter: later, q: end)"
        ).casefold()
        if said in ("q", "quit", ""):
            return said == ""
        try:
            if said in ("a", "accept"):
                session.confirm(desk.accept_draft(number))
            elif said in ("r", "refuse"):
                session.confirm(desk.refuse_draft(number))
            elif said in ("c", "change"):
                change(session, number)
            elif said in ("m", "merge"):
                proposed = waiting.alike[0] if waiting.alike else ""
                hint = f" [{proposed}]" if proposed else ""
                session.confirm(
                    desk.merge_draft(number, ask_person(f"With which event{hint}") or proposed)
                )
            else:
                continue
        except TrackerError as error:
            session.say(str(error))
            continue
        return True


def change(session: Session, number: int) -> None:
    """Open the event of a draft in the person's editor, and record it as it comes back."""
    desk = session.desk(Drafting)
    edit_until(session, desk.draft_text(number), lambda text: _taken(session, number, text))


def _taken(session: Session, number: int, text: str) -> None:
    session.confirm(session.desk(Drafting).accept_text(number, text))
