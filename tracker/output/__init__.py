"""What goes to stdout: values made into records, records into tables, JSON, CSV or Markdown.

`records` knows the values, `rendering` the formats; neither knows where the values came from.
"""
