"""Commands of the terminal: each parses, makes one call on the desk, and shows the answer.

Its six parts, `record` to `manage`, are the six panels of `tracker --help`; what they share stands
beside them. Heavy imports stand inside the functions.
"""
