"""The text file: the whole record in plain text, made to be written by hand.

A colleague reads it as it is. A block begins at the margin, and what belongs to it is indented.
That of an event begins with the line that `tracker add` takes; links stand with their effect,
comments begin with `# `::

    source kremlin.ru: Decree on the suspension of the agreement
      reliability: A

    2016-10-03 RUS > USA pact-withdrawal: Moscow suspends the plutonium pact @Moscow #arms
      handle: 2016-10-03-pmda-suspended
      [kremlin.ru A1, decree 511]
      because 2016-10-03-talks-suspended provokes likely, says RUS: The decree names it.
        [kremlin.ru]

It keeps all that JSON lines keep: everything but the history, the imports and the decisions on
duplicates. Actors, types and relations that every new database has are left out.
"""

from tracker.formats.file_format import FileFormat, whole_file
from tracker.formats.text.reading import TextFile, is_text, read, read_file
from tracker.formats.text.writing import write

__all__ = ["FORMAT", "TextFile", "is_text", "read", "read_file", "write"]

FORMAT = FileFormat(
    "text",
    "everything, one block an event, to be written by hand and kept with `tracker sync`",
    (".txt", ".tracker"),
    recognises=is_text,
    read=whole_file(read),
    write=write,
    leaves_out_shipped=True,
)
