"""The migrations of the schema, step by step; a step, once released, never changes what it does.

Each step says why. Steps run with foreign keys off, each in a transaction with the record of
it, and end by setting `user_version`, which is what opening a database looks at. After a
step that rebuilds a table (`transform` drops its triggers), call `capture` for it again and
`enable_fts` where it is searched.
"""

from collections.abc import Iterator

import sqlite_utils
from sqlite_utils.migrations import Migrations

from tracker.model.dates import EventDate
from tracker.model.names import folded
from tracker.store import seed, word_index
from tracker.store.history import capture
from tracker.store.identities import BIRTH, identify_all
from tracker.store.rows import bound_text
from tracker.store.seed.renewal import add_relation, renew

migrations = Migrations("tracker")

CURATED = (
    "actors", "actor_names", "types", "type_names", "relations", "sources", "source_names",
    "events", "event_actors", "links", "citations", "orders", "derived_dates", "relays",
    "imports", "column_maps", "former_handles", "distinct_events",
    "event_tags", "event_notes", "actor_parts", "event_claims", "link_partners",
    "rivals", "rival_links", "ratings", "counterfactuals",
    "row_ids",
    "proposals", "merged_heads",
)  # fmt: skip

NUMBERED = ("events", "orders", "event_notes", "citations", "imports")
PLAIN_NUMBER = "id INTEGER PRIMARY KEY"


@migrations()
def m001_registers(db: sqlite_utils.Database) -> None:
    """Actors, event types, link relations and sources, each found by any of its names.

    Why names apart: one lookup by primary key resolves a code, a name and an alias alike.
    """
    _script(
        db,
        """
        CREATE TABLE actors (
            code TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
            valid_from TEXT, valid_to TEXT, iso3166 TEXT, cow TEXT, cameo TEXT
        ) STRICT;
        CREATE TABLE types (
            code TEXT PRIMARY KEY, label TEXT NOT NULL, definition TEXT NOT NULL DEFAULT '',
            cameo TEXT, goldstein REAL CHECK (goldstein BETWEEN -10 AND 10),
            quad INTEGER CHECK (quad BETWEEN 1 AND 4),
            hostility INTEGER CHECK (hostility BETWEEN 1 AND 5), why TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE TABLE relations (
            code TEXT PRIMARY KEY, label TEXT NOT NULL, reads TEXT NOT NULL,
            definition TEXT NOT NULL DEFAULT '',
            sense TEXT NOT NULL CHECK (sense IN ('escalatory', 'de-escalatory', 'neutral'))
        ) STRICT;
        CREATE TABLE sources (
            code TEXT PRIMARY KEY, title TEXT NOT NULL, publisher TEXT, author TEXT,
            published TEXT, retrieved TEXT, url TEXT,
            reliability TEXT CHECK (reliability BETWEEN 'A' AND 'F'),
            note TEXT NOT NULL DEFAULT ''
        ) STRICT;
        """,
    )
    for noun in ("actor", "type", "source"):
        _script(
            db,
            f"""
            CREATE TABLE {noun}_names (
                folded TEXT PRIMARY KEY, name TEXT NOT NULL,
                code TEXT NOT NULL REFERENCES {noun}s
            ) STRICT;
            CREATE INDEX {noun}_names_by_code ON {noun}_names (code);
            """,
        )


@migrations()
def m002_events(db: sqlite_utils.Database) -> None:
    """Events with the bounds of their dates, and the actors on their two sides.

    Why bounds beside the text: sorting and filtering never need to parse a date again.
    """
    _script(
        db,
        """
        CREATE TABLE events (
            id INTEGER PRIMARY KEY, handle TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
            date TEXT NOT NULL, earliest TEXT, latest TEXT,
            type TEXT NOT NULL REFERENCES types, summary TEXT NOT NULL DEFAULT '', place TEXT,
            intensity REAL CHECK (intensity BETWEEN -10 AND 10),
            CHECK (earliest NOTNULL OR latest NOTNULL)
        ) STRICT;
        CREATE INDEX events_in_time ON events (coalesce(earliest, latest), id);
        CREATE INDEX events_by_type ON events (type);
        CREATE TABLE event_actors (
            event INTEGER NOT NULL REFERENCES events,
            side TEXT NOT NULL CHECK (side IN ('by', 'to')),
            position INTEGER NOT NULL, actor TEXT NOT NULL REFERENCES actors,
            PRIMARY KEY (event, side, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX event_actors_by_actor ON event_actors (actor, event);
        """,
    )
    db.table("events").enable_fts(
        ["title", "summary", "place"],
        tokenize="porter unicode61 remove_diacritics 2",
        create_triggers=True,
    )


