from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import draft, fresh, rows
from tracker.errors import InvalidText
from tracker.model.answers.browse import CLOSE, OPEN, without_marks
from tracker.model.dates import EventDate
from tracker.model.event import EventClaim, Note
from tracker.model.link import LinkDraft
from tracker.model.search_query import SearchQuery, marked
from tracker.model.selection import Selection
from tracker.model.source import Citation
from tracker.recording.events import add_event
from tracker.recording.links import add_link
from tracker.recording.revisions import EventEdit, edit_event, remove_event
from tracker.recording.undoing import undo
from tracker.store import events
from tracker.store.database import Database
from tracker.store.fingerprint import SEARCHED
from tracker.store.search import search
from tracker.store.word_index import ALL_PAIRS


def found(db: Database, words: str) -> list[int]:
    """The numbers of the events found, best first."""
    return [match.event.id for match in search(db, words)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        # 10 led to 18, whose source and whose link to it speak of missiles and of Kaliningrad;
        # 9 and 10 led to 11, by the decree; 6 and 12 are linked to 5 by what was said there.
        ("missiles", {10, 14, 18}),
        ("MISSILE", {10, 14, 18}),
        ("missil*", {10, 14, 18}),
        ("iskander -missiles", set()),
        ("missiles -iskander", {14}),
        ("missiles NOT iskander", {14}),
        ("missiles -s-300", {10, 18}),
        ("plutonium decree", {9, 10, 11}),
        ('"plutonium disposition"', {11}),
        ('"disposition plutonium"', set()),
        ("suspending plutonium", {9, 10, 11}),
        ("kaliningrad", {10, 18}),
        ("Deir ez-Zor", {5, 6, 12}),
        ("kaliningrad OR zzyzx", {10, 18}),
        ("zzyzx OR plutonium decree", {9, 10, 11}),
        ("zzyzx", set()),
        ("", set()),
        ("*", set()),
    ],
)
def test_words_find_events(sample: Database, words: str, numbers: set[int]) -> None:
    """All words must be there, in any form; a phrase, a beginning and a word left out work too."""
    assert set(found(sample, words)) == numbers


def test_accents_are_folded(desk: Database) -> None:
    """A name is found with and without its accents."""
    add_event(desk, draft("Călărași réunion in Kraków", "2016"))
    assert found(desk, "calarasi krakow") == found(desk, "RÉUNION") == [1]


def test_a_match_in_the_title_ranks_above_one_in_the_summary(desk: Database) -> None:
    """The best match comes first, and a title weighs more than a summary or a place."""
    add_event(desk, draft("A quiet day", "2016-01", summary="Some speak of an ultimatum today."))
    add_event(desk, draft("Another quiet day", "2016-02", place="Ultimatum"))
    add_event(desk, draft("An ultimatum runs out", "2016-03"))
    assert found(desk, "ultimatum")[0] == 3
    assert sorted(found(desk, "ultimatum")) == [1, 2, 3]


def test_equal_matches_keep_their_order(desk: Database) -> None:
    """Events that match equally well come in the order of their numbers."""
    for year in (2018, 2016, 2017):
        add_event(desk, draft("Border talks", str(year)))
    assert found(desk, "talks") == [1, 2, 3]


def test_matches_are_marked(sample: Database) -> None:
    """Title and passage come with the matching words marked."""
    match = search(sample, "plutonium decree")[0]
    assert match.title == f"Moscow suspends the {OPEN}plutonium{CLOSE} disposition pact"
    assert f"By {OPEN}decree{CLOSE} President Putin" in match.passage


def test_a_limit_keeps_the_best(sample: Database) -> None:
    """With a limit, the best matches are kept."""
    everything = [match.event.id for match in search(sample, "syria", 99)]
    assert len(everything) > 3
    assert [match.event.id for match in search(sample, "syria", 3)] == everything[:3]


