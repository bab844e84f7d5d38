"""The page as a text: what it may run, what it holds, and that texts in it stay texts."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest

from tests.analysis.drawn import event
from tracker.charts.frame.frame import Frame
from tracker.charts.page.evidence import event_records, link_records
from tracker.charts.page.options import ReportOptions
from tracker.charts.page.plan import plan_of
from tracker.charts.page.report import MOST_HELD, held_of, report_of
from tracker.charts.page.searching import searchable
from tracker.charts.page.story import steps_of
from tracker.charts.scene import Scene
from tracker.charts.timeline import TimelineOptions
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import Status
from tracker.model.link import Link
from tracker.model.source import Citation, Grade, Source
from tracker.store import chronicle
from tracker.store.database import Database

INJECTIONS = (
    "</script><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", '" onmouseover="alert(1)',
    "<b>bold</b> & 'quoted'", "]]><!-- --!>", "\u2028line\u2029",
)  # fmt: skip


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis."""
    return chronicle.load(sample)


def written(crisis: Chronicle, **more: Any) -> str:
    """The page of a chronicle."""
    return report_of(crisis, ReportOptions(**more)).html


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of each script."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        """Keep the text of a script."""
        if self.tags and self.tags[-1][0] == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = attributes, text + data


def test_only_scripts_that_the_policy_names_can_run(crisis: Chronicle) -> None:
    """Each script is allowed by its own hash; nothing may be evaluated, fetched or submitted."""
    text = written(crisis)
    found = Elements(text)
    policy = next(
        str(attributes["content"]) for tag, attributes in found.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )  # fmt: skip
    allowed = re.findall(r"'sha256-([^']+)'", policy)
    code = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in code]
    assert hashes == allowed
    assert policy.startswith("default-src 'none';")
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_nothing_on_the_page_is_loaded_from_elsewhere(crisis: Chronicle) -> None:
    """No element has a source; links are what the sources' addresses say."""
    found = Elements(written(crisis))
    assert not [tag for tag, attributes in found.tags if "src" in attributes or tag == "link"]
    known = {source.url for source in crisis.sources.values()}
    hrefs = [attributes["href"] for tag, attributes in found.tags if tag == "a"]
    assert {href for href in hrefs if href and not href.startswith("#")} <= known
    code = next(iter(crisis.events.values())).citations[0].source
    addressed = replace(crisis.sources[code], url="https://a.example/x?y=1&z")
    found = Elements(written(replace(crisis, sources={**crisis.sources, code: addressed})))
    assert not [tag for tag, attributes in found.tags if "src" in attributes or tag == "link"]
    hrefs = [attributes["href"] for tag, attributes in found.tags if tag == "a"]
    assert {href for href in hrefs if href and not href.startswith("#")} == {addressed.url}


@pytest.mark.parametrize("text", INJECTIONS)
def test_whatever_is_recorded_stays_text(crisis: Chronicle, text: str) -> None:
    """Markup in a title, a reason, a quotation or a name makes no element and no script."""
    number, event = next(iter(crisis.events.items()))
    source = crisis.sources[event.citations[0].source]
    cited = replace(event.citations[0], quotation=text, locator=text)
    poisoned = replace(
        crisis,
        events={**crisis.events, number: replace(
            event, title=text, summary=text, place=text, citations=(cited,))},
        links=tuple(replace(link, because=text) for link in crisis.links),
        sources={**crisis.sources, source.code: replace(
            source, title=text, publisher=text, url="javascript:alert(1)")},
    )  # fmt: skip
    plain = Elements(written(crisis))
    hurt = Elements(written(poisoned, title=text, subtitle=text, caveat=text))
    assert not [tag for tag, attributes in hurt.tags if tag in ("img", "b")]
    assert not [a for _, a in hurt.tags if any(name.startswith("on") for name in a)]
    assert not [a for _, a in hurt.tags if str(a.get("href", "")).startswith("javascript")]
    assert len(hurt.scripts) == len(plain.scripts)
    data = json.loads(next(text for a, text in hurt.scripts if a.get("id") == "data"))
    assert text in {each["title"] for each in data["events"]}


def test_the_same_chronicle_gives_the_same_page(crisis: Chronicle) -> None:
    """Written twice, a page is the same to the byte."""
    assert written(crisis) == written(crisis)


def test_the_page_tells_all_evidence(crisis: Chronicle) -> None:
    """Every event, link, reason, quotation and grade is on it, denials and plans as such."""
    events, links = event_records(crisis), link_records(crisis)
    assert [each["id"] for each in events] == list(crisis.events)
    claims = [claim for link in links for claim in link["claims"]]
    assert len(claims) == len(crisis.links) + len(crisis.denials)
    assert sum(claim["denied"] for claim in claims) == len(crisis.denials)
    assert {claim["because"] for claim in claims} == {
        link.because for link in (*crisis.links, *crisis.denials)
    }
    cited = [cited for each in events for cited in each["citations"]]
    assert len(cited) == sum(len(event.citations) for event in crisis.events.values())
    assert any(each["title"].endswith("(planned)") for each in events)


