import pytest

from tests.conftest import draft, rows
from tracker.errors import (
    Ambiguous,
    CircularLinks,
    EffectBeforeCause,
    InvalidLikelihood,
    InvalidText,
    NotFound,
    OrderedOtherwise,
    Refused,
    SelfLink,
    TrackerError,
)
from tracker.model.link import Link, LinkDraft
from tracker.model.order import OrderDraft
from tracker.model.source import Citation, Grade
from tracker.recording.events import add_event
from tracker.recording.links import add_link, cite_link, remove_links, uncite_link
from tracker.recording.order import add_order
from tracker.store import links, listing
from tracker.store.database import Database

EXPULSION, RESTRAINT = "2016-12-29-diplomats-expelled", "2016-12-30-no-counter-expulsions"


def claim(cause: str, effect: str, likelihood: float = 0.7, **more: object) -> LinkDraft:
    """A link draft; the analyst says that one led to the other unless told otherwise."""
    return LinkDraft(cause, effect, **{"relation": "leads-to", "likelihood": likelihood, **more})  # type: ignore[arg-type]


def test_a_link_is_stored_as_claimed(sample: Database) -> None:
    """Ends, relation and claimant are resolved; likelihood, reason and citations are kept."""
    made = claim(
        "pmda", "Iskander", 0.123456789, relation="Provokes", claimed_by="Kremlin",
        because="So they\nsay.", citations=(Citation("Izvestia", 4, "p. 1"),),
    )  # fmt: skip
    recorded = add_link(sample, made, [Grade("E", 4)])
    link = Link(11, 18, "provokes", 0.123457, "RUS", "So they\nsay.",
                (Citation("izvestia", 4, "p. 1"),))  # fmt: skip
    assert recorded.value == link
    assert links.between(sample, 11, 18) == [link]
    assert recorded.remarks == ("New source izvestia: Izvestia",)
    assert listing.sources(sample)["izvestia"].reliability == "E"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("analyst", "analyst"),
        ("Analyst", "analyst"),
        ("washington", "USA"),
        ("al-jazeera-2015-09-30", "al-jazeera-2015-09-30"),
        ("russia carries out first air strikes in syria", "al-jazeera-2015-09-30"),
    ],
)
def test_a_claimant_is_an_actor_a_source_or_the_analyst(
    sample: Database, name: str, code: str
) -> None:
    """Whoever claims a link is stored by code, under whatever name it was given."""
    assert add_link(sample, claim("1", "5", claimed_by=name)).value.claimed_by == code


def test_two_claimants_may_differ(sample: Database) -> None:
    """The same two events are linked once by each claimant, in its own way."""
    add_link(sample, claim("5", "12", 0.9, claimed_by="SYR"))
    add_link(sample, claim("5", "12", 0.1, claimed_by="FRA", relation="undermines"))
    claims = {link.claimed_by: (link.relation, link.words) for link in links.between(sample, 5, 12)}
    assert claims["SYR"] == ("leads-to", "very likely")
    assert claims["FRA"] == ("undermines", "very unlikely")


