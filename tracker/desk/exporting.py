"""Export targets: the file, stream or text that an export goes to, and its format."""

import io
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Self, TextIO, cast

from tracker.errors import InvalidInput, Refused, shown
from tracker.files import refuse_to_overwrite, write_whole
from tracker.formats.file_format import FileFormat
from tracker.formats.input_names import STANDARD
from tracker.formats.omissions import OmissionTally
from tracker.formats.registry import format_named, format_of, plugin_problems
from tracker.model.answers.exchange import Exported
from tracker.model.chronicle import Chronicle
from tracker.model.inert import inert_values
from tracker.model.numbers import counted
from tracker.model.streamed import StreamedEvents
from tracker.output.streams import payload

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes a text for one of its own country's encoding


@dataclass(frozen=True)
class ExportTarget:
    """The target of an export and its format; without file and stream it becomes text."""

    style: FileFormat
    file: Path | None = None
    stream: TextIO | BinaryIO | None = None
    bom: bool = False

    @classmethod
    def of(
        cls, target: Path | str | TextIO | BinaryIO | None, to: str | None, bom: bool = False
    ) -> Self:
        """The target that a caller names, in the format `to`, else that of the file's name."""
        file = Path(target) if isinstance(target, Path | str) else None
        stream = None if isinstance(target, Path | str) else target
        if file == STANDARD:
            file, stream = None, payload()
        style = format_named(to) if to else format_of(file or STANDARD)
        if not style.is_written:
            raise InvalidInput(
                f"{style.name} is a feed that tracker only reads; name another --to."
            )
        if file is None and style.sidecars:
            raise InvalidInput(f"{style.name} is more than one file; name the first one.")
        if bom and not style.is_spreadsheet:
            raise InvalidInput(
                f"A byte-order mark is for tables that a spreadsheet program opens, not for "
                f"{style.name}."
            )
        if file is None and style.write_bytes:
            stream = _bytes_to(stream, style)
        return cls(style, file, stream, bom)

    @property
    def sidecars(self) -> dict[Path, str]:
        """The sidecar files of the one named, each with what is added to its name."""
        if self.file is None:
            return {}
        stem, suffix = self.file.stem, self.file.suffix
        return {self.file.with_name(f"{stem}{more}{suffix}"): more for more in self.style.sidecars}

    def refuse_to_overwrite(self, database: Path, force: bool) -> None:
        """Refuse files that are there, and with `force` those that are none to replace."""
        for file in () if self.file is None else (self.file, *self.sidecars):
            if os.path.exists(file) and not file.is_file():  # noqa: PTH110  long names
                raise Refused(
                    f"{shown(file)} is no ordinary file; name another, or - for standard output."
                )
            refuse_to_overwrite(file, force, database)

    def write(self, chronicle: Chronicle, complete: bool) -> Exported:
        """Write a chronicle; `complete` says that it is the whole record."""
        if self.style.for_eyes:
            chronicle = inert_values(chronicle)
        tally = None
        if isinstance(chronicle.events, StreamedEvents):
            tally = OmissionTally(self.style.omits, chronicle)
            watched = chronicle.events.watched(tally.add)
        chunks = self._chunks(replace(chronicle, events=watched) if tally else chronicle, complete)
        text = ""
        files: tuple[Path, ...] = ()
        if self.file is not None:
            write_whole(self.file, chunks)
            for file, more in self.sidecars.items():
                further = self.style.sidecars[more](chronicle)
                write_whole(file, (f"{line}\n" for line in further))
            files = (self.file, *self.sidecars)
        elif self.stream is not None:
            self.stream.writelines(cast("Iterable[Any]", chunks))
        else:
            text = "".join(cast("Iterable[str]", chunks))
        if tally is not None and tally.events == len(chronicle.events):
            omitted = {part: number for part, number in tally.counts.items() if number}
        else:
            omitted = self.style.omissions(chronicle)
        where = " and ".join(map(shown, files)) or ("standard output" if self.stream else "")
        return Exported(
            self.style.name,
            files,
            text,
            _events(chronicle, omitted),
            tuple(omitted.items()),
            remarks=tuple(self._sentences(chronicle, omitted, where)),
        )

    def _chunks(self, chronicle: Chronicle, complete: bool) -> Iterable[str] | Iterable[bytes]:
        """What is written, line by line, or as one piece where it is no text."""
        if self.style.write_bytes is not None:
            return (self.style.write_bytes(chronicle, complete),)
        suffix = self.file.suffix.lower() if self.file is not None else ""
        write = self.style.otherwise.get(suffix) or self.style.write
        assert write is not None
        begins = (BYTE_ORDER_MARK,) if self.bom else ()
        return chain(begins, (f"{line}\n" for line in write(chronicle, complete)))

    def with_remarks(self, answer: Exported, further: tuple[str, ...]) -> Exported:
        """The answer with further sentences, and those about plugins that do not work."""
        return replace(answer, remarks=(*answer.remarks, *further, *plugin_problems()))

    def _sentences(
        self, chronicle: Chronicle, omitted: dict[str, int], where: str
    ) -> Iterable[str]:
        """`Wrote 27 events and 37 links to crisis.jsonl.`, and what the format has no room for."""
        if "events" in self.style.omits:
            parts = [counted(len(chronicle.sources), "source")]
        else:
            parts = [counted(_events(chronicle, omitted), "event")]
        if "links" not in omitted and "events" not in self.style.omits:
            denials = 0 if "denied links" in omitted else len(chronicle.denials)
            parts.append(counted(len(chronicle.links) + denials, "link"))
        yield f"Wrote {' and '.join(parts)}{f' to {where}' if where else ''}."
        if omitted:
            left_out = ", ".join(f"{part} ({number:,})" for part, number in omitted.items())
            yield f"{self.style.name} has no room for {left_out}; jsonl keeps everything."


def _bytes_to(stream: TextIO | BinaryIO | None, style: FileFormat) -> BinaryIO:
    """Where bytes go that are to go to no file: to a pipe, or to a stream that takes them."""
    raw = getattr(stream, "buffer", stream)
    if stream is None or isinstance(raw, io.TextIOBase) or stream.isatty():
        raise InvalidInput(
            f"{style.name} is no text; name a file, such as -o crisis{style.suffixes[0]}."
        )
    return cast(BinaryIO, raw)


def _events(chronicle: Chronicle, omitted: dict[str, int]) -> int:
    """The number of events that are written: some formats leave out whole events."""
    left_out = sum(
        number for part, number in omitted.items() if part == "events" or part.startswith("events ")
    )
    return len(chronicle.events) - left_out