def test_the_page_filters_by_grade_and_day_as_the_commands_do(
    sample: Database, crisis: Chronicle
) -> None:
    """What its data lets through is what `--min-grade` and `--known-by` choose."""
    from tracker.model.dates import EventDate
    from tracker.model.selection import Selection
    from tracker.model.source import Grade

    data = searchable(crisis)
    for grade, letter, digit in (("B3", 1, 2), ("B", 1, 5), ("2", 5, 1)):
        asked = Grade.parse(grade)
        ours = chronicle.load(sample, Selection(min_grade=asked))
        page_has = {
            each["id"] for each in data["events"]
            if any((asked.reliability is None or c[0] <= letter)
                   and (asked.credibility is None or c[1] <= digit) for c in each["cited"])
        }  # fmt: skip
        assert page_has == ours.events.keys()
    known = chronicle.load(sample, Selection(known_by=EventDate.parse("2016-10-07")))
    assert {
        each["id"] for each in data["events"]
        if any(c[2] is not None and c[2] <= "2016-10-07" for c in each["cited"])
    } == known.events.keys()  # fmt: skip


def test_what_is_open_begins_on_the_page_where_it_is_known_to_have_been() -> None:
    """At the very beginning of the axis, too: a page is zoomed, and its points are not."""
    days = {1: "../2016-10-01", 2: "2016-10-01", 3: "2016-12-01/..", 4: "2016-12-01"}
    events = {
        number: replace(event(number), date=EventDate.parse(day)) for number, day in days.items()
    }
    frame = Frame(lambda text, size: size * len(text))
    first, day, last, _ = plan_of(Chronicle(events), frame, TimelineOptions())["marks"]
    noon = day["x"]
    assert first["bars"][0][:2] == pytest.approx([0, 2 * noon], abs=0.1)
    assert last["bars"][0][1] == pytest.approx(1000, abs=0.1)


def test_a_page_needs_an_event() -> None:
    """An empty chronicle is refused."""
    with pytest.raises(ValueError, match="at least one event"):
        report_of(Chronicle())


LETTERS, DIGITS = (*"ABCDEF", None), (*range(1, 7), None)


def graded(letter: str | None, digit: int | None, supports: str | None = None) -> Chronicle:
    """Two linked events; the first and the link are cited with this grade."""
    sources = {"s": Source("s", "A source", reliability=letter, published="2016-10")}
    cited = (Citation("s", digit, supports=supports),)
    events = {number: event(number, "2016-10-03") for number in (1, 2)}
    events[1] = replace(events[1], citations=cited)
    return Chronicle(events, (Link(1, 2, "x", 0.5, citations=cited),), sources=sources)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("digit", DIGITS)
def test_the_page_admits_a_grade_just_where_grade_does(
    letter: str | None, digit: int | None
) -> None:
    """Of every grade, by every grade: an event needs both halves, a link no digit."""
    data = searchable(graded(letter, digit))
    [[event_letter, event_digit, day]] = data["events"][0]["cited"]
    [[link_letter, link_digit, _]] = data["links"][0]["cited"]
    assert day == "2016-10-31"
    for least_letter, least_digit in product("ABCDE", range(1, 6)):
        for least in (
            Grade(least_letter),
            Grade(None, least_digit),
            Grade(least_letter, least_digit),
        ):
            # What the page's script asks for: numbers from the best, 0, on; of no half nothing.
            most_letter = 9 if least.reliability is None else "ABCDE".index(least.reliability)
            most_digit = 9 if least.credibility is None else least.credibility - 1
            assert least.admits(letter, digit) == (
                event_letter <= most_letter and event_digit <= most_digit
            ), (str(least), letter, digit)
            assert least.admits(letter, digit or 1) == (
                link_letter <= most_letter and link_digit <= most_digit
            ), (str(least), letter, digit)


def test_what_backs_one_field_vouches_for_no_event() -> None:
    """Cited for the date alone, the best of grades is none for the event."""
    assert searchable(graded("A", 1, "date"))["events"][0]["cited"] == [[5, 5, "2016-10-31"]]
    assert searchable(graded("A", 1))["events"][0]["cited"] == [[0, 0, "2016-10-31"]]


