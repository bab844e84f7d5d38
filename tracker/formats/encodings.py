"""Encodings of text files: told by the person, marked in the file, or guessed with a word."""

import codecs
import re
from typing import IO, NamedTuple

from tracker.errors import InvalidInput, excerpt

SAMPLE = 2**18  # bytes by which an encoding is guessed
LONGEST = 60  # characters of an example
UTF8 = "utf-8"
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "shift_jis", "gb18030",
    "big5", "euc_kr", "euc_jp",
]  # fmt: skip
LATIN = {"cp1252", "cp1250", "cp1254", "cp1257"}
# Letters of cp1250 as they read in cp1252: signs within words.
WITHIN_WORDS = re.compile(r"[^\W\d_][¡-¿×÷ˇ˘][^\W\d_]|\b[£¥¯¼¾]\w")
TURKISH, ICELANDIC = re.compile("[ðþýÐÞÝ]"), re.compile("[áæéíóúÁÆÉÍÓÚ]")
WORDS = re.compile(rb"[A-Za-z\x80-\xff]+")
FOREIGN = re.compile(r"\w*[^\W\x00-\x7f]\w*(?: \w+){0,4}")


class Guess(NamedTuple):
    """A guessed encoding, with words of the file as they read in it."""

    encoding: str
    example: str


def checked_encoding(name: str) -> str:
    """The name of an encoding as Python has it.

    Parameters
    ----------
    name : str
        As a person gives it.

    Returns
    -------
    str
        Its name.

    Raises
    ------
    InvalidInput
        If there is no such encoding of text.

    Examples
    --------
    >>> checked_encoding("Windows-1252"), checked_encoding("latin1")
    ('cp1252', 'iso8859-1')
    """
    try:
        info = codecs.lookup(name.strip())
        "".encode(info.name)
    except (LookupError, ValueError):
        raise InvalidInput(
            f"{excerpt(name)} is no encoding that is known; utf-8, utf-16, cp1252, cp1251, "
            "latin-1, shift_jis and gb18030 are some."
        ) from None
    return info.name


def marked_encoding(beginning: bytes) -> str | None:
    r"""The encoding that the beginning of a file tells, where it is not UTF-8.

    Parameters
    ----------
    beginning : bytes
        The first bytes of it.

    Returns
    -------
    str or None
        UTF-16 or UTF-32, by its mark or by the zeros in every other byte.

    Examples
    --------
    >>> marked_encoding("date".encode("utf-16")), marked_encoding("date,title".encode("utf-16-le"))
    ('utf-16', 'utf-16-le')
    >>> marked_encoding(b"date,title") is None
    True
    """
    for mark, name in MARKS:
        if beginning.startswith(mark):
            return name
    some = beginning[:400]
    if len(some) < 8 or len(some) % 2:
        some = some[: len(some) // 2 * 2]
    if len(some) >= 8:
        even, odd = some[::2].count(0), some[1::2].count(0)
        if odd > len(some) // 4 and not even:
            return "utf-16-le"
        if even > len(some) // 4 and not odd:
            return "utf-16-be"
    return None


def guess_encoding(sample: bytes) -> Guess:
    r"""Guess the encoding of text that is not UTF-8.

    Parameters
    ----------
    sample : bytes
        The beginning of the text.

    Returns
    -------
    Guess
        The encoding, with words by which a person can tell whether it is right.

    Examples
    --------
    >>> guess_encoding("date,title\n2016,says Élysée\n".encode("cp1252"))
    Guess(encoding='cp1252', example='Élysée')
    >>> guess_encoding("date,title\n2016,Москва и Дамаск\n".encode("cp1251")).encoding
    'cp1251'
    """
    from charset_normalizer import from_bytes  # which text in UTF-8 does without

    # Lines of plain ASCII say nothing of it, and are most of a table.
    telling = b"\n".join(line for line in sample.splitlines() if not line.isascii()) or sample
    # Latin words have a few letters beyond ASCII, those of other scripts hardly any other.
    words = [word for word in WORDS.findall(telling) if not word.isascii()]
    beyond = sum(byte > 127 for word in words for byte in word)
    is_latin = 2 * beyond <= sum(map(len, words))
    found = None if is_latin else from_bytes(telling, cp_isolation=CANDIDATES).best()
    encoding = "cp1252" if found is None or found.encoding in LATIN else found.encoding
    if encoding == "cp1252":
        encoding = _latin(telling)
    text = telling.decode(encoding, "replace")
    example = FOREIGN.search(text)
    return Guess(encoding, " ".join((example[0] if example else text).split())[:LONGEST])


def _latin(sample: bytes) -> str:
    """The one of the encodings of Latin letters in which a text is made of letters."""
    text = sample.decode("cp1252", "replace")
    if WITHIN_WORDS.search(text):
        return "cp1250"
    if TURKISH.search(text) and not ICELANDIC.search(text):
        return "cp1254"
    return "cp1252"


def recode(source: IO[bytes], target: IO[bytes], encoding: str, block: int) -> None:
    """Write the text of a file as UTF-8.

    Parameters
    ----------
    source, target : binary file
        From where, and to where.
    encoding : str
        That of the source.
    block : int
        How many bytes are read at a time.

    Raises
    ------
    InvalidInput
        If the text is not of the encoding, with the line where it is not.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    while True:
        data = source.read(block)
        try:
            text = decoder.decode(data, final=not data)
        except (UnicodeError, ValueError) as error:
            start = getattr(error, "start", 0)
            line += data[:start].count(b"\n")
            raise InvalidInput(
                f"It is not {encoding} text (line {line}); --encoding says another encoding."
            ) from None
        target.write(text.encode("utf-8", "backslashreplace"))
        if not data:
            return
        line += text.count("\n")
