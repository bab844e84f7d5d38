"""An example package that adds two formats to tracker: a feed to read and an export to write."""
