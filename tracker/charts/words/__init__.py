"""Words of charts: languages, counts and spans in words, dates on labels."""
