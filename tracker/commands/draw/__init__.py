"""Draw: the record as pictures, and as one page to explore."""
