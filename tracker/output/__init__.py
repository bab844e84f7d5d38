"""Answers made into sheets, sheets into tables, JSON, CSV, Markdown or HTML.

`sheets` finds the sheet of each answer, `rendering` knows the formats of a terminal, `notebook`
that of a page; none of them knows where the values came from.
"""
