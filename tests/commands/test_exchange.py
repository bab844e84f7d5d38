import csv
import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Keyboard, Rows, curated

TABLE = "title,date,type,by,source\nA threat,2016-10-03,threat,RUS,Some paper\n"


def recorded(path: Path) -> Rows:
    """What is recorded, but for what a database numbers and spells itself.

    The numbers of citations and of parts of actors mean nothing, and of two names that fold alike only one spelling is kept.
    """
    rows = curated(path)
    rows["imports"] = []  # where it came from is said of each database by itself
    for table in ("citations", "actor_parts"):
        rows[table] = sorted((row[1:] for row in rows[table]), key=repr)
    for names in ("actor_names", "type_names", "source_names"):
        rows[names] = [(folded, code) for folded, _, code in rows[names]]
    return rows


def elsewhere(run: Keyboard, name: str = "other.db") -> Keyboard:
    """The same keyboard, at a database that is not there yet."""
    other = run.db.with_name(name)
    return Keyboard(other, Path(str(run.env["TRACKER_CONFIG_DIR"])))


def done(run: Keyboard, *commands: Sequence[str]) -> None:
    """Type commands that all succeed."""
    for words in commands:
        result = run(*words)
        assert result.exit_code == 0, result.stderr


def test_the_sample_comes_back_whole(run: Keyboard) -> None:
    """Exported and imported into a new database, the sample is the same, and so is its export."""
    assert run("export", "crisis.jsonl").stderr == "Wrote 28 events and 37 links to crisis.jsonl.\n"
    other = elsewhere(run)
    result = other("import", "crisis.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (
        "Added 332 actors, 54 types, 48 sources, 8 parts of actors, 10 relations, 28 events"
        in result.stderr
    )
    assert recorded(other.db) == recorded(run.db)
    # But for the header, which names the head of each one's own history.
    again, before = other("export").stdout, Path("crisis.jsonl").read_text(encoding="utf-8")
    assert again.splitlines()[1:] == before.splitlines()[1:]


def test_a_database_that_was_worked_on_comes_back_whole(run: Keyboard) -> None:
    """Renamed, merged, removed and added records and their other names survive the way round."""
    done(
        run,
        ("remove", "5"),
        ("add", "Müller's «note»", "--on", "2016-10~", "--type", "threat", "--by", "Kreml",
         "--new-actor", "--source", "https://a.example/ü", "--grade", "C3", "--intensity", "0",
         "--summary", 'Two\nlines, "quoted"'),
        ("link", "29", "27", "--likelihood", "0.123456", "--because", "so\nit is"),
        ("cite", "29", "27", "--source", "New York Post", "--quotation", "“it is so”"),
        ("actors", "rename", "PRK", "DPRK"),
        ("actors", "alias", "DPRK", "Chosŏn"),
        ("actors", "merge", "KREML", "RUS"),
        ("types", "add", "leak", "Leak of papers", "--definition", "Papers come out."),
        ("sources", "edit", "new-york-post", "--title", "The New York Post"),
    )  # fmt: skip
    done(run, ("export", "crisis.jsonl"))
    other = elsewhere(run)
    done(other, ("import", "crisis.jsonl"))
    assert recorded(other.db) == recorded(run.db)
    assert (
        other("actors", "list", "-f", "json").stdout == run("actors", "list", "-f", "json").stdout
    )


def test_a_second_import_adds_nothing(run: Keyboard) -> None:
    """What is there already stays as it is, and the person is told so."""
    done(run, ("export", "crisis.jsonl"))
    before = curated(run.db)
    result = run("import", "crisis.jsonl")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == "Everything in it was there already."
    assert "Added nothing. Already there: 332 actors" in result.stderr
    assert curated(run.db) == before


def test_a_pipe_carries_a_chronicle(run: Keyboard) -> None:
    """Without a file, JSON lines go to standard output, and - reads them from standard input."""
    result = run("export")
    assert result.stderr == "Wrote 28 events and 37 links to standard output.\n"
    assert all("record" in json.loads(line) for line in result.stdout.splitlines())
    other = elsewhere(run)
    assert other("import", "-", input=result.stdout).exit_code == 0
    assert "import standard input" in other("log").stdout
    assert recorded(other.db) == recorded(run.db)


