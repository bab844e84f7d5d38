"""Claims in the block of an event: causes and effects, order, who says what, and notes.

::

    because talks-suspended provokes very likely, says RUS: Moscow named it.
      [kremlin.ru A1]
    not because pact-signed provokes, says USA
    after talks-suspended, at least 2d, within 1w
    claimed by RUS: Its ministry said so.
    note 2016-10-04, A. Analyst: Look again.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.errors import InvalidInput
from tracker.formats.jsonl import KINDS, Shape
from tracker.formats.text.citing import FIELD, Cited, citation_lines, citations_read
from tracker.formats.text.document import Node
from tracker.formats.text.values import (
    QUOTED,
    STEP,
    WIDTH,
    is_seen,
    joined,
    name,
    text_lines,
    value_read,
)
from tracker.model.actor import ANALYST
from tracker.model.likelihood import DENIED, is_in_words, likelihood_words, parse_likelihood
from tracker.model.named_link import UNSAID, is_likelihood
from tracker.model.source import Source

Record = dict[str, Any]
TOKEN = re.compile(rf"{QUOTED.pattern}|\S+")
OUTSIDE = re.compile(rf"{QUOTED.pattern}|\[[^\]]*\]|(?P<colon>:(?=\s|$))|(?P<comma>,\s+)")
LINK = re.compile(r"(?P<denied>not\s+)?(?P<way>because|leads-to)\s+(?P<rest>.+)", re.IGNORECASE)
ORDER = re.compile(r"(?P<way>after|before)\s+(?P<rest>.+)", re.IGNORECASE)
GAP = re.compile(r"(?P<which>at least|within)\s+(?P<gap>\S+)", re.IGNORECASE)
SAID = re.compile(r"(?P<verb>claimed|denied)\s+by\s+(?P<rest>.+)", re.IGNORECASE)
NOTE = re.compile(r"note\s+(?P<rest>.+)", re.IGNORECASE)


def parted(text: str) -> tuple[list[str], str | None]:
    """Part what stands before a colon at its commas; give what stands behind the colon as well.

    Commas and colons in quotation marks or brackets part nothing.

    Examples
    --------
    >>> parted('talks "a, b: c", says RUS: It said so: there')
    (['talks "a, b: c"', 'says RUS'], 'It said so: there')
    """
    parts: list[str] = []
    begun = 0
    for match in OUTSIDE.finditer(text):
        if match["colon"]:
            return [*parts, text[begun : match.start()].strip()], text[match.end() :].strip()
        if match["comma"]:
            parts.append(text[begun : match.start()].strip())
            begun = match.end()
    return [*parts, text[begun:].strip()], None


def plain(text: str) -> str:
    """Give a name without its quotation marks."""
    return joined([text.strip()])


def link_read(node: Node, handle: str, about: list[Source]) -> Record:
    """Read a cause or an effect of an event.

    Parameters
    ----------
    node : Node
        A line that begins with `because`, `leads-to` or the denial of one.
    handle : str
        What the event of the block is called.
    about : list of Source
        Receives what brackets say of sources.

    Returns
    -------
    dict
        The link, as JSON has it.

    Examples
    --------
    >>> made = link_read(Node(1, 2, "because a + b enables 0.7, says RUS: Why"), "c", [])
    >>> made["cause"], made["partners"], made["relation"], made["claimed_by"], made["because"]
    ('a', ['b'], 'enables', 'RUS', 'Why')
    """
    match = LINK.fullmatch(node.text)
    assert match is not None
    (ends, *further), reason = parted(match["rest"])
    words = TOKEN.findall(ends)
    others = [plain(words.pop(0))]
    while len(words) > 1 and words[0] == "+":
        others.append(plain(words[1]))
        del words[:2]
    record: Record = {"relation": "leads-to"}
    if words and not is_likelihood(" ".join(words)):
        record["relation"] = plain(words.pop(0))
    said = " ".join(words)
    if match["denied"]:
        record["denied"] = True
    if said and not is_likelihood(said):
        node.refuse(
            f"{said[:60]!r} is no likelihood. An event is named by its handle, then relation and "
            "likelihood: because talks-suspended provokes very likely, says RUS: reason."
        )
    if said or not match["denied"]:
        likelihood = said or UNSAID
        record["likelihood"] = parse_likelihood(likelihood)
        record["in_words"] = is_in_words(likelihood)
    else:
        record["likelihood"] = DENIED
    for part in further:
        if part.casefold() == "needed":
            record["needed"] = True
        elif part.casefold().startswith("says "):
            record["claimed_by"] = plain(part[5:])
        else:
            node.refuse(f"{part[:60]!r} is neither `says WHO` nor `needed`.")
    if reason:
        record["because"] = plain(reason)
    is_cause = match["way"].lower() == "because"
    record |= {"cause": others[0], "effect": handle} if is_cause else {
        "cause": handle, "effect": others[0]}  # fmt: skip
    if others[1:]:
        if not is_cause:
            node.refuse("several causes together stand in the block of their effect, as `because`.")
        record["partners"] = others[1:]
    fields = {
        "reason": "because", "marking": "marking", "likelihood": "likelihood",
        "in_words": "in_words", "needed": "needed",
    }  # fmt: skip
    _below(node, record, KINDS["link"].fields, fields, about)
    return record


def _below(
    node: Node, record: Record, shapes: Mapping[str, Shape], fields: Mapping[str, str],
    about: list[Source] | None = None,
) -> None:  # fmt: skip
    """Read the lines below a claim into its record: citations, and the fields it may have."""
    cited: Cited = []
    for child in node.children:
        if about is not None and child.text.startswith("["):
            cited += citations_read(child, about)
            continue
        match = FIELD.fullmatch(child.text)
        key = match["key"].lower().replace("-", "_") if match else ""
        if match is None or key not in fields:
            known = ", ".join(f"{each.replace('_', '-')}:" for each in fields)
            sources = "sources in brackets, and " if about is not None else ""
            child.refuse(f"below this stand {sources}{known}.")
        name_of = fields[key]
        try:
            pieces = child.pieces(match["value"] or "")
            if key == "likelihood" and is_in_words(joined(pieces)):
                record |= {"likelihood": parse_likelihood(joined(pieces)), "in_words": True}
                continue
            record[name_of] = value_read(key, shapes[name_of], pieces)
        except InvalidInput as error:
            child.refuse(str(error))
        if key == "likelihood":
            record["in_words"] = False
    if cited:
        record["citations"] = cited


def link_lines(
    record: Mapping[str, Any], letters: Mapping[str, str | None], indent: str, is_cause: bool
) -> Iterator[str]:
    """Write a link in the block of its effect, or with `is_cause` in that of its cause.

    Examples
    --------
    >>> list(link_lines({"cause": "a", "effect": "b", "relation": "provokes", "likelihood": 0.7,
    ...                  "claimed_by": "RUS"}, {}, "  ", False))
    ['  because a provokes 0.7, says RUS']
    """
    others = [record["effect"]] if is_cause else [record["cause"], *record.get("partners", ())]
    way = "leads-to" if is_cause else "because"
    words = [f"not {way}" if record.get("denied") else way, " + ".join(map(name, others)),
             name(record["relation"])]  # fmt: skip
    likelihood, in_words = record["likelihood"], bool(record.get("in_words"))
    spelled = likelihood_words(likelihood) if in_words else _decimal(likelihood)
    is_plain = is_likelihood(spelled) and (
        (parse_likelihood(spelled), is_in_words(spelled)) == (likelihood, in_words)
    )
    is_unsaid = record.get("denied") and (likelihood, in_words) == (DENIED, False)
    if is_plain and not is_unsaid:
        words.append(spelled)
    head = " ".join(words)
    if record.get("claimed_by", ANALYST) != ANALYST:
        head += f", says {name(record['claimed_by'])}"
    if record.get("needed"):
        head += ", needed"
    yield from _with_reason(head, "reason:", record.get("because", ""), indent)
    below = indent + STEP
    if not is_plain and not is_unsaid:
        yield f"{below}likelihood: {likelihood!r}"
        if in_words:
            yield f"{below}in-words: yes"
    if "marking" in record:
        yield from text_lines("marking:", record["marking"], below)
    yield from citation_lines(record.get("citations", ()), letters, below)


def _decimal(number: float) -> str:
    return "1.0" if number == 1 else repr(number)


def _with_reason(head: str, field: str, text: str, indent: str) -> Iterator[str]:
    """A line with a text behind its colon, or the text below it, where it would be too long."""
    line = f"{indent}{head}: {text}"
    parts, found = parted(line.strip())
    if not text:
        yield f"{indent}{head}"
    elif (
        len(line) <= WIDTH and is_seen(text) and text == text.strip()
        and (parts, found and plain(found)) == (parted(head)[0], text)
    ):  # fmt: skip
        yield line
    else:
        yield f"{indent}{head}"
        yield from text_lines(field, text, indent + STEP)


def order_read(node: Node, handle: str, about: list[Source]) -> Record:
    """Read a claim that an event began after another, or before it.

    Examples
    --------
    >>> order_read(Node(1, 2, "after talks, at least 2d"), "strike", [])
    {'before': 'talks', 'after': 'strike', 'at_least': '2d'}
    """
    match = ORDER.fullmatch(node.text)
    assert match is not None
    (other, *gaps), rest = parted(match["rest"])
    if rest is not None:
        node.refuse("a claim of order has no reason; sources stand below it in brackets.")
    ends = (plain(other), handle) if match["way"].lower() == "after" else (handle, plain(other))
    record: Record = dict(zip(("before", "after"), ends, strict=True))
    for gap in gaps:
        found = GAP.fullmatch(gap)
        if found is None:
            node.refuse(f"{gap[:60]!r} is neither `at least 2d` nor `within 1w`.")
        record[found["which"].lower().replace(" ", "_")] = found["gap"]
    _below(node, record, KINDS["order"].fields, {}, about)
    return record


def order_lines(
    record: Mapping[str, Any], letters: Mapping[str, str | None], indent: str, is_first: bool
) -> Iterator[str]:
    """Write a claim of order in the block of the later event, or of the first.

    Examples
    --------
    >>> list(order_lines({"before": "a", "after": "b", "at_least": "1s"}, {}, "  ", False))
    ['  after a']
    """
    line = f"before {name(record['after'])}" if is_first else f"after {name(record['before'])}"
    if record.get("at_least", "1s") != "1s":
        line += f", at least {record['at_least']}"
    if "within" in record:
        line += f", within {record['within']}"
    yield f"{indent}{line}"
    yield from citation_lines(record.get("citations", ()), letters, indent + STEP)


def said_read(node: Node) -> Record:
    """Read who claims or denies that the event happened.

    Examples
    --------
    >>> said_read(Node(1, 2, "denied by RUS: It said so."))
    {'claimed_by': 'RUS', 'denied': True, 'because': 'It said so.'}
    """
    match = SAID.fullmatch(node.text)
    assert match is not None
    parts, reason = parted(match["rest"])
    record: Record = {"claimed_by": plain(", ".join(parts))}
    if match["verb"].lower() == "denied":
        record["denied"] = True
    if reason:
        record["because"] = plain(reason)
    shapes = {"because": KINDS["source"].fields["note"]}
    _below(node, record, shapes, {"reason": "because"})
    return record


def said_lines(record: Mapping[str, Any], indent: str) -> Iterator[str]:
    """Write who claims or denies that the event happened."""
    verb = "denied" if record.get("denied") else "claimed"
    head = f"{verb} by {name(record['claimed_by'])}"
    yield from _with_reason(head, "reason:", record.get("because", ""), indent)


def note_read(node: Node) -> Record:
    """Read a note: when and by whom it was made, and its text.

    Examples
    --------
    >>> note_read(Node(1, 2, "note 2016-10-04, A. Analyst: Look again."))
    {'at': '2016-10-04', 'who': 'A. Analyst', 'text': 'Look again.'}
    """
    match = NOTE.fullmatch(node.text)
    assert match is not None
    (at, *who), text = parted(match["rest"])
    if not who:
        node.refuse("a note says when it was made and by whom: note 2016-10-04, A. Analyst: text.")
    record: Record = {"at": plain(at), "who": plain(", ".join(who))}
    if text:
        record["text"] = plain(text)
    shape = KINDS["source"].fields["note"]
    _below(node, record, {"text": shape, "marking": shape}, {"text": "text", "marking": "marking"})
    return record


def note_lines(record: Mapping[str, Any], indent: str) -> Iterator[str]:
    """Write a note."""
    who = record["who"]
    head = f"note {name(record['at']) if _is_odd(record['at']) else record['at']}, "
    head += name(who) if _is_odd(who) else who
    yield from _with_reason(head, "text:", record.get("text", ""), indent)
    if "marking" in record:
        yield from text_lines("marking:", record["marking"], indent + STEP)


def _is_odd(text: str) -> bool:
    """Whether a name of several words could not be read back without quotation marks."""
    return (
        parted(text) != ([text], None) or plain(text) != text or not is_seen(text)
        or '"' in text or "[" in text
    )  # fmt: skip
