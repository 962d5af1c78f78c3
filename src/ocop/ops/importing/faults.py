"""Faults by cell, kept in bounded number, and the error for a file that cannot be read at all."""

from dataclasses import dataclass, field

KEPT = 1_000
PRINTED = 200


class Unusable(Exception):
    """The file or an argument cannot be used; the message says what is wrong, where, and how to mend it, in Vietnamese."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell. ``cell`` is ``SHEET!B7``."""

    cell: str
    value: str
    message: str


@dataclass
class Faults:
    """The first faults found and the number of all. Rubbish of any length stays small in memory."""

    kept: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, cell: str, value: object, message: str) -> None:
        """Note a fault; beyond the first thousand only their number grows."""
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(Fault(cell, shown(value), message))

    @property
    def is_full(self) -> bool:
        """True when further faults are only counted, so that help such as «gần giống» need not be worked out."""
        return self.count >= KEPT


def shown(value: object) -> str:
    """A cell's value as a message shows it: one line, not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "…"