def test_an_import_is_undone_as_one(run: Keyboard) -> None:
    """A whole file is one command of the history."""
    Path("more.csv").write_text(TABLE + "A second,2016-10-04,threat,USA,\n", encoding="utf-8")
    before = curated(run.db)
    done(run, ("import", "more.csv"))
    assert curated(run.db) != before
    done(run, ("undo",))
    assert curated(run.db) == before


def test_filters_select_what_is_exported(run: Keyboard) -> None:
    """A selection has the events that fit, and does not claim to be all there is."""
    result = run("export", "--actor", "Moscow", "--since", "2016-10", "--type", "threat")
    header, *lines = map(json.loads, result.stdout.splitlines())
    assert header["complete"] is False
    events = [line for line in lines if line["record"] == "event"]
    assert events
    assert all("RUS" in (*event.get("by", ()), *event.get("to", ())) for event in events)
    assert {event["type"] for event in events} == {"threat"}
    assert [line["code"] for line in lines if line["record"] == "type"] == ["threat"]


def test_a_table_says_what_it_leaves_out(run: Keyboard) -> None:
    """The suffix decides the format, and what a table has no room for is counted on stderr."""
    result = run("export", "crisis.csv")
    wrote, left_out = result.stderr.splitlines()
    assert wrote == "Wrote 28 events to crisis.csv."
    assert left_out.startswith(
        "csv has no room for links (34), denied links (3), claims of order (4), grades ("
    )
    assert left_out.endswith("; jsonl keeps everything.")
    assert len(run("export", "--to", "csv").stdout.splitlines()) == 29
    assert "\t" in run("export", "-", "--to", "tsv").stdout.splitlines()[0]
    other = elsewhere(run)
    result = other("import", "crisis.csv")
    assert "Added 28 events." in result.stderr
    assert "New source" in result.stderr
    assert "more remarks." in result.stderr
    assert other("export", "--to", "csv").stdout.count("russian-air-campaign,2015-09-30,") == 1


def test_a_file_is_named_by_an_option_as_well(run: Keyboard) -> None:
    """With -o the same is written as to FILE; its end decides among ways of writing."""
    done(run, ("export", "--to", "timesketch", "-o", "crisis.csv"))
    done(run, ("export", "--to", "timesketch", "crisis.jsonl"))
    rows = csv.DictReader(Path("crisis.csv").read_text(encoding="utf-8").splitlines())
    lines = Path("crisis.jsonl").read_text(encoding="utf-8").splitlines()
    assert [row["event"] for row in rows] == [json.loads(line)["event"] for line in lines]
    result = run("export", "one.jsonl", "-o", "other.jsonl")
    assert (result.exit_code, Path("one.jsonl").exists()) == (2, False)
    assert "Both one.jsonl and -o other.jsonl are named; name one file." in result.stderr


def test_a_file_is_replaced_only_by_force(run: Keyboard) -> None:
    """An existing file stays as it is without --force, and is replaced whole with it."""
    kept = Path("crisis.jsonl")
    kept.write_text("mine", encoding="utf-8")
    result = run("export", "crisis.jsonl")
    assert result.exit_code == 1
    assert "is there already; name another file, or replace it with --force." in result.stderr
    assert kept.read_text(encoding="utf-8") == "mine"
    done(run, ("export", "crisis.jsonl", "--force"))
    assert kept.read_text(encoding="utf-8") == run("export").stdout
    assert not list(Path().glob(".*writing"))


