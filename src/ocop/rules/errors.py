"""What can be wrong with law files and with questions to the law. Light: the warm path of scoring imports it."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """One fault of a law file. ``line`` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.file else self.message


class LawError(Exception):
    """A law file or a question to the law that cannot be used. ``faults`` holds all that was found, at least one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)

    @classmethod
    def at(cls, file: str | Path, line: int, message: str) -> "LawError":
        """An error of one fault."""
        return cls([Fault(str(file), line, message)])

    @property
    def file(self) -> str:
        """The file of the first fault."""
        return self.faults[0].file

    @property
    def line(self) -> int:
        """The line of the first fault."""
        return self.faults[0].line

    @property
    def message(self) -> str:
        """The words of the first fault."""
        return self.faults[0].message


class UnknownSetError(LawError, KeyError):
    """A decision or a product set that no law file holds; the message lists what there is."""

    def __init__(self, message: str) -> None:
        super().__init__([Fault("", 0, message)])
