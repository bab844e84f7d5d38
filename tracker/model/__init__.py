"""Frozen values in the field's own terms: event, actor, source, link, chronicle.

Nothing here knows a database, a graph or a picture. One module a noun; the store has a
module of the same name for the table.
"""