@migrations()
def m003_claims(db: sqlite_utils.Database) -> None:
    """Links, each somebody's claim, and the citations of events and links.

    Why the claimant in the key: two sides may link the same two events differently.
    """
    _script(
        db,
        """
        CREATE TABLE links (
            cause INTEGER NOT NULL REFERENCES events, effect INTEGER NOT NULL REFERENCES events,
            claimed_by TEXT NOT NULL, relation TEXT NOT NULL REFERENCES relations,
            likelihood REAL NOT NULL CHECK (likelihood > 0 AND likelihood <= 1),
            because TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (cause, effect, claimed_by), CHECK (cause <> effect)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX links_by_effect ON links (effect, cause, likelihood);
        CREATE TABLE citations (
            id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources,
            event INTEGER REFERENCES events,
            cause INTEGER, effect INTEGER, claimed_by TEXT,
            credibility INTEGER CHECK (credibility BETWEEN 1 AND 6), locator TEXT, quotation TEXT,
            FOREIGN KEY (cause, effect, claimed_by) REFERENCES links,
            CHECK ((event IS NULL) = (cause NOTNULL AND effect NOTNULL AND claimed_by NOTNULL))
        ) STRICT;
        CREATE INDEX citations_of_event ON citations (event);
        CREATE INDEX citations_of_link ON citations (cause, effect, claimed_by);
        CREATE INDEX citations_by_source ON citations (source);
        """,
    )


@migrations()
def m004_codebook(db: sqlite_utils.Database) -> None:
    """Load the codebook and the table of actors, before the history begins to watch."""
    seed.load(db)


@migrations()
def m005_history(db: sqlite_utils.Database) -> None:
    """Every change to a curated row, with the command that made it.

    Why a one-row table for the current command: triggers can read it, and a change made by
    another program finds it empty and so is told apart.
    """
    _script(
        db,
        """
        CREATE TABLE commands (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, command TEXT NOT NULL,
            undoes INTEGER REFERENCES commands
        ) STRICT;
        CREATE TABLE changes (
            id INTEGER PRIMARY KEY, command INTEGER REFERENCES commands, at TEXT NOT NULL,
            [table] TEXT NOT NULL, old TEXT, new TEXT
        ) STRICT;
        CREATE INDEX changes_by_command ON changes (command, id);
        CREATE TABLE current_command (command INTEGER NOT NULL) STRICT;
        """,
    )
    for table in (
        "actors", "actor_names", "types", "type_names", "relations", "sources", "source_names",
        "events", "event_actors", "links", "citations",
    ):  # fmt: skip
        capture(db, table)


@migrations()
def m006_views(db: sqlite_utils.Database) -> None:
    """Views of the record, which by now are made at the end of migrating: see `make_views`.

    Why the step is kept: databases that took it have it in their record of steps.
    """


