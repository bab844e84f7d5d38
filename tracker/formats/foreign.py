"""Files of other programs that are known at sight and are not read: each is called what it is."""

import re

from tracker.errors import InvalidInput
from tracker.formats.feeds.columns import has_columns

MENTIONS = re.compile(r"\d{1,12}\t\d{14}\t\d{14}\t\d\t")
GRAPH = re.compile(r"\d{14}-T?\d+\t\d{14}\t\d\t")
OLDER_GRAPH = ("DATE", "NUMARTS", "COUNTS", "THEMES")
OLDER_COUNTS = ("DATE", "NUMARTS", "COUNTTYPE", "NUMBER")
MISP = re.compile(r'^\s*[\[{].*?"Event"\s*:\s*\{.*?"(?:Attribute|Orgc?|threat_level_id|info)"\s*:')
EVENTS = "the events are in the file whose name ends with .export.CSV; import that one"


def refuse_foreign(beginning: str) -> None:
    r"""Refuse a file that is known to be something which tracker does not read.

    Parameters
    ----------
    beginning : str
        Its first line; of JSON its beginning.

    Raises
    ------
    InvalidInput
        If it is one of those; the sentence says what it is, and what to import instead.

    Examples
    --------
    >>> refuse_foreign("date,title,type")
    >>> refuse_foreign('{"response": [{"Event": {"info": "OSINT", "Attribute": []}}]}')
    Traceback (most recent call last):
    ...
    tracker.errors.InvalidInput: ...
    """
    if called := _called(beginning):
        raise InvalidInput(f"This is {called}.")


def _called(beginning: str) -> str | None:
    if MENTIONS.match(beginning) or has_columns(beginning, ("GLOBALEVENTID", "MentionTimeDate")):
        return (
            f"GDELT's table of mentions, of which each row is an article about an event; {EVENTS}"
        )
    if GRAPH.match(beginning) or has_columns(beginning, ("GKGRECORDID", "V2Themes")):
        return (
            f"GDELT's Global Knowledge Graph (GKG): articles with their themes, no events; {EVENTS}"
        )
    if has_columns(beginning, OLDER_GRAPH) or has_columns(beginning, OLDER_COUNTS):
        return f"GDELT's Global Knowledge Graph (GKG) of version 1, no events; {EVENTS}"
    if MISP.match(beginning):
        return (
            "an event of MISP: indicators of an intrusion rather than what one actor did to "
            "another. tracker does not read it; `tracker add` records what happened, and cites it"
        )
    return None