def test_search_follows_every_change(sample: Database) -> None:
    """What is edited, removed or undone is found, or not, as the record now says."""
    edit_event(sample, "18", EventEdit(title="Rockets at the border", summary="", place=""))
    # 10 led to 18, and what is cited for that link speaks of Iskander missiles, too.
    assert (found(sample, "iskander nuclear"), found(sample, "rockets border")) == ([10], [18])
    remove_event(sample, "18")
    assert found(sample, "rockets") == []
    undo(sample)
    assert found(sample, "rockets") == [18]
    undo(sample)
    assert (found(sample, "iskander nuclear"), found(sample, "rockets")) == ([18, 10], [])
    add_event(sample, draft("Rockets again", "2017"))
    assert found(sample, "rockets") == [29]
    undo(sample)
    assert found(sample, "rockets") == []
    for index in SEARCHED:
        sample.run(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


@example('"')
@example("a OR NOT b AND (c")
@example("title:pact ^suspends NEAR(a b, 2)")
@example("-" * 50)
@example("-0")
@example("_ __ ___*")
@example("ﬁ ª ² ½ ① ͏ ा")
@given(st.text(max_size=60))
def test_nothing_typed_is_a_syntax_error(sample_path: Path, words: str) -> None:
    """Any text at all is searched for; only one that just leaves words out is refused."""
    db = fresh(sample_path)
    try:
        assert set(found(db, words)) <= set(range(1, 29))
    except InvalidText:
        if "-" not in words:
            raise
    finally:
        db.close()


@given(st.sampled_from(range(1, 29)), st.data())
def test_every_event_is_found_by_words_of_its_title(
    sample_path: Path, number: int, data: st.DataObject
) -> None:
    """Any words of an event's title, in any order, find it."""
    db = fresh(sample_path)
    title: str = db.value("SELECT title FROM events WHERE id = ?", (number,))
    words = data.draw(st.lists(st.sampled_from(title.split()), min_size=1, max_size=3))
    numbers = found(db, " ".join(words))
    db.close()
    assert number in numbers


def test_what_is_found_is_as_the_list_has_it(sample: Database) -> None:
    """With a filter, the events found are those of the list, with the same dates."""
    for selection in (Selection(), Selection(known_by=EventDate.parse("2016-12"))):
        listed = events.select(sample, selection)
        matches = search(sample, "nuclear", selection=selection)
        assert 19 in [match.event.id for match in matches]
        assert [match.event for match in matches if match.event not in listed] == []


@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        ("escalat*", "Escalation on the border"),
        ("negotiat*", "Negotiations begin"),
        ("cooperat*", "Cooperation ends"),
        ("mobiliz*", "Mobilization of reserves"),
        ("retaliat*", "Retaliation by air"),
        ("accusat*", "An accusation is made"),
        ("эскалац*", "Эскалация на границе"),
    ],
)
def test_a_beginning_longer_than_the_stem_finds(desk: Database, begun: str, whole: str) -> None:
    """A prefix is compared with the words as they are written, not with their stems."""
    add_event(desk, draft(whole, "2016"))
    assert found(desk, begun) == [1]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("москва", "МОСКВА предупреждает"),
        ("МОСКВА", "москва предупреждает"),
        ("мой", "Мой\u0438\u0306 ".replace("й\u0438", "и") + "край"),
        ("strasse", "Demonstration in der Straße"),
        ("STRASSE", "Demonstration in der Straße"),
        ("straße", "DEMONSTRATION IN DER STRASSE"),
        ("istanbul", "İstanbul'da görüşme"),
        ("İSTANBUL", "istanbul talks"),
        ("türkiye", "TÜRKİYE çekiliyor"),
        ("Türkiye", "Tu\u0308rkiye withdraws"),
        ("mobilisation", "Mobi\u00adlisation ordered"),
        ("mobi\u200blisation", "Mobilisation ordered"),
        ("russia", "Rus\u200bsia warns"),
        ("office", "The oﬃce is closed"),
        ("usa", "ＵＳＡ warns"),
        ("停战", "双方签署停战协议"),
        ("战", "双方签署停战协议"),
        ("停戦協定", "朝鮮で停戦協定が結ばれる"),
        ("หยุดยิง", "ประกาศหยุดยิงทันที"),
        ("गोलीबारी", "सीमा पर गोलीबारी"),
    ],
)
def test_words_are_found_however_they_are_written(desk: Database, typed: str, written: str) -> None:
    """Case, accents, width and what has no width are of no account, nor are missing blanks."""
    add_event(desk, draft("Another day", "2015"))
    add_event(desk, draft(written, "2016"))
    assert found(desk, typed) == [2]
    edit_event(desk, "2", EventEdit(title="A day", summary=written))
    assert found(desk, typed) == [2]
    assert found(desk, f"-{typed} day") == [1]
    remove_event(desk, "2")
    assert found(desk, typed) == []


def test_all_that_is_said_of_an_event_is_searched(desk: Database) -> None:
    """Sources, quotations, reasons, notes, tags and the names of actors find their events."""
    cited = Citation("Gazette of Ruritania", quotation="the seventh fleet sails")
    add_event(desk, draft("A day", "2015", by=("RUS",), tags=("kargil",), citations=(cited,),
                          notes=(Note("2016", "A", "ask the archivist"),)))  # fmt: skip
    add_event(desk, draft("Another day", "2016", claims=(EventClaim("USA", because="no comment"),)))
    add_link(desk, LinkDraft("1", "2", "provokes", 0.7, because="out of pure spite"))
    for words, numbers in (
        ("gazette", [1]),
        ("ruritania", [1]),
        ('"seventh fleet"', [1]),
        ("spite", [1, 2]),
        ("archivists", [1]),
        ("kargil", [1]),
        ("kremlin", [1]),
        ("russia*", [1]),
        ("comment", [2]),
        ("spite -kargil", [2]),
        ("gazette OR comment", [1, 2]),
        ("kargil fleet day", [1]),
    ):
        assert found(desk, words) == numbers, words
    assert search(desk, "fleets")[0].passage == f"the seventh {OPEN}fleet{CLOSE} sails"


