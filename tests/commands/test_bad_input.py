"""What is typed wrong gets one sentence, never a traceback, and changes nothing."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Keyboard

HUGE = "word " * 20_000
MANY = " ".join(f"word{number}" for number in range(20_000))
ADD = ("add", "A title", "--on", "2016-10-03", "--type", "threat")
LINK = ("link", "5", "11", "--likelihood", "likely")


def instead(words: Sequence[str], option: str, value: str) -> tuple[str, ...]:
    """The words with an option's value put in place of the one that is there, or added."""
    if option in words:
        place = words.index(option) + 1
        return (*words[:place], value, *words[place + 1 :])
    return (*words, option, value)


def titled(title: str) -> tuple[str, ...]:
    """The words that add an event, with another title."""
    return (ADD[0], title, *ADD[2:])


# The words typed, the exit code, and what the sentence says.
BAD: list[tuple[tuple[str, ...], int, str]] = [
    # dates
    (instead(ADD, "--on", "03/10/2016"), 2, "'--on': '03/10/2016' could be 3 October 2016 (2016-10-03) or"),
    (instead(ADD, "--on", "2016-02-30"), 2, "'--on': '2016-02-30' is not a day of the calendar: February 2016 has 29"),
    (instead(ADD, "--on", "2016-10-00"), 2, "'--on': '2016-10-00' is not a"),
    (instead(ADD, "--on", "9999-24"), 2, "'--on': '9999-24' runs beyond the years 1 to 9999;"),
    (instead(ADD, "--on", "soon"), 2, "'--on': 'soon' is not a date tracker can read; write for"),
    (instead(ADD, "--on", ""), 2, "'--on': '' is not a date tracker can read"),
    (instead(ADD, "--on", "2016-11/2016-10"), 2, "ends before it begins"),
    (instead(ADD, "--on", "about " * 20_000), 2, "is not a date tracker can read"),
    (instead(ADD, "--on", HUGE), 2, "is not a date tracker can read"),
    (instead(ADD, "--on", "\x1b[31m2016"), 2, "is not a date tracker can read"),
    (("edit", "11", "--on", "tomorrowish"), 2, "'--on': 'tomorrowish' is not a date"),
    (("edit", "18", "--on", "2014"), 1, "is wholly before"),
    (("list", "--since", "soon"), 2, "'--since': 'soon' is not a date"),
    (("list", "--until", "2016-13"), 2, "'--until': '2016-13' is not a date"),
    (("sources", "add", "X", "--published", "soon"), 2, "'--published': 'soon' is not a date"),
    (("sources", "edit", "wikileaks-2016-07-22", "--published", "soon"), 2, "'soon' is not a date"),
    # types and actors
    (instead(ADD, "--type", "threatt"), 3, "no type 'threatt'. Did you mean threat (Threat)?"),
    (instead(ADD, "--type", ""), 3, "There is no type ''."),
    (instead(ADD, "--by", "Rusia"), 3, "There is no actor 'Rusia'. Did you mean RUS (Russia)"),
    (instead(ADD, "--to", "Krem1in"), 3, "There is no actor 'Krem1in'. Did you mean RUS (Russia)"),
    (instead(ADD, "--by", HUGE), 3, "There is no actor 'word word"),
    (("list", "--actor", "Rusia"), 3, "There is no actor 'Rusia'. Did you mean RUS (Russia)"),
    (("list", "--type", "war"), 3, "There is no type 'war'."),
    (("edit", "11", "--type", "war"), 3, "There is no type 'war'."),
    (("actors", "alias", "Rusia", "x"), 3, "There is no actor 'Rusia'."),
    (("types", "merge", "threat", "war"), 3, "There is no type 'war'."),
    (("sources", "rename", "none", "x"), 3, "There is no source 'none'."),
    (("actors", "merge", "RUS", "Moscow"), 1, "RUS and RUS are the same actor already."),
    (("actors", "alias", "RUS", "Kyiv"), 1, "The name 'Kyiv' already stands for the actor UKR;"),
    (("actors", "add", "X Y", "X"), 2, "must be 1 to 16 letters A-Z, digits or hyphens"),
    (("actors", "add", "XX1", "X", "--kind", "tribe"), 2, "kind 'tribe' is none of state,"),
    (("actors", "edit", "RUS"), 2, "Nothing to change: name at least one option"),
    (("types", "add", "Two Words", "X"), 2, "must be lower-case words joined by hyphens"),
    (("types", "add", "x", "X", "--goldstein", "-11"), 2, "-11 is off the Goldstein scale"),
    (("types", "add", "x", "X", "--goldstein", "nan"), 2, "is off the Goldstein scale"),
    (("types", "add", "x", "X", "--quad", "5"), 2, "'--quad'"),
    (("types", "add", "x", "X", "--cameo", "\x1b[31m"), 2, "U+001B"),
    (("sources", "add", "X", "--reliability", "Z"), 2, "reliability 'Z' must be a letter A to F"),
    # likelihoods, intensities, grades
    (instead(LINK, "--likelihood", "2"), 2, "'--likelihood': '2' is not a likelihood;"),
    (instead(LINK, "--likelihood", "0"), 2, "'0' is not a likelihood"),
    (instead(LINK, "--likelihood", "-0.5"), 2, "'-0.5' is not a likelihood"),
    (instead(LINK, "--likelihood", "nan"), 2, "'nan' is not a likelihood"),
    (instead(LINK, "--likelihood", "0.0000000001"), 2, "'0.0000000001' is not a likelihood"),
    (instead(LINK, "--likelihood", "101%"), 2, "'101%' is not a likelihood"),
    (instead(LINK, "--likelihood", "perhaps"), 2, "ICD 203 words: almost no chance, very"),
    (instead(LINK, "--likelihood", HUGE), 2, "is not a likelihood"),
    (("link", "5", "11"), 2, "The link needs a likelihood: add --likelihood"),
    (instead(ADD, "--intensity", "-11"), 2, "-11 is off the Goldstein scale; use −10 to +10"),
    (instead(ADD, "--intensity", "high"), 2, "'--intensity': The intensity is no number"),
    (instead(ADD, "--intensity", "nan"), 2, "is off the Goldstein scale"),
    (("list", "--min-intensity", "high"), 2, "'--min-intensity': 'high' is no"),
    (("list", "--min-intensity", "nan"), 2, "nan"),
    ((*ADD, "--source", "S", "--grade", "G9"), 2, "'--grade': 'G9' is not an Admiralty grade"),
    ((*ADD, "--grade", "B2"), 1, "A grade needs a source: add --source"),
    ((*ADD, "--source", "A", "--source", "B", "--source", "C", "--grade", "B2", "--grade", "C3"), 1,
     "3 sources need one grade or 3, not 2."),
    ((*ADD, "--source", "russian-decree-2016-10-03", "--grade", "C3"), 1, "is graded A, not C"),
    # links
    (instead(LINK, "--relation", "causes"), 3, "There is no relation 'causes'. The codebook"),
    (instead(LINK, "--claimed-by", "Rusia"), 3, "no actor or source 'Rusia'. Did you mean RUS"),
    (("link", "11", "pmda", "--likelihood", "1"), 1, "is on both sides; name two"),
    (("link", "27", "1", "--likelihood", "1"), 1, "is wholly before 2016-12-30-no-counter"),
    (("unlink", "1", "27"), 3, "There is no link"),
    (("cite", "25", "27"), 2, "Nothing to cite: add --source with a code, a title or a web"),
    (("cite", "9", "11", "--source", "S"), 1, "say with --claimed-by whose you mean."),
    # events
    (("show", "kerry"), 2, "'kerry' fits 3 events; use a number, a handle or more words:\n  4"),
    (("edit", "kerry", "--title", "X"), 2, "'kerry' fits 3 events"),
    (("remove", "2016-10-03"), 2, "'2016-10-03' fits 2 events"),
    (("link", "kerry", "11", "--likelihood", "1"), 2, "'kerry' fits 3 events"),
    (("paths", "kerry", "11"), 2, "'kerry' fits 3 events"),
    (("show", "99"), 3, "There is no event '99'. `tracker list` shows all."),
    (("show", "29"), 3, "There is no event '29'."),
    (("remove", "0"), 3, "There is no event '0'."),
    (("remove", ""), 3, "There is no event ''."),
    (("show", "2016-10-03-pmda-suspendedd"), 3, "Did you mean 2016-10-03-pmda-suspended"),
    (("show", "1" * 30), 3, "There is no event '1111"),
    (("show", HUGE), 3, "There is no event 'word word"),
    (("show", "x" * 100_000), 3, "There is no event 'xxxx"),
    (("show", "\x1b[2J"), 3, "There is no event '�[2J'"),
    (("edit", "pmda"), 2, "There is nothing to change: name a field, such as --title or --on, or set EDITOR"),
    (("edit", "pmda", "--handle", "2016-10-03-talks-suspended"), 1, "already stands for the event"),
    (("edit", "pmda", "--handle", "No Handle"), 2, "must be words joined by hyphens"),
    (titled(""), 2, "The title is empty; write at least a word."),
    (titled(HUGE), 2, "The title has 99,999 characters; keep it to 300 and put"),
    (titled("a\nb"), 2, "contains the control character U+000A; remove it."),
    (titled("\x1b]0;x\x07"), 2, "The title contains the control character U+001B"),
    (instead(ADD, "--summary", "x" * 100_000), 2, "The summary has 100,000 characters; keep it to"),
    (instead(ADD, "--place", "\x9b31m"), 2, "The place contains the control character U+009B"),
    (instead(ADD, "--source", "x" * 100_000), 2, "The source has 100,000 characters"),
    (instead(ADD, "--source", "\x08"), 2, "The source contains the control character U+0008"),
    (instead(instead(ADD, "--source", "S"), "--locator", "\x00"), 2, "U+0000"),
    (instead(LINK, "--because", "\x1b[1m"), 2, "The reason contains the control character U+001B"),
    (instead(LINK, "--because", "x" * 100_000), 2, "The reason has 100,000 characters"),
    (("actors", "alias", "RUS", "x" * 100_000), 2, "The alias has 100,000 characters"),
    # the command line itself
    (("lsit",), 2, "No such command 'lsit'. Did you mean list? See `tracker --help`."),
    (("zzyzx",), 2, "No such command 'zzyzx'."),
    (("list", "--bogus"), 2, "No such option: --bogus. See `tracker list --help`."),
    (("list", "--format", "xml"), 2, "'xml' is not one of 'table', 'json', 'jsonl', 'csv',"),
    (("list", "--limit", "0"), 2, "'--limit'"),
    (("list", "--sort", "colour"), 2, "'colour' is not one of 'date', 'newest', 'intensity',"),
    (("add",), 2, "The event needs a title"),
    (("paths", "1"), 2, "Missing argument"),
    (("causes", "22", "--depth", "0"), 2, "'--depth'"),
    (("actors", "lisst"), 2, "No such command 'lisst'."),
]  # fmt: skip


