"""Status, denials, grades, relays and what was known by a day, as they are typed."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Keyboard, curated, rows

PLANNED = ("add", "A counter-strike is prepared", "--on", "2016-10-20", "--type", "threat",
           "--by", "SYR", "--status", "planned")  # fmt: skip


def handles(run: Keyboard, *words: str) -> list[str]:
    """The handles that a command lists."""
    return [record["handle"] for record in json.loads(run(*words, "--format", "json").stdout)]


def test_analysis_uses_what_occurred(run: Keyboard) -> None:
    """A planned event is listed and drawn with its mark, in causes and paths only when asked for."""
    assert run(*PLANNED).exit_code == 0
    assert run("link", "nsc", "29", "--likelihood", "likely").exit_code == 0
    assert "2016-10-20-counter-strike-is-prepared" in handles(run, "list")
    assert handles(run, "effects", "nsc") == []
    assert handles(run, "effects", "nsc", "--status", "any") == [
        "2016-10-20-counter-strike-is-prepared"
    ]
    assert "counter-strike is prepared (planned)" in run("paths", "nsc", "29").stdout  # it is named
    assert run("link", "29", "veto", "--likelihood", "likely").exit_code == 1  # it comes later
    assert run("link", "29", "no-counter", "--likelihood", "likely").exit_code == 0
    assert run("paths", "nsc", "no-counter", "-f", "json").stdout == "[]\n"
    assert run("chain", "nsc", "no-counter").exit_code == 1
    assert run("chain", "nsc", "no-counter", "--status", "any", "-o", "c.svg").exit_code == 0
    run("timeline", "-o", "t.svg")
    run("timeline", "--status", "occurred", "-o", "past.svg")
    drawn = [" ".join(Path(name).read_text().split()) for name in ("t.svg", "past.svg")]
    assert ["(planned)" in picture for picture in drawn] == [True, False]


def test_a_status_shows_where_it_is_not_the_usual(run: Keyboard) -> None:
    """A list has a column for the status only where some event did not simply occur."""
    assert "planned" in run("list", "--type", "air-strike").stdout
    assert "status" not in run("list", "--type", "veto").stdout
    assert run("edit", "28", "--status", "did not occur").exit_code == 0
    assert "did-not-occur" in run("show", "28").stdout


def test_a_denial_is_recorded_and_shown(run: Keyboard) -> None:
    """A side denies a link, which its account then lacks and `show` tells."""
    done = run("link", "deir", "iskander", "--denied-by", "RUS", "--because", "Routine.")
    assert done.stderr == (
        "RUS denies 2016-09-17-deir-ez-zor-strike → 2016-10-08-iskander-kaliningrad.\n"
    )
    assert "denied by Russia (RUS): Routine." in run("show", "deir").stdout
    again = run("link", "deir", "iskander", "--likelihood", "likely", "--claimed-by", "RUS")
    assert "RUS already denies that" in again.stderr
    assert run("undo").exit_code == 0
    assert "Routine." not in run("show", "deir").stdout


def test_a_link_is_claimed_or_denied(run: Keyboard) -> None:
    """Claiming and denying at once is a slip."""
    before = rows(run.db)
    done = run("link", "5", "18", "--claimed-by", "RUS", "--denied-by", "USA")
    assert (done.exit_code, rows(run.db)) == (2, before)


def test_a_source_is_cited_for_one_field(run: Keyboard) -> None:
    """What a citation is for is kept and shown, and must be a field of events."""
    cited = ("cite", "pmda", "--source", "A memoir", "--grade", "D4", "--supports")
    assert run(*cited, "date").exit_code == 0
    assert "A memoir  [D4]  for its date" in run("show", "pmda").stdout
    refused = run(*cited, "colour")
    assert refused.exit_code == 2
    assert "title, date, by, to" in refused.stderr
    assert run("cite", "25", "27", "--source", "x", "--supports", "date").exit_code == 2


def test_what_was_cited_by_mistake_is_taken_out(run: Keyboard) -> None:
    """Of an event, of one field of it, or of a link; one undo brings it back."""
    before = curated(run.db)
    run("cite", "pmda", "--source", "russian-decree-2016-10-03", "--supports", "date")
    run("cite", "pmda", "--source", "russian-decree-2016-10-03", "--locator", "article 9")
    done = run(
        "cite", "pmda", "--source", "russian-decree-2016-10-03", "--supports", "date", "--remove"
    )
    assert (done.exit_code, done.stderr) == (0, "Removed 1 citation.\n")
    done = run(
        "cite",
        "pmda",
        "--source",
        "russian-decree-2016-10-03",
        "--locator",
        "article 9",
        "--remove",
    )
    assert "Removed 1 citation." in done.stderr
    assert curated(run.db) == before
    done = run("cite", "dnc-intrusion-disclosed", "25", "--source", "state-2016-12-29", "--remove")
    assert "Removed 1 citation." in done.stderr
    again = run("cite", "dnc-intrusion-disclosed", "25", "--source", "state-2016-12-29", "--remove")
    assert (again.exit_code, "lists them" in again.stderr) == (3, True)
    graded = run("cite", "pmda", "--source", "state-2016-12-29", "--grade", "A1", "--remove")
    assert (graded.exit_code, "--source alone" in graded.stderr) == (2, True)
    run("undo")
    assert curated(run.db) == before


def test_relays_are_counted_as_one(run: Keyboard) -> None:
    """Sources of which one relays the other are not independent; a circle is found."""
    assert ", 3 cited, 2 independent)" in run("show", "iskander").stdout
    done = run("sources", "edit", "russian-mod-2016-10-08", "--relays", "err-2016-10-08")
    assert done.exit_code == 0
    assert "Nobody is the origin" in run("check", "--rule", "relay-circle", COLUMNS="300").stdout
    assert run("sources", "edit", "err-2016-10-08", "--relays", "").exit_code == 0
    assert run("check", "--rule", "relay-circle").stdout == ""
    itself = run("sources", "edit", "err-2016-10-08", "--relays", "err-2016-10-08")
    assert (itself.exit_code, "cannot relay itself" in itself.stderr) == (1, True)
    added = run("sources", "add", "A digest", "--relays", "Some wire")
    assert (added.stdout, added.stderr) == ("digest\n", "New source some-wire: Some wire\n")


def test_what_was_known_by_a_day(run: Keyboard) -> None:
    """Nothing that was published later is listed, asked or drawn."""
    early = handles(run, "list", "--known-by", "2016-10-07")
    assert "2016-10-07-hacking-accusation" in early
    assert all(handle < "2016-10-08" for handle in early)
    later, known = "2016-10-03-talks-suspended", "2016-06-14-dnc-intrusion-disclosed"
    assert {later, known} <= set(handles(run, "search", "hacks"))  # by reasons, which have no date
    assert handles(run, "search", "hacks", "--known-by", "2016-10-06") == [known]  # by its source
    assert handles(run, "search", "hacks", "--known-by", "2016-06-13") == []
    none = run("paths", "dnc-intrusion", "hacking-accusation", "--known-by", "2016-10-06")
    assert "with --known-by 2016-10-06" in none.stderr
    assert run("add", "Undated", "--on", "2016", "--type", "talks", "--source", "x").exit_code == 0
    said = run("list", "--known-by", "2016-10-07").stderr
    assert said == (
        "No room for type: a wider window or --format csv shows it.\n"
        "Known by 2016-10-07 is what had happened and was published by then, with today's grades; "
        "not what people in office saw.\n"
        "1 event and 0 links have no dated source, so --known-by leaves them out.\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("list", "--known-by", "2016-10/.."), "--known-by 2016-10/.. has no end"),
        (("list", "--since", "../2016"), "--since ../2016 has no beginning"),
        (("list", "--since", "2017", "--until", "2016"), "swap the two"),
        (("list", "--min-grade", "G7"), "is not an Admiralty grade"),
        (("list", "--status", "rumoured"), "is none of occurred, ongoing"),
        (("log", "--as-of", "2016/.."), "has no end"),
    ],
)
def test_a_bad_filter_is_a_sentence(run: Keyboard, words: tuple[str, ...], sentence: str) -> None:
    """A filter that cannot be meant is refused in one sentence."""
    done = run(*words)
    assert done.exit_code == 2
    assert sentence in " ".join(done.stderr.split())


def test_the_record_as_it_was(run: Keyboard) -> None:
    """What had been recorded by a time is shown, whatever was changed since."""
    assert run("remove", "pmda").exit_code == 0
    assert run("edit", "18", "--title", "Missiles").exit_code == 0
    then = run("log", "--as-of", "2026-11-22", "--format", "json")
    titles = [record["title"] for record in json.loads(then.stdout)]
    assert len(titles) == 28
    assert "Missiles" not in titles
    assert "now 27 and" in then.stderr
    assert json.loads(run("log", "--as-of", "2026-11-21", "-f", "json").stdout) == []
    assert len(handles(run, "list")) == 27  # looking back changes nothing


def test_accounts_are_compared(run: Keyboard) -> None:
    """Two accounts stand side by side, in a table, as JSON, as rows and as a picture."""
    table = run("accounts", "RUS", "USA", "--of", "pmda", COLUMNS="200").stdout
    assert "contradicted" in table
    assert "How each explains: Moscow suspends the plutonium disposition pact" in table
    record = json.loads(run("accounts", "RUS", "analyst", "--of", "pmda", "-f", "json").stdout)
    assert [each["effect"] for each in record["rival_causes"]] == []
    assert run("accounts", "RUS", "USA", "-f", "csv").stdout.startswith("effect,cause,effect_title")
    drawn = run("accounts", "RUS", "USA", "-o", "two.svg")
    assert drawn.stdout == "two.svg\n"
    assert "Not drawn: 1 link only denied." in drawn.stderr
    assert "claimed by Russia alone" in Path("two.svg").read_text(encoding="utf-8")
    assert json.loads(run("accounts", "-f", "json").stdout)["accounts"] == [
        "RUS", "USA", "analyst", "editorial-2016-10-15", "new-york-times-2016-10-03",
    ]  # fmt: skip


def test_accounts_that_cannot_be_compared(run: Keyboard) -> None:
    """One account, or one of somebody who claims nothing, is no comparison."""
    assert run("accounts", "RUS").exit_code == 2
    done = run("accounts", "RUS", "FRA")
    assert done.exit_code == 1
    assert "FRA claims and denies nothing" in done.stderr


def test_what_did_not_happen_is_marked_wherever_it_is_named(run: Keyboard) -> None:
    """A planned event says so in trees, chains, the links of another event, and pictures."""
    run(*PLANNED)
    run("link", "nsc", "29", "--likelihood", "likely")
    marked = "A counter-strike is prepared (planned)"
    assert marked in run("effects", "nsc", "--status", "any", COLUMNS="120").stdout
    assert marked in run("paths", "nsc", "29").stdout
    assert "2016-10-20-counter-strike-is-prepared (planned)" in run("show", "nsc").stdout
    assert run("timeline", "--status", "any", "-o", "t.svg").exit_code == 0
    assert "(planned)" in Path("t.svg").read_text()


def test_a_denial_stands_beside_the_claim(run: Keyboard) -> None:
    """A chain or tree tells who denies a link on it."""
    assert run("link", "kerry-threatens", "pmda", "--denied-by", "FRA").exit_code == 0
    assert "; denied by France" in run("paths", "kerry-threatens", "pmda").stdout
    tree = " ".join(run("causes", "pmda").stdout.split())
    assert "denied by France" in tree


def test_evidence_for_one_field_does_not_vouch_for_the_event(run: Keyboard) -> None:
    """`--min-grade` asks for citations of the whole event, not of its date."""
    run(
        "add",
        "A rumour",
        "--on",
        "2016-10-20",
        "--type",
        "threat",
        "--source",
        "B",
        "--grade",
        "C3",
    )
    run("cite", "rumour", "--source", "Almanac", "--grade", "A1", "--supports", "date",
        "--supports", "place")  # fmt: skip
    assert "2016-10-20-rumour" not in handles(run, "list", "--min-grade", "A1")
    assert "2016-10-20-rumour" in handles(run, "list", "--min-grade", "C3")
    shown = json.loads(run("show", "rumour", "-f", "json").stdout)
    assert [each["supports"] for each in shown["sources"]] == [None, "date", "place"]


def test_a_picture_names_the_filters(run: Keyboard) -> None:
    """A picture of one side's story, or of what was known by a day, says so."""
    run("timeline", "--known-by", "2016-10-07", "-o", "t.svg")
    run("chain", "--account", "RUS", "-o", "c.svg")
    assert "chosen: links as known by 7 October 2016" in words_of(Path("t.svg"))
    assert "chosen: links as claimed by Russia" in words_of(Path("c.svg"))