@migrations()
def m007_order(db: sqlite_utils.Database) -> None:
    """Claims of order without dates, what follows from them, and citations for them.

    Why derived bounds are kept: sorting and filtering happen in SQL. Why they are in the
    history: an undo then brings them back with the claim they followed from.
    """
    _script(
        db,
        """
        CREATE TABLE orders (
            id INTEGER PRIMARY KEY, before INTEGER NOT NULL REFERENCES events,
            after INTEGER NOT NULL REFERENCES events,
            at_least INTEGER NOT NULL, within INTEGER, CHECK (before <> after)
        ) STRICT;
        CREATE INDEX orders_by_before ON orders (before);
        CREATE INDEX orders_by_after ON orders (after);
        CREATE TABLE derived_dates (
            event INTEGER PRIMARY KEY REFERENCES events, earliest TEXT, latest TEXT
        ) STRICT;
        CREATE TABLE citations_too (
            id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources,
            event INTEGER REFERENCES events,
            cause INTEGER, effect INTEGER, claimed_by TEXT,
            [order] INTEGER REFERENCES orders,
            credibility INTEGER CHECK (credibility BETWEEN 1 AND 6), locator TEXT, quotation TEXT,
            FOREIGN KEY (cause, effect, claimed_by) REFERENCES links,
            CHECK ((event NOTNULL) + ([order] NOTNULL)
                   + (cause NOTNULL AND effect NOTNULL AND claimed_by NOTNULL) = 1)
        ) STRICT;
        INSERT INTO citations_too
            (id, source, event, cause, effect, claimed_by, credibility, locator, quotation)
            SELECT id, source, event, cause, effect, claimed_by, credibility, locator, quotation
            FROM citations ORDER BY id;
        DROP VIEW IF EXISTS timeline;
        DROP VIEW IF EXISTS evidence;
        DROP TABLE citations;
        ALTER TABLE citations_too RENAME TO citations;
        CREATE INDEX citations_of_event ON citations (event);
        CREATE INDEX citations_of_link ON citations (cause, effect, claimed_by);
        CREATE INDEX citations_of_order ON citations ([order]);
        CREATE INDEX citations_by_source ON citations (source);
        """,
    )
    for table in ("citations", "orders", "derived_dates"):
        capture(db, table)


@migrations()
def m008_evidence(db: sqlite_utils.Database) -> None:
    """How far events came about and had to, denials, what a citation supports, who relays whom.

    Why a denial is a row of `links`: it is claimed, cited, merged and undone as a link is. Its
    likelihood is what it leaves to the link.
    """
    _script(
        db,
        """
        ALTER TABLE events ADD COLUMN status TEXT NOT NULL DEFAULT 'occurred' CHECK (status IN
            ('occurred', 'ongoing', 'threatened', 'planned', 'denied', 'did-not-occur'));
        ALTER TABLE events ADD COLUMN avoidable INTEGER NOT NULL DEFAULT 0
            CHECK (avoidable IN (0, 1));
        ALTER TABLE links ADD COLUMN denied INTEGER NOT NULL DEFAULT 0 CHECK (denied IN (0, 1));
        ALTER TABLE citations ADD COLUMN supports TEXT CHECK (supports IS NULL OR
            (event NOTNULL AND supports IN ('title', 'date', 'by', 'to', 'type', 'status',
                                            'place', 'intensity', 'summary')));
        CREATE TABLE relays (
            source TEXT NOT NULL REFERENCES sources, relays TEXT NOT NULL REFERENCES sources,
            PRIMARY KEY (source, relays), CHECK (source <> relays)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX relays_by_original ON relays (relays);
        DROP INDEX links_by_effect;
        DROP INDEX citations_of_event;
        DROP INDEX citations_of_link;
        DROP INDEX citations_of_order;
        CREATE INDEX links_by_effect ON links (effect, cause, denied);
        CREATE INDEX citations_of_event ON citations (event) WHERE event NOTNULL;
        CREATE INDEX citations_of_link ON citations (cause, effect, claimed_by)
            WHERE cause NOTNULL;
        CREATE INDEX citations_of_order ON citations ([order]) WHERE [order] NOTNULL;
        DROP VIEW IF EXISTS timeline;
        DROP VIEW IF EXISTS causal_links;
        DROP VIEW IF EXISTS evidence;
        """,
    )
    for table in ("events", "links", "citations", "relays"):
        capture(db, table)


