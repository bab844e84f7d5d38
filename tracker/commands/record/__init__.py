"""Record: put events, links and citations into the chronicle, and take them out again."""
