"""Manage: the registers of actors, sources and types, the checks, and the database itself."""

from tracker.desk.opening import OpenRecord


class Manage(OpenRecord):
    """The calls of the panel `manage`."""
