"""What a person types: each command parses, makes one call, and renders the answer.

The six modules are the six panels of `tracker --help`. Heavy imports stand inside the
functions.
"""
