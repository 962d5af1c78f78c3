"""The model of ``law/reporting.yaml``: the closing dates of periodic reports (Nghị định 09/2019/NĐ-CP)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from ocop.rules.kinds import Kind
from ocop.rules.reader import read
from ocop.rules.schema import Code, LawFile, LawModel, Line


class DayOfYear(LawModel):
    """A day of the report's year, or of the year before it."""

    year_before: bool
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    def in_report_of(self, year: int) -> date:
        """The date for the report of ``year``."""
        return date(year - 1 if self.year_before else year, self.month, self.day)


class ReportPeriod(LawModel):
    """The first and last day that a periodic report covers."""

    code: Code
    name: Line
    opens: DayOfYear
    closes: DayOfYear


class ReportingFile(LawFile):
    """The closing dates in force."""

    schema_id: Literal["ocop-law/reporting/1"] = Field(alias="schema")
    instrument: Code
    short: Line
    place: Line
    certainty: Literal["certain", "reported", "to be checked"]
    periods: tuple[ReportPeriod, ...]
    sources: tuple[Line, ...]

    def period(self, code: str) -> ReportPeriod:
        """The period with a code; KeyError when there is none."""
        return {period.code: period for period in self.periods}[code]


@cache
def reporting_law(path: Path) -> ReportingFile:
    """The file, read strictly once. Raises :class:`ocop.rules.reader.LawError` when it cannot be used."""
    return read(path, ReportingFile)


KINDS = (Kind("ocop-law/reporting/1", ReportingFile),)