def test_the_likeliest_claim_of_a_pair_stands_first_and_denials_last() -> None:
    """Though a denial may be the likelier one."""
    claims = (
        Link(1, 2, "x", 0.4, "A"), Link(1, 2, "x", 0.9, "B"), Link(1, 2, "x", 0.99, "C", denied=True),
    )  # fmt: skip
    both = replace(graded("A", 1), links=claims[:2], denials=claims[2:])
    [pair] = link_records(both)
    assert [claim["by"] for claim in pair["claims"]] == ["B", "A", "C"]
    first, second = event_records(both)
    assert (first["causes"], first["effects"]) == ([], [2])
    assert (second["causes"], second["effects"]) == ([1], [])


def test_the_page_shows_how_evidence_tests_a_claim() -> None:
    """With both weights of a source: the kind of test, the ratio of odds, and where it leads."""
    cited = (
        Citation("s", if_true="0.9", if_false="0.3"),
        Citation("t", if_true="0.4", if_false="0.05", not_found=True),
    )
    both = graded("A", 1)
    tested = replace(both, links=(replace(both.links[0], citations=cited),))
    [[claim]] = [pair["claims"] for pair in link_records(tested)]
    assert claim["tests"] == [
        ("A source", "hoop: as likely as 0.9 if the claim is true, 0.3 if not; found; odds × 3"),
        ("t", "smoking gun: as likely as 0.4 if the claim is true, 0.05 if not; not found; "
              "odds × 0.632"),
    ]  # fmt: skip
    assert claim["after"] == "Odds × 1.89: from 0.5 to 0.655"
    text = written(tested)
    assert "odds × 0.632" in text
    assert "How its evidence tests it" in text
    assert "How its evidence tests it" not in written(both)


def test_more_than_five_thousand_events_are_counted_and_not_all_held() -> None:
    """The page says how many there are and how many it holds; its links are between those."""
    many = {n: event(n, "2016-10-03") for n in range(1, MOST_HELD + 3)}
    links = tuple(Link(n, n + 1, "x", 0.5) for n in range(1, 40))
    whole = Chronicle(many, links)
    held = held_of(whole, (MOST_HELD + 2,))
    assert len(held.events) == MOST_HELD
    assert MOST_HELD + 2 in held.events
    assert {link.cause for link in held.links} <= held.events.keys()
    made = report_of(whole)
    assert made.cautions == (
        "Of 5,002 events the page holds the 5,000 that matter most; filters choose others.",
    )
    assert "This page holds the 5,000 events that matter most." in made.html
    assert "5,002 events, 3 October 2016" in made.html


def test_a_map_has_a_section_only_where_there_is_one(crisis: Chronicle) -> None:
    """It stands behind the story, as a picture with a name."""
    nowhere = {n: replace(event, coordinates=None) for n, event in crisis.events.items()}
    assert '<section id="map"' not in written(replace(crisis, events=nowhere))
    text = written(crisis, map=Scene(40, 30, "#ffffff", title="Where it happened"))
    assert '<section id="map" aria-label="Map">' in text
    assert "<svg" in text.partition('<section id="map"')[2].partition("</section>")[0]


def test_the_story_says_how_each_event_stands_that_is_not_recorded_as_having_happened(
    crisis: Chronicle,
) -> None:
    """A threat was made and a denial is disputed: neither is said not to have happened."""
    events = {number: replace(event, status=Status.OCCURRED) for number, event in
              crisis.events.items()}  # fmt: skip
    numbers = sorted(events)
    for number, status in zip(
        numbers[:3], (Status.DENIED, Status.PLANNED, Status.DENIED), strict=True
    ):
        events[number] = replace(events[number], status=status)
    text = written(replace(crisis, events=events))
    assert "3 events not recorded as having happened (1 planned, 2 denied)" in text
    assert "did not happen" not in text
    in_german = written(replace(crisis, events=events), language="de")
    assert "nicht als geschehen verzeichnet: 3 Ereignisse (1 geplant, 2 bestritten)" in in_german


def test_a_step_of_the_story_says_who_denies_it(crisis: Chronicle) -> None:
    """Behind who claims it, so that nobody takes the word of one side for agreed."""
    claim = crisis.links[0]
    cause = min(claim.causes)
    denials = tuple(Link(cause, claim.effect, "leads-to", 0.0, name, denied=True)
                    for name in ("USA", "RUS"))  # fmt: skip
    told = replace(crisis, links=(claim,), denials=denials)
    [_, step] = steps_of(told, (cause, claim.effect))
    assert step.by.endswith("; Russia, United States: denied")
    [_, plain] = steps_of(replace(told, denials=()), (cause, claim.effect))
    assert step.by.startswith(plain.by)
    assert "denied" not in plain.by


def test_the_page_speaks_the_language_asked_for(crisis: Chronicle) -> None:
    """Its own words, dates and plurals; what the analyst wrote stays."""
    text = written(crisis, language="ru")
    assert '<html lang="ru"' in text
    assert "28 событий" in text
    assert "Поиск" in text
    assert "Russia begins its air campaign in Syria" in text
    assert "Skip to the table" not in text
