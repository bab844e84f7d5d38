"""Answers of the desk, panel by panel: frozen values that carry their sentences.

Each derives from `tracker.model.answer.Answer`; `tracker.output.sheets` shows it.
"""
