"""Pictures: a chart is laid out as data, a `Scene`, which is drawn in two ways.

A chart is a function ``lay_out(chronicle, frame, options) -> Scene``; `registry` lists ours and
finds those of other packages. `frame` puts heading, legend and time axis around every chart,
`words` and `style` have the languages, colours and sizes of all. `picture` fits a chart to what
was asked for; `drawing`, the only importer of matplotlib, paints a Scene into a file; `page`, the
only one of jinja2, lets a reader explore it. A test can therefore ask the Scene what it says
without looking at pixels.
"""
