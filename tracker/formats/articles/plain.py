"""Plain text: its paragraphs, with lines that were broken to a width joined."""

import re

from tracker.model.drafting import Article

HYPHENED = re.compile(r"(?<=[^\W\d_])-\n(?=[a-z])")


def decoded(data: bytes) -> str:
    r"""Decode text that is UTF-8, is marked as UTF-16, or else is what Windows writes.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    str
        Its text, with single line feeds.

    Examples
    --------
    >>> decoded("Café\r\n".encode("utf-8")), decoded("Café".encode("utf-16"))
    ('Café\n', 'Café')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = _guessed(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _guessed(data: bytes) -> str:
    """Decode as Windows-1252, which English that is no UTF-8 mostly is; else as is likely."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        return data.decode("cp1252", "replace") if best is None else str(best)


def read_text(text: str) -> Article:
    r"""Read plain text as an article.

    Parameters
    ----------
    text : str
        The text; an empty line parts paragraphs. Where there is none, each line is one, unless
        lines go on in the next one.

    Returns
    -------
    Article
        Its text.

    Examples
    --------
    >>> read_text("One goes\non.\n\nTwo.").text
    'One goes on.\n\nTwo.'
    """
    return Article(reflowed(text))


def reflowed(text: str) -> str:
    r"""Join the lines of each paragraph.

    Parameters
    ----------
    text : str
        The text as it stands in a file.

    Returns
    -------
    str
        One line for each paragraph, with an empty line between.

    Examples
    --------
    >>> reflowed("The mili-\ntary.\nIt left.")
    'The military. It left.'
    >>> reflowed("A title\nThe army left the town.\nIt came back on Monday.\n")
    'A title\n\nThe army left the town. It came back on Monday.'
    """
    paragraphs: list[str] = []
    for block in re.split(r"\n[ \t\f]*\n+|\f", text):
        lines = [line.strip() for line in HYPHENED.sub("", block).split("\n") if line.strip()]
        current: list[str] = []
        longest = max(map(len, lines), default=0)
        for line in lines:
            current.append(line)
            short = len(line) < 0.6 * longest
            is_heading = short and line[-1].isalnum() and len(current) == 1 and line is lines[0]
            if is_heading or longest > 200:  # a paragraph a line, as many programs write
                paragraphs.append(" ".join(current))
                current = []
        if current:
            paragraphs.append(" ".join(current))
    return "\n\n".join(paragraphs)
