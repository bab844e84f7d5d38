"""Two analysts at one record: merging copies that went apart, and reviewing what is left open."""

import json
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Keyboard, curated
from tracker.desk import Desk
from tracker.errors import TrackerError
from tracker.model.merging import Entry, Key
from tracker.recording.merging.sides import side_of
from tracker.recording.shipped import batch_of_record
from tracker.store.database import open_for_reading

PACT = "2016-10-03-pmda-suspended"
LIKELY = ("--relation", "enables", "--likelihood", "0.3")


class Analyst:
    """Somebody at a copy of the sample: `ann("edit", "11", …)` types a command."""

    def __init__(self, run: Keyboard, name: str) -> None:
        self.db = run.db.with_name(f"{name}.db")
        shutil.copyfile(run.db, self.db)
        self.keyboard = Keyboard(self.db, Path(str(run.env["TRACKER_CONFIG_DIR"])))
        self.keyboard.env["TRACKER_ANALYST"] = name

    def __call__(self, *words: str, code: int = 0) -> str:
        """Type a command; gives all that it says."""
        result = self.keyboard(*words)
        assert result.exit_code == code, result.stderr
        return f"{result.stdout}{result.stderr}"

    def json(self, *words: str) -> Any:
        """What a command says as JSON."""
        return json.loads(self.keyboard(*words, "--format", "json").stdout)

    def copy(self, name: str) -> "Analyst":
        """The same record in the hands of somebody else."""
        return Analyst(self.keyboard, name)


@pytest.fixture
def ann(run: Keyboard) -> Analyst:
    """One analyst of the sample."""
    return Analyst(run, "ann")


@pytest.fixture
def boris(run: Keyboard) -> Analyst:
    """Another one."""
    return Analyst(run, "boris")


def content(db: Path) -> dict[Key, Entry]:
    """All that a record says, by identity; not how an act is called, nor in what order it stands."""
    with closing(open_for_reading(db)) as opened:
        side = side_of(opened, batch_of_record(opened))
    return {
        key: Entry(
            {name: held for name, held in entry.fields.items() if name != "handle"},
            dict(sorted(entry.items.items())),
        )
        for key, entry in sorted(side.entries.items())
    }


def fields(db: Path, handle: str) -> dict[str, Any]:
    """The fields of an event."""
    with closing(open_for_reading(db)) as opened:
        side = side_of(opened, batch_of_record(opened))
    names = {own: name for name, own in side.handles.items()}
    return side.entries["event", names[handle]].fields


def test_what_only_one_side_changed_is_taken(ann: Analyst, boris: Analyst) -> None:
    """Fields, citations, tags, notes, links and new events come over; ours stay."""
    ann("edit", "11", "--place", "Moscow")
    boris("edit", "11", "--summary", "Boris says so", "--tag", "leaks")
    boris("cite", "11", "--source", "Neue Zeitung", "--grade", "B2")
    boris("note", "5", "A remark")
    boris("add", "A pact is mourned", "--on", "2016-10-04", "--by", "USA", "--type", "threat")
    boris("link", PACT, "2016-10-04-pact-is-mourned", *LIKELY)
    said = ann("merge", "boris.db")
    assert "conflict" not in said
    there = fields(ann.db, PACT)
    assert (there["place"], there["summary"]) == ("Moscow", "Boris says so")
    assert "Neue Zeitung" in ann("show", "11")
    assert "A remark" in ann("show", "5")
    assert "2016-10-04-pact-is-mourned" in ann("show", "11")
    assert ann("check", "--rule", "reference")
    assert "Nothing is wrong" in ann("database", "verify")


def test_merging_twice_changes_nothing_and_undo_takes_all_of_it_back(
    ann: Analyst, boris: Analyst
) -> None:
    """The second merge is no entry of the history."""
    before = curated(ann.db)
    boris("edit", "11", "--place", "Kremlin")
    boris("remove", "28")
    ann("merge", "boris.db")
    merged = curated(ann.db)
    assert "has nothing that is new here" in ann("merge", "boris.db")
    assert curated(ann.db) == merged
    ann("undo")
    assert curated(ann.db) == before


