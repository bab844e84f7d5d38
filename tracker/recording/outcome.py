"""What came of recording something: the value as stored, and what else happened on the way."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Recorded(Generic[Value]):
    """The stored value with remarks for the person, such as that a source was new."""

    value: Value
    remarks: tuple[str, ...] = ()
