"""Sources of settings and their precedence."""

import getpass
import os
import pwd
import sys
from pathlib import Path

import pytest

from tracker.config import Config, load_config

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")


@pytest.fixture(autouse=True)
def a_home_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of whoever runs the tests is in force."""
    for name in os.environ:
        if name.startswith(("TRACKER_", "XDG_")) or name in ("LOGNAME", "USER", "LNAME"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOGNAME", "leonid")
    monkeypatch.chdir(tmp_path)


def configure(folder: Path, analyst: str) -> None:
    """Name the analyst in the settings of `folder`."""
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(f"analyst = {analyst!r}\n")


def test_without_settings_the_login_name_records() -> None:
    """The defaults, and the name that the system knows the user by."""
    assert load_config() == Config(db=Path("events.db"), analyst="leonid")


def test_the_settings_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """~/.config is read, unless XDG_CONFIG_HOME or TRACKER_CONFIG_DIR names another folder."""
    configure(tmp_path / ".config/tracker", "at home")
    assert load_config().analyst == "at home"

    configure(tmp_path / "xdg/tracker", "by XDG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert load_config().analyst == "by XDG"

    configure(tmp_path / "own", "by tracker")
    monkeypatch.setenv("TRACKER_CONFIG_DIR", str(tmp_path / "own"))
    assert load_config().analyst == "by tracker"

    monkeypatch.setenv("TRACKER_ANALYST", "by variable")
    assert load_config().analyst == "by variable"


def test_a_relative_folder_of_xdg_is_ignored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As the XDG specification asks: where one stands does not decide which settings hold."""
    configure(tmp_path / "xdg/tracker", "by XDG")
    configure(tmp_path / ".config/tracker", "at home")
    monkeypatch.setenv("XDG_CONFIG_HOME", "xdg")
    assert load_config().analyst == "at home"


def test_a_user_whom_the_system_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container without an account for the user there is neither a home nor a name."""

    def unknown(uid: int) -> pwd.struct_passwd:
        raise KeyError(f"getpwuid(): uid not found: {uid}")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("LOGNAME")
    with pytest.raises((KeyError, OSError)):
        getpass.getuser()
    assert load_config() == Config(db=Path("events.db"), analyst="analyst")
