"""Files of the world: a chronicle written out in another format, a file read in as a batch.

One module a format, all of them in one visible list, `registry.FORMATS`. A writer takes a
`Chronicle` and yields text; a reader takes text and returns a `Batch` of drafts or yields the
rows of a feed, which `recording` checks as it checks a person's input. None opens a database.
"""
