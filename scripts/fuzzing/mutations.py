"""Changes to valid files: to bytes, cells, values of JSON and XML, and packed parts."""

import gzip
import io
import json
import random
import re
import struct
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any

from fuzzing.odd import BYTES, odd_text, odd_value

Mutation = Callable[[random.Random, bytes], bytes]
STAMP = (2016, 10, 3, 0, 0, 0)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
SHEETS = "xl/workbook.xml"
TAG = re.compile(rb"<[^<>]*>")
DOCTYPE = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY bomb "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    b'<!DOCTYPE x SYSTEM "file:///etc/hostname">',
    b"<!DOCTYPE x>",
)


def of_bytes(dice: random.Random, data: bytes) -> bytes:
    """Flip, replace, cut, double or insert bytes."""
    changed = bytearray(data or b"x")
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        at = dice.randrange(len(changed) + 1)
        span = dice.choice((1, 2, 4, 16, 200))
        match dice.randrange(6):
            case 0 if at < len(changed):
                changed[at] ^= 1 << dice.randrange(8)
            case 1:
                changed[at : at + 1] = bytes([dice.randrange(256)])
            case 2:
                del changed[at : at + span]
            case 3:
                changed[at:at] = changed[at : at + span]
            case 4:
                changed[at:at] = dice.choice(BYTES)
            case 5 if dice.random() < 0.2:
                del changed[at:]
        if not changed:
            changed += b"x"
    return bytes(changed)


def of_cells(dice: random.Random, data: bytes) -> bytes:
    """Replace, drop, double or exchange cells and lines of a table."""
    lines = data.decode("utf-8", "replace").split("\n")
    delimiter = max(("\t", ",", ";"), key=lines[0].count)
    for _ in range(dice.choice((1, 1, 2, 6))):
        at = dice.randrange(len(lines))
        cells = lines[at].split(delimiter)
        place = dice.randrange(len(cells))
        match dice.randrange(9):
            case 0 | 1 | 2:
                cells[place] = odd_text(dice)
            case 3:
                del cells[place]
            case 4:
                cells.insert(place, odd_text(dice))
            case 5:
                other = dice.randrange(len(cells))
                cells[place], cells[other] = cells[other], cells[place]
            case 6:
                quoted = odd_text(dice).replace('"', '""')
                cells[place] = f'"{quoted}"'
            case 7:
                lines.insert(at, lines[dice.randrange(len(lines))])
                continue
            case 8:
                del lines[at]
                lines = lines or [""]
                continue
        lines[at] = delimiter.join(cells)
    return dice.choice(("\n", "\n", "\n", "\r\n", "\r")).join(lines).encode("utf-8", "replace")


def of_json(dice: random.Random, data: bytes) -> bytes:
    """Exchange values of a document, or of a line of one, for values of another type."""
    text = data.decode("utf-8", "replace")
    try:
        return _document(dice, json.loads(text))
    except ValueError:
        lines = text.splitlines()
    for _ in range(dice.choice((1, 1, 3))):
        at = dice.randrange(len(lines) or 1)
        try:
            lines[at : at + 1] = [_document(dice, json.loads(lines[at])).decode()]
        except (ValueError, IndexError):
            lines[at : at + 1] = [odd_text(dice)]
    return "\n".join(lines).encode("utf-8", "replace")


def _document(dice: random.Random, value: Any) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 5))):
        value = _value(dice, value)
    written = json.dumps(value, ensure_ascii=dice.random() < 0.5)
    if dice.random() < 0.05:
        written = written.replace('"', '"\\ud800', dice.randrange(1, 4))
    return written.encode("utf-8", "replace")


def _value(dice: random.Random, value: Any) -> Any:
    """The value with something within it changed."""
    if isinstance(value, dict) and value and dice.random() < 0.9:
        key = dice.choice(list(value))
        match dice.randrange(8):
            case 0:
                return {name: each for name, each in value.items() if name != key}
            case 1:
                return {
                    odd_text(dice) if name == key else name: each for name, each in value.items()
                }
            case 2:
                return value | {odd_text(dice)[:30]: odd_value(dice)}
        return value | {key: _value(dice, value[key])}
    if isinstance(value, list) and value and dice.random() < 0.9:
        at = dice.randrange(len(value))
        match dice.randrange(8):
            case 0:
                return value[:at] + value[at + 1 :]
            case 1:
                return [*value, value[at]]
            case 2:
                return [*value, odd_value(dice)]
        return [*value[:at], _value(dice, value[at]), *value[at + 1 :]]
    return odd_value(dice)