def words_of(drawn: Path) -> str:
    """The texts of an SVG in their order, whatever lines they are broken into."""
    return " ".join(re.findall(r">([^<>]*)</t(?:ext|span)>", drawn.read_text(encoding="utf-8")))


def test_a_link_changed_keeps_what_is_not_named(run: Keyboard) -> None:
    """`link --replace` changes a claim and leaves its relation, reason and sources otherwise."""
    link = ("link", "kerry-threatens", "pmda", "--claimed-by", "new-york-times-2016-10-03")
    before = json.loads(run("show", "pmda", "-f", "json").stdout)["links"]
    assert run(*link, "--replace", "--likelihood", "0.6").exit_code == 0
    after = json.loads(run("show", "pmda", "-f", "json").stdout)["links"]
    for each in before:
        if each["claimed_by"] == "new-york-times-2016-10-03":
            each |= {"likelihood": 0.6, "band": [0.6, 0.6]}
    assert after == before
    assert run("link", "kerry-threatens", "pmda", "--claimed-by", "FRA", "--replace").exit_code == 2
    assert (
        run("link", "kerry-threatens", "pmda", "--denied-by", "FRA", "--likelihood", "1").exit_code
        == 2
    )


def test_a_source_spelled_almost_alike_is_pointed_out(run: Keyboard) -> None:
    """A new source whose name is nearly that of another is recorded, and the other named."""
    said = run("cite", "pmda", "--source", "new-york-tims-2016-10-03").stderr
    assert "`tracker sources merge new-york-tims-2016-10 new-york-times-2016-10-03`" in said


