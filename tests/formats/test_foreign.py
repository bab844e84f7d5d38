"""Files of other programs: each is called what it is, and nothing of it is taken silently."""

import json
from pathlib import Path

import pytest

from tests.conftest import Keyboard

BUNDLE = {
    "type": "bundle",
    "id": "bundle--1",
    "objects": [
        {"type": "incident", "id": "incident--1", "name": "Intrusion disclosed"},
        {"type": "threat-actor", "id": "threat-actor--1", "name": "Group A"},
    ],
}
MISP = {"Event": {"info": "OSINT", "threat_level_id": "2", "Attribute": [{"type": "md5"}]}}
FILES = {
    "mentions.CSV": (
        "410412347\t20150218230000\t20150218234500\t1\tbbc.co.uk\thttps://example.org\n",
        "GDELT's table of mentions",
    ),
    "20150218230000.gkg.csv": (
        "20150218230000-0\t20150218230000\t1\tbbc.co.uk\thttps://example.org" + "\t" * 22 + "\n",
        "GDELT's Global Knowledge Graph",
    ),
    "20130401.gkg.csv": (
        "DATE\tNUMARTS\tCOUNTS\tTHEMES\tLOCATIONS\tPERSONS\tORGANIZATIONS\tTONE\tCAMEOEVENTIDS\n",
        "GDELT's Global Knowledge Graph",
    ),
    "bundle.json": (json.dumps(BUNDLE), "a STIX bundle of another program (1 incident, 1 threat-"),
    "indented.json": (json.dumps(BUNDLE, indent=2), "a STIX bundle of another program"),
    "dense.json": (json.dumps(BUNDLE, separators=(",", ":")), "a STIX bundle of another program"),
    "misp.json": (json.dumps(MISP), "an event of MISP"),
    "answer.json": (json.dumps({"response": [MISP]}, indent=1), "an event of MISP"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_read_is_called_what_it_is(run: Keyboard, name: str) -> None:
    """It is refused, with what to do instead."""
    text, called = FILES[name]
    Path(name).write_text(text)
    done = run("import", name)
    assert done.exit_code == 2
    assert f"{name}: This is {called}" in done.stderr


def test_a_folder_is_read_without_it(run: Keyboard) -> None:
    """What stands beside the events is passed over, and said to be."""
    Path("day").mkdir()
    Path("day/a.mentions.CSV").write_text(FILES["mentions.CSV"][0])
    Path("day/b.csv").write_text("date,title,type\n2016-10-03,A threat,threat\n")
    done = run("import", "day")
    assert done.exit_code == 0
    assert "a.mentions.CSV is of no format that is read; passed over." in done.stderr
    assert "Added 1 event." in done.stderr
