"""Every change to the record: checked here, then stored in one transaction.

Every function takes an open database, resolves names, refuses what would not hold together
and stores the rest with its history entry. Nothing is half-written: a refusal anywhere in a
command rolls all of it back. `events`, `revisions`, `links`, `order`, `names`
(actors, types, sources) and `batches` (whole files) are its parts; each is imported
alone, so that one small change does not load the rest.
"""