REFUSED = {
    "unknown cause": (claim("nothing of it", "11"), NotFound, "no event 'nothing of it'"),
    "unknown effect": (claim("11", "99"), NotFound, "There is no event '99'"),
    "ambiguous": (claim("kerry", "11"), Ambiguous, "'kerry' fits 3 events"),
    "itself": (claim("pmda", "11"), SelfLink, "pmda-suspended is on both sides"),
    "before": (
        claim("27", "1"), EffectBeforeCause,
        r"2015-09-30-russian-air-campaign \(2015-09-30\) is wholly before "
        r"2016-12-30-no-counter-expulsions \(2016-12-30\), so it cannot be its effect; swap",
    ),
    "relation": (
        claim("1", "5", relation="causes"), NotFound,
        "There is no relation 'causes'. The codebook has provokes, retaliates, ",
    ),
    "claimant": (claim("1", "5", claimed_by="Rusia"), NotFound, "no actor or source 'Rusia'.*RUS"),
    "no chance": (claim("1", "5", 0.0), InvalidLikelihood, "'0.0' is not a likelihood"),
    "tiny": (claim("1", "5", 1e-9), InvalidLikelihood, "is not a likelihood"),
    "more than sure": (claim("1", "5", 1.01), InvalidLikelihood, "'1.01' is not a likelihood"),
    "negative": (claim("1", "5", -0.5), InvalidLikelihood, "is not a likelihood"),
    "no number": (claim("1", "5", float("nan")), InvalidLikelihood, "is not a likelihood"),
    "reason": (claim("1", "5", because="x\x1b[2Jy"), InvalidText, r"The reason .* U\+001B"),
    "long reason": (claim("1", "5", because="x" * 20_001), InvalidText, "The reason has 20,001"),
    "source": (
        claim("1", "5", citations=(Citation("new", 1), Citation(""))), InvalidText, "The source is",
    ),
    "already": (
        claim("5", "6"), Refused,
        "analyst already claims that 2016-09-17-deir-ez-zor-strike undermines "
        "2016-09-19-ceasefire-declared-over; use --replace to record it anew",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_link_leaves_no_trace(sample: Database, case: str) -> None:
    """Whatever is wrong with a link, the sentence says it and nothing at all is written."""
    refused, error, sentence = REFUSED[case]
    before = rows(sample)
    with pytest.raises(error, match=sentence):
        add_link(sample, refused)
    assert rows(sample) == before


def test_a_circle_is_printed(desk: Database) -> None:
    """A link that would close a circle is refused with the events of the circle, in order."""
    for title in ("One", "Two", "Three", "Four"):
        add_event(desk, draft(title, "2016-10"))
    for ends in (("1", "2"), ("2", "3"), ("3", "4"), ("2", "4")):
        add_link(desk, claim(*ends))
    before = rows(desk)
    with pytest.raises(CircularLinks) as raised:
        add_link(desk, claim("4", "1"))
    assert str(raised.value) == (
        "This would close a circle of links: 2016-10-one → 2016-10-two → 2016-10-four → 2016-10-one. "
        "Remove one of these links with `tracker unlink` first."
    )
    with pytest.raises(CircularLinks, match="2016-10-three → 2016-10-four → 2016-10-three"):
        add_link(desk, claim("4", "3"))
    assert rows(desk) == before


@pytest.mark.parametrize(
    ("cause", "effect"),
    [("2016-10-03", "2016-10-03"), ("2016-10", "2016-10-03"), ("2016-10-03", "2016-10"),
     ("2016-10/..", "2015"), ("2016-10-03T14:00", "2016-10-03")],
)  # fmt: skip
def test_dates_that_leave_room_may_be_linked(desk: Database, cause: str, effect: str) -> None:
    """A link is refused only where the effect is over before the cause can begin."""
    add_event(desk, draft("Cause", cause))
    add_event(desk, draft("Effect", effect))
    if effect == "2015":
        with pytest.raises(EffectBeforeCause):
            add_link(desk, claim("1", "2"))
    else:
        assert add_link(desk, claim("1", "2")).value.effect == 2


def test_replace_records_a_claim_anew(sample: Database) -> None:
    """With replace, one claimant's link is recorded anew, citations and all; others stay."""
    others = [link for link in links.between(sample, 5, 6) if link.claimed_by != "analyst"]
    new = claim("5", "6", 0.05, relation="justifies", because="On second thoughts")
    add_link(sample, new, replace=True)
    now = links.between(sample, 5, 6)
    assert now[:-1] == others
    assert now[-1] == Link(5, 6, "justifies", 0.05, "analyst", "On second thoughts")


def test_unlinking_takes_all_claims_or_one(sample: Database) -> None:
    """The links between two events go, of everybody or of one claimant, with their citations."""
    assert [x.claimed_by for x in remove_links(sample, "5", "6", "Analyst").value] == ["analyst"]
    left = [link.claimed_by for link in links.between(sample, 5, 6)]
    assert left == ["RUS"]
    remove_links(sample, "deir-ez-zor", "ceasefire-declared-over")
    assert links.between(sample, 5, 6) == []
    assert sample.value("SELECT count(*) FROM citations WHERE cause = 5 AND effect = 6") == 0


def test_citing_a_link(sample: Database) -> None:
    """A source cited for a link stands with that claimant's link alone."""
    pairs = [(Citation("A memoir", 3, "chapter 9"), Grade("D", 3))]
    cited = cite_link(sample, EXPULSION, RESTRAINT, pairs).value
    assert cited.claimed_by == "RUS"
    assert cited.citations[-1] == Citation("memoir", 3, "chapter 9")
    assert links.between(sample, 25, 27) == [cited]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("1", "27"), "There is no link '2015-09-30-russian-air-campaign → 2016-12-30"),
        ((EXPULSION, RESTRAINT, "USA"), "There is no link claimed by USA"),
        ((EXPULSION, RESTRAINT, "nobody"), "no actor or source 'nobody'"),
        (("1", "nothing"), "no event 'nothing'"),
    ],
)
def test_no_such_link(sample: Database, arguments: tuple[str, ...], sentence: str) -> None:
    """A link that is not there can be neither removed nor cited, and nothing is written."""
    before = rows(sample)
    with pytest.raises(TrackerError, match=sentence):
        remove_links(sample, *arguments)
    with pytest.raises(TrackerError, match=sentence):
        cite_link(sample, arguments[0], arguments[1], [(Citation("new"), None)], *arguments[2:])
    assert rows(sample) == before