def test_what_both_changed_in_another_way_waits_side_by_side(ann: Analyst, boris: Analyst) -> None:
    """Ours stands and counts; the proposal is told once, however often it is merged."""
    ann("edit", "11", "--place", "Moscow")
    boris("edit", "11", "--place", "Kremlin")
    merged = ann.json("merge", "boris.db")
    assert merged == {
        "taken": 0,
        "conflicts": [
            {
                "about": f"event {PACT}: place",
                "ours": "Moscow",
                "theirs": "Kremlin",
                "settled": "open",
                "reason": "",
            }
        ],
    }
    ann("merge", "boris.db")
    (waiting,) = ann.json("review")
    assert (waiting["number"], waiting["who"], waiting["origin"]) == (1, "boris", "boris.db")
    assert fields(ann.db, PACT)["place"] == "Moscow"


@pytest.mark.parametrize(
    ("said", "place"),
    [(("--accept", "1"), "Kremlin"), (("--refuse", "1"), "Moscow"),
     (("--accept", "1", "--value", "Red Square"), "Red Square")],
)  # fmt: skip
def test_a_proposal_is_accepted_refused_or_changed(
    ann: Analyst, boris: Analyst, said: Sequence[str], place: str
) -> None:
    """After that nothing waits, and the same record has nothing new to say."""
    ann("edit", "11", "--place", "Moscow")
    boris("edit", "11", "--place", "Kremlin")
    ann("merge", "boris.db")
    ann("review", *said)
    assert fields(ann.db, PACT)["place"] == place
    assert ann.json("review") == []
    assert "has nothing that is new here" in ann("merge", "boris.db")
    ann("undo")
    assert len(ann.json("review")) == 1


@pytest.mark.parametrize(("side", "place"), [("--ours", "Moscow"), ("--theirs", "Kremlin")])
def test_conflicts_are_settled_for_one_side(
    ann: Analyst, boris: Analyst, side: str, place: str
) -> None:
    """Nothing waits then, and the other side takes over how it was settled."""
    ann("edit", "11", "--place", "Moscow")
    boris("edit", "11", "--place", "Kremlin")
    ann("merge", "boris.db", side)
    assert fields(ann.db, PACT)["place"] == place
    assert ann.json("review") == []
    assert "conflict" not in boris("merge", "ann.db")
    assert fields(boris.db, PACT)["place"] == place
    assert content(ann.db) == content(boris.db)


def test_equal_handles_of_different_acts_stay_two(ann: Analyst, boris: Analyst) -> None:
    """Each analyst means another act by `2016-10-03-talks`, and both come over once."""
    for who, by in ((ann, "USA"), (boris, "RUS")):
        who("add", "Talks", "--on", "2016-10-03", "--by", by, "--type", "threat")
    ann("merge", "boris.db")
    boris("merge", "ann.db")
    assert "has nothing" in ann("merge", "boris.db")
    assert content(ann.db) == content(boris.db)
    assert {fields(ann.db, f"2016-10-03-talks{n}")["by"] for n in ("", "-2")} == {
        ("USA",),
        ("RUS",),
    }


def test_the_same_act_recorded_by_both_is_one(ann: Analyst, boris: Analyst) -> None:
    """Without a common identity it is known by all that tells acts apart."""
    for who in (ann, boris):
        who("add", "Talks", "--on", "2016-10-03", "--by", "RUS", "--type", "threat")
    boris("edit", "2016-10-03-talks", "--summary", "In Geneva")
    ann("merge", "boris.db")
    assert fields(ann.db, "2016-10-03-talks")["summary"] == "In Geneva"
    assert len(ann.json("list", "--since", "2016-10-03", "--until", "2016-10-03")) == len(
        boris.json("list", "--since", "2016-10-03", "--until", "2016-10-03")
    )
    boris("merge", "ann.db")
    assert content(ann.db) == content(boris.db)


