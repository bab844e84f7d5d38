from pathlib import Path
from typing import Any

import pytest

from tests.conftest import rows
from tracker.desk import Desk
from tracker.errors import InvalidInput
from tracker.model.answers.browse import CLOSE, OPEN, without_marks
from tracker.model.answers.manage import RegisterName


def test_an_event_comes_with_what_touches_it(crisis: Desk) -> None:
    """One event has its links, both their ends, and the sources that are cited."""
    detail = crisis.event("pmda-suspended")
    assert [link.claimed_by for link in detail.links] == [
        "RUS", "new-york-times-2016-10-03", "analyst",
    ]  # fmt: skip
    assert {detail.neighbours[link.cause].handle for link in detail.links} == {
        "2016-09-28-kerry-threatens-suspension",
        "2016-10-03-talks-suspended",
    }
    assert detail.independent_sources == 2
    assert {each.source for each in detail.event.citations} <= detail.sources.keys()


def test_a_search_marks_what_it_found(crisis: Desk) -> None:
    """Matches come best first, marked, within the filters, several words as one text or many."""
    found = crisis.search("missiles")
    # 10 led to 18, and what is cited for that link speaks of missiles.
    assert [match.event.id for match in found.matches] == [18, 14, 10]
    assert OPEN in found.matches[1].passage
    assert CLOSE in found.matches[1].passage
    assert "whose missiles were coming" in without_marks(found.matches[1].passage)
    assert crisis.search(["missiles"], limit=1).matches == found.matches[:1]
    assert [match.event.id for match in crisis.search("missiles", until="2016-10-07").matches] == [
        14,
        10,
    ]
    assert crisis.search("zzyzx").conclusion.startswith("Nothing found;")
    assert found.conclusion == ""


def test_the_past_is_a_list_of_events(crisis: Desk) -> None:
    """The record as of a time has its events, and says how much there is by now."""
    then = crisis.as_of("2000")
    assert then.events == ()
    assert then.conclusion == "Nothing had been recorded by 2000."
    now = crisis.as_of("2100")
    assert len(now.events) == 28
    assert now.remarks[0].startswith("By 2100: 28 events and ")
    assert now.remarks[0].endswith("28 of the events as they were then.")
    with pytest.raises(InvalidInput, match="has no end"):
        crisis.as_of("2016/..")


def test_the_registers_are_searched_and_extended(crisis: Desk) -> None:
    """Actors, sources and types are found by any letters, added, named anew and merged."""
    added = crisis.add_actor("white-helmets", "White Helmets", kind="organization", alias="SCD")
    assert added.value.code == "WHITE-HELMETS"
    assert [each.code for each in crisis.actors("scd").values] == ["WHITE-HELMETS"]
    assert crisis.edit_actor("scd", kind="movement").value.kind == "movement"
    assert crisis.find_actor("white helmets") == "WHITE-HELMETS"
    source = crisis.add_source(
        "A note", published="7 Oct 2016", reliability="b", relays="Reuters 9"
    )
    assert (source.value.code, source.value.reliability) == ("note", "B")
    assert source.remarks == ("New source reuters-9: Reuters 9",)
    assert crisis.edit_source("note", relays="").value.code == "note"
    assert crisis.sources("A note").values[0].relays == ()
    assert crisis.add_type("rescue", "Rescue", goldstein=7, quad=2).value.goldstein == 7
    names: list[tuple[RegisterName, str]] = [
        ("actors", "SCD"),
        ("sources", "note"),
        ("types", "rescue"),
    ]
    for register, name in names:
        assert crisis.alias(register, name, f"{name} again").value
        renamed = crisis.rename(register, name, f"{name}-too").value
        assert renamed.lower() == f"{name}-too".lower()
    assert crisis.merge("types", "rescue", "aid").value == "aid"
    with pytest.raises(InvalidInput, match="no register 'relations'"):
        crisis.rename("relations", "a", "b")  # type: ignore[arg-type]


def test_names_with_commas_are_kept_whole_where_known(crisis: Desk) -> None:
    """A comma parts names, unless it belongs to a name that somebody has."""
    assert crisis.split_actors("Moscow, Damascus; UN") == ("Moscow", "Damascus", "UN")
    assert crisis.split_actors("") == ()
    crisis.alias("actors", "RUS", "Moscow, Damascus")
    assert crisis.split_actors("Moscow, Damascus") == ("Moscow, Damascus",)