def test_pairs_of_signs_follow_every_change(desk: Database) -> None:
    """The pairs that are kept are those of a database made anew from what there is."""
    add_event(desk, draft("双方签署停战协议", "2016", place="北京"))
    add_event(desk, draft("停战", "2017"))
    edit_event(desk, "1", EventEdit(title="停战协议签署", place="上海"))
    remove_event(desk, "2")
    undo(desk)
    kept = rows(desk, ("event_pairs",))
    for statement in ALL_PAIRS:
        desk.run(statement)
    assert rows(desk, ("event_pairs",)) == kept
    assert ("上海", 1) in kept["event_pairs"]
    assert ("北京", 1) not in kept["event_pairs"]


@given(st.text(max_size=30), st.text(alphabet="aß\u00ad停战ıİ\u0308 ", max_size=12))
def test_marks_stand_around_the_original(written: str, typed: str) -> None:
    """What is marked is the text as it stands, with nothing of it changed."""
    text = written.replace(OPEN, "").replace(CLOSE, "") + typed
    assert without_marks(marked(text, SearchQuery.parse(typed).terms)) == text


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("хрущев", [1]), ("ХРУЩЁВ", [1]), ("хруще*", [1]), ('"кеннеди еще"', [1]), ("горбачёв", [2])],
)
def test_a_russian_word_is_found_with_and_without_the_dots_of_yo(
    desk: Database, words: str, numbers: list[int]
) -> None:
    """Most texts leave the dots out, and whoever searches may type either."""
    add_event(desk, draft("Хрущёв пишет Кеннеди ещё раз", "1962-10-27"))
    add_event(desk, draft("Горбачев едет", "1988-12-07"))
    assert found(desk, words) == numbers


@given(
    text=st.lists(
        st.sampled_from(["Strikes", "striking", "ſtrike", "stri\u00adke", "air", "Straße", "100%"]),
        max_size=5,
    ).map(" ".join),
    typed=st.sampled_from(["strike", "strik*", '"air strike"', "strasse", "straße", "100", "ſtrike"]),
)  # fmt: skip
@example("An Air strike", '"air striking"')
def test_texts_that_are_not_read_lack_the_stems(text: str, typed: str) -> None:
    """A text of plain ASCII that has a term contains its stems, so that others may be passed by."""
    [[term]] = SearchQuery.parse(typed).wanted
    if text.isascii() and term.is_in(text):
        assert all(stem in text.lower() for stem in term.stems)


@pytest.mark.parametrize("typed", ["sail*", "sailing", '"fleet sails"', "flotte", "strasse"])
def test_a_quotation_of_a_link_finds_both_its_ends(desk: Database, typed: str) -> None:
    """In whatever form and script the words of the quotation are written."""
    cited = Citation("Gazette", quotation="The seventh Fleet sails. Die Flotte, Stra\u00adße 1")
    for title in ("Warning", "Reply", "Silence"):
        add_event(desk, draft(title, "2016"))
    add_link(desk, LinkDraft("1", "2", "provokes", 0.7, citations=(cited,)))
    assert sorted(found(desk, typed)) == [1, 2]


@pytest.mark.parametrize("limit", [1, 3, 20])
@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(known_by=EventDate.parse("2016-10-13")), Selection(types=("talks",))],
)
def test_the_first_events_in_time_are_found_as_all_are(
    sample: Database, monkeypatch: pytest.MonkeyPatch, limit: int, selection: Selection
) -> None:
    """Where they are asked by themselves, the answer is that of reading everything."""
    assert any(event.date.is_approximate for event in events.fetch(sample, range(1, 29)))
    asked = 0
    for words in ("Russia", "the", "paragraph", "kremlin", "moscow -ceasefire", "lavrov OR kerry",
                  "editorial suspends", "analyst", "report"):  # fmt: skip
        monkeypatch.setattr("tracker.store.search.WALKED", 10**6)
        whole = [match.event.id for match in search(sample, words, limit, selection)]
        for walked in (2, 8, 15):
            monkeypatch.setattr("tracker.store.search.WALKED", walked)
            first = [match.event.id for match in search(sample, words, limit, selection)]
            assert first == whole, (words, walked)
            asked += bool(first)
    assert asked


def test_words_of_quotations_of_links_are_found_among_the_first_events(
    desk: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a link are found at both of its ends, in the order of time."""
    monkeypatch.setattr("tracker.store.search.WALKED", 3)
    for year in range(2001, 2009):
        add_event(desk, draft(f"Act {year}", str(year)))
    for cause in range(1, 8, 2):
        cited = (Citation("wire", quotation="A zebra crossed"),)
        add_link(desk, LinkDraft(str(cause), str(cause + 1), "enables", 0.5, citations=cited))
    assert [match.event.id for match in search(desk, "zebra", 2)] == [1, 2]
    assert [match.event.id for match in search(desk, "zebra", 5)] == [1, 2, 3, 4, 5]
    assert search(desk, "zebra NOT zebra*", 2) == []
