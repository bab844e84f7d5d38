"""The two ends of what lasts or of what lies between, in words, and doubts before or behind dates.

>>> completed("3", "7 may 1999"), completed("16 oct", "2 nov 1962")
(('3 may 1999', '7 may 1999'), ('16 oct 1962', '2 nov 1962'))
>>> marked("1999-05-03", "~"), marked("1999-05-03~", "?"), ends_of("[1999-05-03..1999-05-07]")
('1999-05-03~', '1999-05-03%', ('1999-05-03', '1999-05-07'))
"""

import re

DOUBTS = "?~%"
ISO = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9])")
HEDGE = re.compile(
    r"(?:(?P<about>(?:on or |some ?time )?(?:about|around)\b|circa\b|approximately\b|approx\b\.?"
    r"|roughly\b|ca?(?:\.|(?= )|(?=\d))|[~≈])"
    r"|(?:maybe|perhaps|possibly|probably|presumably)\b) ?(?P<rest>.+)"
)
HEDGE_BEHIND = re.compile(
    r"(?P<rest>.+?) ?(?:(?P<sign>[?~%])|\((?P<query>\?)\)"
    r"|\((?:approx\.?|approximately|circa|ca\.?)\)|,? or (?:so|thereabouts))"
)
TO = re.compile(r"(?:from )?(?P<first>.+?) (?:to|until|till|through|thru|-|/) (?P<last>.+)")
FROM = re.compile(r"from (?P<first>.+?) and (?P<last>.+)")
BARE_DAY = re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|\.)?")
MONTH_AND_DAY = re.compile(r"(?P<month>[^\W\d_]+\.?) (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?")
DAY_AND_YEAR = re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})")
TAIL = re.compile(
    r"(?:(?:of|de) )?(?P<month>[^\W\d_]{3,}\.?),? (?:(?:of|del?) )?(?P<year>[0-9]{4})"
    r"(?P<rest>\D.*)?$"
)
MONTH_BEFORE = re.compile(
    r"(?P<month>[^\W\d_]{3,}\.?) [0-9]{1,2}(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})"
)
# A part alone, as in `between early and mid May 1999`, is of the same month.
PART_ALONE = re.compile(
    r"(?:the )?(?:very )?(?:early|beginning|start|mid|middle|late|end"
    r"|(?:first|second|third|fourth|last)(?: week| half| quarter| third)?)"
)
PART_AND_UNIT = re.compile(
    r"(?:the )?(?:very )?(?:early|beginning|start|mid|middle|late|end|first|second|third|fourth"
    r"|last)(?P<unit>(?: (?:week|half|quarter|third))?(?:-? of | in |[- ]).+)"
)
YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
TIME_ONLY = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]m)?(?P<zone> ?\(?[a-z+-].*)?")
TIMED = re.compile(r"(.*?) ?[0-9]{1,2}:[0-9:]+")


def completed(first: str, last: str) -> tuple[str, str]:
    """Two ends, each with the month and the year that only the other has."""
    first, last = first.strip(" ,"), last.strip(" ,")
    if TIME_ONLY.fullmatch(last) and (match := TIMED.fullmatch(first)):
        zone = re.search(r" ?\(?(?:utc|gmt|[+-]).*$", last)
        return first + (zone[0] if zone else ""), f"{match[1]} {last}"
    if PART_ALONE.fullmatch(first):
        if found := PART_AND_UNIT.fullmatch(last):
            return f"{first}{found['unit']}", last
        if found := TAIL.search(last):
            return f"{first} {found[0]}", last
    if (after := DAY_AND_YEAR.fullmatch(last)) and (before := MONTH_AND_DAY.fullmatch(first)):
        return f"{first}, {after['year']}", f"{before['month']} {last}"  # May 3 to 7, 1999
    if BARE_DAY.fullmatch(hedge_of(first)[1]):
        tail = TAIL.search(last) or MONTH_BEFORE.search(last)
        if tail is not None:
            return f"{first} {tail['month']} {tail['year']}", last
    one, other = YEAR.search(first), YEAR.findall(last)
    if one is None and other and "century" not in first:
        first = f"{first} {other[-1]}"
    elif one is not None and not other and not last.isdecimal() and "century" not in last:
        last = f"{last} {one[0]}"
    return first, last


def hedge_of(words: str) -> tuple[str, str]:
    """The hedge before words, or nothing, and the words behind it."""
    match = HEDGE.fullmatch(words)
    return ("", words) if match is None else (words[: match.start("rest")], match["rest"])


def halves(words: str) -> list[tuple[str, str]]:
    """The ways to part words into two ends: at a word, at a blank hyphen, at a hyphen or slash."""
    matches = (form.fullmatch(words) for form in (TO, FROM))
    found = [(match["first"], match["last"]) for match in matches if match]
    stem = words.removeprefix("from ")
    whole = [match.span() for match in ISO.finditer(stem)]
    found += [
        (stem[: match.start()], stem[match.end() :])
        for match in re.finditer(r" ?[-/] ?| to ", stem)
        if match.start()
        and match.end() < len(stem)
        and not any(first < match.start() < last for first, last in whole)
    ]
    return found


def mark_of(match: re.Match[str]) -> str:
    """The sign of EDTF for a hedge."""
    said = match.groupdict()
    if "sign" in said:
        return said["sign"] or said["query"] or "~"
    return "~" if said["about"] else "?"


def marked(edtf: str | None, mark: str) -> str | None:
    """One date with a doubt behind it; two different doubts are both."""
    if edtf is None or edtf[0] == "[" or "/" in edtf or "T" in edtf:
        return None
    if edtf[-1] in DOUBTS:
        return edtf if edtf[-1] in (mark, "%") else f"{edtf[:-1]}%"
    return edtf + mark


def ends_of(edtf: str) -> tuple[str, str]:
    """The first and the last text of one date, or of one of several."""
    if edtf[0] != "[":
        return edtf, edtf
    first, _, last = edtf[1:-1].replace(",", "..").partition("..")
    return first, last.rpartition("..")[2]
