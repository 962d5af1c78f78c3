"""Dates that are known to the day, the month, the year, by a day at the latest, or not at all."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db import models

_STATED = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


class Precision(models.TextChoices):
    """How exactly a date is known. The stored date is the last day that it can be: a year alone counts from 31/12.

    ``BY`` is for what a source of that day tells as done, without saying when.
    """

    DAY = "day", "ngày"
    MONTH = "month", "tháng"
    YEAR = "year", "năm"
    BY = "by", "không muộn hơn ngày"
    UNKNOWN = "unknown", "chưa rõ ngày"


@dataclass(frozen=True)
class PartialDate:
    """A date as a source states it. ``counts_from`` is the first day on which the fact counts in an as-of figure."""

    counts_from: date | None
    precision: Precision

    @classmethod
    def parse(cls, text: str | None) -> "PartialDate":
        """Read ``2022-06-24``, ``2022-06``, ``2022`` or nothing.

        Raises:
            ValueError: when the text is none of these.
        """
        if not text:
            return cls(None, Precision.UNKNOWN)
        if not _STATED.fullmatch(text):
            raise ValueError(f"{text!r} is neither YYYY-MM-DD nor YYYY-MM nor YYYY")
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 1:
            return cls(date(parts[0], 12, 31), Precision.YEAR)
        if len(parts) == 2:
            if not 1 <= parts[1] <= 12:
                raise ValueError(f"{text!r}: there is no month {parts[1]}")
            return cls(date(parts[0], parts[1], monthrange(parts[0], parts[1])[1]), Precision.MONTH)
        return cls(date(*parts), Precision.DAY)

    @classmethod
    def day(cls, value: date) -> "PartialDate":
        """A date known to the day."""
        return cls(value, Precision.DAY)

    def __str__(self) -> str:
        """As pages print it: 24/06/2022, 06/2022, năm 2022 or «chưa rõ ngày»."""
        if self.counts_from is None or self.precision == Precision.UNKNOWN:
            return "chưa rõ ngày"
        if self.precision == Precision.YEAR:
            return f"năm {self.counts_from.year}"
        if self.precision == Precision.BY:
            return f"không muộn hơn {self.counts_from:%d/%m/%Y}"
        return self.counts_from.strftime("%m/%Y" if self.precision == Precision.MONTH else "%d/%m/%Y")
