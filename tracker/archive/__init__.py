"""The archive: event feeds kept as Parquet beside the record, and asked where they lie.

A feed of millions of rows does not belong into a curated record. The archive keeps its rows by feed
and month; who a code stands for and what type an act is, the record's codebook says when a question
is asked. Questions are written once, as ibis expressions, and run on DuckDB, Spark or another
engine. ibis and DuckDB come with `escalation-tracker[archive]` and are imported inside functions.
"""
