"""Odd input for every reader, and odd text in every field for every way out, with a seed."""
