"""Views of the record, for Datasette and the sqlite-utils command line.

They are made anew at the end of every migration. A step that rebuilds a table which they read
drops them first, and says no more of them.
"""

import sqlite_utils

from tracker.model.margins import Margins
from tracker.store.conditions import start

SIDE = (
    "(SELECT group_concat(actor, ', ') FROM (SELECT actor FROM event_actors "
    "WHERE event = e.id AND side = '{}' ORDER BY position))"
)
VIEWS = {
    "order_claims": (
        """SELECT b.handle AS before, a.handle AS after, o.at_least AS at_least_seconds,
                  o.within AS within_seconds,
                  (SELECT group_concat(source, ', ') FROM citations WHERE [order] = o.id) AS sources
           FROM orders o JOIN events b ON b.id = o.before JOIN events a ON a.id = o.after
           ORDER BY o.id"""
    ),
    "timeline": (
        f"""SELECT e.id, e.date, d.earliest AS derived_earliest, d.latest AS derived_latest,
                   e.handle, e.title, {SIDE.format("by")} AS [by], {SIDE.format("to")} AS [to],
                   t.label AS type, e.status, e.place, e.zone,
                   coalesce(e.intensity, t.goldstein) AS intensity,
                   (SELECT count(DISTINCT source) FROM citations WHERE event = e.id) AS sources,
                   (SELECT group_concat(tag, ', ') FROM (SELECT tag FROM event_tags
                    WHERE event = e.id ORDER BY position)) AS tags, e.marking, e.summary
            FROM events e JOIN types t ON t.code = e.type
                 LEFT JOIN derived_dates d ON d.event = e.id
            ORDER BY {start(Margins())}, e.id"""
    ),
    "causal_links": (
        """SELECT c.date AS cause_date, c.handle AS cause,
                  (SELECT group_concat(handle, ', ') FROM (SELECT w.handle FROM link_partners p
                   JOIN events w ON w.id = p.partner WHERE p.cause = l.cause
                     AND p.effect = l.effect AND p.claimed_by = l.claimed_by
                   ORDER BY w.id)) AS with_causes,
                  iif(l.denied, 'not ', '') || l.relation AS relation, l.needed,
                  e.date AS effect_date, e.handle AS effect, l.likelihood, l.claimed_by, l.because,
                  l.marking
           FROM links l JOIN events c ON c.id = l.cause JOIN events e ON e.id = l.effect
           ORDER BY coalesce(e.earliest, e.latest), e.id, l.likelihood DESC"""
    ),
    "parts_of_actors": (
        """SELECT p.part, a.name AS part_name, p.whole, w.name AS whole_name,
                  p.valid_from, p.valid_to
           FROM actor_parts p JOIN actors a ON a.code = p.part JOIN actors w ON w.code = p.whole
           ORDER BY p.whole, p.part, p.valid_from"""
    ),
    "claims_of_events": (
        """SELECT e.date, e.handle, e.title, c.claimed_by,
                  iif(c.denied, 'denied', 'asserted') AS says, c.because
           FROM event_claims c JOIN events e ON e.id = c.event
           ORDER BY coalesce(e.earliest, e.latest), e.id, c.position"""
    ),
    "evidence": (
        """SELECT coalesce(v.handle, c.handle || ' → ' || e.handle,
                           b.handle || ' before ' || a.handle) AS supports, n.supports AS field,
                  n.claimed_by, s.title AS source, s.publisher, s.published,
                  coalesce(s.reliability, '') || coalesce(n.credibility, '') AS grade,
                  n.locator, n.quotation, n.if_true, n.if_false, n.not_found, n.reliance, n.marking,
                  (SELECT group_concat(relays, ', ') FROM relays WHERE source = s.code) AS relays
           FROM citations n JOIN sources s ON s.code = n.source
                LEFT JOIN events v ON v.id = n.event
                LEFT JOIN events c ON c.id = n.cause LEFT JOIN events e ON e.id = n.effect
                LEFT JOIN orders o ON o.id = n.[order]
                LEFT JOIN events b ON b.id = o.before LEFT JOIN events a ON a.id = o.after
           ORDER BY supports, n.id"""
    ),
}


def make_views(db: sqlite_utils.Database) -> None:
    """Create the views, in place of older ones of the same names."""
    for name in VIEWS:
        db.execute(f"DROP VIEW IF EXISTS [{name}]")
    for name, query in VIEWS.items():
        db.create_view(name, query)
