"""Files as a person brings them: several, packed, in folders, in part unreadable, interrupted."""

import csv
import gzip
import json
import signal
import subprocess
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.commands.terminal import at_terminal
from tests.conftest import Keyboard, curated
from tests.formats.feeds.test_gdelt import row

TABLE = "title,date,type,by\nA threat,2016-10-03,threat,RUS\nTalks,2016-10-04,talks,USA\n"


def numbered(run: Keyboard) -> int:
    """How many events there are."""
    return len(json.loads(run("list", "--format", "json").stdout))


def test_folders_and_patterns_stand_for_their_files(run: Keyboard) -> None:
    """In order of their names, all as one command; what no format claims is passed over."""
    folder = Path("feeds")
    folder.mkdir()
    (folder / "20161003.export.CSV").write_text(row() + "\n")
    with zipfile.ZipFile(folder / "20161004.export.CSV.zip", "w") as packed:
        packed.writestr("20161004.export.CSV", row(id="7190044", day="20161004") + "\n")
    (folder / "20161005.export.CSV.gz").write_bytes(
        gzip.compress((row(id="7190045") + "\n").encode())
    )
    (folder / "README").write_text("About these files.\n")
    (folder / ".hidden").write_text("no")
    before = curated(run.db)
    done = run("import", "feeds")
    assert "README is of no format that is read; passed over." in done.stderr
    assert "Added 1 source, 3 events." in done.stderr
    assert len(json.loads(run("database", "imports", "--format", "json").stdout)) == 3
    assert "import 20161003.export.CSV and 3 more" in run("log").stdout
    run("undo")
    assert curated(run.db) == before
    assert "3 events." in run("import", str(folder / "2016*")).stderr
    assert run("import", "feeds/2017*").stderr.startswith("Error: There is no file 'feeds/2017*'")


def test_one_file_that_is_refused_refuses_all(run: Keyboard) -> None:
    """Nothing is half imported: not the files before it either."""
    Path("a.CSV").write_text(row() + "\n")
    Path("b.csv").write_text("title,date,type\nA,soon,threat\n")
    before = curated(run.db)
    done = run("import", "a.CSV", "b.csv")
    assert (done.exit_code, "b.csv: 1 row of 1 cannot be read" in done.stderr) == (2, True)
    assert curated(run.db) == before


def test_rejected_lines_are_written_and_the_good_ones_land(run: Keyboard) -> None:
    """With file, line, reason and the line as it stands, from feeds and tables alike."""
    Path("a.CSV").write_text(
        "\n".join((row(), "broken, that", row(id="7190044", code="---"))) + "\n"
    )
    Path("b.csv").write_text(TABLE + "Bad,soon,threat,RUS\nWho,2016,threat,Atlantis\n")
    done = run("import", "a.CSV", "b.csv", "--rejects", "rejects.csv")
    assert "Rejected 4 rows; they are in rejects.csv." in done.stderr
    assert "3 events" in done.stderr
    with Path("rejects.csv").open(newline="") as file:
        rejected = list(csv.DictReader(file))
    assert [(each["file"], each["line"], each["text"][:12]) for each in rejected] == [
        ("a.CSV", "2", "broken, that"),
        ("a.CSV", "3", "7190044\t2016"),
        ("b.csv", "4", "Bad,soon,thr"),
        ("b.csv", "5", "Who,2016,thr"),
    ]
    assert rejected[3]["reason"].startswith("There is no actor 'Atlantis'.")
    counts = json.loads(run("database", "imports", "--format", "json").stdout)
    assert [(each["read"], each["kept"], each["rejected"]) for each in counts] == [
        (4, 2, 2),
        (3, 1, 2),
    ]
    again = run("import", "a.CSV", "--rejects", "rejects.csv")
    assert "rejects.csv is there already" in again.stderr


def test_without_a_file_for_them_the_first_rejected_lines_are_named(run: Keyboard) -> None:
    """Three of them, and how many more."""
    Path("a.CSV").write_text("\n".join((row(), *["broken"] * 5)) + "\n")
    said = run("import", "a.CSV").stderr
    assert "Rejected 5 rows; --rejects FILE writes them to a file:" in said
    assert "  a.CSV line 4: has 1 fields, which is no row of GDELT\n  … and 2 more\n" in said


