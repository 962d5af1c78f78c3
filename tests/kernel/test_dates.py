"""Dates as sources state them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.dates import PartialDate, Precision


@pytest.mark.parametrize(
    ("text", "counts_from", "precision", "printed"),
    [
        ("2022-06-24", date(2022, 6, 24), Precision.DAY, "24/06/2022"),
        ("2024-02", date(2024, 2, 29), Precision.MONTH, "02/2024"),
        ("2023-02", date(2023, 2, 28), Precision.MONTH, "02/2023"),
        ("2021-12", date(2021, 12, 31), Precision.MONTH, "12/2021"),
        ("2020", date(2020, 12, 31), Precision.YEAR, "năm 2020"),
        ("", None, Precision.UNKNOWN, "chưa rõ ngày"),
        (None, None, Precision.UNKNOWN, "chưa rõ ngày"),
    ],
)
def test_parse(text: str | None, counts_from: date | None, precision: Precision, printed: str) -> None:
    read = PartialDate.parse(text)
    assert read == PartialDate(counts_from, precision)
    assert str(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "24/06/2022",
        "2022-6-24",
        "22",
        "2022-13",
        "2022-00",
        "2022-02-30",
        "2022-06-24-01",
        "năm 2022",
        "-2022",
        "0000",
        "２０２２",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


def test_by_a_day_at_the_latest() -> None:
    assert str(PartialDate(date(2022, 6, 24), Precision.BY)) == "không muộn hơn 24/06/2022"
    assert PartialDate.day(date(2022, 6, 24)) == PartialDate.parse("2022-06-24")


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31)))
def test_a_less_exact_date_never_counts_earlier(day: date) -> None:
    """A month or year alone counts from its last day: it is in no figure before every day that it could mean."""
    exact = PartialDate.parse(day.isoformat()).counts_from
    month = PartialDate.parse(day.isoformat()[:7]).counts_from
    year = PartialDate.parse(day.isoformat()[:4]).counts_from
    assert exact and month and year
    assert exact == day <= month <= year
    assert (month + timedelta(days=1)).day == 1
    assert (year + timedelta(days=1)).timetuple().tm_yday == 1
