"""The text file beside the record: what either changes the other takes, and nothing is lost."""

import json
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import Keyboard, curated
from tracker.formats.text import read

PACT = "2016-10-03-pmda-suspended"
FILE = "crisis.txt"


@pytest.fixture
def file(run: Keyboard) -> Path:
    """The sample as a text file that was just synced."""
    done = run("sync", FILE)
    assert done.exit_code == 0, done.stderr
    return Path(FILE)


def changed(file: Path, *pairs: tuple[str, str]) -> None:
    """Edit a file as a person would, each text once."""
    text = file.read_text()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text)


def synced(run: Keyboard, *more: str, code: int = 0) -> str:
    """Sync, and give what is said."""
    done = run("sync", FILE, *more, COLUMNS="250")
    assert done.exit_code == code, done.stderr
    return f"{done.stdout}{done.stderr}"


def block(file: Path, handle: str) -> str:
    """The block of an event, with the comments right above it."""
    blocks = re.split(r"\n\n+", file.read_text())
    return next(each for each in blocks if f"handle: {handle}" in each)


def test_a_file_that_was_just_written_says_what_the_record_says(run: Keyboard, file: Path) -> None:
    """Nothing is taken, nothing is rewritten, nothing stands in the history."""
    before, written = curated(run.db), file.read_text()
    assert synced(run) == "crisis.txt and the record say the same.\n"
    assert (curated(run.db), file.read_text()) == (before, written)


def test_what_is_changed_in_the_file_is_taken_as_one_command(run: Keyboard, file: Path) -> None:
    """Fields, sources, causes, new events and removals; one undo takes all of it back."""
    before = curated(run.db)
    changed(
        file,
        (f"@Moscow, Russia\n  handle: {PACT}", f"@Kremlin #pact\n  handle: {PACT}"),
        ("  [russian-decree-2016-10-03 A1]", "  [russian-decree-2016-10-03 A2, article 1]"),
        ("leads-to very likely, says USA", "leads-to 0.7, says USA, needed"),
    )
    with file.open("a") as out:
        out.write(
            "\n2017-01-05 USA > RUS threat: Washington warns again (planned) @Washington [wire B2]\n"
            f"  because {PACT} provokes likely\n"
        )
    said = synced(run)
    assert f"event {PACT}: place" in said
    assert "Moscow, Russia" in said
    assert "The record took" in said
    event = json.loads(run("show", PACT, "--format", "json").stdout)
    assert (event["place"], event["tags"]) == ("Kremlin", ["pact"])
    new = json.loads(run("show", "washington-warns-again", "--format", "json").stdout)
    assert (new["status"], new["by"], new["to"]) == ("planned", ["USA"], ["RUS"])
    assert "  handle: 2017-01-05-washington-warns-again" in file.read_text()
    assert "source wire: wire\n  reliability: B" in file.read_text()
    assert len(json.loads(run("log", "--format", "json").stdout)) == 2
    assert "say the same" in synced(run)
    run("undo")
    assert curated(run.db) == before


def test_what_the_record_changed_comes_into_the_file(run: Keyboard, file: Path) -> None:
    """In place, a new event where it belongs in time; what nobody changed stays to the letter."""
    before = file.read_text()
    run("edit", PACT, "--place", "Kremlin")
    run("add", "A pact is mourned", "--on", "2016-10-04", "--by", "USA", "--type", "threat")
    run("note", PACT, "Look: again")
    assert "file" in synced(run)
    after = file.read_text()
    assert "@Kremlin\n" in block(file, PACT)
    assert ", A. Tester: Look: again" in block(file, PACT)
    place = [after.index(f"handle: {each}") for each in
             (PACT, "2016-10-04-pact-is-mourned", "2016-10-05-nuclear-research-suspended")]  # fmt: skip
    assert place == sorted(place)
    untouched = [each for each in before.split("\n\n")[1:] if PACT not in each.split("because")[0]]
    assert all(each.strip() in after for each in untouched)
    assert "say the same" in synced(run)


