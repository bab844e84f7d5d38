"""A record without what is marked above a limit, and the number of what is left out of it.

The record is limited by temporary views and tables of a connection that only reads. They bear the
names of the tables they stand for, and SQLite looks for a name among temporary ones first: every
query of this package then sees what is left and nothing else, whatever asks it.
"""

from typing import TYPE_CHECKING

from tracker.model.left_out import LeftOut
from tracker.model.marking import Marking
from tracker.store.conditions import beside, event_terms
from tracker.store.database import Database
from tracker.store.markings import NOUNS

if TYPE_CHECKING:
    from tracker.model.selection import Selection

# What each table is left with; {above} stands for the labels above the limit. Whoever asks for
# a column that has no marking of its own goes by what the row is about.
HIDDEN_EVENTS = "(SELECT id FROM main.events WHERE marking IN ({above}))"
HIDDEN_SOURCES = "(SELECT code FROM main.sources WHERE marking IN ({above}))"
UNMARKED = "coalesce(marking NOT IN ({above}), 1)"
VIEWS = {
    "events": UNMARKED,
    "links": f"{UNMARKED} AND cause NOT IN {HIDDEN_EVENTS} AND effect NOT IN {HIDDEN_EVENTS} "
    f"AND claimed_by NOT IN {HIDDEN_SOURCES} AND (cause, effect, claimed_by) NOT IN "
    # What several causes are said to have done together is not told of some of them alone.
    "(SELECT cause, effect, claimed_by FROM main.link_partners "
    f"WHERE partner IN {HIDDEN_EVENTS})",
    "link_partners": "(cause, effect, claimed_by) IN "
    "(SELECT cause, effect, claimed_by FROM temp.links)",
    # A claim of order has no marking: it goes with all that backs it, as it goes with its ends.
    "orders": f"before NOT IN {HIDDEN_EVENTS} AND after NOT IN {HIDDEN_EVENTS} AND "
    f"(id NOT IN (SELECT [order] FROM main.citations WHERE [order] NOTNULL) OR id IN "
    f"(SELECT [order] FROM main.citations WHERE [order] NOTNULL AND {UNMARKED} "
    f"AND source NOT IN {HIDDEN_SOURCES}))",
    "citations": f"{UNMARKED} AND source NOT IN {HIDDEN_SOURCES} AND source IN "
    f"(SELECT code FROM temp.sources) AND coalesce(event NOT IN {HIDDEN_EVENTS}, 1) "
    f"AND coalesce(cause NOT IN {HIDDEN_EVENTS} AND effect NOT IN {HIDDEN_EVENTS}, 1)",
    "relays": f"source NOT IN {HIDDEN_SOURCES} AND relays NOT IN {HIDDEN_SOURCES}",
    "event_notes": f"{UNMARKED} AND event NOT IN {HIDDEN_EVENTS}",
    "event_claims": f"event NOT IN {HIDDEN_EVENTS} AND claimed_by NOT IN {HIDDEN_SOURCES}",
    "rivals": f"event NOT IN {HIDDEN_EVENTS}",
    "rival_links": f"cause NOT IN {HIDDEN_EVENTS} AND effect NOT IN {HIDDEN_EVENTS}",
    "ratings": f"event NOT IN {HIDDEN_EVENTS} AND source NOT IN {HIDDEN_SOURCES} "
    f"AND explanation NOT IN {HIDDEN_SOURCES}",
    "counterfactuals": f"cause NOT IN {HIDDEN_EVENTS} AND effect NOT IN {HIDDEN_EVENTS}",
    "event_actors": f"event NOT IN {HIDDEN_EVENTS}",
    "event_tags": f"event NOT IN {HIDDEN_EVENTS}",
    "former_handles": f"event NOT IN {HIDDEN_EVENTS}",
    "row_ids": f"event NOT IN {HIDDEN_EVENTS}",
    "proposals": "FALSE",  # they wait for whoever works on the record
    "distinct_events": f"one NOT IN {HIDDEN_EVENTS} AND other NOT IN {HIDDEN_EVENTS}",
}
MARKED = tuple(NOUNS)


def any_above(db: Database, limit: Marking) -> bool:
    """Whether anything is marked above a limit."""
    return any(
        db.row(f"SELECT 1 FROM main.{table} WHERE marking IN ({_labels(limit)}) LIMIT 1")
        for table in MARKED
    )


