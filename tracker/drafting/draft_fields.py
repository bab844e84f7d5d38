"""Filling in the fields of a draft but its date and its links, each with the rule it came by."""

from tracker.drafting.clauses import Clause
from tracker.drafting.finding import Found
from tracker.drafting.speech import WARNING, claimant, hedge_near
from tracker.model.drafting import LONGEST_TITLE, DraftClaim, Drafted, Sentence

OPEN_WORDS = frozenset({"alleged", "allegedly", "reportedly", "suspected", "purported", "supposed",
                        "supposedly", "claimed"})  # fmt: skip
STRIKING = frozenset({"air-strike", "bombardment", "clash", "invasion", "occupation",
                      "terror-attack", "mass-violence", "blockade", "coup"})  # fmt: skip
BOTH_ACT = frozenset({"talks", "agreement", "ceasefire", "prisoner-exchange"})


def undated_draft(
    clause: Clause, found: Found, key: str, quotation: str, sentence: Sentence, text: str
) -> Drafted:
    """A draft without its date and its links."""
    tokens, group = clause.tokens, found.group
    words = " ".join(token.text for token in tokens[found.first : found.last + 1])
    rules = {"type": f"cue “{found.cue.text}” in “{words}”"}
    doer, target = found.doer, found.target
    by, to = doer.codes, tuple(code for code in target.codes if code not in doer.codes)
    if found.cue.type in BOTH_ACT and by and to:
        by, to = (*by, *to), ()
        rules["by"] = f"{doer.rule}; {target.rule}: both are doers of {found.cue.type}"
    else:
        if by:
            rules["by"] = doer.rule
        if to:
            rules["to"] = target.rule
    status = group.status
    said_by, denied, saying = claimant(clause, found.first, found.last, doer.first)
    if status == "planned" and saying >= 0 and tokens[saying].lower in WARNING:
        status = "threatened"
    likelihood, hedge = group.hedge, group.rule
    if not likelihood:
        likelihood, hedge = hedge_near(tokens, found.first, found.last)
    if likelihood:
        rules["likelihood"] = f"hedge “{hedge}”"
    left_open = next(
        (each.lower for each in tokens[max(0, found.first - 3) : found.last + 1]
         if each.lower in OPEN_WORDS), "",
    )  # fmt: skip
    if group.participle and "accused" in (
        each.lower for each in tokens[max(0, found.first - 5) : found.first]
    ):
        left_open = left_open or "accused"
    if left_open:
        rules["hedge"] = f"“{left_open}”: the text leaves open whether it happened"
    if group.rule or status != "occurred":
        rules["status"] = f"by “{group.rule}”" if group.rule else "by the verb of saying"
    claims: tuple[DraftClaim, ...] = ()
    if found.accuser:
        claims = tuple(DraftClaim(code) for code in found.accuser.codes)
        rules["claims"] = f"who accuses: {found.accuser.rule}"
    elif group.denied_by_subject and by:
        claims = tuple(DraftClaim(code, True) for code in by)
        rules["claims"] = f"“{group.rule}” by the doer itself"
    elif (said_by and not denied) or (denied and said_by):
        words = f"“{tokens[saying].text}”"
        claims = tuple(DraftClaim(code, denied) for code in said_by.codes)
        rules["claims"] = f"{words}: {said_by.rule}"
        status = "denied" if denied else status
    place, place_rule = _place(clause, found)
    if place:
        rules["place"] = place_rule
    return Drafted(
        key, _title(clause, found, text), quotation, sentence.start, sentence.end,
        sentence.locator, found.cue.type, "", by, to, place, status, claims, likelihood,
        rules=rules,
    )  # fmt: skip


def _place(clause: Clause, found: Found) -> tuple[str, str]:
    end = clause.right(found.last + 1)
    place, rule = clause.place(found.last + 1, end, found.cue.type in STRIKING)
    if not place and found.group.passive:
        place, rule = clause.place(max(0, clause.left(found.first)), found.first)
    return place, rule


def _title(clause: Clause, found: Found, text: str) -> str:
    """The words of the clause, with who did it where the clause does not say so."""
    tokens = clause.tokens
    start = found.first
    own = clause.left(start)
    sides = [found.target, found.doer] if found.group.passive else [found.doer]
    named = next((side for side in sides if side and own <= side.first < found.last), None)
    if named is not None:
        start = min(start, named.first)
    elif found.group.passive or not found.doer:
        start = min(start, own)
    end = max(clause.right(found.last + 1), found.last + 1, *(place + 1 for place in found.used))
    words = " ".join(text[tokens[start].start : tokens[min(end, len(tokens)) - 1].end].split())
    if named is None and found.doer and not found.group.passive:
        words = f"{', '.join(found.doer.codes)}: {words}"
    words = words.strip(" ,;:“”\"'")
    if len(words) > LONGEST_TITLE:
        words = f"{words[: LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…"
    return words[:1].upper() + words[1:]
