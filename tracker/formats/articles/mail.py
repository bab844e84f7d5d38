"""Mails: their text, with subject, sender and day, by the standard library."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from tracker.errors import InvalidInput
from tracker.formats.articles.page import read_html
from tracker.formats.articles.plain import reflowed
from tracker.formats.parser_errors import parser_errors
from tracker.model.drafting import Article


def read_mail(data: bytes, name: str) -> Article:
    r"""Read the text of a mail.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What it is called.

    Returns
    -------
    Article
        Its text without quoted mails; subject, sender and day as title, author and publication.

    Raises
    ------
    InvalidInput
        If it has no text.

    Examples
    --------
    >>> head = b"From: Desk <desk@example.org>\nSubject: Talks\n"
    >>> mail = head + b"Date: Mon, 3 Oct 2016 10:00 +0000\n\nThey met."
    >>> article = read_mail(mail, "a.eml")
    >>> article.title, article.author, article.published, article.text
    ('Talks', 'Desk', '2016-10-03', 'They met.')
    """
    with parser_errors(f"{name} cannot be read as a mail"):
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(("plain", "html"))
        content = body.get_content() if body is not None else None
        kind = body.get_content_type() if body is not None else ""
        sender, address = parseaddr(str(message.get("From", "")))
        subject = " ".join(str(message.get("Subject", "")).split())
        day = str(message.get("Date", ""))
    if not isinstance(content, str):
        raise InvalidInput(f"{name} is a mail without text.")
    if kind == "text/html":
        text = read_html(content.encode(), name).text
    else:
        kept = (line for line in content.splitlines() if not line.startswith(">"))
        text = reflowed("\n".join(kept))
    return Article(text, title=subject, author=sender or address, published=_day(day))


def _day(text: str) -> str:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return ""