def marked(db: Database) -> LeftOut:
    """All that is marked above what everybody may have, counted by kind."""
    labels = _labels(Marking.CLEAR)
    rows = {
        NOUNS[table]: db.rows(f"SELECT marking FROM {table} WHERE marking IN ({labels})")
        for table in MARKED
    }
    return LeftOut.of(Marking.CLEAR, rows)


def limit_to(db: Database, limit: Marking) -> bool:
    """Let all that is asked of a database for reading be without what is above a limit.

    Derived dates are left empty where they may follow from what is left out: returns whether they
    are to be derived anew.
    """
    labels = _labels(limit)
    db.run("PRAGMA temp_store = MEMORY")  # nothing of it on any disk
    db.is_limited = any_above(db, limit)
    # The registers are read in the order of their rows, which a view does not have.
    for table, column in (("sources", "code"), ("source_names", "code")):
        db.run(
            f"""CREATE TEMP TABLE {table} AS SELECT * FROM main.{table}
                WHERE {column} NOT IN {HIDDEN_SOURCES.format(above=labels)} ORDER BY rowid"""
        )
        db.run(f"CREATE INDEX temp.limited_{table} ON {table} ({column})")
    for table, kept in VIEWS.items():
        db.run(
            f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} "
            f"WHERE {kept.format(above=labels)}"
        )
    db.run("CREATE TEMP TABLE derived_dates (event INTEGER PRIMARY KEY, earliest, latest)")
    if db.value("SELECT (SELECT count(*) FROM orders) < (SELECT count(*) FROM main.orders)"):
        return True
    db.run("INSERT INTO temp.derived_dates SELECT * FROM main.derived_dates")
    return False


def left_out(db: Database, selection: "Selection", limit: Marking) -> LeftOut:
    """What of a whole database meets a selection and is above a limit, counted by kind.

    What goes with something else that is left out, as a link with its event, is not counted.
    """
    if not any_above(db, limit):
        return LeftOut(limit)
    above = f"IN ({_labels(limit)})"
    terms, values = event_terms(db, selection)
    where = " AND ".join(terms) or "1"
    meets = f"(SELECT e.id FROM events e {beside(selection)} WHERE {where} AND {_kept('e', above)})"
    hidden_sources = f"(SELECT code FROM sources WHERE marking {above})"
    counts = {
        "event": db.rows(
            f"""SELECT e.marking FROM events e {beside(selection)}
                WHERE {where} AND e.marking {above}""",
            values,
        ),
        "link": db.rows(
            f"""SELECT l.marking FROM links l WHERE l.marking {above}
                  AND +l.cause IN {meets} AND +l.effect IN {meets}
                UNION ALL
                SELECT s.marking FROM sources s CROSS JOIN links l ON l.claimed_by = s.code
                WHERE s.marking {above} AND NOT coalesce(l.marking {above}, 0)
                  AND +l.cause IN {meets} AND +l.effect IN {meets}""",
            [*values] * 4,
        ),
        "citation": db.rows(
            f"""SELECT c.marking FROM citations c
                LEFT JOIN links l USING (cause, effect, claimed_by)
                WHERE c.marking {above} AND c.source NOT IN {hidden_sources}
                  AND (c.event IS NULL OR +c.event IN {meets})
                  AND (c.cause IS NULL OR (NOT coalesce(l.marking {above}, 0)
                       AND +c.cause IN {meets} AND +c.effect IN {meets}))""",
            [*values, *values, *values],
        ),
        "source": db.rows(
            f"""SELECT marking FROM sources s WHERE marking {above}
                AND (? OR EXISTS (SELECT 1 FROM citations c WHERE c.source = s.code
                                  AND (c.event IS NULL OR +c.event IN {meets})))""",
            [int(not terms), *values],
        ),
        "note": db.rows(
            f"SELECT n.marking FROM event_notes n WHERE n.marking {above} AND +n.event IN {meets}",
            values,
        ),
    }
    return LeftOut.of(limit, counts)


def _kept(alias: str, above: str) -> str:
    return f"coalesce(NOT ({alias}.marking {above}), 1)"


def _labels(limit: Marking) -> str:
    """The labels above a limit, for a list in SQL; they are ours, so they need no quoting."""
    return ", ".join(f"'{each}'" for each in limit.above)
