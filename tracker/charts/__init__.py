"""Pictures: what to draw is decided here as data, how to draw it in one file.

`timeline` and `chain` turn a Chronicle into a `Scene` of frozen marks, spans, arrows and
labels; `drawing`, the only importer of matplotlib, paints a Scene. A test can therefore ask
the Scene what it says without looking at pixels.
"""