def test_duplicates_are_proposed_kept_apart_and_merged(crisis: Desk) -> None:
    """Two reports of one act are proposed, not after they were kept apart, and merged at once."""
    words = {"on": "2017-03-01", "by": "RUS", "to": "USA", "type": "threat"}
    first = crisis.add("The same act", **words, source="One").value  # type: ignore[arg-type]
    crisis.add("The same act", **words, source="Two", anyway=True)  # type: ignore[arg-type]
    [pair] = crisis.duplicates(since="2017-02").pairs
    assert pair.first == first
    crisis.mark_distinct([pair.first, pair.other])
    assert crisis.duplicates(since="2017-02").pairs == ()
    assert crisis.duplicates(since="2017-02").conclusion == "No two events look like the same."
    crisis.undo()
    merged = crisis.merge_duplicates(since="2017-02")
    assert [[event.id for event in group] for group in merged.groups] == [
        [pair.first.id, pair.other.id]
    ]
    assert merged.remarks == ("Merged 1 into 1; `tracker undo` parts them again.",)
    assert crisis.merge_duplicates(since="2017-02").remarks == (
        "No two events say the same in everything.",
    )
    crisis.undo()
    assert crisis.merge_events([pair.first, pair.other]).value.id == pair.first.id


def test_a_check_fails_only_on_what_it_is_told_to(crisis: Desk) -> None:
    """A report has the findings of its rules, and fails where one of the named rules found some."""
    crisis.add("Unsourced", on="2017", type="talks")
    report = crisis.check(rule="no-source", fail_on="no-source")
    assert [finding.about for finding in report.findings] == ["2017-unsourced"]
    assert report.failed
    assert not crisis.check(fail_on="duplicate").failed
    clean = crisis.check(rule=["order", "duplicate"])
    assert (clean.findings, clean.conclusion) == ((), "Nothing to report.")
    with pytest.raises(InvalidInput, match="There is no rule 'nonsense'"):
        crisis.check(rule="nonsense")


def test_the_database_is_described_and_copied(crisis: Desk, tmp_path: Path) -> None:
    """Facts, imports and a backup; a database of today needs no migration."""
    assert crisis.info().facts["events"] == "28"
    assert crisis.imports().conclusion == "Nothing was read from a file yet."
    assert crisis.backup(tmp_path / "copy.db").value == tmp_path / "copy.db"
    assert rows(tmp_path / "copy.db") == rows(crisis.path)
    assert crisis.migrate().value is None


def test_names_are_completed(crisis: Desk) -> None:
    """Names that begin as typed come with what they stand for."""
    assert ("WIKILEAKS", "WikiLeaks") in list(crisis.complete("actors", "wik"))
    assert [name for name, _ in crisis.complete("events", "2016-10-03-p")] == [
        "2016-10-03-pmda-suspended"
    ]
    assert list(crisis.complete("sources", "zzyzx")) == []


@pytest.mark.parametrize("sort", ["date", "newest", "number", "intensity", "title"])
@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"actor": "Russia"},
        {"since": "2016-10-01", "until": "2016-12~"},
        {
            "since": "2016-09", "until": "2017", "actor": ["Russia", "United States"],
            "type": ["threat", "pact-withdrawal", "talks"], "text": "e", "status": "any",
            "min_grade": "C3", "known_by": "2018", "account": "analyst", "max_marking": "red",
            "min_intensity": 1,
        },
    ],
)  # fmt: skip
def test_the_first_of_a_list_are_those_of_the_whole_list(
    crisis: Desk, sort: str, filters: Any
) -> None:
    """A limit finds the first by an index; doubtful and derived dates are in their places."""
    crisis.add("Lavrov telephones", on="2016-10-05~", type="talks", by="RUS", to="USA")
    crisis.add("A convoy is seen", on="../2016-11", type="statement", by="RUS")
    crisis.order("convoy-is-seen", "lausanne-talks")
    every = crisis.list(sort=sort, **filters).events
    for limit in (1, 3, 12, len(every) + 1):
        assert crisis.list(sort=sort, limit=limit, **filters).events == every[:limit]
