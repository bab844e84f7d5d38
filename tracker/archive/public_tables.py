"""GDELT's public table of events in BigQuery, with the columns that an archive has.

Its rows are those of GDELT's files, with numbers as numbers: what a column of an archive means is
what `published` makes of a plain row. A row that is no event by its day or its code is left out.
"""

from typing import Any
from urllib.parse import urlsplit

from tracker.archive.tables import EVENTS
from tracker.model.cameo import ROOTS

PROJECT, DATASET = "gdelt-bq", "gdeltv2"
# The columns that are read; the table has those of GDELT's files, by the same names.
COLUMNS = {
    "GLOBALEVENTID": "int64", "SQLDATE": "int64", "Actor1Code": "string", "Actor1Name": "string",
    "Actor2Code": "string", "Actor2Name": "string", "IsRootEvent": "int64", "EventCode": "string",
    "QuadClass": "int64", "GoldsteinScale": "float64", "NumMentions": "int64",
    "ActionGeo_FullName": "string", "ActionGeo_Lat": "float64", "ActionGeo_Long": "float64",
    "DATEADDED": "int64", "SOURCEURL": "string",
}  # fmt: skip


def is_public(address: str) -> bool:
    """Whether an address names GDELT's own data set, beside the project that pays.

    >>> is_public("bigquery://my-project/gdelt-bq.gdeltv2"), is_public("bigquery://my-project/own")
    (True, False)
    """
    parts = urlsplit(address)
    return parts.scheme == "bigquery" and parts.path.strip("/") == f"{PROJECT}.{DATASET}"


def public_events() -> Any:
    """The table of events of an archive, made of GDELT's public one."""
    import ibis

    rows = ibis.table(COLUMNS, name="events", catalog=PROJECT, database=DATASET)
    day = _day(rows.SQLDATE)
    added = ibis.coalesce(ibis.literal(", added ").concat(_day(rows.DATEADDED)), "")
    code, number = rows.EventCode, rows.GLOBALEVENTID.cast("string")
    mentions = rows.NumMentions.cast("string")
    intensity = ibis.least(ibis.greatest(rows.GoldsteinScale, -10.0), 10.0).round(4)
    told = {
        "id": ibis.literal("gdelt-").concat(number),
        "first": day.try_cast("date"),
        "last": day.try_cast("date"),
        "date": day,
        "type": ibis.literal("cameo:").concat(code),
        "doers": ibis.literal("cameo:").concat(rows.Actor1Code.nullif("")),
        "targets": ibis.literal("cameo:").concat(rows.Actor2Code.nullif("")),
        "place": rows.ActionGeo_FullName.nullif(""),
        "intensity": rows.GoldsteinScale.isnull().ifelse(ibis.null("float64"), intensity),
        "quad": ibis.coalesce(rows.QuadClass, 0),
        "mentions": ibis.coalesce(rows.NumMentions, 0),
        "is_root": ibis.coalesce(rows.IsRootEvent, 0) == 1,
        "coordinates": rows.ActionGeo_Lat.cast("string").concat(
            ",", rows.ActionGeo_Long.cast("string")
        ),
        "locator": rows.SOURCEURL.nullif(""),
        "quotation": ibis.literal("CAMEO ").concat(
            code, ", ", ibis.coalesce(mentions, ""), " mentions", added
        ),
        "doer_name": rows.Actor1Name.nullif(""),
        "target_name": rows.Actor2Name.nullif(""),
        "file": ibis.literal(f"{PROJECT}.{DATASET}"),
        "feed": ibis.literal("gdelt"),
    }
    found = rows.select(
        **{name: told.get(name, ibis.null(kind)).cast(kind) for name, kind in EVENTS.items()}
    )
    is_act = found.type.substr(len("cameo:"), 2).isin(list(ROOTS))
    is_day = found["first"].notnull() & (found.date.length() == len("2016-10-03"))
    return found.filter(is_day & is_act)


def _day(number: Any) -> Any:
    """A number that begins with year, month and day, as `2016-10-03`; null where it is none."""
    digits = number.cast("string")
    return digits.substr(0, 4).concat("-", digits.substr(4, 2), "-", digits.substr(6, 2))
