"""A format that takes the name of one of tracker's own."""

from tracker.formats.file_format import FileFormat

FORMAT = FileFormat("csv", "nothing", (".csv",), write=lambda chronicle, _: iter(["mine"]))