def test_a_circle_that_only_both_have_is_a_conflict(ann: Analyst, boris: Analyst) -> None:
    """Theirs settles it: our link goes, theirs comes."""
    for who in (ann, boris):
        who("add", "One", "--on", "2016-10", "--by", "RUS", "--type", "threat")
        who("add", "Two", "--on", "2016-10", "--by", "USA", "--type", "threat")
    boris("merge", "ann.db")
    ann = boris.copy("carl")
    ann("link", "2016-10-one", "2016-10-two", *LIKELY)
    boris("link", "2016-10-two", "2016-10-one", *LIKELY)
    (conflict,) = ann.json("merge", "boris.db")["conflicts"]
    assert conflict["reason"] == "with both, an event would be its own ancestor"
    assert "2016-10-two → 2016-10-one" in conflict["theirs"]
    ann("review", "--accept", "1")
    named = [key[2] for key in content(ann.db) if key[0] == "link" and key[2] in ("CARL", "BORIS")]
    assert named == ["BORIS"]
    assert "Nothing is wrong" in ann("database", "verify")


def test_the_analyst_of_each_side_claims_links_by_name(ann: Analyst, boris: Analyst) -> None:
    """Two claims of one link stay two, and those of the common past stay the analyst's."""
    ann("link", "1", "3", *LIKELY)
    boris("link", "1", "3", "--relation", "enables", "--likelihood", "0.9")
    assert "claimed by ANN" in ann("merge", "boris.db")
    claimed = {
        key[2]: entry.fields["likelihood"][0]
        for key, entry in content(ann.db).items()
        if key[0] == "link" and key[2] in ("ANN", "BORIS")
    }
    assert claimed == {"ANN": 0.3, "BORIS": 0.9}
    boris("merge", "ann.db")
    assert content(ann.db) == content(boris.db)


def test_a_link_that_one_removed_and_the_other_changed_is_a_conflict(
    ann: Analyst, boris: Analyst
) -> None:
    """Whoever changed it: it is no new link of theirs, which would undo the removal unsaid."""
    ann("unlink", "talks-suspended", "nsc-syria")
    boris("link", "talks-suspended", "nsc-syria", "--relation", "enables", "--likelihood", "0.5",
          "--because", "Again", "--replace")  # fmt: skip
    said = ann("merge", "boris.db")
    assert "1 conflict waits in `tracker review`" in said
    assert "Again" not in ann("show", "nsc-syria")
    assert "1 conflict waits in `tracker review`" in boris("merge", "ann.db")


def test_a_file_of_json_lines_is_merged_from_the_common_past(ann: Analyst, boris: Analyst) -> None:
    """Its first line names the heads of its history; what was removed there goes here, too."""
    ann("edit", "11", "--place", "Moscow")
    boris("edit", "11", "--summary", "Boris says so")
    boris("remove", "28")
    boris("export", "boris.jsonl", "--max-marking", "RED")
    assert "conflict" not in ann("merge", "boris.jsonl")
    assert fields(ann.db, PACT) | {"place": None} == fields(boris.db, PACT) | {"place": None}
    ann("show", "28", code=3)
    assert "has nothing that is new here" in ann("merge", "boris.jsonl")


def test_a_record_without_a_common_past_removes_nothing(ann: Analyst, tmp_path: Path) -> None:
    """What differs is a conflict, the rest comes over."""
    ann("export", "all.jsonl", "--max-marking", "RED")
    lines = Path("all.jsonl").read_text(encoding="utf-8").splitlines()
    (event,) = (line for line in lines if f'"event", "id": 11, "handle": "{PACT}"' in line)
    text = json.loads(event) | {"title": "Another title"}
    Path("part.jsonl").write_text(
        '{"record": "tracker", "format": 1}\n' + json.dumps(text) + "\n", encoding="utf-8"
    )
    (conflict,) = ann.json("merge", "part.jsonl")["conflicts"]
    assert (conflict["about"], conflict["theirs"]) == (f"event {PACT}: title", "Another title")
    assert len(ann.json("list")) == 28


def test_a_merge_of_the_record_with_itself_or_with_nothing_is_refused(ann: Analyst) -> None:
    """The sentence says what to name."""
    assert "is the database in use" in ann("merge", "ann.db", code=1)
    assert "Name a database" in ann("merge", "nowhere.db", code=4)
    assert "give --ours or --theirs" in ann("merge", "ann.db", "--ours", "--theirs", code=2)