def test_both_may_change_the_same_event(run: Keyboard, file: Path) -> None:
    """Field by field: each takes what the other changed."""
    run("edit", PACT, "--place", "Kremlin", "--tag", "pact")
    changed(file, ("By decree President Putin suspends", "Putin suspends"))
    synced(run)
    event = json.loads(run("show", PACT, "--format", "json").stdout)
    assert (event["place"], event["tags"]) == ("Kremlin", ["pact"])
    assert event["summary"].startswith("Putin suspends")
    assert "@Kremlin #pact" in block(file, PACT)
    assert "summary: Putin suspends" in block(file, PACT)


@pytest.mark.parametrize(("side", "place"), [("file", "Red Square"), ("record", "Kremlin")])
def test_what_both_changed_otherwise_is_refused_until_one_is_preferred(
    run: Keyboard, file: Path, side: str, place: str
) -> None:
    """With the line and both values; nothing is stored or written before."""
    run("edit", PACT, "--place", "Kremlin")
    changed(file, (f"@Moscow, Russia\n  handle: {PACT}", f"@Red Square\n  handle: {PACT}"))
    before, written = curated(run.db), file.read_text()
    line = next(n for n, each in enumerate(written.splitlines(), 1)
                if "suspends the plutonium" in each)  # fmt: skip
    said = synced(run, code=1)
    assert f"Line {line}: event {PACT}: place: the record has Kremlin, the file Red Square" in said
    assert (curated(run.db), file.read_text()) == (before, written)
    synced(run, "--prefer", side)
    assert json.loads(run("show", PACT, "--format", "json").stdout)["place"] == place
    assert place in block(file, PACT)
    assert "say the same" in synced(run)


def test_what_is_missing_in_the_file_is_removed_only_if_it_was_there(
    run: Keyboard, file: Path
) -> None:
    """An event that the record got since stays; a removal of events is asked about."""
    run("add", "A pact is mourned", "--on", "2016-10-04", "--by", "USA", "--type", "threat")
    gone = block(file, "2016-10-18-aleppo-pause")
    changed(file, (gone, ""))
    before = curated(run.db)
    assert (
        "This removes 1 event: 2016-10-18-aleppo-pause. Nothing was changed; add --yes"
        in synced(run, code=1)
    )
    assert curated(run.db) == before
    synced(run, "--yes")
    assert run("show", "2016-10-18-aleppo-pause").exit_code == 3
    assert run("show", "pact-is-mourned").exit_code == 0
    assert "2016-10-04-pact-is-mourned" in file.read_text()


def test_a_file_that_was_written_by_hand_removes_nothing(run: Keyboard) -> None:
    """Without a state in which both were alike, each only takes what it has not."""
    Path(FILE).write_text(
        "# My notes\n2017-01-05 USA > RUS threat: Washington warns again\n"
        f"  because {PACT} provokes likely\n"
    )
    synced(run)
    assert run("show", "washington-warns-again").exit_code == 0
    assert len(json.loads(run("list", "--format", "json").stdout)) == 29
    text = Path(FILE).read_text()
    assert text.startswith("tracker text 1 complete at ")
    assert "# My notes\n2017-01-05 USA > RUS threat: Washington warns again\n  handle:" in text
    assert len(read(text.splitlines()).events) == 29


