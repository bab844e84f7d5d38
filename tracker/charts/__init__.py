"""Pictures: what to draw is decided here as data; how to draw it, in two places.

`timeline`, `chain`, `ladder`, `matrix` and `calendar` turn a Chronicle into a `Scene` of frozen
marks, spans, arrows and labels, with what `frame`, `words` and `style` have for all of them.
`drawing`, the only importer of matplotlib, paints a Scene into a file; `page`, the only one of
bokeh, lets a reader explore it. A test can therefore ask the Scene what it says without looking
at pixels.
"""
