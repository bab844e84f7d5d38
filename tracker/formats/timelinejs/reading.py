"""Reading of TimelineJS: slides of its JSON, or rows of its spreadsheet, as events."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Any, TextIO

from tracker.config import Limits
from tracker.errors import InvalidDate, InvalidInput
from tracker.formats.cells import fault
from tracker.formats.json_values import JsonObject, parse_json
from tracker.formats.limits import limits_of
from tracker.formats.parser_errors import parser_errors
from tracker.formats.row_lines import RowLines, lines_of
from tracker.formats.timelinejs.writing import PARTS
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.source import Citation, web_address
from tracker.model.text import LINE_LIMIT, clean_line

NO_EVENTS = ("title", "era")
FIELDS = ("type", "by", "to")
SEPARATOR = ";"
SHEET = ("year", "month", "day", "time")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{1,2}))?(?::(?P<second>\d{1,2}))?(?:\.\d+)?"
    r" *(?P<half>[ap]\.?m\.?)?",
    re.IGNORECASE | re.ASCII,
)
LIST = re.compile(r'"events"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,]*")
LONGEST_PART = 4  # digits of a year


def read(
    stream: TextIO,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    remarks: list[str] | None = None,
    only: Mapping[str, str] | None = None,
    reject: RejectHandler | None = None,
) -> Batch:
    r"""Read a TimelineJS spreadsheet (CSV), or its JSON.

    Parameters
    ----------
    stream : text stream
        The file; JSON where it begins with a brace.
    mapping, only : mapping of str to str, optional
        Refused: the format names its own fields.
    constants : mapping of str to str
        ``type``, which TimelineJS does not know and every event must have; ``by`` and ``to``.
    remarks : list of str, optional
        Takes up what was left out.
    reject : callable, optional
        Receives each slide that cannot be read, by the line that it begins on, so that the others
        are imported.

    Returns
    -------
    Batch
        The events. Markup is taken out of texts; media become sources; a slide of our own keeps its
        handle and its date as it was recorded.

    Raises
    ------
    InvalidInput
        If a slide cannot be read, or no type is given.

    Examples
    --------
    >>> import io
    >>> sheet = io.StringIO(
    ...     "Year,Month,Day,Headline,Text\n2016,10,3,Pact suspended,By <b>decree</b>"
    ... )
    >>> [event] = read(sheet, constants={"type": "pact-withdrawal"}).events
    >>> str(event.date), event.title, event.summary
    ('2016-10-03', 'Pact suspended', 'By decree')
    """
    if mapping or only:
        raise InvalidInput("A TimelineJS file names its fields itself; --map and --only are not.")
    fixed = dict(constants or {})
    if unknown := sorted(fixed.keys() - set(FIELDS)):
        raise InvalidInput(f"--set {unknown[0]} is not for TimelineJS; {', '.join(FIELDS)} are.")
    if "type" not in fixed:
        raise InvalidInput("TimelineJS knows no types of events; name one with --set type=TYPE.")
    text = stream.read().removeprefix("\ufeff")
    limits = limits_of(stream)
    is_json = text.lstrip().startswith("{")
    events, lines, passed = [], [], 0
    slides = _json_slides(text, limits) if is_json else _of_sheet(text, limits)
    for place, (line, found) in enumerate(slides, start=1):
        try:
            slide = _of_json(found, place) if is_json else found
            if slide.get("kind") in NO_EVENTS:
                passed += 1
                continue
            events.append(_draft(place, slide, fixed))
            lines.append(line)
        except InvalidInput as error:
            if reject is None:
                raise
            reject(RejectedRow(line, str(error)))
    if remarks is not None and passed:
        remarks.append(f"Title slides and eras, which are no events: {passed}.")
    return Batch(events=tuple(events), lines=tuple(lines))


def _of_sheet(text: str, limits: Limits) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row as a slide, its cells under the names of their headings, with its line."""
    lines = RowLines(lines_of(text, limits), limits)
    table = csv.DictReader(lines)
    while True:
        try:
            row = next(table, None)
        except csv.Error as error:
            raise InvalidInput(f"Line {table.line_num + 1} is no row: {fault(error)}.") from None
        if row is None:
            return
        lines.begin()
        texts = [value for value in row.values() if isinstance(value, str)]
        line = table.line_num - sum(value.count("\n") for value in texts)
        cells = {str(key).strip().lower(): (value or "").strip() for key, value in row.items()
                 if key is not None and not isinstance(value, list)}  # fmt: skip
        if any(cells.values()):
            slide = {
                "start": _moment(*(cells.get(name, "") for name in SHEET)),
                "end": _moment(*(cells.get(f"end {name}", "") for name in SHEET)),
                "headline": cells.get("headline", ""),
                "text": cells.get("text", ""),
                "media": cells.get("media", ""),
                "kind": cells.get("type", "").lower(),
            }
            yield line, slide


