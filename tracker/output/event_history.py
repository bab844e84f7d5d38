"""The past of one event as a sheet: a row for each thing that a command changed of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tracker.model.answers.browse import EventHistory
from tracker.model.history import Change
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

Row = Mapping[str, Any]
COLUMNS = (
    Column("id", "#", "right", style="dim"),
    Column("at", "when", spare=2),
    Column("who", "who", spare=1),
    Column("command", "command", wrap=True, spare=3),
    Column("what", "what", wrap=True),
)
# Tables whose rows are the values of one list, with the column of the value, and of the list.
LISTS = {"event_actors": ("actor", "side"), "event_tags": ("tag", None)}
UNSAID = ("id", "earliest", "latest")  # the bounds follow from the date


def event_history_sheet(answer: EventHistory, for_table: bool) -> Sheet:
    """Each thing that was changed of an event: when, by whom, with what, from what to what.

    In a table a command stands once, before the first thing that it changed.
    """
    found: list[dict[str, Any]] = []
    for entry in answer.entries:
        head = {"id": entry.id, "at": entry.at, "who": entry.who, "command": entry.command}
        for record in _records(answer, entry.changes):
            found.append({**head, **record})
            if for_table:
                head = dict.fromkeys(head, "")
    return Sheet(COLUMNS, found)


def _records(answer: EventHistory, changes: Iterable[Change]) -> list[dict[str, Any]]:
    """The changes of one command, the values of a list together."""
    found: list[dict[str, Any]] = []
    lists: dict[tuple[str, str], dict[str, Any]] = {}
    for change in changes:
        if change.table not in LISTS:
            say = SAYINGS.get(change.table, _plainly)
            found.append(
                {
                    "table": change.table, "verb": change.verb, "what": say(answer, change),
                    "old": change.old, "new": change.new,
                }
            )  # fmt: skip
            continue
        value, kind = LISTS[change.table]
        name = "tags" if kind is None else str(change.row[kind])
        if (change.table, name) not in lists:
            lists[change.table, name] = {
                "table": change.table, "verb": "changed", "what": name, "old": [], "new": []
            }  # fmt: skip
            found.append(lists[change.table, name])
        for side, row in (("old", change.old), ("new", change.new)):
            if row is not None:
                lists[change.table, name][side].append((row["position"], row[value]))
    for record in lists.values():
        for side in ("old", "new"):
            record[side] = [value for _, value in sorted(record[side])]
        before, after = (", ".join(record[side]) for side in ("old", "new"))
        record["what"] += f": {_arrow(before, after)}"
        record["verb"] = "added" if not before else "changed" if after else "removed"
    return found


def _event(answer: EventHistory, change: Change) -> str:
    if change.old is None or change.new is None:
        row = change.row
        done = "recorded" if change.old is None else "removed"
        place = f", {row['place']}" if row.get("place") else ""
        return f"{done}: {row['title']} ({row['date']}, {row['type']}{place}), as {row['handle']}"
    return _columns(change, UNSAID)


def _link(answer: EventHistory, change: Change) -> str:
    row = change.row
    what = f"{'denial' if row.get('denied') else 'link'} {_ends(answer, row)}"
    if change.verb == "changed":
        told = ("given",) if "given" not in (change.old or {}) else ()
        return f"{what}: {_columns(change, told)}"
    says = f"{row['relation']}, {_likelihood(row)}, by {row['claimed_by']}"
    return f"{change.verb} {what}: {says}"


def _likelihood(row: Row) -> str:
    """The likelihood as it was given: its words, or the number."""
    from tracker.model.likelihood import likelihood_words

    number = row["likelihood"]
    return likelihood_words(number) if row.get("given") == "words" else f"{number:g}"


def _ends(answer: EventHistory, row: Row) -> str:
    """The other end of a link, as seen from the event; both of a link it once had."""
    if row["cause"] == answer.number:
        return f"to {_name(answer, row['effect'])}"
    if row["effect"] == answer.number:
        return f"from {_name(answer, row['cause'])}"
    return f"{_name(answer, row['cause'])} → {_name(answer, row['effect'])}"


def _name(answer: EventHistory, number: int) -> str:
    return answer.names.get(number, f"event {number}")


def _partner(answer: EventHistory, change: Change) -> str:
    """A further cause of a joint link, as seen from the event."""
    row = change.row
    causes = " and ".join(_name(answer, row[cause]) for cause in ("cause", "partner"))
    return f"{change.verb} that {causes} led to {_name(answer, row['effect'])} only together"


def _order(answer: EventHistory, change: Change) -> str:
    row = change.row
    claim = (
        f"before {_name(answer, row['after'])}"
        if row["before"] == answer.number
        else f"after {_name(answer, row['before'])}"
    )
    if change.verb == "changed":
        return f"claim that it was {claim}: {_columns(change, ('id',))}"
    return f"{change.verb} the claim that it was {claim}"


def _citation(answer: EventHistory, change: Change) -> str:
    row = change.row
    of = ""
    if row.get("cause") is not None:
        of = f" for the link {_ends(answer, row)}"
    elif row.get("order") is not None:
        of = " for a claim of order"
    if change.verb == "changed":
        return f"citation of {row['source']}{of}: {_columns(change, ('id',))}"
    credibility = row.get("credibility")
    details = (
        f" for its {row['supports']}" if row.get("supports") else "",
        f", credibility {credibility}" if credibility is not None else "",
        f", {row['locator']}" if row.get("locator") else "",
        f": “{row['quotation']}”" if row.get("quotation") else "",
        _test(row),
    )
    verb = "cited" if change.verb == "added" else "no longer cited:"
    return f"{verb} {row['source']}{of}{''.join(details)}"


def _test(row: Row) -> str:
    """How the evidence of a citation tests a claim; nothing where it does not."""
    if not row.get("if_true"):
        return ""
    found = ", not found" if row.get("not_found") else ""
    reliance = row.get("reliance")
    relied = f", relied on by {reliance:g}" if reliance is not None else ""
    return f" (if it holds {row['if_true']}, if not {row['if_false']}{found}{relied})"


def _grade(answer: EventHistory, change: Change) -> str:
    assert change.old is not None
    letters = _arrow(change.old.get("reliability"), change.row.get("reliability"))
    return f"reliability of {change.row['code']}: {letters}"


def _note(answer: EventHistory, change: Change) -> str:
    if change.verb == "changed":
        return f"note: {_columns(change, ('id',))}"
    return f"note {change.verb}: {change.row['text']}"


def _stance(answer: EventHistory, change: Change) -> str:
    row = change.row
    said = f"{'denied' if row['denied'] else 'asserted'} by {row['claimed_by']}"
    if change.verb == "changed":
        return f"{said}: {_columns(change, ('id', 'position'))}"
    reason = f": {row['because']}" if row["because"] else ""
    return f"{'no longer ' if change.verb == 'removed' else ''}{said}{reason}"


def _rival(answer: EventHistory, change: Change) -> str:
    return f"explanation {change.row['name']}: {change.verb}"


def _rival_link(answer: EventHistory, change: Change) -> str:
    return f"link {_ends(answer, change.row)} of an explanation: {change.verb}"


def _rating(answer: EventHistory, change: Change) -> str:
    row = change.row
    place = f", {row['locator']}," if row["locator"] else ""
    said = f"{row['source']}{place} {row['rating']} with {row['explanation']}"
    return f"{'no longer ' if change.verb == 'removed' else ''}rated: {said}"


def _counterfactual(answer: EventHistory, change: Change) -> str:
    row = change.row
    effect, cause = _name(answer, row["effect"]), _name(answer, row["cause"])
    gone = ", taken back" if change.verb == "removed" else ""
    return f"would {effect} have come without {cause}: {row['answer']}{gone}"


def _import(answer: EventHistory, change: Change) -> str:
    way = "came with the file" if change.old is None else "went with the file"
    return f"{way} {change.row['file']}"


def _derived(answer: EventHistory, change: Change) -> str:
    spans = [
        "" if row is None else f"{_bound(row['earliest'])} to {_bound(row['latest'])}"
        for row in (change.old, change.new)
    ]
    return f"bounds by order: {_arrow(*spans)}"


def _bound(moment: str | None) -> str:
    return "…" if moment is None else moment.removesuffix("T00:00:00")


def _former(answer: EventHistory, change: Change) -> str:
    said = "leads to it, too" if change.verb == "added" else "leads to it no more"
    return f"the handle {change.row['handle']} {said}"


def _row(answer: EventHistory, change: Change) -> str:
    """The row of a table that the event came from; what that says is in its own columns."""
    row = change.row
    named = f"row {row['key']} of a table" if row["scheme"] else "a row of a table"
    said = {"added": "is it", "removed": "is it no more"}.get(change.verb, "was read again")
    return f"{named} {said}"


def _distinct(answer: EventHistory, change: Change) -> str:
    row = change.row
    other = row["one"] if row["other"] == answer.number else row["other"]
    said = "kept apart from" if change.verb == "added" else "no longer kept apart from"
    return f"{said} {_name(answer, other)}"


def _plainly(answer: EventHistory, change: Change) -> str:
    if change.verb == "changed":
        return f"{change.table}: {_columns(change)}"
    filled = ", ".join(f"{k} {v}" for k, v in change.row.items() if v not in (None, ""))
    return f"{change.table} {change.verb}: {filled}"


def _columns(change: Change, unsaid: tuple[str, ...] = ()) -> str:
    """The columns that differ, each with its value before and after."""
    assert change.old is not None
    assert change.new is not None
    return "; ".join(
        f"{column}: {_arrow(change.old.get(column), value)}"
        for column, value in change.new.items()
        if change.old.get(column) != value and column not in unsaid
    )


def _arrow(before: object, after: object) -> str:
    shown = ("—" if value in (None, "") else str(value) for value in (before, after))
    return " → ".join(shown)


SAYINGS: Mapping[str, Callable[[EventHistory, Change], str]] = {
    "events": _event,
    "links": _link,
    "link_partners": _partner,
    "orders": _order,
    "citations": _citation,
    "sources": _grade,
    "event_notes": _note,
    "event_claims": _stance,
    "rivals": _rival,
    "rival_links": _rival_link,
    "ratings": _rating,
    "counterfactuals": _counterfactual,
    "imports": _import,
    "derived_dates": _derived,
    "former_handles": _former,
    "distinct_events": _distinct,
    "row_ids": _row,
}