@migrations()
def m009_imports(db: sqlite_utils.Database) -> None:
    """What was read from which file, how columns are read, and which events are one or are two.

    Why a stretch of event numbers: a million rows of a feed are one line of the history, and an
    undo takes the stretch back. Why former handles stay, of merged and of renamed events: a feed
    that brings them again must add nothing.
    """
    _script(
        db,
        """
        CREATE TABLE imports (
            id INTEGER PRIMARY KEY, command INTEGER NOT NULL REFERENCES commands,
            file TEXT NOT NULL, format TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
            read INTEGER NOT NULL, kept INTEGER NOT NULL, merged INTEGER NOT NULL,
            rejected INTEGER NOT NULL, first_event INTEGER, last_event INTEGER
        ) STRICT;
        CREATE TABLE column_maps (
            name TEXT PRIMARY KEY, columns TEXT NOT NULL, constants TEXT NOT NULL
        ) STRICT;
        CREATE TABLE former_handles (
            handle TEXT PRIMARY KEY, event INTEGER NOT NULL REFERENCES events
        ) STRICT;
        CREATE INDEX former_handles_by_event ON former_handles (event);
        CREATE TABLE distinct_events (
            one INTEGER NOT NULL REFERENCES events, other INTEGER NOT NULL REFERENCES events,
            PRIMARY KEY (one, other), CHECK (one < other)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX distinct_events_by_other ON distinct_events (other)
        """,
    )
    for table in ("imports", "column_maps", "former_handles", "distinct_events"):
        capture(db, table)


@migrations()
def m010_tags(db: sqlite_utils.Database) -> None:
    """Tags of events, words of the analyst's own.

    Why no register of tags: a tag is nothing but its word, so renaming one changes rows.
    """
    _script(
        db,
        """
        CREATE TABLE event_tags (
            event INTEGER NOT NULL REFERENCES events, position INTEGER NOT NULL,
            tag TEXT NOT NULL, PRIMARY KEY (event, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX event_tags_by_tag ON event_tags (tag, event)
        """,
    )
    capture(db, "event_tags")


@migrations()
def m011_notes(db: sqlite_utils.Database) -> None:
    """Dated remarks of analysts on events, found by the words in them.

    Why a text index of their own: a note is found together with the event it is on, and events
    without notes cost nothing.
    """
    _script(
        db,
        """
        CREATE TABLE event_notes (
            id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES events,
            position INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX event_notes_by_event ON event_notes (event, position)
        """,
    )
    db.table("event_notes").enable_fts(
        ["text"], tokenize="porter unicode61 remove_diacritics 2", create_triggers=True
    )
    capture(db, "event_notes")


@migrations()
def m012_numbers(db: sqlite_utils.Database) -> None:
    """Numbers that are never given twice, of events and of all else that is told by a number.

    Why the counters begin behind the history: what is gone by now had its number, too. `commands`
    and `changes` need none: their rows are never removed.
    """
    for table in NUMBERED:
        _number_for_good(db, table)
    _script(
        db,
        """
        DELETE FROM sqlite_sequence WHERE name = 'events';
        INSERT INTO sqlite_sequence (name, seq) SELECT 'events', max(
            (SELECT coalesce(max(id), 0) FROM events),
            (SELECT coalesce(max(last_event), 0) FROM imports),
            (SELECT coalesce(max(json_extract(old, '$.last_event')), 0) FROM changes
             WHERE [table] = 'imports'),
            (SELECT coalesce(max(json_extract(old, '$.id')), 0) FROM changes
             WHERE [table] = 'events'))
        """,
    )
    for table in NUMBERED[1:]:
        _script(
            db,
            f"""
            DELETE FROM sqlite_sequence WHERE name = '{table}';
            INSERT INTO sqlite_sequence (name, seq) SELECT '{table}', max(
                (SELECT coalesce(max(id), 0) FROM {table}),
                (SELECT coalesce(max(json_extract(old, '$.id')), 0) FROM changes
                 WHERE [table] = '{table}'))
            """,
        )