def short(value: object) -> str:
    """A test's name from what is typed, cut to a readable length."""
    return " ".join(value)[:60] if isinstance(value, tuple) else ""


@pytest.mark.parametrize(("words", "code", "sentence"), BAD, ids=short)
def test_one_sentence_and_nothing_written(
    run: Keyboard, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """What is wrong is said in a sentence of ordinary length, and no byte of the record changes."""
    before = run.db.read_bytes()
    done = run(*words)
    assert done.stderr.startswith("Error: ")
    assert sentence in done.stderr
    assert (done.exit_code, done.stdout) == (code, "")
    assert "Traceback" not in done.output
    assert len(done.stderr) < 900
    assert done.stderr.replace("\n", "").isprintable()
    assert run.db.read_bytes() == before


SURROGATE = "caf\udce9"
TYPED_TEXT = [
    titled(SURROGATE),
    *(instead(ADD, option, SURROGATE) for option in
      ("--on", "--type", "--by", "--to", "--summary", "--place", "--source", "--handle",
       "--intensity", "--grade")),
    (*ADD, "--by", SURROGATE, "--new-actor"),
    (*ADD, "--source", "S", "--locator", SURROGATE),
    *(instead(LINK, option, SURROGATE) for option in
      ("--relation", "--likelihood", "--claimed-by", "--because", "--source")),
    ("link", SURROGATE, "11", "--likelihood", "1"),
    ("show", SURROGATE), ("remove", SURROGATE), ("edit", SURROGATE, "--title", "X"),
    ("edit", "11", "--title", SURROGATE), ("edit", "11", "--place", SURROGATE),
    ("cite", "11", "--source", SURROGATE), ("unlink", SURROGATE, "11"),
    ("unlink", "10", "11", "--claimed-by", SURROGATE),
    ("paths", SURROGATE, "11"), ("causes", SURROGATE), ("effects", SURROGATE),
    ("list", "--actor", SURROGATE), ("list", "--type", SURROGATE), ("list", "--since", SURROGATE),
    ("actors", "add", SURROGATE, "X"), ("actors", "add", "XX1", SURROGATE),
    ("actors", "add", "XX1", "X", "--since", SURROGATE), ("actors", "alias", "RUS", SURROGATE),
    ("actors", "alias", SURROGATE, "x"), ("actors", "edit", "RUS", "--until", SURROGATE),
    ("actors", "rename", "RUS", SURROGATE), ("actors", "merge", "RUS", SURROGATE),
    ("sources", "add", SURROGATE), ("sources", "add", "X", "--url", SURROGATE),
    ("sources", "add", "X", "--code", SURROGATE), ("sources", "add", "X", "--note", SURROGATE),
    ("types", "add", SURROGATE, "X"), ("types", "add", "x", "X", "--cameo", SURROGATE),
    ("types", "add", "x", "X", "--why", SURROGATE),
]  # fmt: skip


@pytest.mark.parametrize("words", TYPED_TEXT, ids=lambda words: ascii(" ".join(words))[:70])
def test_bytes_that_are_no_text_are_refused(run: Keyboard, words: tuple[str, ...]) -> None:
    """Bytes that are no UTF-8 are refused wherever a text is typed, and nothing is written."""
    before = run.db.read_bytes()
    done = run(*words)
    assert done.exit_code in (2, 3)
    assert done.stderr.startswith("Error: ")
    assert done.stdout == ""
    assert run.db.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [("list", "--place", SURROGATE), ("list", "--text", SURROGATE), ("search", SURROGATE),
     ("actors", "list", SURROGATE), ("list", "--text", "x" * 100_000), ("search", MANY),
     ("list", "--place", "%_\\"), ("actors", "list", HUGE), ("search", '"' * 999)],
    ids=lambda words: ascii(" ".join(words))[:70],
)  # fmt: skip
def test_odd_filters_find_nothing(run: Keyboard, words: tuple[str, ...]) -> None:
    """A filter that nothing can match, whatever its bytes, finds nothing or is refused."""
    done = run(*words)
    assert done.exit_code in (0, 2)
    assert done.stdout == ""
    assert len(done.stderr) < 900
    assert "Nothing was stored" not in done.stderr


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_characters="\0"), max_size=25),
    place=st.sampled_from(
        ("add TEXT --on 2016 --type talks", "add X --on TEXT --type talks", "show -- TEXT",
         "add X --on 2016 --type TEXT", "list --actor TEXT", "list --text TEXT", "search -- TEXT",
         "link 5 11 --likelihood TEXT", "cite 11 --source TEXT", "TEXT", "list TEXT")
    ),
)  # fmt: skip
def test_anything_typed_anywhere_ends_well(run: Keyboard, text: str, place: str) -> None:
    """Any text in any place is taken or refused with an exit code that is documented."""
    done = run(*(text if word == "TEXT" else word for word in place.split()))
    assert done.exit_code in (0, 1, 2, 3)
    if done.exit_code:
        assert done.stderr.startswith("Error: ")
