"""The event data of others, as it is published: row by row, or with its links (icb)."""
