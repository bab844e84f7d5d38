import re

from hypothesis import given
from hypothesis import strategies as st

from tracker.formats import diagrams
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType, QuadClass
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.link import Link

THREAT = EventType("threat", "Threat", quad=QuadClass.VERBAL_CONFLICT)
TITLES = st.text(st.sampled_from("ab \"\\:;#%<>&`[](){}|'end→Я中"), min_size=1, max_size=30)


def crisis(*titles: str, **more: object) -> Chronicle:
    """Events in a row, each linked to the next."""
    day = EventDate.parse("2016-10-03")
    events = {n: Event(n, f"e-{n}", title, day, THREAT) for n, title in enumerate(titles, start=1)}
    links = tuple(Link(n, n + 1, "provokes", 0.9, "RUS") for n in range(1, len(titles)))
    return Chronicle(events, links, **more)  # type: ignore[arg-type]


def test_a_flowchart_says_what_is_linked_and_who_says_so() -> None:
    """Nodes have dates and titles, arrows the claim; a denied one is dashed and says by whom."""
    denied = (Link(1, 2, "provokes", 0.03, "USA", denied=True),)
    lines = list(diagrams.write_mermaid(crisis("One", "Two", denials=denied)))
    assert lines == [
        "flowchart LR",
        '  E1["2016-10-03<br/>One<br/>—"]',
        '  E2["2016-10-03<br/>Two<br/>—"]',
        '  E1 -.->|"provokes, very likely; RUS; denied by USA"| E2',
        "  classDef verbal_conflict fill:#fae3b0,stroke:#5b636d,color:#1f2328",
        "  class E1,E2 verbal_conflict",
    ]


def test_a_digraph_has_the_same_and_names_events_by_their_handles() -> None:
    """DOT has a line for each event and each link, wider where it is likelier."""
    text = "\n".join(diagrams.write_dot(crisis("One", "Two")))
    assert '"e-1" [label="2016-10-03\\nOne\\n—", fillcolor="#fae3b0"];' in text
    assert '"e-1" -> "e-2" [label="provokes, very likely; RUS", penwidth=2.30];' in text


@given(title=TITLES)
def test_no_title_breaks_out_of_its_quotes(title: str) -> None:
    """Whatever a title holds, a node of Mermaid or DOT stays one quoted text on one line."""
    chronicle = crisis(title, "Two")
    node = list(diagrams.write_mermaid(chronicle))[1]
    assert re.fullmatch(r'  E1\["[^"`]*"\]', node)
    assert "<" not in node.replace("<br/>", "")
    [line] = [each for each in diagrams.write_dot(chronicle) if each.startswith('  "e-1" [')]
    assert re.fullmatch(r'  "e-1" \[label="(?:[^"\\]|\\.)*", fillcolor="#[0-9a-f]{6}"\];', line)


@given(title=TITLES)
def test_a_timeline_splits_only_where_it_should(title: str) -> None:
    """A title adds no event and no comment to a Mermaid timeline."""
    head, line = diagrams.write_mermaid_timeline(crisis(title))
    assert head == "timeline"
    assert line.count(":") == 1
    assert "#" not in line
    assert ";" not in line