def test_comments_stay_with_their_blocks(run: Keyboard, file: Path) -> None:
    """Above a block and within it, whichever side changes it, and when it is gone as well."""
    changed(
        file,
        ("2016-10-03 RUS > USA pact", "# above the pact\n2016-10-03 RUS > USA pact"),
        ("  [russian-decree-2016-10-03 A1]", "  # is the number right?\n  [russian-decree-2016-10-03 A1]"),
    )  # fmt: skip
    written = file.read_text()
    assert "say the same" in synced(run)
    assert file.read_text().splitlines()[1:] == written.splitlines()[1:]
    run("edit", PACT, "--place", "Kremlin")
    synced(run)
    there = block(file, PACT)
    assert "# above the pact\n2016-10-03 RUS" in there
    assert "  # is the number right?\n  [russian-decree-2016-10-03 A1]" in there
    run("remove", PACT, "--yes")
    synced(run)
    text = file.read_text()
    assert "# above the pact\n# Removed from the record: 2016-10-03 RUS" in text
    assert "# is the number right?" in text
    assert f"handle: {PACT}" not in text
    assert "say the same" in synced(run)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("RUS > USA pact-withdrawal: Moscow suspends the pl", "RUSX > USA pact-withdrawal: Moscow suspends the pl", "RUSX"),
        ("pact-withdrawal: Moscow suspends the pl", "pact-leaving: Moscow suspends the pl", "pact-leaving"),
        ("2016-10-03 RUS > USA", "03/10/2016 RUS > USA", "an event begins with date, sides, type"),
        ("  avoidable: yes", "  avoidable: perhaps", "avoidable is yes or no, not 'perhaps'"),
        ("  avoidable: yes", "  avoidble: yes", "'avoidble: yes' is nothing that an event has"),
        ("because 2016-09-28-kerry-threatens-suspension provokes", "because nobody-knows provokes", "nobody-knows"),
        ("[russian-decree-2016-10-03 A1]", "[russian-decree-2016-10-03 A1", "a bracket [ begins a source"),
        ("provokes likely, says RUS", "provokes lickely, says RUS", "'lickely' is no likelihood"),
        ("provokes likely, says RUS", "provoks likely, says RUS", "provoks"),
        ("  summary: By decree", "  quotation: By decree", "put the line right below the source's [bracket]"),
        ("  summary: By decree", "  #later x: By decree", "tags stand alone on a line"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_its_line(
    run: Keyboard, file: Path, old: str, new: str, reason: str
) -> None:
    """And nothing of the file is taken, nor is it written."""
    text = file.read_text()
    head, _, unchanged = text.partition("2016-10-03 RUS > USA pact")
    rest = f"2016-10-03 RUS > USA pact{unchanged}"
    assert old in rest
    text = head.replace("reliability: C", "reliability: D", 1) + rest.replace(old, new, 1)
    file.write_text(text)
    was = (head + f"2016-10-03 RUS > USA pact{unchanged}").splitlines()
    now = text.splitlines()
    line = 1 + max(n for n in range(len(now)) if was[n] != now[n])
    before = curated(run.db)
    done = run("sync", FILE)
    assert done.exit_code in (1, 2, 3)
    assert f"Line {line}" in done.stderr
    assert reason in done.stderr
    assert (curated(run.db), file.read_text()) == (before, text)


def test_several_lines_that_cannot_be_read_are_told_at_once(run: Keyboard, file: Path) -> None:
    """A person mends them in one go."""
    changed(file, ("avoidable: yes", "avoidable: perhaps"), ("reliability: C", "reliabilty: C"))
    assert "2 mistakes, and nothing is changed:\n  Line 5: " in synced(run, code=2)


def test_mistakes_of_every_kind_are_told_at_once(run: Keyboard, file: Path) -> None:
    """What cannot be read, what names nothing and what both have changed, each by its line.

    What only follows from another mistake is not told: the talks are there, in a line that cannot
    be read, and so is the source.
    """
    run("edit", PACT, "--place", "Kremlin")
    before = curated(run.db)
    text = file.read_text().replace("@Moscow, Russia", "@Red Square", 1)
    first = 1 + text.count("\n")
    text += (
        "\nsource gazette: The Gazette\n  reliability: Z\n  colour: red\n"
        "\n2017-01-05 USA > RUSX threat: Washington warns\n  [gazette 2]\n  avoidable: perhaps\n"
        "\n05/06/2017 USA > RUS threat: The talks end\n  because nobody-knows provoks likely\n  avoidble: no\n"
        "\n2017-01-07 USA > RUS thread: It warns again\n  because talks-end likely\n"
        "  because somebody-else likely\n"
        "\n2017-01-08 USA > RUS threat: And again\n  because it-warns-again likely\n  [gazette 2]\n"
    )  # fmt: skip
    file.write_text(text)
    said = synced(run, code=1)
    lines = [int(number) - first for number in re.findall(r"^  Line (\d+): ", said, re.MULTILINE)]
    assert "9 mistakes, and nothing is changed:\n" in said
    assert [line for line in lines if line > 0] == [1, 3, 5, 7, 9, 11, 13, 15], said
    assert "place: the record has Kremlin, the file Red Square" in said
    assert (curated(run.db), file.read_text()) == (before, text)


def test_a_look_changes_nothing(run: Keyboard, file: Path) -> None:
    """It shows what differs either way."""
    run("edit", PACT, "--place", "Kremlin")
    changed(file, ("reliability: C", "reliability: D"))
    before, written = curated(run.db), file.read_text()
    said = synced(run, "--dry-run")
    assert re.search(r"record +source editorial-2016-10-15: reliability +C +D", said)
    assert re.search(rf"file +event {PACT}: place +Moscow, Russia +Kremlin", said)
    assert (curated(run.db), file.read_text()) == (before, written)


def test_a_look_without_a_record_makes_none(run: Keyboard, tmp_path: Path) -> None:
    """A file that was written by hand can be looked through before there is a database."""
    Path(FILE).write_text("2017-01-05 USA > RUS threat: Washington warns\n")
    fresh = Keyboard(tmp_path / "fresh.db", Path(str(run.env["TRACKER_CONFIG_DIR"])))
    assert (
        "event 2017-01-05-washington-warns"
        in fresh("sync", FILE, "--dry-run", COLUMNS="250").stdout
    )
    assert not fresh.db.exists()
    assert fresh("sync", FILE).exit_code == 0
    assert len(json.loads(fresh("list", "--format", "json").stdout)) == 1


def test_letters_in_brackets_follow_their_sources(run: Keyboard, file: Path) -> None:
    """The letter is the source's: one that is changed in its block changes in all brackets."""
    changed(file, ("reliability: C", "reliability: D"))
    assert "it stays" not in synced(run)
    assert "[editorial-2016-10-15 C" not in file.read_text()
    assert "[editorial-2016-10-15 D2, paragraph 2]" in file.read_text()
    changed(file, ("[editorial-2016-10-15 D2", "[editorial-2016-10-15 B2"))
    said = synced(run)  # not the bracket's to change
    assert "editorial-2016-10-15 is there with the reliability D, not B; it stays." in said
    assert "[editorial-2016-10-15 B" not in file.read_text()
    assert "say the same" in synced(run)


def test_the_record_comes_back_from_its_file(run: Keyboard, tmp_path: Path) -> None:
    """Exported and imported into a new database it is the same, identities and all."""
    run("edit", PACT, "--summary", 'Decree 511 "so"\n\n# no comment\nyes\\')
    run("note", PACT, "a: b, c")
    run("claim", PACT, "--by", "RUS", "--denied", "--because", "No: never")
    run("actors", "edit", "FJI", "--name", "Fiji Islands")
    run("types", "add", "parade", "Parade", "--definition", "Troops march")
    run("edit", PACT, "--on", "2016-10-04", "--rehandle")
    assert run("export", "whole.txt").exit_code == 0
    other = Keyboard(tmp_path / "other.db", Path(str(run.env["TRACKER_CONFIG_DIR"])))
    done = other("import", "whole.txt")
    assert done.exit_code == 0, done.stderr
    assert exported(other) == exported(run)
    assert "Everything in it was there already" in other("import", "whole.txt").stderr


def test_an_import_names_the_line_as_well(run: Keyboard) -> None:
    """Of an event and of a cause that the record cannot hold."""
    Path("more.txt").write_text(
        "# more\n2017-01-05 USA > RUS threat: Washington warns\n  because nobody likely\n"
    )
    assert "line 3, link nobody → 2017-01-05-washington-warns: " in run("import", "more.txt").stderr
    Path("more.txt").write_text("# more\n2017-01-05 USA > RUS thread: Washington warns\n")
    assert "line 2, event 1 (Washington warns): " in run("import", "more.txt").stderr


def exported(run: Keyboard) -> list[str]:
    """The record as JSON lines, without the line that names its history."""
    return sorted(run("export", "-").stdout.splitlines()[1:])


WAYS: tuple[tuple[str, Callable[[Keyboard, Path, str], object]], ...] = (
    ("place", lambda run, file, text: run("edit", PACT, "--place", text)),
    ("tag", lambda run, file, text: run("tag", text, "12")),
    ("note", lambda run, file, text: run("note", "5", text)),
    ("title", lambda run, file, text: run("edit", "7", "--title", text)),
    ("add", lambda run, file, text: run("add", text, "--on", "2016-11", "--type", "threat")),
    ("remove", lambda run, file, text: run("remove", "28", "--yes")),
    ("grade", lambda run, file, text: changed(file, ("reliability: B", "reliability: C"))),
    ("file place", lambda run, file, text: changed(file, ("@Geneva, Switzerland", "@Geneva"))),
    ("file cause", lambda run, file, text: changed(file, ("likely, says RUS", "unlikely, says RUS"))),
    ("file event", lambda run, file, text: changed(
        file, ("\n\n2016-10-04", f"\n\n2016-10-03 USA threat: New\n  summary: {json.dumps(text)}\n\n2016-10-04"))),
    ("file unlink", lambda run, file, text: changed(file, ("  after 2016-10-03-pmda-suspended\n", ""))),
)  # fmt: skip


@settings(  # each example is a session of ten commands: it is told as it is, and not made smaller
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.reuse, Phase.generate],
)
@given(
    ways=st.lists(st.sampled_from(WAYS), max_size=5, unique_by=lambda each: each[0]),
    text=st.sampled_from(
        ["Moscow", "a: b", "Talks, the [end] #1", 'say "so"', "москва @x", "because"]
    ),
)
def test_after_a_sync_both_say_the_same(
    run: Keyboard, sample_path: Path, ways: list[tuple[str, Callable[..., object]]], text: str
) -> None:
    """Whatever either side changed, the file then says all that the record says, and no more."""
    run.db.write_bytes(sample_path.read_bytes())
    file = Path(FILE)
    file.unlink(missing_ok=True)
    run("sync", FILE)
    for _, way in ways:
        way(run, file, text)
    synced(run, "--yes")
    assert "say the same" in synced(run)
    other = Keyboard(run.db.with_name("other.db"), Path(str(run.env["TRACKER_CONFIG_DIR"])))
    other.db.unlink(missing_ok=True)
    done = other("import", FILE)
    assert done.exit_code == 0, done.stderr
    assert numberless(other) == numberless(run)


