"""Ask: how one event led to another, what led to what, where it turned, and who says so."""

import typer

from tracker.commands.ask import (
    accounts,
    agree,
    chains,
    compare,
    doubts,
    evidence,
    hypotheses,
    likelihood,
    trees,
)

app = typer.Typer(rich_markup_mode="markdown")
for part in (chains, likelihood, trees, doubts, accounts, compare, agree, evidence, hypotheses):
    app.registered_commands += part.app.registered_commands
