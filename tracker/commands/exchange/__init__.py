"""Exchange: write the chronicle to files of other formats, read such files in."""