def numberless(run: Keyboard) -> list[str]:
    """The record without numbers and identities, which a file that is synced does not hold."""
    records = (json.loads(line) for line in exported(run))
    return sorted(
        json.dumps({key: held for key, held in each.items() if key not in ("id", "uuid")})
        for each in records
    )


def editor(script: str) -> str:
    """A program that edits a file as a person would."""
    path = Path("editor.sh").absolute()
    path.write_text(f"#!/bin/sh\n{script.replace('FILE', chr(34) + '$1' + chr(34))}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_file_keeps_its_line_ends_and_its_mark(run: Keyboard, file: Path) -> None:
    """What another editor wrote with a byte-order mark and CR LF is rewritten so."""
    written = file.read_bytes().replace(b"@Moscow, Russia", b"@Kremlin", 1)
    file.write_bytes(b"\xef\xbb\xbf" + written.replace(b"\n", b"\r\n"))
    synced(run)
    run("edit", PACT, "--title", "Moscow leaves the pact")
    synced(run)
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbftracker text 1")
    assert b"Moscow leaves the pact" in content
    assert content.count(b"\r\n") == content.count(b"\n")


def test_a_comment_stays_above_a_cause_that_is_named_otherwise(run: Keyboard, file: Path) -> None:
    """A cause by its short name is written anew by its handle, below the same comment."""
    changed(file, (
        "  because 2016-09-09-ceasefire-announced leads-to very likely, needed",
        "  # why it mattered\n  because ceasefire-announced provokes unlikely, needed\n  # the end",
    ))  # fmt: skip
    synced(run)
    run("edit", "2016-09-19-ceasefire-declared-over", "--tag", "truce")
    handle = re.findall(r"handle: (\S+)(?:\n  .*)*\n  # why it mattered", file.read_text())[-1]
    run("edit", handle, "--tag", "truce")
    synced(run)
    lines = block(file, handle).splitlines()
    at = lines.index("  # why it mattered")
    assert lines[at + 1].startswith("  because 2016-09-09-ceasefire-announced provokes unlikely")


def test_a_lost_handle_is_suspected(run: Keyboard, file: Path) -> None:
    """Where one event goes and one much like it comes, the question and the look say so."""
    done = run("add", "2016-10-03 RUS threat: Moscow warns", "--handle", "the-warning")
    assert done.exit_code == 0
    synced(run)
    changed(file, ("  handle: the-warning\n", ""), ("threat: Moscow warns", "threat: It warns"))
    said = synced(run, code=1)
    assert "the-warning (has its block lost its `handle:` line? One much like it is new)" in said
    assert "“handle: the-warning”" in synced(run, "--dry-run")


def test_a_comment_in_the_editor_is_kept_as_a_note(run: Keyboard) -> None:
    """The record has no comments; lines of one become one note, and one undo takes all back."""
    before = curated(run.db)
    script = editor(
        "{ echo '# At the top'; cat FILE; printf '  # check with Dawn,\n  # page 3\n'; "
        "echo '  marking: GREEN'; } > FILE.new; mv FILE.new FILE"
    )
    done = run("edit", "13", EDITOR=script, VISUAL="")
    assert done.exit_code == 0, done.stderr
    assert "Kept as a note of yours, for the record has no comments: 'At the top'." in done.stderr
    event = json.loads(run("show", "13", "--format", "json").stdout)
    assert [note["text"] for note in event["notes"]] == ["At the top", "check with Dawn, page 3"]
    assert event["marking"] == "TLP:GREEN"
    run("undo")
    assert curated(run.db) == before


def test_a_line_that_is_commented_out_in_the_editor_is_no_note(run: Keyboard) -> None:
    """A sign before a line takes it out, as in other programs; the line is no remark."""
    script = editor("sed -i 's/^  marking:/  # marking:/' FILE")
    run("edit", "13", "--marking", "GREEN")
    done = run("edit", "13", EDITOR=script, VISUAL="")
    assert done.exit_code == 0, done.stderr
    event = json.loads(run("show", "13", "--format", "json").stdout)
    assert (event["notes"], event["marking"]) == ([], None)


def test_a_denial_and_its_fields_are_told_in_words(run: Keyboard, file: Path) -> None:
    """A denied link shows no likelihood, and no column names."""
    changed(file, (
        "  because 2015-09-30-russian-air-campaign enables very likely\n",
        "  not because 2015-09-30-russian-air-campaign enables, says CHN: It said so\n"
        "  because 2015-09-30-russian-air-campaign enables very likely\n",
    ))  # fmt: skip
    said = synced(run, "--dry-run")
    assert "denied; reason It said so" in said, said
    assert "because It" not in said


def test_edit_opens_the_block_in_the_editor(run: Keyboard) -> None:
    """What is changed there is taken over, one undo takes it back; links and sources as well."""
    before = curated(run.db)
    script = editor(
        "sed -i 's/@Moscow, Russia/@Kremlin #pact/; s/provokes likely/provokes unlikely/' FILE\n"
        "echo '  because talks-suspended enables 0.4, needed' >> FILE"
    )
    done = run("edit", "13", EDITOR=script, VISUAL="")
    assert done.exit_code == 0, done.stderr
    assert "2016-10-05-nuclear-research-suspended" in done.stdout
    assert "place: Moscow, Russia → Kremlin" in done.stderr
    event = json.loads(run("show", "13", "--format", "json").stdout)
    assert (event["place"], event["tags"]) == ("Kremlin", ["pact"])
    run("undo")
    assert curated(run.db) == before


def test_an_editor_that_changes_nothing_changes_nothing(run: Keyboard) -> None:
    """Nor does one that is not there, or none at all: what to do is said."""
    before = curated(run.db)
    assert "Nothing has changed." in run("edit", PACT, EDITOR="true", VISUAL="").stderr
    assert "cannot be started" in run("edit", PACT, EDITOR="no-such-editor", VISUAL="").stderr
    none = run("edit", PACT, EDITOR="", VISUAL="")
    assert none.exit_code == 2
    assert "name a field, such as --title or --on, or set EDITOR" in none.stderr
    emptied = run("edit", PACT, EDITOR=editor("echo > FILE"), VISUAL="")
    assert f"`tracker remove {PACT}` removes the event" in emptied.stderr
    wrong = run(
        "edit", PACT, EDITOR=editor("sed -i s/pact-withdrawal/pact-leaving/ FILE"), VISUAL=""
    )
    assert wrong.exit_code == 3
    assert "Line 1: " in wrong.stderr
    assert curated(run.db) == before
