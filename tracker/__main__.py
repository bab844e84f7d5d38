"""`python -m tracker` is `tracker`."""

from tracker.cli import app

app(prog_name="tracker")
