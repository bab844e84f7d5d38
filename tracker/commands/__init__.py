"""What a person types: each command parses, makes one call, and renders the answer.

Its six parts, `record` to `manage`, are the six panels of `tracker --help`; what they share stands
beside them. Heavy imports stand inside the functions.
"""