def test_how_columns_are_read_is_remembered(run: Keyboard) -> None:
    """Under a name, which completes and lists; what is given anew goes before; undo lets it be."""
    Path("a.csv").write_text("when,what\n2017-03-06,Four missiles\n")
    Path("b.csv").write_text("when,what\n2017-05-14,One missile\n")
    words = ("--map", "date=when", "--map", "title=what", "--set", "type=missile-test")
    run("import", "a.csv", *words, "--save-map", "Launches")
    done = run("import", "b.csv", "--use-map", "launches", "--set", "by=PRK")
    assert "Added 1 event." in done.stderr
    found = json.loads(
        run("list", "--since", "2017", "--type", "missile-test", "--format", "json").stdout
    )
    assert [event["type"] for event in found] == ["missile-test"] * 2
    missing = run("import", "b.csv", "--use-map", "tests")
    assert (missing.exit_code, "There is launches." in missing.stderr) == (3, True)
    run("undo")
    run("undo")
    assert "Added 1 event." in run("import", "b.csv", "--use-map", "launches").stderr
    assert "There is none" not in run("undo").stderr
    run("import", "b.csv", *words, "--save-map", "again")
    assert run("undo").stderr.startswith("Undone: import b.csv (")
    assert "Added 1 event." in run("import", "b.csv", "--use-map", "again").stderr


HAND: list[dict[str, object]] = [
    {"record": "tracker", "format": 1},
    {"record": "event", "handle": "pact", "date": "2016-10-03", "title": "A pact ends",
     "type": "pact-withdrawal", "citations": [{"source": "nyt", "locator": "p. 1"}]},
    {"record": "event", "handle": "talks", "date": "2016-10-04", "title": "Talks end",
     "type": "threat"},
    {"record": "link", "cause": "pact", "relation": "enables", "effect": "talks",
     "likelihood": 0.9, "claimed_by": "analyst", "because": "as they say"},
]  # fmt: skip


