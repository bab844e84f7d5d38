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
    ("paths", *ENDS), ("turning-points", *ENDS), ("offramps", *ENDS), ("sensitivity", *ENDS),
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
    assert "every chain, no way out after" in done.stdout
    assert "The point of no return is United States expels 35 Russian diplomats" in done.stderr
    assert "no point of no return" in run("turning-points", *ENDS).stderr
    assert len(asked(run, "turning-points", "russian-air", "no-counter", "-k", "3")) == 3


def test_offramps_honour_what_is_marked_avoidable(run: Keyboard) -> None:
    """Where events are marked avoidable only those count, unless anything may."""
    marked = asked(run, "offramps", *ENDS)
    anything = asked(run, "offramps", *ENDS, "--any")
    assert (len(marked), len(anything)) == (1, 3)
    assert marked[0]["likelihood"] == pytest.approx((1 - 0.675) * (1 - 0.875))
    [cut] = asked(run, "offramps", *ENDS, "--events")
    assert [event["handle"] for event in cut["events"]] == ["2016-09-22-aleppo-offensive"]
    for number in ("6", "8", "10"):
        assert run("edit", number, "--unavoidable").exit_code == 0
    assert "is marked" not in run("offramps", *ENDS).stderr
    assert run("edit", "9", "--avoidable").exit_code == 0
    none = run("offramps", *ENDS)
    assert (none.exit_code, none.stdout) == (0, "")
    assert (
        "what leads to 1 event marked avoidable does not do; --any counts the rest" in none.stderr
    )


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
    assert found["before"]["strength"] == pytest.approx(0.65, abs=0.01)
    assert found["after"]["strength"] == pytest.approx(0.486, abs=0.01)
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
    assert text.startswith("Autumn\n2015-09-30")
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
    assert Path("t.svg.txt").read_text().startswith("Timeline, September 2015 to December 2016:")
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
    assert drawn.count("every chain") == 5
    assert drawn.count("no way out after") == 1
    assert drawn.count("off-ramp:") == 2
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
        return {each["title"]: each["strength"] for each in asked(run, "effects", "step 1", *more)}

    assert strongest("--depth", "2")["Step 6"] == pytest.approx(0.1)
    assert (
        strongest("--depth", "5")["Step 6"]
        == strongest()["Step 6"]
        == pytest.approx(0.9**5, rel=1e-3)
    )


def test_a_mark_on_the_first_event_does_not_close_the_off_ramps(run: Keyboard) -> None:
    """Nothing of a chain leads to where it begins, so a mark there counts for nothing."""
    before = asked(run, "offramps", "kerry-threatens", "nsc-syria", "--any")
    for event in ("talks-suspended", "kerry-threatens", "nsc-syria"):
        run("edit", event, "--unavoidable")
    run("edit", "kerry-threatens", "--avoidable")
    assert asked(run, "offramps", "kerry-threatens", "nsc-syria") == before


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
