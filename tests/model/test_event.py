import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InvalidText
from tracker.model.actor import Actor, actor_code
from tracker.model.codebook import EventType, QuadClass
from tracker.model.dates import EventDate
from tracker.model.event import Event, check_intensity
from tracker.model.handles import handle_for

DATE = EventDate.parse("2016-10-03")
RUS, USA, SYR = Actor("RUS", "Russia"), Actor("USA", "United States"), Actor("SYR", "Syria")
WITHDRAWAL = EventType(
    "pact-withdrawal", "Withdrawal", goldstein=-4.0, quad=QuadClass.MATERIAL_CONFLICT
)


@pytest.mark.parametrize(
    ("on", "title", "handle"),
    [
        ("2016-10-03", "PMDA suspended", "2016-10-03-pmda-suspended"),
        ("2016-10-03T14:05", "PMDA suspended", "2016-10-03-pmda-suspended"),
        ("2016-10-03~", "PMDA suspended", "2016-10-03-pmda-suspended"),
        ("2016-10~", "Nuclear talk", "2016-10-nuclear-talk"),
        ("2016-10-XX", "Nuclear talk", "2016-10-nuclear-talk"),
        ("2016?", "A year", "2016-year"),
        ("2016-09-22/2016-10~", "An offensive", "2016-09-22-offensive"),
        ("2016-23", "Autumn", "2016-autumn"),
        ("2016-33", "First quarter", "2016-first-quarter"),
        ("196X", "Sixties", "sixties"),
        ("196X", "1968", "event-1968"),
        ("[1960..1963]", "Crisis", "crisis"),
        ("[1999-05..1999-08]", "Crisis", "1999-crisis"),
        ("../1999-05", "Until", "1999-05-until"),
        ("1998-23/1999-05-03", "Crisis", "1998-crisis"),
        ("[1999-07-03T18:00..1999-07-04T06:59]", "Assault", "1999-07-03-assault"),
        ("2016-10/..", "Since then", "2016-10-since-then"),
        ("../2016-10-05", "Until then", "2016-10-05-until-then"),
        ("0044", "Ides", "0044-ides"),
        ("2016-10-03", "!!!", "2016-10-03-event"),
        ("2016-10-03", "Путин в Париже", "2016-10-03-путин-в-париже"),
    ],
)
def test_a_handle_is_made_of_date_and_title(on: str, title: str, handle: str) -> None:
    """A handle begins with the date as far as it is known and ends with the telling words."""
    assert handle_for(EventDate.parse(on), title) == handle


@given(st.text(), st.dates().map(lambda day: day.isoformat()))
def test_a_handle_is_stable(title: str, on: str) -> None:
    """The same date and title always make the same handle, whatever blanks and case they have."""
    made = handle_for(EventDate.parse(on), title)
    assert made == handle_for(EventDate.parse(f" {on} "), f"  {title} ")
    assert made.startswith(f"{on}-")


@pytest.mark.parametrize(
    ("by", "to", "dyad"),
    [
        ((RUS,), (USA,), "RUS → USA"),
        ((USA, RUS), (SYR,), "USA, RUS → SYR"),
        ((), (USA, SYR), "— → USA, SYR"),
        ((USA, RUS), (), "USA, RUS"),
        ((), (), "—"),
    ],
)
def test_a_dyad_reads_from_doer_to_done_to(
    by: tuple[Actor, ...], to: tuple[Actor, ...], dyad: str
) -> None:
    """An unknown doer is a dash; where nobody is acted upon there is no arrow."""
    assert Event(1, "h", "T", DATE, WITHDRAWAL, by, to).dyad == dyad


def test_an_intensity_is_the_types_unless_the_analyst_says() -> None:
    """The analyst's own value stands before the type's, zero included; a type may have none."""
    assert Event(1, "h", "T", DATE, WITHDRAWAL).intensity == -4.0
    assert Event(1, "h", "T", DATE, WITHDRAWAL, own_intensity=0.0).intensity == 0.0
    assert Event(1, "h", "T", DATE, EventType("own", "Own")).intensity is None
    assert Event(1, "h", "T", DATE, WITHDRAWAL).quad is QuadClass.MATERIAL_CONFLICT


@pytest.mark.parametrize("number", [-10.001, 10.001, 1e9, float("inf"), float("nan")])
def test_an_intensity_off_the_scale_is_refused(number: float) -> None:
    """An intensity lies between −10 and +10, and is a number."""
    with pytest.raises(InvalidText, match=r"is off the Goldstein scale; use −10 to \+10\.$"):
        check_intensity(number)


@pytest.mark.parametrize("number", [-10.0, 10.0, 0.0, -0.5])
def test_an_intensity_on_the_scale_is_kept(number: float) -> None:
    """Both ends of the scale belong to it."""
    assert check_intensity(number) == number


@pytest.mark.parametrize(
    ("typed", "code"), [("rus", "RUS"), (" syr-opp\n", "SYR-OPP"), ("1", "1"), ("A" * 16, "A" * 16)]
)
def test_an_actor_code(typed: str, code: str) -> None:
    """A code is put in upper case."""
    assert actor_code(typed) == code


@pytest.mark.parametrize("typed", ["", "-A", "A B", "A_B", "Ä", "A" * 17, "A\nB", "ＲＵＳ"])
def test_what_is_no_actor_code(typed: str) -> None:
    """A code has letters A to Z, digits and hyphens only."""
    with pytest.raises(InvalidText, match="must be 1 to 16 letters A-Z, digits or hyphens"):
        actor_code(typed)
