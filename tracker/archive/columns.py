"""The columns of the archive: those that every feed has, and those that are a feed's own.

The common ones are what a row means (`model.feed_row.FeedRow`), with actors and types as the feed
names them. The feed's own ones stand behind `raw_`, so that nothing of a row is lost that the
record has no place for: tone, sectors, places of the actors.
"""

import json
from collections.abc import Mapping

from tracker.formats.feeds.gdelt_rows import GEO

PREFIX = "raw_"
INTENSITY = (6, 4)  # digits, and those behind the point: sums of it are exact
# As DuckDB names the types; the month, by which files stand apart, is in their path.
TYPES: Mapping[str, str] = {
    "id": "VARCHAR",
    "first": "DATE",
    "last": "DATE",
    "date": "VARCHAR",
    "type": "VARCHAR",
    "doers": "VARCHAR",
    "targets": "VARCHAR",
    "title": "VARCHAR",
    "summary": "VARCHAR",
    "place": "VARCHAR",
    "intensity": f"DECIMAL({INTENSITY[0]}, {INTENSITY[1]})",
    "quad": "BIGINT",
    "mentions": "BIGINT",
    "is_root": "BOOLEAN",
    "coordinates": "VARCHAR",
    "locator": "VARCHAR",
    "quotation": "VARCHAR",
    "doer_name": "VARCHAR",  # of GDELT, whose rows have no title
    "target_name": "VARCHAR",
    "line": "BIGINT",
    "file": "VARCHAR",
}
WHERE_FROM = ("line", "file")  # which say nothing of the event
# GDELT's own, as far as the common ones or the actors' codes do not say the same.
OF_GDELT: Mapping[str, str] = {
    "NumSources": "INTEGER",
    "NumArticles": "INTEGER",
    "AvgTone": "DOUBLE",
    **{
        f"Actor{number}Geo_{name}": "DOUBLE" if name in ("Lat", "Long") else "VARCHAR"
        for number in (1, 2)
        for name in GEO
        if name in ("FullName", "Lat", "Long")
    },
    "DATEADDED": "VARCHAR",
}


def side_text(names: tuple[str, ...]) -> str | None:
    """The names of one side in one text; `names_of_side` is the way back.

    >>> side_text(("Syria",)), side_text(("Syria", "IS")), side_text(())
    ('Syria', '["Syria", "IS"]', None)
    """
    if not names:
        return None
    if len(names) == 1 and not names[0].startswith("["):
        return names[0]
    return json.dumps(names, ensure_ascii=False)


def names_of_side(text: str | None) -> tuple[str, ...]:
    """The names of one side, from the text of `side_text`.

    >>> names_of_side('["Syria", "IS"]'), names_of_side("cameo:RUS"), names_of_side(None)
    (('Syria', 'IS'), ('cameo:RUS',), ())
    """
    if text is None:
        return ()
    return tuple(json.loads(text)) if text.startswith("[") else (text,)


def quoted(name: str) -> str:
    """A name as an identifier of SQL.

    >>> print(quoted('12" guns'))
    "12"" guns"
    """
    return '"{}"'.format(name.replace('"', '""'))


def literal(text: str) -> str:
    """A text as a literal of SQL, where no parameter can stand.

    >>> literal("it's")
    "'it''s'"
    """
    return "'{}'".format(text.replace("'", "''"))