def _json_slides(text: str, limits: Limits) -> Iterator[tuple[int, Any]]:
    """The slides under `events`, as they stand, each with the line that it begins on."""
    document = parse_json(text, limits, "This is no JSON of TimelineJS")
    slides = JsonObject(document, "A file of TimelineJS").items("events")
    begun = LIST.search(text)
    place = begun.end() if begun else 0
    decoder, line = json.JSONDecoder(), 1 + text.count("\n", 0, place)
    for slide in slides:
        blank = BETWEEN.match(text, place)
        start = blank.end() if blank else place
        line += text.count("\n", place, start)
        yield line, slide
        try:
            _, place = decoder.raw_decode(text, start)
        except ValueError:  # another list of that name: its lines are not known
            place = start
        line += text.count("\n", start, place)


def _of_json(found: object, place: int) -> dict[str, str]:
    """A slide of JSON, its parts under the names that those of a sheet have."""
    slide = JsonObject(found, f"Slide {place}")
    words, media = slide.inner("text"), slide.inner("media")
    return {
        "start": _parts(slide.inner("start_date")),
        "end": _parts(slide.inner("end_date")),
        "shown": slide.text_or_number("display_date"),
        "headline": words.text_or_number("headline"),
        "text": words.text_or_number("text"),
        "media": media.text("url"),
        "handle": slide.text_or_number("unique_id"),
    }


def _parts(date: JsonObject) -> str:
    year, month, day, *clock = (date.text_or_number(name) for name in (*PARTS, "second"))
    hour, minute, second = (part.partition(".")[0] for part in clock)
    time = f"{hour}:{minute or '0'}" + (f":{second}" if second else "")
    return _moment(year, month, day, time if hour else "")


def _moment(year: str, month: str, day: str, time: str) -> str:
    """A date as far as it is given, with the time of day where there is one.

    >>> _moment("1962", "10", "27", "5:30 pm"), _moment("1962", "10", "", "17:30")
    ('1962-10-27T17:30', '1962-10')
    """
    text = _joined((year, month, day))
    if not time.strip() or text.count("-") - text.startswith("-") < 2:
        return text
    match = CLOCK.fullmatch(time.strip())
    if match is None:
        return f"{text}T{time.strip()[:40]}"  # which is refused as no date
    hour = int(match["hour"])
    if half := match["half"]:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    seconds = f":{match['second']:0>2}" if match["second"] else ""
    return f"{text}T{hour:02}:{match['minute'] or '00':0>2}{seconds}"


def _joined(parts: Iterable[str]) -> str:
    """`2016-10-03` from a year, a month and a day, as far as they are given.

    >>> _joined(["2016", "10", "²"]), _joined(["-44", "3", "15"])
    ('2016-10', '-0044-03-15')
    """
    given: list[str] = []
    for part in map(str.strip, parts):
        if not given and part.startswith("-") and part[1:].isdecimal():
            given.append(f"-{int(part[1:]):04}")
            continue
        if not part.isdecimal() or len(part) > LONGEST_PART:
            break
        given.append(f"{int(part):0{4 if not given else 2}}")
    return "-".join(given)


def _draft(place: int, slide: Mapping[str, str], fixed: Mapping[str, str]) -> EventDraft:
    title = " ".join(_plain(slide["headline"]).split())
    if not title or not slide["start"]:
        raise InvalidInput(f"Slide {place} has no {'headline' if not title else 'year'}.")
    media = slide.get("media", "")
    sides = {
        side: tuple(name.strip() for name in fixed.get(side, "").split(SEPARATOR) if name.strip())
        for side in ("by", "to")
    }
    return EventDraft(
        clean_line(title[:LINE_LIMIT], "title"), _when(place, slide), fixed["type"],
        by=sides["by"], to=sides["to"], summary=_plain(slide["text"]).strip(),
        handle=slide.get("handle") or None,
        citations=(Citation(media),) if web_address(media) else (),
    )  # fmt: skip


def _when(place: int, slide: Mapping[str, str]) -> EventDate:
    """The date as it is shown, where that is one of ours; else from its parts."""
    start, end = slide["start"], slide["end"]
    built = f"{start}/{end}" if end and end != start else start
    reason = ""
    for text in (slide.get("shown", ""), built):
        try:
            found = EventDate.parse(text) if text else None
        except InvalidDate as error:
            found, reason = None, str(error)
        if found is not None and (text == built or found.start.year == int(start[:4])):
            return found
    if "before the year 1" in reason:
        raise InvalidInput(f"Slide {place}: {reason}")
    raise InvalidInput(f"Slide {place} has no date that there is: {built}.")


class _Words(HTMLParser):
    """The words of a piece of HTML, a line for each paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.pieces.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a line where a paragraph does."""
        if tag in ("p", "li", "div", "h1", "h2", "h3"):
            self.pieces.append("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A break is a line's end, too."""
        if tag == "br":
            self.pieces.append("\n")


def _plain(text: str) -> str:
    """A text without its markup."""
    words = _Words()
    with parser_errors("Its text is no HTML that can be read"):  # html.parser raises on some
        words.feed(text)
        words.close()
        return unescape("".join(words.pieces))
