"""Everything kept in SQLite; the only floor that imports sqlite_utils.

One rule divides the work: sqlite-utils shapes (schema, migrations, full-text search, views,
inspection), plain SQL over the same connection writes and reads rows. Importing
sqlite-utils costs more than a whole `tracker add`, so it is imported where shape changes
and nowhere else.
"""