def test_a_claimant_of_another_time_is_pointed_out(run: Keyboard) -> None:
    """Russia may claim something about 1962, but the Soviet Union may be meant."""
    for day, title in (("22", "Quarantine"), ("28", "Withdrawal")):
        run("add", title, "--on", f"1962-10-{day}", "--type", "threat")
    said = run("link", "quarantine", "withdrawal", "--likelihood", "0.5", "--claimed-by", "Moscow")
    assert "RUS (Russia) did not exist at 1962-10-28; if SUN (" in said.stderr


def test_links_and_claims_of_order_hold_together(run: Keyboard) -> None:
    """What began after another by the claims of order is no cause of it, whichever came first."""
    run("order", "pmda", "before", "talks-suspended", "--remove")
    run("link", "talks-suspended", "pmda", "--likelihood", "likely", "--claimed-by", "FRA")
    assert run("order", "pmda", "before", "talks-suspended").exit_code == 1  # a link says otherwise
    run("unlink", "talks-suspended", "pmda")
    assert run("order", "pmda", "before", "talks-suspended").exit_code == 0
    refused = run("link", "talks-suspended", "pmda", "--likelihood", "likely")
    assert refused.exit_code == 1
    assert "By the claims of order 2016-10-03-pmda-suspended began before" in refused.stderr
