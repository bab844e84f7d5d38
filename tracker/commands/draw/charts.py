"""Draw: the charts that take little but the options of every picture."""

from datetime import timedelta
from typing import Annotated, Any

import typer

from tracker.commands.archived import ARCHIVED
from tracker.commands.filters import FILTERS
from tracker.commands.options import complete_actor, read_gap
from tracker.commands.pictures import PICTURE, PictureRequest, save_picture
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.draw import Draw
from tracker.errors import InvalidInput
from tracker.model.selection import Filters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(PICTURE, FILTERS)
def ladder(
    session: Session,
    picture: PictureRequest,
    filters: Filters,
    sides: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ACTOR]...",
            help="Whose acts, up to four; else the two that act most upon one another.",
            autocompletion=complete_actor,
        ),
    ] = None,
    whole: Annotated[
        bool,
        typer.Option("--all", help="What they did to others, too, not only to one another."),
    ] = False,
) -> None:
    """Draw each act of a side on the rung of what it did, from cooperation to war.

    The rungs are the hostility levels of the Correlates of War: threat, display and use of force,
    war; below them other hostile acts, what is neutral, and cooperation. What is not coded is left
    out and counted. An act of a day is a stem on that day, one that lasts a bar as long as it
    lasted, one of some time within a band. Of several sides it has what they did to one another.
    What did not happen is drawn only where --status names it.

    Example: `tracker ladder RUS USA --since 2016-09 -o ladder.png`
    """
    desk = session.desk(Draw)
    save_picture(
        session, picture,
        lambda: desk.ladder(*sides or (), whole=whole, **picture.options, **filters),
    )  # fmt: skip


@app.command()
@desk_command(PICTURE, ARCHIVED, FILTERS)
def tension(
    session: Session,
    picture: PictureRequest,
    archived: dict[str, Any],
    filters: Filters,
    first: Annotated[
        str | None,
        typer.Argument(metavar="[A]", help="One side.", autocompletion=complete_actor),
    ] = None,
    last: Annotated[
        str | None,
        typer.Argument(
            metavar="[B]",
            help="The other; without the two, those that act most upon one another.",
            autocompletion=complete_actor,
        ),
    ] = None,
    half_life: Annotated[
        timedelta,
        typer.Option(
            "--half-life",
            metavar="TIME",
            parser=read_gap,
            help="After how long half of an act is left: 36h, 7d, 2w, 3m, 1y.",
        ),
    ] = "30d",  # type: ignore[assignment]
) -> None:
    """Draw how tense it was between two sides: curves that step up with acts and fade with time.

    What A did to B stands above what B did to A, on one scale and an unbroken axis. Hostile acts
    rise and cooperative ones hang below, never netted; an act of several days is spread over them.
    The acts that made the highest steps are named. What did not happen counts only where --status
    names it. `tracker dyads A B --by day` lists the sums of each day.

    Example: `tracker tension RUS USA --half-life 14d -o tension.png`
    """
    desk = session.desk(Draw)
    save_picture(
        session, picture,
        lambda: desk.tension(
            first, last, half_life=half_life, **archived, **picture.options, **filters
        ),
    )  # fmt: skip


@app.command()
@desk_command(PICTURE, ARCHIVED, FILTERS)
def matrix(
    session: Session, picture: PictureRequest, archived: dict[str, Any], filters: Filters
) -> None:
    """Draw who acts upon whom, how often, in which way and how intensely.

    A row for each who acts, a column for each acted upon; a joint act counts for each pair. A cell
    has the sum of hostile intensities and that of cooperative ones; `tracker dyads` lists them.

    Example: `tracker matrix --since 2016-09 -o who-to-whom.png`

    Example: `tracker matrix --archive feeds --since 2018 -o year.svg`
    """
    desk = session.desk(Draw)
    save_picture(session, picture, lambda: desk.matrix(**archived, **picture.options, **filters))


@app.command()
@desk_command(PICTURE, ARCHIVED, FILTERS)
def calendar(
    session: Session, picture: PictureRequest, archived: dict[str, Any], filters: Filters
) -> None:
    """Draw how many events fall on each day; over decades, in each month.

    The darker a day, the more events; its sign is the class of the most intense one. An event of
    imprecise date is on no day but a line under those that it may be of.

    Example: `tracker calendar --since 2016-09 -o autumn.svg`
    """
    desk = session.desk(Draw)
    save_picture(session, picture, lambda: desk.calendar(**archived, **picture.options, **filters))


@app.command("map")
@desk_command(PICTURE, FILTERS)
def map_command(
    session: Session,
    picture: PictureRequest,
    filters: Filters,
    labels: Annotated[
        str | None,
        typer.Option("--labels", metavar="N", help="How many places are named; all for all."),
    ] = None,
) -> None:
    """Draw where events happened, on coastlines and borders.

    At each place there is a mark for each class of events, whose area is how many they are; it is
    hollow where a feed says that it knows the place only roughly. Up to forty events have numbers
    and are listed; of more, the places with most events are named. Events without coordinates are
    counted. Contested borders are dashed.

    Example: `tracker map --since 2016-09 -o where.svg`

    Example: `tracker map --near Aleppo --within 50km --size 180mm -o around-aleppo.pdf`
    """
    desk = session.desk(Draw)
    save_picture(session, picture, lambda: desk.map(labels=labels, **picture.options, **filters))


@app.command()
@desk_command(PICTURE, FILTERS)
def draw(
    session: Session,
    picture: PictureRequest,
    filters: Filters,
    chart: Annotated[
        str, typer.Argument(metavar="CHART", help="Its name: ours, or as its package says.")
    ],
    options: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="An option of the chart; repeatable."),
    ] = None,
) -> None:
    """Draw a chart by its name, one that another package adds too.

    Example: `tracker draw matrix --since 2016-09 -o who-to-whom.svg`

    Example: `tracker draw strip --set unit=week -o strip.png`
    """
    own = dict(_parted(each) for each in options or ())
    desk = session.desk(Draw)
    asked: dict[str, Any] = {**own, **picture.options, **filters}
    save_picture(session, picture, lambda: desk.draw(chart, **asked))


def _parted(option: str) -> tuple[str, str]:
    key, separator, value = option.partition("=")
    if not separator or not key.strip():
        raise InvalidInput(f"--set {option[:60]} sets nothing; write KEY=VALUE.")
    return key.strip(), value
