"""The result of recording something: the value as stored, with remarks."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Recorded(Generic[Value]):
    """The stored value with remarks for the person, such as that a source was new."""

    value: Value
    remarks: tuple[str, ...] = ()