def test_merging_actors_keeps_what_the_other_said_of_a_link_for_review(run: Keyboard) -> None:
    """KREM says 0.9 and MFA 0.2: MFA's word counts, and that of KREM waits."""
    for code, likelihood in (("KREM", "0.9"), ("MFA", "0.2")):
        run("actors", "add", code, f"The {code}")
        words = ("--relation", "enables", "--likelihood", likelihood, "--claimed-by", code)
        assert run("link", "1", "3", *words).exit_code == 0
    said = run("actors", "merge", "KREM", "MFA").stderr
    assert "likelihood is 0.2 here and was 0.9 there; 0.2 counts." in said
    assert "1 conflict waits in `tracker review`." in said
    assert run("review", "--accept", "1").exit_code == 0
    claims = {key[2]: e for key, e in content(run.db).items() if key[0] == "link"}
    assert claims["MFA"].fields["likelihood"] == (0.9, False)


def test_merging_sources_never_changes_a_grade_unsaid(run: Keyboard) -> None:
    """A citation that was B2 is D2 in the record of the other source, and that is told."""
    for name, grade in (("Bulletin", "B2"), ("Digest", "D3")):
        assert run("cite", "11", "--source", name, "--grade", grade).exit_code == 0
    said = run("sources", "merge", "bulletin", "digest").stderr
    assert "source digest: reliability is D here and was B there; D counts." in said
    run("review", "--accept", "1")
    assert content(run.db)["source", "digest"].fields["reliability"] == "B"


def test_a_source_without_a_grade_takes_over_that_of_the_other(run: Keyboard) -> None:
    """Its letter would be lost with it."""
    assert run("cite", "11", "--source", "Bulletin", "--grade", "B2").exit_code == 0
    assert run("cite", "11", "--source", "Digest").exit_code == 0
    said = run("sources", "merge", "bulletin", "digest").stderr
    assert "digest took over reliability B." in said


def test_an_import_takes_what_a_colleague_said_of_known_events(
    ann: Analyst, boris: Analyst
) -> None:
    """A new citation and its source come in; nothing goes, and again nothing changes."""
    boris("cite", "11", "--source", "Neue Zeitung", "--grade", "B2")
    boris("remove", "28")
    boris("export", "boris.jsonl", "--max-marking", "RED")
    said = ann("import", "boris.jsonl")
    assert "Took 2 changes from boris.jsonl." in said
    assert "Neue Zeitung" in ann("show", "11")
    ann("show", "28")
    assert "Everything in it was there already." in ann("import", "boris.jsonl")


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from((10, 11, 12)), st.sampled_from(("x", "y"))),
        st.tuples(st.just("tag"), st.sampled_from((10, 11)), st.sampled_from(("p", "q"))),
        st.tuples(st.just("remove"), st.sampled_from((12, 27, 28)), st.just("")),
        st.tuples(st.just("cite"), st.sampled_from((10, 11, 27)), st.sampled_from(("w", "v"))),
        st.tuples(st.just("link"), st.sampled_from((9, 10, 11, 12)), st.sampled_from("9ab")),
        st.tuples(st.just("add"), st.just(0), st.sampled_from(("One", "Two"))),
    ),
    max_size=4,
)


def typed(desk: Desk, edits: Sequence[tuple[str, int, str]]) -> None:
    """Make some changes, as far as they are possible after one another."""
    for verb, number, word in edits:
        try:
            if verb == "edit":
                desk.edit(number, place=word)
            elif verb == "tag":
                desk.edit(number, tag=word)
            elif verb == "remove":
                desk.remove(number)
            elif verb == "cite":
                desk.cite(number, source=word)
            elif verb == "link":
                desk.link(number, 28 if word == "a" else 27, relation="enables", likelihood=0.5)
            else:
                desk.add(word, on="2016-10-04", by="RUS", type="threat")
        except TrackerError:
            continue


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(EDITS, EDITS)
@example([("cite", 11, "v")], [("cite", 11, "v"), ("edit", 11, "y"), ("cite", 11, "v")])
def test_random_pairs_agree_but_for_conflicts(
    sample_path: Path, tmp_path: Path, one: Any, other: Any
) -> None:
    """Merged from either side the content is the same, merged again it stays; both are sound."""
    paths = [tmp_path / f"{name}.db" for name in ("one", "other", "copy")]
    for path in paths[:2]:
        path.unlink(missing_ok=True)
        shutil.copyfile(sample_path, path)
    for path, edits in zip(paths, (one, other), strict=False):
        with Desk(path, path.stem) as desk:
            typed(desk, edits)
    shutil.copyfile(paths[1], paths[2])
    with Desk(paths[0], "one") as desk:
        there = desk.merge_record(paths[2])
        assert desk.merge_record(paths[2]).taken == 0
        assert not desk.verify().flaws
    shutil.copyfile(paths[0], tmp_path / "merged.db")
    with Desk(paths[1], "other") as desk:
        with Desk(paths[0], "one") as undone:
            undone.undo()
        back = desk.merge_record(paths[0])
        assert not desk.verify().flaws
    assert {each.about for each in there.conflicts} == {each.about for each in back.conflicts}
    if not there.conflicts:
        assert content(tmp_path / "merged.db") == content(paths[1])


