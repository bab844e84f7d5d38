"""All that is kept in SQLite; the only layer with SQL, and the only importer of sqlite_utils.

One rule divides the work: sqlite-utils shapes (schema, migrations, full-text search, views,
inspection), plain SQL over the same connection writes and reads rows. Importing
sqlite-utils costs more than a whole `tracker add`, so it is imported where shape changes
and nowhere else.
"""
