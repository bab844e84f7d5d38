"""Chronologies for readers, in Markdown and as Word documents: names, causes, footnoted sources."""

from tracker.formats import omissions
from tracker.formats.chronology import markdown, word
from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import Omissions
from tracker.model.event_fields import REMARKS

__all__ = ["MARKDOWN", "WORD"]

OMITTED: Omissions = {
    **omissions.all_except(
        *omissions.LABEL_PARTS,
        "links", "joint causes", "needed links",
        "reasons of links", "citations of links", "grades of links", "locators of links",
        "quotations of links", "tests of claims",
        *(field.parts for field in REMARKS), "denied links", "citations", "grades", "locators",
        "quotations", "cited fields",
        "types", "targets", "places", "coordinates", "summaries", "statuses", "date precision",
        "dates as they were said",
        "markings",
        "markings of links", "markings of citations", "markings of citations of links",
    ),
    "ongoing statuses": omissions.STATUSES_IN_TITLES["ongoing statuses"],
    **omissions.source_fields_except(
        "author", "title", "publisher", "published", "url", "marking"
    ),
}  # fmt: skip
MARKDOWN = FileFormat(
    "markdown",
    "a chronology with names, causes and footnoted sources",
    (".md", ".markdown"),
    OMITTED,
    write=markdown.write,
    for_eyes=True,
)
WORD = FileFormat(
    "docx",
    "the same as a document for Word",
    (".docx",),
    OMITTED,
    write_bytes=word.write,
    for_eyes=True,
)
