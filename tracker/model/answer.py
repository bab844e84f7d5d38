"""Answers of the desk: frozen values that carry the sentences to be read with them."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Protocol, TypeVar

Value = TypeVar("Value")


class Display(Protocol):
    """Shows answers; `tracker.desk` provides one, for values know nothing of output."""

    def html(self, answer: "Answer") -> str:
        """The answer as an HTML table with its sentences."""

    def frame(self, answer: "Answer") -> Any:
        """The answer as a pandas DataFrame."""


@dataclass(frozen=True)
class Answer:
    """An answer with what belongs to it in words, the same for every face.

    `introduction` is the sentence above the table, where one is needed to read it; `conclusion`
    the one under it: what it says, how far it holds, or why it is empty. `remarks` are what a
    reader must be told besides, such as what the filters left out.
    """

    display: ClassVar[Display | None] = None
    introduction: str = field(default="", kw_only=True)
    conclusion: str = field(default="", kw_only=True)
    remarks: tuple[str, ...] = field(default=(), kw_only=True)

    def frame(self) -> Any:
        """The rows as a pandas DataFrame; a sentence says so where pandas is not installed."""
        assert Answer.display is not None  # importing tracker.desk sets it
        return Answer.display.frame(self)

    def _repr_html_(self) -> str:
        assert Answer.display is not None
        return Answer.display.html(self)


@dataclass(frozen=True)
class Recorded(Answer, Generic[Value]):
    """The value that was recorded, as it is stored now."""

    value: Value
