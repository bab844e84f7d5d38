"""The questions about chains, outcomes and records, as they are typed."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Keyboard

ENDS = ("russian-air", "nsc-syria")
CAVEAT = "A statement about the recorded claims, not proof of causation."
QUESTIONS = (
    ("paths", *ENDS), ("likelihood", *ENDS), ("turning-points", *ENDS), ("offramps", *ENDS), ("sensitivity", *ENDS),
    ("causes", "pmda"), ("effects", "russian-air"), ("roots",), ("outcomes",),
    ("whatif", "--without", "aleppo-off"),
)  # fmt: skip


def asked(run: Keyboard, *words: str) -> Any:
    """The answer for programs."""
    return json.loads(run(*words, "--format", "json").stdout)


@pytest.mark.parametrize("words", QUESTIONS, ids=lambda words: words[0])
def test_every_answer_says_what_it_is_not(run: Keyboard, words: tuple[str, ...]) -> None:
    """A question is answered for people with one line on what the answer is not, on stderr."""
    done = run(*words)
    assert (done.exit_code, bool(done.stdout)) == (0, True)
    assert CAVEAT in done.stderr
    assert CAVEAT not in run(*words, "--format", "json").stderr
    assert asked(run, *words)


@pytest.mark.parametrize("words", QUESTIONS, ids=lambda words: words[0])
@pytest.mark.parametrize(
    "filters",
    [
        ("--account", "RUS"), ("--min-grade", "A1"), ("--known-by", "2016-09-01"),
        ("--since", "2016-10-20"), ("--actor", "FRA"), ("--type", "veto"), ("--until", "2015"),
    ],
    ids=lambda filters: filters[0],
)  # fmt: skip
def test_every_question_takes_every_filter(
    run: Keyboard, words: tuple[str, ...], filters: tuple[str, ...]
) -> None:
    """Filters narrow the answer, which may be none; it is always a whole one."""
    done = run(*words, *filters, "--format", "json")
    refused = "is not among the events" in done.stderr  # what is taken away was filtered out
    assert done.exit_code == refused
    answer = json.loads(done.stdout) if not refused else []
    assert answer != asked(run, *words)


def test_paths_are_best_by_what_is_asked(run: Keyboard) -> None:
    """By length the direct way is first; via and avoid choose; the count has every digit."""
    assert [path["length"] for path in asked(run, "paths", *ENDS, "--by", "length")][:2] == [2, 3]
    waits = [path["longest_wait"] for path in asked(run, "paths", *ENDS, "--by", "time")]
    assert waits == sorted(waits)
    passed = asked(run, "paths", *ENDS, "--via", "kerry-threatens")
    assert all("2016-09-28-kerry-threatens-suspension" in path["chain"] for path in passed)
    avoided = asked(run, "paths", *ENDS, "--avoid", "kerry-threatens")
    assert len(passed) + len(avoided) == int(run("paths", *ENDS, "--count").stdout) == 6
    assert run("paths", *ENDS, "--avoid", "nsc-syria").exit_code == 2
    none = run("paths", *ENDS, "--within", "30d")
    assert (none.exit_code, none.stdout) == (0, "")
    assert "meets --within; there are some without" in none.stderr
    assert run("paths", *ENDS, "--via", "dnc-mail", "--count").stdout == "0\n"


def test_a_chain_tells_its_worst_grade(run: Keyboard) -> None:
    """What a chain is graded at least is what `--min-grade` may ask for and still find it."""
    best = asked(run, "paths", *ENDS)[0]
    assert best["worst_grade"] == "C1"
    assert asked(run, "paths", *ENDS, "--min-grade", "C1")[0]["chain"] == best["chain"]
    assert best["chain"] not in [
        path["chain"] for path in asked(run, "paths", *ENDS, "--min-grade", "B1")
    ]


def test_the_point_of_no_return_is_named(run: Keyboard) -> None:
    """Turning points are marked in the table, and the point of no return is said."""
    done = run("turning-points", "russian-air", "no-counter", COLUMNS="200")
    assert "every chain, no recorded way out after" in done.stdout
    assert "The point of no return is United States expels 35 Russian diplomats" in done.stderr
    assert "no point of no return" in run("turning-points", *ENDS).stderr
    found = asked(run, "turning-points", "russian-air", "no-counter", "-k", "3")
    assert [each["handle"] for each in found[3:]] == ["2016-09-09-ceasefire-announced"]
    assert "needed for Syria's army declares the ceasefire over" in done.stdout


def test_offramps_honour_what_is_marked_avoidable(run: Keyboard) -> None:
    """Where events are marked avoidable only those count, unless anything may."""
    marked = asked(run, "offramps", *ENDS)
    anything = asked(run, "offramps", *ENDS, "--any")
    assert [[event["id"] for event in ramp["events"]] for ramp in marked] == [
        [8], [6], [10], [6, 10],
    ]  # fmt: skip
    assert [ramp["closes_every_way"] for ramp in marked] == [True, False, False, False]
    assert all(event["avoidable"] for ramp in marked for event in ramp["events"])
    assert {4, 9} <= {event["id"] for ramp in anything for event in ramp["events"]}
    said = run("offramps", *ENDS)
    assert said.stdout.splitlines()[2].rstrip().endswith("closes every recorded way")
    assert "Closes every recorded way to Obama convenes" in said.stdout + said.stderr
    assert "likely to fail" not in said.stdout + said.stderr
    for number in ("6", "8", "10"):
        assert run("edit", number, "--unavoidable").exit_code == 0
    none = run("offramps", *ENDS)
    assert (none.exit_code, none.stdout) == (0, "")
    assert "is marked avoidable; `tracker edit EVENT --avoidable` marks" in none.stderr
    assert run("edit", "9", "--avoidable").exit_code == 0
    [ramp] = asked(run, "offramps", *ENDS)
    assert (ramp["closes_every_way"], ramp["likelihood"]) == (False, marked[0]["likelihood"])


def test_what_if_tells_what_loses_its_explanation(run: Keyboard) -> None:
    """An outcome that depended on the event alone is unexplained; others are told apart."""
    fates = {
        each["handle"]: each["fate"]
        for each in asked(run, "whatif", "--without", "talks-suspended")
    }
    assert fates["2016-10-08-iskander-kaliningrad"] == "unexplained"
    assert fates["2016-12-29-hacking-sanctions"] == "as before"
    assert run("whatif").exit_code == 2
    assert run("whatif", "--without-source", "nobody").exit_code == 3
    assert run("whatif", "--without", "28").exit_code == 1  # planned only


def test_records_are_compared(run: Keyboard, sample_copy: Path) -> None:
    """Two databases, or one and its past, differ in events, links and grades and in conclusions."""
    shutil.copy(sample_copy, "old.db")
    assert run("compare", "old.db").stderr.startswith("The records are the same.")
    run("edit", "pmda", "--place", "Sochi")
    run("unlink", "aleppo-offensive", "nsc-syria")
    run("sources", "edit", "editorial-2016-10-15", "--reliability", "D")
    words = ("compare", "old.db", "--between", "russian-air", "nsc-syria")
    found = asked(run, *words)
    told = {each["kind"]: (each["change"], each["before"], each["after"])
            for each in found["differences"]}  # fmt: skip
    assert told["event"] == ("changed", {"place": "Moscow, Russia"}, {"place": "Sochi"})
    assert told["link"][0] == "removed"
    assert told["source"] == ("changed", {"reliability": "C"}, {"reliability": "D"})
    assert found["before"]["strength"] == pytest.approx([0.486, 0.849], abs=0.001)
    assert found["after"]["strength"] == pytest.approx([0.318, 0.708], abs=0.001)
    assert "differs" in run(*words).stdout
    then = asked(run, "compare", "2026-11-22T12:00:30", "--between", "russian-air", "nsc-syria")
    assert then["differences"] == found["differences"]
    assert run("compare", "nonsense").exit_code == 3
    assert run("compare", "nope.db").exit_code == 4


def test_a_whole_of_two_databases_needs_no_other(run: Keyboard, sample_copy: Path) -> None:
    """Comparing two files does not ask for a database in use."""
    for name in ("one.sqlite", "two.sqlite"):
        shutil.copy(sample_copy, name)
    done = run("compare", "one.sqlite", "two.sqlite", TRACKER_DB="nowhere.db")
    assert done.exit_code == 0


def test_charts_are_printed_as_source(run: Keyboard) -> None:
    """A chart may be text on standard output: letters, or the source of a diagram."""
    assert run("timeline", "--format", "mermaid").stdout.startswith("timeline\n  2015-09-30 : ")
    assert run("chain", *ENDS, "--format", "mermaid").stdout.startswith("flowchart LR\n")
    assert run("chain", *ENDS, "--format", "dot").stdout.startswith("digraph tracker {\n")
    text = run("timeline", "--format", "text", "--title", "Autumn").stdout
    assert text.startswith("Autumn\n30 Sep 2015")
    assert "◆ material conflict" in text
    assert run("chain", "--format", "text").exit_code == 2
    assert run("timeline", "--format", "dot", "-o", "x.svg").exit_code == 2
    assert not list(Path().glob("*.png"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("timeline", "-f", "text", "--lanes", "type", "--colour-by", "tag", "--title", "A"),
         "Only a picture shows --lanes, --colour-by; -o FILE draws one.\n"),
        (("timeline", "-f", "text", "--labels", "all", "--lang", "de", "--alt"),
         "Only a picture shows --labels, --lang, --alt; -o FILE draws one.\n"),
        (("timeline", "-f", "mermaid", "--phase", "Talks=2016-09", "--theme", "dark"),
         "Only a picture shows --phase, --theme; -o FILE draws one.\n"),
        (("timeline", "-f", "dot", "--title", "A"),
         "Only a picture shows --title; -o FILE draws one.\n"),
        (("chain", *ENDS, "-f", "dot", "--turning-points", "--title", "A"),
         "Only a picture shows --turning-points, --title; -o FILE draws one.\n"),
        (("timeline", "-f", "text", "--title", "A", "--lanes", "actor", "--theme", "light"), ""),
        (("chain", *ENDS, "-f", "mermaid"), ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_printed_chart_says_what_it_cannot_show(
    run: Keyboard, words: tuple[str, ...], said: str
) -> None:
    """Options that only pictures have are named on stderr; those that it has, too, are not."""
    done = run(*words)
    assert (done.exit_code, done.stderr) == (0, said)


def test_a_picture_is_dressed_as_asked(run: Keyboard) -> None:
    """Subtitle, caption, notes and palette are in the file, and its words beside it."""
    done = run(
        "timeline", "-o", "t.svg", "--subtitle", "Below", "--caption", "Under", "--notes",
        "--theme", "dark", "--alt",
    )  # fmt: skip
    assert done.stdout == "t.svg\nt.svg.txt\n"
    drawn = Path("t.svg").read_text()
    for text in ("Below", "Under", "1. Editorial on the conflict", "#14171c", "<dc:description>"):
        assert text in drawn
    told = Path("t.svg.txt").read_text()
    assert told.startswith("From “Russia begins its air campaign in Syria” to “")
    assert "28 events, September 2015 to December 2016" in told
    assert run("chain", *ENDS, "-o", "c.pdf", "--notes", "--theme", "print").exit_code == 0


def test_a_ladder_is_drawn_of_those_who_act(run: Keyboard) -> None:
    """Sides are named by any name; one that does nothing, or a fifth, is refused."""
    assert run("ladder", "Moscow", "-o", "l.svg").stdout == "l.svg\n"
    assert "What Russia did, " in Path("l.svg").read_text()
    assert "FJI does nothing" in run("ladder", "FJI").stderr
    assert run("ladder", "RUS", "USA", "SYR", "FRA", "NATO").exit_code == 2
    assert run("ladder", "--since", "2017").exit_code == 1


def test_a_chain_marks_its_turning_points_and_off_ramps(run: Keyboard) -> None:
    """The picture of a chain marks what the commands of those names find."""
    ends = ("russian-air", "no-counter")
    assert run("chain", *ends, "--turning-points", "--offramps", "-o", "c.svg").exit_code == 0
    drawn = Path("c.svg").read_text()
    assert drawn.count("every chain") == 6  # one of them in the legend
    assert drawn.count("no recorded way out after") == 1
    assert drawn.count("off-ramp:") == 3  # one of them in the legend
    assert run("chain", "--offramps").exit_code == 2


def test_within_hours_is_counted_in_hours(run: Keyboard) -> None:
    """From eight in the evening to six in the morning is ten hours, not a day."""
    for title, when in (("Alpha", "2017-03-01T08:00"), ("Beta", "2017-03-01T20:00"),
                        ("Gamma", "2017-03-02T06:00")):  # fmt: skip
        assert run("add", title, "--on", when, "--by", "RUS", "--type", "threat").exit_code == 0
    for ends in (("alpha", "beta"), ("beta", "gamma")):
        run("link", *ends, "--relation", "provokes", "--likelihood", "likely")
    assert len(asked(run, "paths", "alpha", "gamma", "--within", "12h")) == 1
    assert asked(run, "paths", "alpha", "gamma", "--within", "11h") == []
    assert asked(run, "paths", "alpha", "beta", "--within", "1h") == []
    assert len(asked(run, "paths", "alpha", "gamma", "--within", "1d")) == 1


def test_a_limited_depth_has_strengths_of_so_many_links(run: Keyboard) -> None:
    """The strongest chain of two links is not that of five."""
    for number in range(1, 7):
        run(
            "add", f"Step {number}", "--on", f"2017-03-0{number}", "--by", "RUS", "--type", "threat"
        )
    for number in range(1, 6):
        run("link", f"step {number}", f"step {number + 1}", "--likelihood", "0.9",
            "--relation", "provokes")  # fmt: skip
    run("link", "step 1", "step 6", "--likelihood", "0.1", "--relation", "provokes")

    def strongest(*more: str) -> dict[str, float]:
        told = asked(run, "effects", "step 1", *more)
        assert all(each["strength"][0] == each["strength"][1] for each in told)
        return {each["title"]: each["strength"][0] for each in told}

    assert strongest("--depth", "2")["Step 6"] == pytest.approx(0.1)
    assert (
        strongest("--depth", "5")["Step 6"]
        == strongest()["Step 6"]
        == pytest.approx(0.9**5, rel=1e-3)
    )


def test_a_mark_on_the_first_event_does_not_close_the_off_ramps(run: Keyboard) -> None:
    """Nothing of a chain leads to where it begins, so a mark there counts for nothing."""
    for event in ("talks-suspended", "kerry-threatens", "nsc-syria"):
        run("edit", event, "--unavoidable")
    run("edit", "kerry-threatens", "--avoidable")
    assert "is marked avoidable" in run("offramps", "kerry-threatens", "nsc-syria").stderr


def test_what_differs_only_in_numbers_does_not_differ(run: Keyboard, sample_copy: Path) -> None:
    """Records that say the same draw the same conclusions, whichever of equals comes first."""
    lines = {
        "one": ["left", "right"],
        "two": ["right", "left"],
    }
    for name, order in lines.items():
        db = f"{name}.db"
        for handle in ("start", *order, "end"):
            day = {"start": 1, "left": 2, "right": 2, "end": 3}[handle]
            run("add", handle, "--on", f"2017-03-0{day}", "--by", "RUS", "--type", "threat",
                "--handle", handle, "--db", db)  # fmt: skip
        for middle in ("left", "right"):
            for ends in (("start", middle), (middle, "end")):
                run("link", *ends, "--likelihood", "0.5", "--relation", "provokes", "--db", db)
    done = run("compare", "one.db", "two.db", "--between", "start", "end")
    assert "The records are the same." in done.stderr
    assert "differs" not in done.stdout


def test_filters_of_links_narrow_every_question(run: Keyboard) -> None:
    """Which links count by their likelihood, their relation and its sense is asked alike."""
    for words in (
        ("paths", *ENDS), ("causes", "nsc-syria"), ("effects", "russian-air"), ("roots",), ("outcomes",),
        ("turning-points", *ENDS), ("offramps", *ENDS), ("whatif", "--without", "8"),
        ("sensitivity", *ENDS), ("likelihood", *ENDS), ("accounts", "RUS", "analyst"),
    ):  # fmt: skip
        for more in (
            ("--min-likelihood", "very likely"), ("--relation", "provokes"), ("--sense", "escalatory"),
        ):  # fmt: skip
            done = run(*words, *more)
            assert done.exit_code == 0, (words, more, done.stderr)
    assert run("paths", *ENDS, "--sense", "friendly").exit_code == 2
    assert run("paths", *ENDS, "--relation", "nothing").exit_code == 3
    assert run("list", "--relation", "provokes").exit_code == 2
    likely = asked(run, "paths", *ENDS, "--min-likelihood", "very-likely")
    assert [[link["band"][0] >= 0.8 for link in path["links"]] for path in likely] == [[True] * 4]
    provoked = asked(run, "causes", "pmda", "--relation", "provokes")
    assert {each["relation"] for each in provoked} == {"provokes"}


def test_why_no_link_counts_is_said(run: Keyboard) -> None:
    """Where links are recorded and none counts, the answer says by what they would."""
    none = run("paths", "kerry-threatens", "pmda", "--min-likelihood", "0.9")
    assert (none.exit_code, none.stdout) == (0, "")
    assert "There is one with links that are less likely." in none.stderr
    none = run("paths", "kerry-threatens", "pmda", "--relation", "enables")
    assert "There is one with other relations." in none.stderr
    denied = ("link", "kerry-threatens", "pmda", "--denied-by", "analyst")
    assert run(*denied).exit_code == 0
    none = run("paths", "kerry-threatens", "pmda")
    assert "There is one with --any-account, whatever the analyst denies." in none.stderr


def test_a_link_that_its_dates_contradict_counts_nowhere(run: Keyboard) -> None:
    """Causes, what-if, paths and the check treat it alike, and recording it says so."""
    for title, on in (("The order", "2017-10-20"), ("The campaign", "2017-10-01/2017-10-31")):
        run("add", title, "--on", on, "--by", "RUS", "--type", "threat")
    done = run("link", "the order", "the campaign", "--likelihood", "likely")
    assert done.exit_code == 0
    assert "no question counts this link" in done.stderr
    assert run("causes", "the campaign").stdout == ""
    assert run("paths", "the order", "the campaign").stdout == ""
    titles = {each["title"] for each in asked(run, "whatif", "--without", "the order")}
    assert "The campaign" not in titles
    assert "counts in no question" in run("check", "--rule", "order", COLUMNS="300").stdout


def test_a_number_is_one_number_and_words_are_a_band(run: Keyboard) -> None:
    """Half is 0.5, and an even chance is from 0.45 to 0.55, though both have one middle."""
    for title in ("One", "Two"):
        run("add", title, "--on", "2017-05-01", "--by", "RUS", "--type", "threat")
    for given, said in (("0.5", "strength 0.5 "), ("even chance", "strength 0.45 to 0.55 ")):
        run("link", "one", "two", "--likelihood", given, "--replace")
        assert said in run("paths", "one", "two").stdout


def test_a_turning_point_that_rests_on_a_doubtful_link_says_so(run: Keyboard) -> None:
    """Below even odds it is told so in the table, and the sentence says what is otherwise."""
    for title in ("One", "Two", "Three"):
        run("add", title, "--on", "2017-05-01", "--by", "RUS", "--type", "threat")
    run("link", "one", "two", "--likelihood", "unlikely")
    run("link", "two", "three", "--likelihood", "very likely")
    done = run("turning-points", "one", "three", COLUMNS="200")
    assert "no recorded way out after, rests on a link below even odds" in done.stdout
    assert "on the strength of a link below even odds" in done.stderr
    assert "Each chain has a link below even odds" in done.stderr
    run("link", "one", "two", "--likelihood", "even chance", "--replace")
    assert "below even odds" not in run("turning-points", "one", "three").stdout