def test_which_claim_is_cited_must_be_said(sample: Database) -> None:
    """Where several claim the same link, citing it asks whose is meant."""
    before = rows(sample)
    with pytest.raises(Refused, match=r"speak RUS, analyst; say with"):
        cite_link(sample, "5", "6", [(Citation("new"), None)])
    assert rows(sample) == before


@pytest.mark.parametrize(
    ("locator", "left"),
    [(None, []), ("p. 4", [None, "p. 5"]), (" p. 5\n", [None, "p. 4"])],
)
def test_a_citation_of_a_link_is_taken_out_by_its_place(
    desk: Database, locator: str | None, left: list[str | None]
) -> None:
    """Blanks around the place do not matter; without one all citations of the source go."""
    for title, on in (("A threat", "2016-10-03"), ("Talks", "2016-10-04")):
        add_event(desk, draft(title, on))
    cited = tuple(Citation("A note", locator=place) for place in (None, "p. 4", "p. 5"))
    add_link(desk, claim("1", "2", citations=cited))
    gone = uncite_link(desk, "1", "2", ["A note"], locator=locator).value
    [link] = links.between(desk, 1, 2)
    assert ([each.locator for each in link.citations], gone) == (left, 3 - len(left))
    with pytest.raises(NotFound, match="such citation of"):
        uncite_link(desk, "1", "2", ["A note"], locator="p. 9")


def test_an_effect_that_was_first_by_the_claims_of_order_is_refused(desk: Database) -> None:
    """Though its date would allow it; a denial says nothing of that, an interval may be meant."""
    for title, on in (
        ("A threat", "2016-10"),
        ("Talks", "2016-10"),
        ("A siege", "2016-10-01/2016-12"),
    ):
        add_event(desk, draft(title, on))
    add_order(desk, OrderDraft("2", "1"))
    add_order(desk, OrderDraft("3", "1"))
    before = rows(desk)
    with pytest.raises(OrderedOtherwise, match=r"2016-10-threat.*2016-10-talks"):
        add_link(desk, claim("1", "2"))
    assert rows(desk) == before
    assert add_link(desk, claim("1", "2", denied=True)).value.denied
    assert add_link(desk, claim("1", "3")).value.effect == 3
    assert add_link(desk, claim("2", "1", claimed_by="RUS")).value.effect == 1