@migrations()
def m013_seals(db: sqlite_utils.Database) -> None:
    """The hash chain of the history, signatures of it, and the structure as tracker made it.

    Why salts stand with the changes as well: a redaction takes the salt of one value away, and
    has to keep those of the others apart.
    """
    _script(
        db,
        """
        CREATE TABLE seals (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('begin', 'command', 'outside', 'redaction')),
            at TEXT NOT NULL, command INTEGER UNIQUE REFERENCES commands,
            first_change INTEGER NOT NULL, last_change INTEGER NOT NULL,
            covers TEXT, salt BLOB, content BLOB, opened TEXT, hash BLOB NOT NULL
        ) STRICT;
        CREATE TABLE signatures (
            id INTEGER PRIMARY KEY, seal INTEGER NOT NULL REFERENCES seals, at TEXT NOT NULL,
            who TEXT NOT NULL, signature TEXT NOT NULL
        ) STRICT;
        CREATE TABLE structure (fingerprint TEXT NOT NULL) STRICT;
        ALTER TABLE changes ADD COLUMN salt BLOB;
        ALTER TABLE changes ADD COLUMN opened TEXT
        """,
    )


@migrations()
def m014_redo(db: sqlite_utils.Database) -> None:
    """Commands that bring back what was undone, the rows of undone imports.

    Why rows of imports apart from the changes: a hundred thousand of them, packed, take a tenth of
    what as many changes would.
    """
    _script(
        db,
        """
        ALTER TABLE commands ADD COLUMN redoes INTEGER REFERENCES commands;
        CREATE INDEX commands_by_undone ON commands (undoes) WHERE undoes NOTNULL;
        CREATE INDEX commands_by_redone ON commands (redoes) WHERE redoes NOTNULL;
        CREATE TABLE removed_rows (
            id INTEGER PRIMARY KEY, command INTEGER NOT NULL REFERENCES commands,
            first_event INTEGER NOT NULL, last_event INTEGER NOT NULL, content BLOB NOT NULL
        ) STRICT;
        CREATE INDEX removed_rows_by_command ON removed_rows (command, first_event)
        """,
    )