def test_the_database_is_never_the_target(run: Keyboard) -> None:
    """Neither the database itself nor what is no file is replaced, even by force."""
    before = run.db.read_bytes()
    result = run("export", run.db.name, "--to", "jsonl", "--force")
    assert (result.exit_code, run.db.read_bytes()) == (1, before)
    assert "is the database itself" in result.stderr
    result = run("export", "config", "--to", "csv", "--force")
    assert (result.exit_code, Path("config").is_dir()) == (1, True)
    assert "is no ordinary file" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("export", "crisis.xml"), 2, "does not say the format; tracker knows jsonl"),
        (("export", "--to", "xml"), 2, "Invalid value for '--to': 'xml' is no format"),
        (("export", "nowhere/crisis.csv"), 2, "cannot be written: No such file or directory."),
        (("export", "--actor", "Atlantis"), 3, "There is no actor 'Atlantis'."),
        (("import", "absent.csv"), 3, "There is no file 'absent.csv'."),
        (("import", "config", "--from", "csv"), 3, "no file 'config'. The folder holds none."),
        (("import", "latin.csv", "--from", "jsonl"), 2, "latin.csv is not UTF-8 text (line 3); --enc"),
        (("import", "half.csv"), 2, "half.csv: No column holds the type. The columns of the table"),
        (("import", "half.csv", "--map", "type"), 2, "--map type: write FIELD="),
        (
            ("import", "half.csv", "--set", "type=threat", "--set", "type=talk"),
            2,
            "--set names the field type twice.",
        ),
        (("import", "half.csv", "--set", "type=jousting"), 3, "Error: There is no type 'jousting'."),
        (("import", "bad.jsonl"), 2, "bad.jsonl: This is no JSON: Expecting property name"),
        (("import", "bad.jsonl", "--from", "jsonl"), 2, "bad.jsonl: Line 1: this is not JSON"),
        (
            ("import", "bad.jsonl", "--from", "jsonl", "--map", "a=b"),
            2,
            "--map, --set and --only are for tables.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_a_sentence(
    run: Keyboard, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """A file that cannot be read or written ends in a sentence, with nothing stored or made."""
    Path("latin.csv").write_bytes(f"{TABLE}Zu früh,2016,threat,,\n".encode("latin-1"))
    Path("half.csv").write_text("title,date\nA threat,2016-10-03\n", encoding="utf-8")
    Path("bad.jsonl").write_text("{", encoding="utf-8")
    before = curated(run.db)
    result = run(*words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("Error: ")
    assert sentence in result.stderr
    assert curated(run.db) == before
    if words[0] == "import":
        other = elsewhere(run)
        assert other(*words).exit_code == code
        assert not other.db.exists()


def test_new_actors_are_recorded_when_asked(run: Keyboard) -> None:
    """An unknown actor refuses the file, and is recorded with --new-actor."""
    Path("more.csv").write_text(TABLE.replace("RUS", "Vulkan Group"), encoding="utf-8")
    result = run("import", "more.csv")
    assert (result.exit_code, "Nothing was imported." in result.stderr) == (3, True)
    result = run("import", "more.csv", "--new-actor")
    assert result.exit_code == 0
    assert "New actor VULKAN-GROUP: Vulkan Group" in result.stderr
    assert "Added 1 event." in result.stderr


def test_a_file_without_records_is_no_news(run: Keyboard) -> None:
    """A table of headings alone is imported as nothing, and the person is told so."""
    Path("none.csv").write_text("title,date,type\n", encoding="utf-8")
    result = run("import", "none.csv")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (0, "none.csv holds no records.")


def test_an_analysts_own_table_lands_whole(run: Keyboard, real_data: Path) -> None:
    """All 140 launches land, several a day among them, and a second import adds none."""
    other = elsewhere(run)
    words = ["import", str(real_data / "generic" / "dprk_missile_tests.csv"), "--set", "by=PRK"]
    words += ["--map", "date=launch_time", "--map", "title=missile_name"]
    words += ["--map", "place=facility_location", "--map", "summary=additional_information"]
    words += ["--set", "type=missile-test"]
    result = other(*words)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Rows without a title, called by their type: 2." in result.stderr
    assert len(curated(other.db)["events"]) == 140
    assert {row[-1] for row in curated(other.db)["event_actors"]} == {"PRK"}
    before = curated(other.db)
    assert "Everything in it was there already." in other(*words).stderr
    assert curated(other.db) == before


def test_a_reader_that_leaves_is_no_trouble(
    environment: dict[str, str], tracker_command: list[str]
) -> None:
    """A closed pipe ends the export without a traceback."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as out:
        result = subprocess.run(
            [*tracker_command, "export"], stdout=out, stderr=subprocess.PIPE, env=environment,
            text=True, check=False,
        )  # fmt: skip
    assert "Traceback" not in result.stderr


def test_a_whole_export_names_the_head_of_its_history(run: Keyboard) -> None:
    """Which `log --verify --noted` finds, later on; a selection names none."""
    header = json.loads(run("export").stdout.splitlines()[0])
    assert header["head"] == run("log", "--head").stdout.strip()
    run("note", "1", "A remark")
    assert run("log", "--verify", "--noted", header["head"]).exit_code == 0
    assert "head" not in json.loads(run("export", "--actor", "RUS").stdout.splitlines()[0])
