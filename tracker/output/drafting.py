"""Drafted events, and the cues by which they are found, as sheets."""

from typing import Any

from tracker.model.drafting import CueList, Drafted, DraftList, WaitingDraft
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

COLUMNS = (
    Column("number", "N"),
    Column("date", "date"),
    Column("sides", "who → whom"),
    Column("type", "type", style="cyan"),
    Column("status", "status"),
    Column("title", "draft", wrap=True),
    Column("locator", "where"),
    Column("alike", "looks like", wrap=True),
)
CUE_COLUMNS = (
    Column("type", "type", style="cyan"),
    Column("cue", "cue", wrap=True),
    Column("own", "yours"),
)


def draft_list_sheet(answer: DraftList, for_table: bool) -> Sheet:
    """The drafts that wait, a row each; JSON has their rules, links and offsets as well."""
    records = []
    for each in answer.drafts:
        draft = each.draft
        records.append(
            {
                "number": each.number, "date": draft.date, "sides": draft.sides,
                "type": draft.type, "status": draft.status, "title": draft.title,
                "locator": draft.locator, "alike": ", ".join(each.alike),
            }
        )  # fmt: skip
    return Sheet(COLUMNS, records, [_whole(each) for each in answer.drafts])


def _whole(waiting: WaitingDraft) -> dict[str, Any]:
    return {"number": waiting.number, **waiting.draft.plain(), "alike": list(waiting.alike)}


def told(waiting: WaitingDraft) -> list[str]:
    """A draft as it is put before a person: each field with the rule by which it came."""
    draft = waiting.draft
    rows = [
        ("date", draft.date, "date"), ("by", ", ".join(draft.by), "by"),
        ("to", ", ".join(draft.to), "to"), ("type", draft.type, "type"),
        ("status", draft.status, "status"), ("place", draft.place, "place"),
        ("says", _claims(draft), "claims"), ("hedged", draft.likelihood, "likelihood"),
    ]  # fmt: skip
    lines = [f"{waiting.number}. Draft: {draft.title}", f"  “{draft.quotation}”"]
    lines.append(f"  {draft.source}, {draft.locator}")
    for name, value, rule in rows:
        if not value:
            lines.append(f"  {name:7} —")
            continue
        why = draft.rules.get(rule, "")
        lines.append(f"  {name:7} {value}{f'   ({why})' if why else ''}")
    if left_open := draft.rules.get("hedge"):
        lines.append(f"  {left_open}")
    lines += [f"  because another draft {each.relation} it, {each.likelihood} (“{each.words}”)"
              for each in draft.because]  # fmt: skip
    lines += [f"  looks like {handle}, which is recorded" for handle in waiting.alike]
    return lines


def _claims(draft: Drafted) -> str:
    return ", ".join(
        f"{'denied' if each.denied else 'said'} by {each.claimed_by}" for each in draft.claims
    )


def cue_list_sheet(answer: CueList, for_table: bool) -> Sheet:
    """The cues of the codebook, a row each."""
    records = [
        {"type": each.type, "cue": each.cue, "own": "yes" if each.own else ""}
        for each in answer.cues
    ]
    return Sheet(CUE_COLUMNS, records)
