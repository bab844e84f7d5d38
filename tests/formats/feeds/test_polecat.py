"""POLECAT: acts in PLOVER's types."""

import csv
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tests.formats.feeds.reading import read_all
from tracker.formats.feeds import polecat

HEADINGS = "\t".join(
    (
        "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
        "Actor Name", "Actor Country", "Primary Actor Sector", "Recipient Name",
        "Recipient Country", "Primary Recipient Sector", "City", "Country", "Source",
        "Publication Date",
    )
)  # fmt: skip


def row(**fields: str) -> str:
    """A row, with what is given in its place."""
    given = {
        "Event ID": "R-7", "Event Date": "2022-02-24", "Event Type": "ASSAULT",
        "Event Mode": "aerial", "Intensity": "-9.5", "Quad Code": "4", "Contexts": "military",
        "Actor Name": "Vladimir Putin", "Actor Country": "RUS", "Primary Actor Sector": "GOV",
        "Recipient Name": "Residents", "Recipient Country": "UKR",
        "Primary Recipient Sector": "CVL", "City": "Kyiv", "Country": "UKR", "Source": "Reuters",
        "Publication Date": "2022-02-25",
    } | {name.replace("_", " "): text for name, text in fields.items()}  # fmt: skip
    return "\t".join(given[name] for name in HEADINGS.split("\t"))


def test_a_row_is_an_act_of_who_acts_for_a_state() -> None:
    """A head of state acts for it, residents are not the state; type and mode lead to CAMEO."""
    event = read_all(polecat.read_rows, f"{HEADINGS}\n{row()}\n").only
    assert (event.by, event.to) == (("RUS",), ("Residents",))
    assert (event.type, event.quad, event.intensity) == ("cameo:195", 4, -9.5)
    assert event.title == "Vladimir Putin: assault (aerial) → Residents"
    assert (event.handle, event.place) == ("polecat-r-7", "Kyiv, UKR")
    assert event.locator == "Reuters, published 2022-02-25"


def test_what_is_no_type_of_plover_is_rejected() -> None:
    """By line and reason."""
    text = f"{HEADINGS}\n{row(Event_Type='WALK')}\n{row(Event_Date='')}\n"
    assert read_all(polecat.read_rows, text).rejected == (
        (2, "'WALK' is no type of PLOVER"),
        (3, "'' is no day"),
    )


def test_bytes_that_are_no_utf_8_are_old_ones(run: Keyboard) -> None:
    """Some files are not valid UTF-8; the name stays readable, and the byte order mark goes."""
    old = row(Actor_Name="Jos\xe9", Primary_Actor_Sector="CVL").encode("cp1252")
    Path("day.txt").write_bytes(b"\xef\xbb\xbf" + f"{HEADINGS}\n".encode() + old + b"\n")
    assert "1 event" in run("import", "day.txt").stderr
    assert "José: assault (aerial)" in run("list", "--text", "assault").stdout


def test_every_type_of_plover_is_known_with_its_quadclass(real_data: Path) -> None:
    """As PLOVER's own scores have them."""
    with (real_data / "cameo" / "plover_scores.csv").open() as file:
        scores = list(csv.DictReader(file))
    quads = {row["event_type"]: int(row["quad_chapter"]) for row in scores}
    assert {name: quad for name, (_, quad) in polecat.TYPES.items()} == quads
    modes = {(row["event_type"], row["mode"]) for row in scores}
    assert polecat.MODES.keys() <= modes


@pytest.mark.parametrize(
    ("plover", "mode", "kind"),
    [
        ("COERCE", "cyber", "cyberattack"), ("ASSAULT", "suicide-attack", "cameo:1831"),
        ("ASSAULT", "explosives", "cameo:18"), ("ACCUSE", "disapprove", "cameo:110"),
        ("RETREAT", "release", "cameo:0841"),
    ],
)  # fmt: skip
def test_a_mode_is_a_type_that_says_as_much(plover: str, mode: str, kind: str) -> None:
    """Where CAMEO has no code the codebook's own; anybody's explosives are an assault."""
    text = f"{HEADINGS}\n{row(Event_Type=plover, Event_Mode=mode)}\n"
    assert read_all(polecat.read_rows, text).only.type == kind