@migrations()
def m015_markings(db: sqlite_utils.Database) -> None:
    """Markings of the Traffic Light Protocol, on all that may be shared less far than the rest.

    Why indexes of what is marked alone: most records have nothing marked, and what is above a
    limit is looked for before every export and picture.
    """
    labels = "'TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'"
    for table in ("events", "links", "citations", "sources", "event_notes"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN marking TEXT CHECK (marking IN ({labels}))")
        db.execute(f"CREATE INDEX {table}_marked ON {table} (marking) WHERE marking NOTNULL")
        capture(db, table)


@migrations()
def m016_codebook(db: sqlite_utils.Database) -> None:
    """Event types and actors of this release, and shipped values that were corrected.

    Why as a command of the history: a look back, an undo and the chain of seals then know of it,
    as of any other change.
    """
    renew(db)


@migrations()
def m017_wall_time(db: sqlite_utils.Database) -> None:
    """Bounds of dates that state a zone, by the clock of the place: they were those of UTC.

    Why in the history as well, and not as a change of its own: the dates stay as they were said,
    and what is worked out of them is read anew wherever it stands. An undo or a look back then
    has the bounds of today. `derived_dates` follow when a command next derives them.
    An event may have the zone of its place beside, by its name.
    """
    db.execute("ALTER TABLE events ADD COLUMN zone TEXT")
    _read_anew(db, "events", "date", "UPDATE events SET earliest = ?, latest = ? WHERE id = ?")
    for side in ("old", "new"):
        _read_anew(
            db,
            "changes",
            f"iif([table] = 'events' AND json_valid({side}), json_extract({side}, '$.date'), '')",
            f"UPDATE changes SET {side} = json_set({side}, '$.earliest', ?, '$.latest', ?) "
            "WHERE id = ?",
        )
    capture(db, "events")


def _read_anew(db: sqlite_utils.Database, table: str, date: str, update: str) -> None:
    """Give rows the bounds of their dates that state a zone, past the triggers of the history."""
    db.execute("DROP TRIGGER IF EXISTS history_events_update")
    zoned = " OR ".join(
        f"{date} GLOB '*T*{zone}*'" for zone in ("Z", "+", "-[0-9][0-9]:[0-9][0-9]")
    )
    for number, text in db.execute(f"SELECT id, {date} FROM {table} WHERE {zoned}").fetchall():
        read = EventDate.known(text)
        if read is not None:
            db.execute(update, (bound_text(read.earliest), bound_text(read.latest), number))


@migrations()
def m018_parts(db: sqlite_utils.Database) -> None:
    """Actors that are part of others in a time, as an army of its state and a minister in office.

    Why a number: an actor may be part of another several times, and bounds may be open. Those of
    the shipped actors that are there are loaded before the history watches, as the actors were.
    """
    _script(
        db,
        """
        CREATE TABLE actor_parts (
            id INTEGER PRIMARY KEY AUTOINCREMENT, part TEXT NOT NULL REFERENCES actors,
            whole TEXT NOT NULL REFERENCES actors, valid_from TEXT, valid_to TEXT,
            CHECK (part <> whole)
        ) STRICT;
        CREATE INDEX actor_parts_by_part ON actor_parts (part);
        CREATE INDEX actor_parts_by_whole ON actor_parts (whole)
        """,
    )
    seed.load_parts(db)
    capture(db, "actor_parts")


@migrations()
def m019_claims(db: sqlite_utils.Database) -> None:
    """Who says that an event happened, and who denies it, with reasons.

    Why beside the status of an event: that is the analyst's own finding, and the sides of a
    dispute each have another.
    """
    _script(
        db,
        """
        CREATE TABLE event_claims (
            id INTEGER PRIMARY KEY AUTOINCREMENT, event INTEGER NOT NULL REFERENCES events,
            position INTEGER NOT NULL, claimed_by TEXT NOT NULL,
            denied INTEGER NOT NULL DEFAULT 0 CHECK (denied IN (0, 1)),
            because TEXT NOT NULL DEFAULT '', UNIQUE (event, claimed_by)
        ) STRICT;
        CREATE INDEX event_claims_by_claimant ON event_claims (claimed_by, event)
        """,
    )
    capture(db, "event_claims")


@migrations()
def m020_unhappened(db: sqlite_utils.Database) -> None:
    """What did not happen, found without reading what did: questions tell that they leave it out.

    Why only those: nearly all events of a record occurred.
    """
    _script(
        db,
        """
        CREATE INDEX unhappened_events ON events (status)
            WHERE status NOT IN ('occurred', 'ongoing')
        """,
    )


@migrations()
def m021_words_of_likelihoods(db: sqlite_utils.Database) -> None:
    """Whether a likelihood was given in words, which are a band, or as a number.

    Why it may be empty: rows of before, and what the history says of them, do not tell. There the
    middle of a band of ICD 203 is taken for its words, as which words were stored.
    """
    db.execute("ALTER TABLE links ADD COLUMN given TEXT CHECK (given IN ('words', 'number'))")
    capture(db, "links")


@migrations()
def m022_joint_causes(db: sqlite_utils.Database) -> None:
    """Links whose causes brought the effect about only together, or were needed; and `averts`.

    Why the partners stand in a table of their own: a claim of several causes is one claim, with one
    likelihood, one reason and one set of citations. That a cause was needed is said of the whole
    claim, so it is a column.
    """
    _script(
        db,
        """
        CREATE TABLE link_partners (
            cause INTEGER NOT NULL, effect INTEGER NOT NULL, claimed_by TEXT NOT NULL,
            partner INTEGER NOT NULL REFERENCES events,
            PRIMARY KEY (cause, effect, claimed_by, partner),
            FOREIGN KEY (cause, effect, claimed_by) REFERENCES links,
            CHECK (partner <> cause AND partner <> effect)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX link_partners_by_partner ON link_partners (partner, effect);
        ALTER TABLE links ADD COLUMN needed INTEGER NOT NULL DEFAULT 0 CHECK (needed IN (0, 1));
        CREATE INDEX links_needed ON links (effect) WHERE needed = 1
        """,
    )
    add_relation(db, "averts")
    for table in ("links", "link_partners"):
        capture(db, table)


@migrations()
def m023_tests_and_rivals(db: sqlite_utils.Database) -> None:
    """Evidence that tests claims, rival explanations with rated evidence, answers of interviews.

    How likely evidence is if a claim holds and if not stands as it was given, words or numbers:
    words are a band, and what they stand for is said in one place. Why it may be empty: few
    citations are tests, and rows of before have none. Why a rating names its explanation: it is an
    account, which is whatever its claimant links, or one of the rivals.
    """
    for column in (
        "if_true TEXT",
        "if_false TEXT",
        "not_found INTEGER CHECK (not_found IN (0, 1))",
        "reliance REAL CHECK (reliance > 0 AND reliance <= 1)",
    ):
        db.execute(f"ALTER TABLE citations ADD COLUMN {column}")
    _script(
        db,
        """
        CREATE TABLE rivals (
            id INTEGER PRIMARY KEY AUTOINCREMENT, event INTEGER NOT NULL REFERENCES events,
            name TEXT NOT NULL, UNIQUE (event, name)
        ) STRICT;
        CREATE TABLE rival_links (
            rival INTEGER NOT NULL REFERENCES rivals, cause INTEGER NOT NULL REFERENCES events,
            effect INTEGER NOT NULL REFERENCES events, PRIMARY KEY (rival, cause, effect)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rival_links_by_cause ON rival_links (cause);
        CREATE INDEX rival_links_by_effect ON rival_links (effect);
        CREATE TABLE ratings (
            event INTEGER NOT NULL REFERENCES events, explanation TEXT NOT NULL,
            source TEXT NOT NULL REFERENCES sources, locator TEXT NOT NULL DEFAULT '',
            rating TEXT NOT NULL CHECK (rating IN ('consistent', 'inconsistent', 'neutral')),
            PRIMARY KEY (event, explanation, source, locator)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ratings_by_source ON ratings (source);
        CREATE TABLE counterfactuals (
            cause INTEGER NOT NULL REFERENCES events, effect INTEGER NOT NULL REFERENCES events,
            answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unknown')),
            PRIMARY KEY (cause, effect)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX counterfactuals_by_effect ON counterfactuals (effect)
        """,
    )
    for table in ("citations", "rivals", "rival_links", "ratings", "counterfactuals"):
        capture(db, table)


@migrations()
def m024_row_ids(db: sqlite_utils.Database) -> None:
    """The rows of tables that events came from, so that a table read again adds nothing.

    Why a number of its own: rows that are alike are so many acts, and two rows may be of one event
    once that was merged. Why fingerprints instead of what a row said: they tell whether it says
    something else now, and there is nothing in them to redact.
    """
    _script(
        db,
        """
        CREATE TABLE row_ids (
            id INTEGER PRIMARY KEY AUTOINCREMENT, event INTEGER NOT NULL REFERENCES events,
            scheme TEXT NOT NULL, [key] TEXT NOT NULL, content TEXT
        ) STRICT;
        CREATE INDEX row_ids_by_key ON row_ids (scheme, [key]);
        CREATE INDEX row_ids_by_event ON row_ids (event)
        """,
    )
    capture(db, "row_ids")


@migrations()
def m025_coordinates(db: sqlite_utils.Database) -> None:
    """Where an event happened, as a latitude and a longitude: `36.2,37.16`.

    Why one text and not two numbers: a point is there whole or not at all, and it comes out as it
    went in.
    """
    db.execute("ALTER TABLE events ADD COLUMN coordinates TEXT")
    capture(db, "events")


@migrations()
def m026_merging(db: sqlite_utils.Database) -> None:
    """Identities of events, proposals that wait to be accepted, and heads that were merged.

    Why identities are no column of `events`, and have no history: they never change with what is
    recorded, and rows that the history keeps of before would lack them. Why those of old databases
    follow from the history: two copies that are migrated apart must agree on their common past.
    """
    _script(
        db,
        """
        CREATE TABLE event_uuids (event INTEGER PRIMARY KEY, uuid TEXT NOT NULL) STRICT;
        CREATE TABLE proposals (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL,
            origin TEXT NOT NULL, head TEXT, content TEXT
        ) STRICT;
        CREATE TABLE merged_heads (head TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID
        """,
    )
    assert db.conn is not None
    identify_all(db.conn)
    db.execute(BIRTH)
    for table in ("proposals", "merged_heads"):
        capture(db, table)


@migrations()
def m027_words(db: sqlite_utils.Database) -> None:
    """Indexes of words as they are written, of pairs of signs, and of what neither reads.

    Why beside the stemmed one: `escalat*` is longer than the stem of escalation, and a sentence in
    Chinese is one word to SQLite. Why names are folded anew: what has no width tells none apart.
    """
    for statement in word_index.statements():
        db.execute(statement)
    for noun in ("actor", "type", "source"):
        for name, was in db.execute(f"SELECT name, folded FROM {noun}_names").fetchall():
            if folded(name) != was:
                db.execute(
                    f"UPDATE OR IGNORE {noun}_names SET folded = ? WHERE folded = ?",
                    (folded(name), was),
                )


@migrations()
def m028_dates_as_said(db: sqlite_utils.Database) -> None:
    """The date of an event as it was said, where that was by another calendar than today's.

    Why beside the date and not in its text: EDTF has one calendar, by which all dates are ordered.
    """
    db.execute("ALTER TABLE events ADD COLUMN date_said TEXT")
    capture(db, "events")


@migrations()
def m029_readings_of_tables(db: sqlite_utils.Database) -> None:
    """The order of dates, and values that stand for others, in what is remembered of tables.

    Why beside columns and constants: a table that was coded once with them is read wrongly, or
    not at all, without.
    """
    db.execute("ALTER TABLE column_maps ADD COLUMN dates TEXT")
    db.execute("ALTER TABLE column_maps ADD COLUMN cells TEXT NOT NULL DEFAULT '{}'")
    capture(db, "column_maps")


@migrations()
def m030_colours(db: sqlite_utils.Database) -> None:
    """The colour that an actor has in every picture, where somebody set it.

    Why one column: whoever has none gets one by the order in which actors came to act, so that
    only what was chosen is kept.
    """
    db.execute("ALTER TABLE actors ADD COLUMN colour TEXT")
    capture(db, "actors")


@migrations()
def m031_first_events(db: sqlite_utils.Database) -> None:
    """Indexes by which the first or newest events of many are found without reading the rest.

    Why one of the dates in doubt: those are sorted by their margins, which are settings and so
    stand in no index; there are few of them.
    """
    _script(
        db,
        """
        CREATE INDEX events_by_end ON events (coalesce(latest, earliest), id);
        CREATE INDEX events_in_doubt ON events (id) WHERE date GLOB '*[?~%]*'
        """,
    )


def _number_for_good(db: sqlite_utils.Database, table: str) -> None:
    """Rebuild a table whose `id` SQLite then never gives twice, with all that hangs on it.

    What other programs added to it stays: columns, indexes, triggers and views.
    """
    hanging = [
        row[0]
        for row in db.execute(
            """SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger')
               AND sql NOTNULL ORDER BY rowid""",
            (table,),
        ).fetchall()
    ]
    made = db.table(table).schema
    head, primary_key, rest = made.partition(PLAIN_NUMBER)
    _, parenthesis, columns = head.partition("(")
    if not primary_key:
        raise ValueError(f"the table {table} has no column {PLAIN_NUMBER}")
    again = f"CREATE TABLE [{table}_again] {parenthesis}{columns}{PLAIN_NUMBER} AUTOINCREMENT{rest}"
    chosen = ", ".join(f"[{column.name}]" for column in db.table(table).columns)
    db.execute("PRAGMA legacy_alter_table = ON")  # views that read the table may stay meanwhile
    db.execute(again)
    db.execute(f"INSERT INTO [{table}_again] ({chosen}) SELECT {chosen} FROM [{table}] ORDER BY id")
    db.execute(f"DROP TABLE [{table}]")
    db.execute(f"ALTER TABLE [{table}_again] RENAME TO [{table}]")
    db.execute("PRAGMA legacy_alter_table = OFF")
    for statement in hanging:
        db.execute(statement)
    capture(db, table)


def _script(db: sqlite_utils.Database, sql: str) -> None:
    """Run several statements without the commit that `executescript` would make."""
    for statement in _statements(sql):
        db.execute(statement)


def _statements(sql: str) -> Iterator[str]:
    return (statement for statement in sql.split(";") if statement.strip())
