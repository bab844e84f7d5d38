import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.errors import InvalidInput
from tracker.files import replacing, write_whole


def test_a_file_is_written_as_it_is_given(tmp_path: Path) -> None:
    """Text goes out in UTF-8 with the line ends it has, bytes as they are."""
    write_whole(tmp_path / "a.csv", ["eins\r\n", "zwei → drei\n"])
    write_whole(tmp_path / "b.bin", iter([b"\x00\xff", b"\r\n"]))
    write_whole(tmp_path / "c.txt", [])
    assert (tmp_path / "a.csv").read_bytes() == "eins\r\nzwei → drei\n".encode()
    assert (tmp_path / "b.bin").read_bytes() == b"\x00\xff\r\n"
    assert (tmp_path / "c.txt").read_bytes() == b""
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.csv", "b.bin", "c.txt"]


def test_a_link_leads_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    """A symbolic link stays a link, and its target gets the new text, wherever it is."""
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(Path("far", "real.txt"))
    (tmp_path / "chained.txt").symlink_to("link.txt")
    write_whole(tmp_path / "chained.txt", ["new"])
    assert (tmp_path / "far" / "real.txt").read_text() == "new"
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "chained.txt").is_symlink()
    assert [each.name for each in (tmp_path / "far").iterdir()] == ["real.txt"]


def test_a_link_to_nothing_gets_its_target(tmp_path: Path) -> None:
    """Where a symbolic link leads to a file that is not there yet, that file is made."""
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_whole(tmp_path / "link.txt", ["new"])
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    """A circle of links leads to no file."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(InvalidInput, match="a cannot be written: Too many levels of symbolic"):
        write_whole(tmp_path / "a", ["new"])
    assert (tmp_path / "a").is_symlink()


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o444, 0o755])
def test_the_mode_of_the_file_stays(tmp_path: Path, mode: int) -> None:
    """Who may read the file that was there may read the new one, and nobody else."""
    target = tmp_path / "kept.txt"
    target.write_text("old")
    target.chmod(mode)
    write_whole(target, ["new"])
    assert stat.S_IMODE(target.stat().st_mode) == mode
    assert target.read_text() == "new"


def test_nobody_reads_a_private_file_while_it_is_written(tmp_path: Path) -> None:
    """What takes the place of a file is closed to others until it has that file's mode."""
    target = tmp_path / "private.txt"
    target.write_text("old")
    target.chmod(0o640)
    with replacing(target) as building:
        assert stat.S_IMODE(building.stat().st_mode) == 0o600
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    """A file that was not there has the mode that any new file gets."""
    (tmp_path / "plain.txt").write_text("")
    write_whole(tmp_path / "new.txt", ["new"])
    modes = [(tmp_path / name).stat().st_mode for name in ("plain.txt", "new.txt")]
    assert modes[0] == modes[1]


def test_a_failure_leaves_the_old_file_alone(tmp_path: Path) -> None:
    """Where the text breaks off, the old file is there as it was, and nothing beside it."""

    def broken() -> Iterator[str]:
        yield "new"
        raise KeyError("broken")

    (tmp_path / "kept.txt").write_text("old")
    with pytest.raises(KeyError, match="broken"):
        write_whole(tmp_path / "kept.txt", broken())
    assert (tmp_path / "kept.txt").read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["kept.txt"]


def test_a_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    """A folder, also behind a link, is refused in a sentence and stays."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    for name in ("folder", "link"):
        with pytest.raises(InvalidInput) as refused:
            write_whole(tmp_path / name, ["new"], "Choose another place with -o.")
        assert str(refused.value) == (
            f"{tmp_path / name} cannot be written: Is a directory. Choose another place with -o."
        )
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "link"]
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("/proc/none.txt", "No such file or directory"),
        ("none/file.txt", "No such file or directory"),
        ("n" * 300, "File name too long"),
    ],
)
def test_a_place_that_takes_no_files_is_named(tmp_path: Path, place: str, reason: str) -> None:
    """Where the system makes no file, a sentence says why; nothing is left there."""
    with pytest.raises(InvalidInput) as refused:
        write_whole(tmp_path / place, ["new"])
    assert str(refused.value) == f"{tmp_path / place} cannot be written: {reason}."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_only_may_be_read(tmp_path: Path) -> None:
    """A folder in which nothing may be made is refused in a sentence."""
    (tmp_path / "kept.txt").write_text("old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(InvalidInput, match=r"kept\.txt cannot be written: Permission denied"):
            write_whole(tmp_path / "kept.txt", ["new"])
        assert (tmp_path / "kept.txt").read_text() == "old"
    finally:
        tmp_path.chmod(0o700)


def test_what_is_no_ordinary_file_stays(tmp_path: Path) -> None:
    """A pipe is not replaced by a file."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidInput, match="cannot be written: It is no ordinary file"):
        write_whole(tmp_path / "pipe", ["new"])
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_others_write_beside_the_target(tmp_path: Path) -> None:
    """Who writes by a path of its own gets one with the suffix of the target, in its folder."""
    target = tmp_path / "picture.svg"
    with replacing(target) as building:
        assert (building.parent, building.suffix) == (tmp_path, ".svg")
        assert building.read_bytes() == b""
        building.write_text("<svg/>")
        assert not target.exists()
    assert target.read_text() == "<svg/>"
    assert [each.name for each in tmp_path.iterdir()] == ["picture.svg"]
