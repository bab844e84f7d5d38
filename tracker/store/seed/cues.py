"""The cues that ship with the codebook: the words by which a text tells of each type."""

import tomllib
from functools import cache
from importlib.resources import files

from tracker.model.drafting import TypeCue


@cache
def shipped_cues() -> tuple[TypeCue, ...]:
    """The shipped cues, in the order in which they are tried.

    >>> shipped_cues()[0].type
    'troop-withdrawal'
    """
    text = (files(__package__) / "cues.toml").read_text(encoding="utf-8")
    return tuple(TypeCue(code, cue) for code, cues in tomllib.loads(text).items() for cue in cues)
