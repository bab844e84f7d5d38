"""A file that was read into Parquet, by month, and does not belong to the archive yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tracker.archive.columns import literal
from tracker.formats.file_format import FileFormat
from tracker.formats.input_file import InputFile

MOST_TOLD = 5
WRITTEN = "FORMAT parquet, PARTITION_BY (month), COMPRESSION zstd"


@dataclass
class Staged:
    """A file as it was read: where its rows lie, and what was wrong with others."""

    file: InputFile
    style: FileFormat
    folder: Path
    at: str
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    has_each_id_once: bool = False  # which was counted already

    def reject(self, reason: str, number: int = 1) -> None:
        """Count a row that is no event."""
        self.rejected += number
        if reason in self.reasons or len(self.reasons) < MOST_TOLD:
            self.reasons[reason] = self.reasons.get(reason, 0) + number

    @property
    def months(self) -> dict[str, list[Path]]:
        """The files of Parquet of each month."""
        found: dict[str, list[Path]] = {}
        for path in sorted(self.folder.glob("month=*/*.parquet")):
            found.setdefault(path.parent.name.removeprefix("month="), []).append(path)
        return found

    @property
    def table(self) -> str:
        """All its rows as a table of SQL."""
        pattern = literal(f"{self.folder}/month=*/*.parquet")
        return f"read_parquet({pattern}, hive_partitioning = false)"

    def clear(self) -> None:
        """Remove what was written, so that the file can be read in another way."""
        for path in self.folder.glob("month=*/*.parquet"):
            path.unlink()

    def remarks(self) -> Iterator[str]:
        """Sentences about the rows that are no events."""
        if self.rejected:
            told = "; ".join(f"{reason} ({number:,})" for reason, number in self.reasons.items())
            yield f"{self.file.name}: {self.rejected:,} rows left out: {told}."