def test_lines_written_by_hand_lose_nothing_that_they_say_otherwise(run: Keyboard) -> None:
    """A new citation is taken; a changed likelihood and reason wait; once more adds nothing."""
    new = ("--db", "new.db")
    run(*new, "add", "A pact ends", "--on", "2016-10-03", "--type", "pact-withdrawal",
        "--handle", "pact")  # fmt: skip
    run(*new, "add", "Talks end", "--on", "2016-10-04", "--type", "threat", "--handle", "talks")
    run(*new, "link", "pact", "talks", "--relation", "enables", "--likelihood", "0.5",
        "--because", "as I think")  # fmt: skip
    Path("hand.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in HAND))
    done = run(*new, "import", "hand.jsonl")
    assert "2 conflicts wait in `tracker review`" in done.stderr
    assert "claimed by" not in done.stderr
    shown = run(*new, "show", "pact").stdout
    assert "nyt, p. 1" in shown
    assert "roughly even chance (0.5), claimed by analyst: as I think" in shown
    waiting = json.loads(run(*new, "review", "--format", "json").stdout)
    assert [(each["ours"], each["theirs"]) for each in waiting] == [
        ("as I think", "as they say"), ("0.5", "0.9"),
    ]  # fmt: skip
    run(*new, "import", "hand.jsonl")
    assert json.loads(run(*new, "review", "--format", "json").stdout) == waiting
    assert run(*new, "show", "pact").stdout == shown


def test_lines_written_by_hand_lose_those_alone_that_are_refused(run: Keyboard) -> None:
    """With --rejects a record of somebody unknown is rejected, and the others are imported."""
    run("--db", "new.db", "add", "Talks end", "--on", "2016-10-04", "--type", "threat")
    bad = HAND[1] | {"handle": "other", "by": ["Nobody at all"]}
    Path("hand.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in (*HAND[:3], bad)))
    assert run("--db", "new.db", "import", "hand.jsonl").exit_code
    done = run("--db", "new.db", "import", "hand.jsonl", "--rejects", "r.csv")
    assert "Rejected 1 row" in done.stderr
    assert "Nobody at all" in Path("r.csv").read_text()
    assert json.loads(run("--db", "new.db", "show", "pact", "--format", "json").stdout)


def test_dates_and_values_are_remembered_with_the_columns(run: Keyboard) -> None:
    """Of a map that is saved, and in a copy that it went to; what is said now goes before."""
    Path("a.csv").write_text("when,what,who\n03/10/2016,A threat,Them\n")
    words = ("--map", "date=when", "--map", "title=what", "--map", "by=who", "--set", "type=threat")
    read = ("--dates", "dmy", "--value", "by:Them=RUS", "--value", "by:Us=USA")
    run("--db", "mine.db", "import", "a.csv", *words, *read, "--save-map", "log")
    assert run("--db", "mine.db", "export", "-o", "all.jsonl").exit_code == 0
    run("--db", "copy.db", "import", "all.jsonl")
    Path("b.csv").write_text("when,what,who\n04/10/2016,An answer,Us\n05/10/2016,More,them\n")
    for again in (
        ("--use-map", "log"),
        ("--use-map", "log", "--dates", "mdy", "--value", "by:Us=GBR"),
    ):
        assert "Added 2 events." in run("--db", "copy.db", "import", "b.csv", *again).stderr
    shown = json.loads(run("--db", "copy.db", "list", "--format", "json").stdout)
    assert [(each["date"], each["by"]) for each in shown] == [
        ("2016-04-10", ["GBR"]), ("2016-05-10", ["RUS"]), ("2016-10-03", ["RUS"]),
        ("2016-10-04", ["USA"]), ("2016-10-05", ["RUS"]),
    ]  # fmt: skip
    wrong = Path("all.jsonl").read_text().replace('"dates": "dmy"', '"dates": "european"')
    Path("wrong.jsonl").write_text(wrong)
    refused = run("--db", "other.db", "import", "wrong.jsonl")
    assert "dates must be one of dmy, mdy, ymd" in refused.stderr


def test_a_workbook_is_read_as_its_first_sheet(run: Keyboard) -> None:
    """Days, numbers and texts as a person sees them there."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["title", "date", "type", "intensity"])
    sheet.append(["A missile test", date(2017, 3, 6), "missile-test", -7])
    sheet.append([None, None, None, None])
    sheet.append(["Talks offered", "2017-04", "talks", 3.5])
    book.save("tests.xlsx")
    assert "Added 2 events." in run("import", "tests.xlsx").stderr
    assert "2017-03-06" in run("show", "2017-03-06-missile-test").stdout
    Path("bad.xlsx").write_bytes(b"PK\x03\x04 and nothing else")
    bad = run("import", "bad.xlsx")
    assert bad.exit_code == 2
    assert bad.stderr.startswith("Error: ")


def test_an_event_that_was_renamed_does_not_come_again(run: Keyboard) -> None:
    """The handle that its feed knows it by leads to it still, and back after an undo."""
    Path("a.CSV").write_text(row() + "\n")
    run("import", "a.CSV")
    run("edit", "gdelt-7190042", "--handle", "ultimatum-of-october")
    assert "Everything in it was there already." in run("import", "a.CSV").stderr
    assert '"handle": "ultimatum-of-october"' in run("show", "gdelt-7190042", "-f", "json").stdout
    run("edit", "ultimatum-of-october", "--handle", "gdelt-7190042")
    assert run("show", "ultimatum-of-october", "-f", "json").exit_code == 0
    run("undo")
    run("undo")
    assert run("show", "ultimatum-of-october").exit_code == 3


def test_rejects_need_a_folder_to_go_to(run: Keyboard) -> None:
    """It is said before anything is read."""
    Path("a.CSV").write_text(row() + "\n")
    done = run("import", "a.CSV", "--rejects", "nowhere/rejects.csv")
    assert (done.exit_code, "There is no folder nowhere" in done.stderr) == (2, True)


def test_nothing_lands_where_rejects_cannot_be_written(run: Keyboard) -> None:
    """What was rejected would be lost."""
    Path("a.CSV").write_text(row() + "\nbroken\n")
    before = curated(run.db)
    done = run("import", "a.CSV", "--rejects", "r" * 260)
    assert (done.exit_code, "cannot be written" in done.stderr) == (2, True)
    assert curated(run.db) == before


def test_a_rejected_line_of_a_table_is_written_as_it_stands(run: Keyboard) -> None:
    """Also after a cell with a carriage return, and with a separator of lines within."""
    Path("a.csv").write_text(
        TABLE + '"Two\rlines",2016,threat,RUS\nBad\u2028day,soon,threat,RUS\n',
        newline="", encoding="utf-8",
    )  # fmt: skip
    assert run("import", "a.csv", "--rejects", "r.csv").exit_code == 0
    with Path("r.csv").open(newline="", encoding="utf-8") as file:
        [rejected] = csv.DictReader(file)
    assert (rejected["line"], rejected["text"]) == ("5", "Bad\u2028day,soon,threat,RUS")


@pytest.mark.parametrize("words", ["--dyad RUS:SYR", "--type talks", "--until 2016-10-03"])
def test_filters_hold_for_tables_too(run: Keyboard, words: str) -> None:
    """What is not asked for stays behind."""
    Path("a.csv").write_text(TABLE.replace("by\n", "by,to\n").replace("RUS\n", "RUS,SYR\n"))
    assert "Added 1 event." in run("import", "a.csv", *words.split()).stderr


def test_a_stray_carriage_return_parts_no_row(run: Keyboard) -> None:
    """What is rejected is written as the line that is named, also after such a row."""
    text = "\r\n".join((row(), row(id="2", name="MOS\rCOW"), "short", row(id="3"))) + "\r\n"
    Path("a.CSV").write_text(text, newline="")
    assert "Rejected 1 row" in run("import", "a.CSV", "--rejects", "rejects.csv").stderr
    [_, rejected] = Path("rejects.csv").read_text().splitlines()
    assert rejected == 'a.CSV,3,"has 1 fields, which is no row of GDELT",short'
    Path("mac.csv").write_text(TABLE.replace("\n", "\r"), newline="")
    assert "Added 2 events." in run("import", "mac.csv").stderr


def test_times_between_which_nothing_can_lie_are_refused(run: Keyboard) -> None:
    """As every list refuses them."""
    Path("a.CSV").write_text(row() + "\n")
    done = run("import", "a.CSV", "--since", "2017", "--until", "2016")
    assert (done.exit_code, "swap the two" in done.stderr) == (2, True)


def test_links_stay_behind_with_their_events(run: Keyboard) -> None:
    """A slice of a chronicle has the links among its own events alone."""
    run("export", "whole.jsonl")
    run("import", "whole.jsonl", "--until", "2016-09-30", "--db", "other.db")
    found = json.loads(run("list", "--format", "json", "--db", "other.db").stdout)
    assert found
    assert all(event["date"] < "2016-10" for event in found)
    assert run("check", "--db", "other.db").exit_code == 0


def test_a_terminal_shows_how_far_it_is(
    environment: dict[str, str], tracker_command: list[str]
) -> None:
    """A bar while it reads, gone when it is done; elsewhere none."""
    text = "".join(f"{row(id=str(number))}\n" for number in range(20_000, 40_000))
    Path(environment["TRACKER_DB"]).with_name("day.CSV").write_text(text)
    file = str(Path(environment["TRACKER_DB"]).with_name("day.CSV"))
    seen = at_terminal([*tracker_command, "import", file], {**environment, "TERM": "xterm"})
    assert seen.code == 0
    assert "MB" in seen.screen
    assert "20,000 events" in seen.screen


def test_an_import_that_is_killed_leaves_nothing(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """Even where the process is gone in the middle of it, the record is as it was."""
    before = curated(sample_copy)
    file = sample_copy.with_name("day.CSV")
    with file.open("w") as out:
        out.writelines(f"{row(id=str(number))}\n" for number in range(100_000, 400_000))
    size = sample_copy.stat().st_size
    process = subprocess.Popen([*tracker_command, "import", str(file)], env=environment)
    while process.poll() is None and sample_copy.stat().st_size < size + 2**20:
        time.sleep(0.01)
    assert process.poll() is None, "it was done before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()
    listed = subprocess.run(
        [*tracker_command, "list", "--format", "jsonl"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert listed.stdout.count("\n") == len(before["events"])
    assert curated(sample_copy) == before


def test_what_tracker_wrote_of_a_feed_is_read_by_another_database(run: Keyboard) -> None:
    """Roots of CAMEO that a feed brought in are known everywhere."""
    Path("a.CSV").write_text(row(code="173") + "\n")
    run("import", "a.CSV")
    run("export", "--type", "cameo-17", "-o", "a.gexf")
    other = Keyboard(Path("other.db").absolute(), run.db.parent / "config")
    assert "Added 1 event" in other("import", "a.gexf").stderr
    fresh = Keyboard(Path("fresh.db").absolute(), run.db.parent / "config")
    assert "Added 1 source, 1 event." in fresh("import", "a.CSV", "--type", "cameo-17").stderr


def test_a_table_may_have_codes_of_cameo_for_types(run: Keyboard) -> None:
    """As many tables of event data have."""
    Path("a.csv").write_text("title,date,type,by\nRiots,2016-10-03,145,RUS\n")
    assert "Added 1 event." in run("import", "a.csv").stderr
    assert '"type": "protest"' in run("list", "--text", "Riots", "--format", "json").stdout


ICB = (
    "icb2,crisno,cracid,actor,crisname,triggr,yrtrig,motrig,datrig,trigent,majres,yerres,monres,"
    "dayres\nICB2,196,2,USA,CUBAN MISSILES,4,1962,10,16,365,6,1962,10,20\n"
)


def test_folders_within_a_folder_are_named_and_not_read(run: Keyboard) -> None:
    """Nothing is left out without a word."""
    Path("feeds/older").mkdir(parents=True)
    Path("feeds/readme.txt").write_text("About.")
    Path("feeds/older/a.CSV").write_text(row() + "\n")
    said = run("import", "feeds").stderr
    assert "Folders within feeds are not read: older." in said
    assert "Nothing was read." in said


def test_a_table_comes_through_a_pipe(run: Keyboard) -> None:
    """Whatever stands between its cells; what it has is known by how it begins."""
    for typed in (TABLE, TABLE.replace(",", "\t")):
        assert "2 events." in run("import", "-", input=typed).stderr
        run("undo")


def test_a_dyad_of_icb_is_found_by_its_numbers(run: Keyboard) -> None:
    """The sides of a crisis are numbers of the Correlates of War, for whoever bore them then."""
    Path("icb2.csv").write_text(ICB)
    done = run("import", "icb2.csv", "--dyad", "USA:SUN")
    assert "Added 1 type, 1 source, 2 events, 1 link." in done.stderr


def test_a_slice_in_which_nothing_is_adds_nothing(run: Keyboard) -> None:
    """Not even the source; and it is not said that all was there."""
    Path("icb2.csv").write_text(ICB)
    before = curated(run.db)
    done = run("import", "icb2.csv", "--dyad", "IND:PAK")
    assert "Rows that were not asked for: 2." in done.stderr
    assert "icb2.csv holds nothing of the kind." in done.stderr
    assert "there already" not in done.stderr
    assert curated(run.db) == before


def test_lines_written_by_hand_may_speak_of_events_that_are_here(run: Keyboard) -> None:
    """A link to an event that is recorded alone is taken, and one to nobody's is refused."""
    run("--db", "new.db", "add", "A pact ends", "--on", "2016-10-03", "--type", "threat",
        "--handle", "pact")  # fmt: skip
    lines = (HAND[0], HAND[2], HAND[3])
    Path("hand.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in lines))
    assert run("--db", "new.db", "import", "hand.jsonl").exit_code == 0
    assert "very likely (0.9)" in run("--db", "new.db", "show", "pact").stdout
    Path("hand.jsonl").write_text(
        "".join(
            f"{json.dumps(each | {'cause': 'other'} if 'cause' in each else each)}\n"
            for each in lines
        )
    )
    assert "no event 'other'" in run("--db", "new.db", "import", "hand.jsonl").stderr
