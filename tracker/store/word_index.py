"""Indexes of the words of events beside the stemmed one, made and kept by SQL alone.

`event_words_fts` has the words as they are written, for beginnings: a stem is often shorter than
what was typed of its word. `event_pairs` has the signs of scripts without blanks, each with its
neighbour. Events that no index of SQLite reads as people do are found by a partial index: accents
that stand apart, what has no width, letters that fold into two.

All of it is kept by triggers, whatever program writes.
"""

from collections.abc import Iterator

from tracker.model.search_query import UNPARTED

TEXT = "{row}title || ' ' || {row}summary || ' ' || coalesce({row}place, '')"
SIGNS = f"*[{UNPARTED}]*"
ODD = (
    "*[\u00ad\u0300-\u036f\u061c\u1100-\u11ff\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff\ufb00-\ufb06"
    "\uff01-\uff9f\u00df\u1e9e\u017f\u0130\u0131]*"
)
HAS_SIGNS = " OR ".join(
    f"{{row}}{column} GLOB '{SIGNS}'" for column in ("title", "summary", "place")
)
IS_ODD = " OR ".join(f"{column} GLOB '{ODD}'" for column in ("title", "summary", "place"))
WORDS = "rowid, title, summary, place"
# The numbers of the signs of a text, as many as it has.
PLACES = "json_each('[0' || replace(hex(zeroblob(length(t) - 1)), '00', ',0') || ']')"
PAIRS = f"""INSERT OR IGNORE INTO event_pairs (pair, event)
    SELECT substr(t, key + 1, 2), number FROM ({{texts}}), {PLACES}
    WHERE substr(t, key + 1, 1) GLOB '[{UNPARTED}]'"""


def pairs_of(first: str, last: str) -> str:
    """The statement that notes the pairs of signs of events from one number to another."""
    signs = HAS_SIGNS.format(row="")
    texts = f"""SELECT id AS number, {TEXT.format(row="")} AS t FROM events
        WHERE id BETWEEN {first} AND {last} AND ({signs})"""
    return PAIRS.format(texts=texts)


ALL_PAIRS = ("DELETE FROM event_pairs", pairs_of("0", "9223372036854775807"))


def statements() -> Iterator[str]:
    """The statements that make the indexes, fill them and let triggers keep them."""
    new, old = (", ".join(f"{row}.{c}" for c in ("id", "title", "summary", "place"))
                for row in ("new", "old"))  # fmt: skip
    forget = f"INSERT INTO event_words_fts (event_words_fts, {WORDS}) VALUES ('delete', {old})"
    note = f"INSERT INTO event_words_fts ({WORDS}) VALUES ({new})"
    pairs = PAIRS.format(texts=f"SELECT new.id AS number, {TEXT.format(row='new.')} AS t")
    unpair = "DELETE FROM event_pairs WHERE event = old.id"
    signs = {row: HAS_SIGNS.format(row=f"{row}.") for row in ("new", "old")}
    yield (
        "CREATE VIRTUAL TABLE event_words_fts USING fts5 (title, summary, place, "
        "content = 'events', content_rowid = 'id', "
        "tokenize = 'unicode61 remove_diacritics 2', detail = none)"
    )
    yield """CREATE TABLE event_pairs (
        pair TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (pair, event)
    ) STRICT, WITHOUT ROWID"""
    yield "CREATE INDEX event_pairs_by_event ON event_pairs (event)"
    yield f"CREATE INDEX events_oddly_written ON events (id) WHERE {IS_ODD}"
    yield "CREATE INDEX citations_with_quotation ON citations (id) WHERE quotation NOTNULL"
    yield f"CREATE TRIGGER event_words_ai AFTER INSERT ON events BEGIN {note}; END"
    yield f"CREATE TRIGGER event_words_ad AFTER DELETE ON events BEGIN {forget}; END"
    yield f"CREATE TRIGGER event_words_au AFTER UPDATE ON events BEGIN {forget}; {note}; END"
    yield f"""CREATE TRIGGER event_pairs_ai AFTER INSERT ON events WHEN {signs["new"]}
        BEGIN {pairs}; END"""
    yield f"""CREATE TRIGGER event_pairs_ad AFTER DELETE ON events WHEN {signs["old"]}
        BEGIN {unpair}; END"""
    yield f"""CREATE TRIGGER event_pairs_au AFTER UPDATE ON events
        WHEN {signs["old"]} OR {signs["new"]} BEGIN {unpair}; {pairs}; END"""
    yield "INSERT INTO event_words_fts (event_words_fts) VALUES ('rebuild')"
    yield from ALL_PAIRS
