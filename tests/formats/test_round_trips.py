"""Files of others' formats that we wrote come back: events, links, and all the format has room for."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.store import chronicle
from tracker.store.database import open_for_reading


def recorded(path: Path) -> Chronicle:
    """The whole of a database, in which nothing points nowhere."""
    db = open_for_reading(path)
    try:
        assert not db.rows("PRAGMA foreign_key_check")
        return chronicle.load(db)
    finally:
        db.close()


def kept(event: Event, quotations: bool) -> Event:
    """An event without what graphs, or STIX, have no room for."""
    citations = [replace(each, credibility=None, supports=None) for each in event.citations]
    if not quotations:
        codes = dict.fromkeys(each.source for each in citations)
        citations = [replace(citations[0], source=code, locator=None, quotation=None)
                     for code in codes]  # fmt: skip
    return replace(
        event, id=0, own_intensity=None, avoidable=False, derived_earliest=None,
        derived_latest=None, citations=tuple(citations),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["gexf", "graphml", "stix"])
def test_a_chronicle_comes_back(run: Keyboard, name: str) -> None:
    """Into a new database, recognised from the file; what is lost was named when it was written."""
    run("edit", "2016-10-03-pmda-suspended", "--summary", 'Decree 511 <b>&amp;</b> "so"\n“yes”')
    said = run("export", f"crisis.{name}", "--to", name).stderr
    assert "has no room for" in said
    before = recorded(run.db)
    file = Path(f"crisis.{name}").rename("crisis.data") if name == "stix" else f"crisis.{name}"
    sources = [json.loads(line) for line in run("export", "-").stdout.splitlines()]
    register = [each for each in sources if each["record"] in ("tracker", "source")]
    register[0]["complete"] = False
    Path("sources.jsonl").write_text("\n".join(map(json.dumps, register)))
    other = Keyboard(Path("other.db").absolute(), run.db.parent / "config")
    other("import", "sources.jsonl")
    done = other("import", str(file))
    assert done.exit_code == 0, done.stderr
    after = recorded(other.db)
    rich = name == "stix"
    was = {each.handle: kept(each, rich) for each in before.events.values()}
    now = {each.handle: kept(each, rich) for each in after.events.values()}
    assert now == was
    assert links(after, rich) == links(before, rich)
    if not rich:
        assert links(after, rich, denied=True) == links(before, rich, denied=True)
    assert "Everything in it was there already." in other("import", str(file)).stderr


def links(found: Chronicle, rich: bool, denied: bool = False) -> list[tuple[object, ...]]:
    """The links by the handles of their ends."""
    return sorted(
        (
            found.events[link.cause].handle, found.events[link.effect].handle, link.claimed_by,
            link.relation, round(link.likelihood, 2), link.because,
        )
        for link in (found.denials if denied else found.links)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.gexf", "<gexf/>", "This is no GEXF that can be read"),
        ("a.graphml", "<graphml", "This is no GraphML that can be read"),
        ("a.graphml", '<!DOCTYPE a [<!ENTITY b "c">]><graphml/>', "declares a document type"),
        (
            "a.graphml",
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">'
            '<node id="Paris"/></graph></graphml>',
            "The node 'Paris' has no date and no kind and no title, so tracker did not write it.",
        ),
        ("a.json", '{\n"type": "bundle", "objects": [{"type": "event"}]}', "no STIX bundle that"),
        ("a.json", '{\n"type": "bundle", "objects": ', "This is no JSON"),
    ],
)
def test_what_others_wrote_is_refused_in_a_sentence(
    run: Keyboard, name: str, text: str, said: str
) -> None:
    """Such files name no types of events nor dates as we need them."""
    Path(name).write_text(text)
    done = run("import", name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("name", ["gexf", "graphml", "stix"])
def test_links_come_back_whoever_claims_them(run: Keyboard, tmp_path: Path, name: str) -> None:
    """A source that no event cites, an actor that acts nowhere: each with what the file says."""
    run("sources", "add", "The wire of 3 October", "--code", "wire-oct")
    run("actors", "add", "PANEL", "The panel", "--kind", "institution")
    for title, on in (("Talks fail", "2020-10-03"), ("Pact ends", "2020-10-04")):
        run("add", title, "--on", on, "--type", "statement", "--by", "USA")
    for claimant in ("wire-oct", "PANEL", "analyst"):
        done = run(
            "link",
            "talks-fail",
            "pact-ends",
            "--relation",
            "provokes",
            "--likelihood",
            "0.7",
            "--claimed-by",
            claimant,
        )
        assert done.exit_code == 0, done.stderr
    file = tmp_path / f"out.{'json' if name == 'stix' else name}"
    run("export", "--to", name, "-o", str(file), "--since", "2020")
    other = str(tmp_path / "other.db")
    done = run("--db", other, "import", str(file))
    assert done.exit_code == 0, done.stderr
    assert "3 links" in done.stderr
    if name != "stix":
        assert "The wire of 3 October" in run("--db", other, "sources", "list").stdout
