"""HTML: the main text of a page, without its menus, by trafilatura."""

from tracker.errors import InvalidInput, Refused
from tracker.formats.parser_errors import parser_errors
from tracker.model.dates import EventDate
from tracker.model.drafting import Article

INSTALL = "pip install 'escalation-tracker[draft]'"


def read_html(data: bytes, name: str) -> Article:
    """Read the main text of a page, with what it says of itself.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What it is called.

    Returns
    -------
    Article
        The text, a paragraph each, with title, author, day, site and address where they are said.

    Raises
    ------
    Refused
        If trafilatura is not installed.
    InvalidInput
        If the page has no main text.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise Refused(
            f"{name} is HTML, whose main text needs trafilatura: {INSTALL}. Or save the page as "
            "text."
        ) from None
    with parser_errors(f"{name} cannot be read as HTML"):
        found = bare_extraction(data, include_comments=False, include_tables=False,
                                with_metadata=True)  # fmt: skip
    if found is None:
        raise InvalidInput(f"{name} has no main text; save what you want to be read as text.")
    page = found if isinstance(found, dict) else found.as_dict()
    lines = [line.strip() for line in (page.get("text") or "").split("\n") if line.strip()]
    published = page.get("date") or ""
    return Article(
        "\n\n".join(lines),
        title=page.get("title") or "",
        author=page.get("author") or "",
        published=published if EventDate.known(published) else "",
        publisher=page.get("sitename") or "",
        url=page.get("url") or "",
    )