def of_xml(dice: random.Random, data: bytes) -> bytes:
    """Change tags, attributes and texts, put in entities, nest deeply."""
    for _ in range(dice.choice((1, 1, 2, 5))):
        tags = list(TAG.finditer(data))
        if not tags:
            return of_bytes(dice, data)
        tag = dice.choice(tags)
        odd = odd_text(dice).encode("utf-8", "replace")
        start, end = tag.span()
        match dice.randrange(9):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                data = data[:end] + tag[0] + data[end:]
            case 2 | 3:
                safe = odd.replace(b"&", b"&amp;").replace(b'"', b"&quot;").replace(b"<", b"&lt;")
                inside = re.sub(rb'"[^"]*"', partial(_quoted, safe), tag[0], count=1)
                data = data[:start] + inside + data[end:]
            case 4:
                inside = re.sub(rb' [\w:]+="[^"]*"', b"", tag[0], count=1)
                data = data[:start] + inside + data[end:]
            case 5:
                safe = odd.replace(b"&", b"&amp;").replace(b"<", b"&lt;")
                data = data[:end] + safe + data[end:]
            case 6:
                data = data[:end] + odd + data[end:]
            case 7:
                deep = dice.choice((50, 150, 3_000))
                data = data[:end] + b"<a>" * deep + b"</a>" * deep + data[end:]
            case 8:
                where = (
                    0 if dice.random() < 0.7 or not data.startswith(b"<?") else data.find(b">") + 1
                )
                data = data[:where] + dice.choice(DOCTYPE) + data[where:]
    return data


def _quoted(text: bytes, _: object) -> bytes:
    return b'"' + text + b'"'


def of_parts(dice: random.Random, data: bytes) -> bytes:
    """Change what is within a zip file, and pack it again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as packed:
        names = archive.namelist()
        chosen = {dice.choice(names) for _ in range(dice.choice((1, 1, 2)))}
        for name in names:
            part = archive.read(name)
            method = zipfile.ZIP_DEFLATED
            if name in chosen:
                if dice.random() < 0.1:
                    continue
                part = dice.choice((of_xml, of_xml, of_bytes, of_cells))(dice, part)
                method = dice.choice(METHODS)
                if dice.random() < 0.1:
                    name = dice.choice(
                        ("", "a/", "../x", "é", "x\\y", name + "\0", "xl/workbook.xml")
                    )
            packed.writestr(zipfile.ZipInfo(name, STAMP), part, method)
    return out.getvalue()


def of_headers(dice: random.Random, data: bytes) -> bytes:
    """Change what a zip file says of its parts: flags, method, sizes, checks, names."""
    changed = bytearray(data)
    for signature, fields in ((b"PK\x03\x04", (4, 6, 8, 14, 18, 22, 26, 28)),
                              (b"PK\x01\x02", (6, 8, 10, 16, 20, 24, 28, 30, 32, 42)),
                              (b"PK\x05\x06", (4, 8, 10, 12, 16, 20))):  # fmt: skip
        places = [found.start() for found in re.finditer(re.escape(signature), data)]
        if places and dice.random() < 0.6:
            at = dice.choice(places) + dice.choice(fields)
            value = dice.choice((0, 1, 8, 12, 14, 99, 0x801, 0xFFFF, dice.randrange(65536)))
            changed[at : at + 2] = struct.pack("<H", value)
    return bytes(changed)


def packed(dice: random.Random, data: bytes, name: str) -> tuple[bytes, str]:
    """A file in a container, or mostly as it is; with its name there."""
    match dice.randrange(8):
        case 0:
            return gzip.compress(data, 1, mtime=0), f"{name}.gz"
        case 1:
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as archive:
                archive.writestr(zipfile.ZipInfo(name, STAMP), data, dice.choice(METHODS))
            return out.getvalue(), f"{name}.zip"
    return data, name


def garbage(dice: random.Random, _: bytes) -> bytes:
    """No valid file at all: random bytes, odd texts, odd pieces."""
    match dice.randrange(3):
        case 0:
            return dice.randbytes(dice.randrange(400))
        case 1:
            return "".join(odd_text(dice) for _ in range(dice.randrange(6))).encode(
                errors="replace"
            )
    return b"".join(dice.choices(BYTES, k=dice.randrange(1, 9)))
