"""Odd values: texts, numbers and pieces of files that readers and writers have stumbled on."""

import random

CHARACTERS = tuple(map(chr, (
    0, 1, 7, 8, 9, 10, 11, 13, 27, 31, 127, 0x85, 0xA0, 0xAD, 0xB2, 0x301, 0x378, 0x5D0, 0x600,
    0x627, 0x915, 0x94D, 0xE33, 0x180E, 0x200B, 0x200D, 0x200E, 0x2028, 0x2029, 0x202E, 0x2060,
    0x2066, 0x3000, 0x4E2D, 0xD7FF, 0xE000, 0xFB01, 0xFE0F, 0xFEFF, 0xFF11, 0xFF1D, 0xFFFC, 0xFFFD,
    0xFFFE, 0xFFFF, 0x1F468, 0x1F1FA, 0x1FFFE, 0xE0001, 0x10FFFF,
)))  # fmt: skip
TEXTS = (
    "", " ", "\t", "\n\n", "\r\n", "a\nb\nc", "²", "٣", "１２", "-9", "0", "-1", "9" * 20,
    "9" * 400, "9" * 5_000, "1e400", "-1e400", "nan", "inf", "0x10", "1_000", "0000-00-00",
    "2016-02-31",
    "9999-12-31", "10000-01-01", "-0001-01-01", "2016-10-03/", "/", "../..", "2016-10-03/2015",
    "\x1b[31m", "\u202eabc", "A" * 350, "A" * 5_000, "é" * 25_000, "a\u0301" * 400, "=1+1", "@x",
    "'",
    '"', '""', '"a', "a;b;;", "; ", ",", "\\", "\\u0000", "[bold]", "[/x]",
    "[link=file:///]x[/link]",
    "$x^2$", "$$", "%s %d {} {0} {x!r}", "</script><script>", "]]>", "<!--", "<![foo[", "<!", "<?",
    "&bomb;", "&#0;", "&#xFFFF;", "&#99999999999;", "&#" + "9" * 5_000 + ";", "<b", "<br", "```",
    "|",
    "None", "NULL", "NA", "true", "[]", "{}", '{"a": 1}', "analyst", "RUS", "USA; RUS", "cow:365",
    "cameo:XYZ", "cameo:", "threat", "-", "--", "-x", "_", "a--b", "ſ", "İ", "ß" * 90,
    "👩‍👩‍👧‍👦", "🇺🇸" * 40, "中文" * 100,
    "אבג\ufeff", "\ufeff", "\uffff", "العربية\u200f", "ก็" * 50, "\0",
    "https://", "javascript:alert(1)", "http://[::1", "http://a b", "https://example.org/\u202e",
    "file\x00name", "CON", "~", "$(x)", "`x`", "%00", "\N{ZERO WIDTH SPACE}",
)  # fmt: skip
NUMBERS = (
    0, -1, 1, 2, 5, 7, 99, 2**31, 2**53, 2**63, 2**64, -(2**63) - 1, 10**400, 0.5, -0.0, 1e308,
    1e-320, 1.5, 101, 1_000_000_007,
)  # fmt: skip
BYTES = (
    b"\0", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc0\x80", b"\xed\xa0\x80",
    b"\x80",
    b"\r", b"\n", b"\x1a", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{", b"[" * 200, b"<" * 50, b'"', b",", b"\t",
    b"<a>" * 200, b'{"a":' * 150, b"\xf4\x90\x80\x80", b"&#xD800;",
)  # fmt: skip


def odd_text(dice: random.Random) -> str:
    """A text of the list, one made of odd characters, or an ordinary one with such within."""
    match dice.randrange(4):
        case 0 | 1:
            return dice.choice(TEXTS)
        case 2:
            return "".join(dice.choices(CHARACTERS, k=dice.randrange(1, 9)))
    words = list("An ordinary title")
    for _ in range(dice.randrange(1, 4)):
        words.insert(dice.randrange(len(words) + 1), dice.choice(CHARACTERS))
    return "".join(words)


def odd_value(dice: random.Random, depth: int = 0) -> object:
    """A value of JSON of any type."""
    match dice.randrange(9):
        case 0:
            return None
        case 1:
            return dice.random() < 0.5
        case 2 | 3:
            return dice.choice(NUMBERS)
        case 4 if depth < 3:
            return [odd_value(dice, depth + 1) for _ in range(dice.randrange(3))]
        case 5 if depth < 3:
            return {
                odd_text(dice)[:20]: odd_value(dice, depth + 1) for _ in range(dice.randrange(3))
            }
        case 6 if depth < 1:
            return nested(dice.choice((3, 99, 101, 500)), dice.random() < 0.5)
    return odd_text(dice)


def nested(depth: int, in_lists: bool) -> object:
    """Lists or objects within one another."""
    value: object = 0
    for _ in range(depth):
        value = [value] if in_lists else {"a": value}
    return value