@pytest.mark.parametrize("register", ["actors", "sources"])
def test_what_both_renamed_has_one_code_and_leaves_nothing_that_cannot_be_settled(
    ann: Analyst, register: str
) -> None:
    """Either order of merging gives one code; what the other side recorded under its own comes in."""
    ann("actors", "add", "MOB", "A mob")
    ann(
        "add", "A raid", "--on", "2016-11-01", "--by", "MOB", "--type", "threat", "--source", "Wire"
    )
    code = "MOB" if register == "actors" else "wire"
    boris = ann.copy("boris")
    ann(register, "rename", code, f"{code}-one")
    boris(register, "rename", code, f"{code}-two")
    boris("add", "Another raid", "--on", "2016-11-02", "--by", "MOB", "--type", "threat",
          "--source", "wire")  # fmt: skip
    former = ann.copy("former")
    assert (
        f"{code}-two there are {code}-one now".casefold() in ann("merge", str(boris.db)).casefold()
    )
    boris("merge", str(former.db))
    assert content(ann.db) == content(boris.db)
    assert "Nothing waits" in ann("review")
    assert "nothing that is new" in ann("merge", str(boris.db))


def test_a_renamed_actor_that_a_record_without_a_common_past_uses_is_that_actor(
    ann: Analyst, tmp_path: Path
) -> None:
    """The names may be a conflict, which can be settled; the events come in."""
    ann("actors", "add", "MOB", "A mob")
    ann("actors", "rename", "MOB", "GANG")
    ann("add", "A raid", "--on", "2016-11-01", "--by", "GANG", "--type", "threat")
    fresh = Keyboard(tmp_path / "fresh.db", Path(str(ann.keyboard.env["TRACKER_CONFIG_DIR"])))
    assert fresh("add", "Other", "--on", "2016-11-02", "--by", "MOB", "--new-actor",
                 "--type", "threat").exit_code == 0  # fmt: skip
    said = fresh("merge", str(ann.db), "--theirs")
    assert "Actor MOB here and GANG there are GANG now." in said.stderr
    assert "Nothing waits" in fresh("review").stderr
    listed = json.loads(fresh("list", "--actor", "GANG", "--format", "json").stdout)
    assert [each["title"] for each in listed] == ["A raid", "Other"]


def test_acts_alike_that_both_recorded_are_one_with_a_word(ann: Analyst, boris: Analyst) -> None:
    """Nothing is joined unsaid; those with another place stay two."""
    for who in (ann, boris):
        who("add", "A raid", "--on", "2016-11-01", "--type", "threat")
        who("add", "A raid", "--on", "2016-11-02", "--type", "threat", "--place", who.db.stem)
    said = ann("merge", str(boris.db))
    assert "Recorded on both sides" in said
    assert "taken for one: 2016-11-01-raid." in said.replace("\n", " ")
    titles = [each["title"] for each in ann.json("list", "--since", "2016-11-01")]
    assert titles.count("A raid") == 3


def test_events_that_a_colleague_removed_are_named(ann: Analyst, boris: Analyst) -> None:
    """No list shows them any more; what was removed on either side alike is not told."""
    boris("remove", "28")
    gone = next(event["handle"] for event in ann.json("list") if event["id"] == 28)
    assert f"Removed here as in boris.db, with links and citations: {gone}." in ann(
        "merge", str(boris.db)
    )
    assert "Removed here" not in ann("merge", str(boris.db))
