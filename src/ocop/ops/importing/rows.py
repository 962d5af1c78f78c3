"""From a sheet with known columns to rows with values; every cell that cannot be used becomes a fault."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from ocop.kernel.dates import PartialDate, Precision
from ocop.kernel.text import fold
from ocop.ops.importing import values
from ocop.ops.importing.columns import Columns
from ocop.ops.importing.faults import Faults
from ocop.ops.importing.places import Place, PlaceNotFound, Places
from ocop.ops.importing.reading import Cell, Sheet, filled

UNKNOWN_DATE = PartialDate(None, Precision.UNKNOWN)
_LONGEST = {
    "product": 200,
    "producer": 200,
    "producer_type": 60,
    "representative": 120,
    "address": 300,
    "phone": 40,
    "note": 300,
}
_LONGEST_ROUND = {"number": 60, "authority": 160}
_ENDED = re.compile(r"\b(het han|het hieu luc|thu hoi|khong con|ngung|giai the)\b")
T = TypeVar("T")


@dataclass
class ReadRound:
    """One recognition that a row tells of; ``stars`` is empty where the row gives no rank for it."""

    number: int
    stars: int | None
    decided: PartialDate
    decision: str
    authority: str
    expires: PartialDate
    cell: str


@dataclass
class ReadRow:
    """One row of the register. ``row`` is Excel's number of it."""

    row: int
    product: str
    producer: str
    group: str = "unknown"
    stated_type: str = ""
    producer_type: str = "unknown"
    tax_code: str = ""
    representative: str = ""
    address: str = ""
    phone: str = ""
    place: Place | None = None
    note: str = ""
    rounds: list[ReadRound] = field(default_factory=list)
    producer_cell: str = ""

    @property
    def now(self) -> int | None:
        """Today's commune."""
        return self.place.now if self.place else None


class RowReader:
    """Reads the rows of one sheet. ``today`` refuses decisions of the future."""

    def __init__(self, sheet: Sheet, columns: Columns, places: Places, today: dt.date, faults: Faults) -> None:
        self._sheet, self._columns, self._places, self._today, self._faults = sheet, columns, places, today, faults
        self.skipped: list[int] = []
        plain = [columns.plain[meaning] for meaning in ("commune", "current") if meaning in columns.plain]
        self._telling = [*plain, *(column for of_round in columns.rounds.values() for column in of_round.values())]
        self._section = ""
        self._last = -1

    def read(self) -> Iterator[ReadRow]:
        """All rows with a product; titles of sections and signatures are skipped and noted in ``skipped``."""
        below = range(len(self._sheet.rows) - 1, self._columns.first_data_row - 1, -1)
        self._last = next((index for index in below if self._has_data(index)), -1)
        for index in range(self._columns.first_data_row, len(self._sheet.rows)):
            cells = list(filled(self._sheet.rows[index]))
            if not cells:
                continue
            if self._is_no_data(index, cells):
                texts = list(dict.fromkeys(str(value).strip() for _, value in cells))
                self._section = texts[-1] if len(texts) <= 2 and "tong" not in fold(texts[-1]) else ""
                self.skipped.append(index + 1)
                continue
            row = self._row(index)
            if row is not None:
                yield row

    def _is_no_data(self, index: int, cells: list[tuple[int, Cell]]) -> bool:
        """A title of a section, a line of column numbers, a sum, a signature: few texts and nothing that a product has."""
        texts = {values.text_of(value) for _, value in cells}
        if len(cells) > 2 and all(re.fullmatch(r"\(?\d{1,2}\)?", text) for text in texts) and len(texts) == len(cells):
            return True
        if fold(values.text_of(self._cell(index, "product"))).startswith(("tong cong", "tong so")):
            return True
        product, producer = self._cell(index, "product"), self._cell(index, "producer")
        if len(texts) == 1 and len(cells) > 1:
            return True
        numbered = re.fullmatch(r"\d+\.?", values.text_of(self._cell(index, "no"))) is not None
        both = not values.is_empty(product) and not values.is_empty(producer) and product != producer
        return not self._has_data(index) and not numbered and len(texts) <= 3 and not (both and index < self._last)

    def _has_data(self, index: int) -> bool:
        return any(not values.is_empty(self._sheet.at(index, column)) for column in self._telling)

    def _cell(self, index: int, meaning: str, number: int = 0) -> Cell:
        column = self._column(meaning, number)
        return None if column is None else self._sheet.at(index, column)

    def _column(self, meaning: str, number: int) -> int | None:
        return (self._columns.rounds.get(number, {}) if number else self._columns.plain).get(meaning)

    def _fault(self, index: int, meaning: str, message: str, number: int = 0) -> None:
        column = self._column(meaning, number)
        address = self._sheet.address(index, column if column is not None else 0)
        self._faults.add(address, values.text_of(self._cell(index, meaning, number)), message)

    def _value(self, index: int, meaning: str, read: Callable[[Cell], T], otherwise: T, number: int = 0) -> T:
        try:
            return read(self._cell(index, meaning, number))
        except ValueError as error:
            self._fault(index, meaning, str(error), number)
            return otherwise

    def _text(self, index: int, meaning: str, number: int = 0) -> str:
        value = self._cell(index, meaning, number)
        text = "" if values.is_empty(value) else values.text_of(value)
        longest = (_LONGEST_ROUND if number else _LONGEST).get(meaning, 300)
        if len(text) > longest:
            self._fault(index, meaning, f"dài {len(text)} chữ, tối đa {longest}; rút gọn lại", number)
        return text

    def _row(self, index: int) -> ReadRow | None:
        before = self._faults.count
        product, producer = self._text(index, "product"), self._text(index, "producer")
        for meaning, text, what in (("product", product, "tên sản phẩm"), ("producer", producer, "tên chủ thể")):
            if not fold(text):
                self._fault(index, meaning, f"thiếu {what}")
        stated = self._text(index, "producer_type")
        row = ReadRow(
            row=index + 1,
            product=product,
            producer=producer,
            group=self._value(index, "group", values.group_of, "unknown"),
            stated_type=stated,
            producer_type=values.producer_type_of(stated, producer),
            tax_code=self._value(index, "tax_code", values.tax_code_of, ""),
            representative=self._text(index, "representative"),
            address=self._text(index, "address"),
            phone=values.phone_of(self._cell(index, "phone")),
            place=self._place(index),
            note=self._text(index, "note"),
            producer_cell=self._sheet.address(index, self._columns.plain["producer"]),
        )
        if len(row.phone) > _LONGEST["phone"]:
            self._fault(index, "phone", f"dài {len(row.phone)} chữ, tối đa {_LONGEST['phone']}; chỉ giữ một số")
        self._rounds(index, row)
        return row if self._faults.count == before else None

    def _place(self, index: int) -> Place | None:
        value = self._cell(index, "commune")
        if values.is_empty(value):
            return None
        meanings = [("district", 0), ("address", 0), *(("authority", number) for number in self._columns.rounds)]
        parts = [*(values.text_of(self._cell(index, meaning, number)) for meaning, number in meanings), self._section]
        context = " , ".join(part for part in parts if part)
        try:
            return self._places.find(values.text_of(value), context, suggest=not self._faults.is_full)
        except PlaceNotFound as error:
            self._fault(index, "commune", str(error))
            return None

    def _rounds(self, index: int, row: ReadRow) -> None:
        rounds = [found for number in sorted(self._columns.rounds) if (found := self._round(index, number))]
        current, remark = self._current(index)
        expires = self._value(index, "expires", values.date_of, UNKNOWN_DATE)
        if not rounds and (current is not None or expires.counts_from):
            cell = self._sheet.address(index, self._columns.plain.get("current", self._columns.plain["product"]))
            rounds = [ReadRound(1, None, UNKNOWN_DATE, "", "", UNKNOWN_DATE, cell)]
        if rounds:
            newest = rounds[-1]
            if newest.stars is None:
                newest.stars = current
            elif current is not None and current != newest.stars:
                self._fault(
                    index,
                    "current",
                    f"khác hạng {newest.stars} sao của lần công nhận mới nhất (ô {newest.cell}); sửa một trong hai",
                )
            if expires.counts_from:
                newest.expires = expires
        self._check_order(index, rounds)
        row.rounds = rounds
        row.note = "; ".join(part for part in (row.note, remark) if part)

    def _current(self, index: int) -> tuple[int | None, str]:
        """The present stars, and the words of a cell that says that the rank has ended."""
        text = values.text_of(self._cell(index, "current"))
        if _ENDED.search(fold(text)):
            return None, f"Hạng hiện tại trong sổ: {text}"
        return self._value(index, "current", values.stars_of, None), ""

    def _round(self, index: int, number: int) -> ReadRound | None:
        columns = self._columns.rounds[number]
        if all(values.is_empty(self._sheet.at(index, column)) for column in columns.values()):
            return None
        stars = self._value(index, "stars", values.stars_of, None, number)
        decided = self._decided(index, number)
        first = "stars" if "stars" in columns else next(iter(columns))
        found = ReadRound(
            number=number,
            stars=stars,
            decided=decided,
            decision=self._text(index, "number", number),
            authority=self._text(index, "authority", number),
            expires=self._value(index, "expires", values.date_of, UNKNOWN_DATE, number),
            cell=self._sheet.address(index, columns[first]).rpartition("!")[2],
        )
        is_nothing = stars is None and decided.counts_from is None and not found.decision and not found.authority
        return None if is_nothing and not found.expires.counts_from else found

    def _decided(self, index: int, number: int) -> PartialDate:
        year = self._value(index, "year", values.year_of, None, number)
        decided = self._value(index, "date", lambda cell: values.date_of(cell, year), UNKNOWN_DATE, number)
        day = decided.counts_from
        if day is None:
            decided = PartialDate(dt.date(year, 12, 31), Precision.YEAR) if year else UNKNOWN_DATE
        elif year is not None and day.year != year:
            self._fault(index, "year", f"năm {year} khác ngày quyết định {decided}; sửa một trong hai", number)
        start = _earliest(decided)
        if start is not None and start > self._today:
            self._fault(index, "date" if day else "year", f"ngày quyết định {decided} ở tương lai", number)
        return decided

    def _check_order(self, index: int, rounds: list[ReadRound]) -> None:
        for older, newer in pairwise(rounds):
            start = _earliest(older.decided)
            if start and newer.decided.counts_from and newer.decided.counts_from < start:
                meaning = "date" if self._column("date", newer.number) is not None else "year"
                self._fault(
                    index,
                    meaning,
                    f"lần {newer.number} ({newer.decided}) trước lần {older.number} ({older.decided})",
                    newer.number,
                )
        for one in rounds:
            start = _earliest(one.decided)
            if start and one.expires.counts_from and one.expires.counts_from < start:
                in_round = self._column("expires", one.number) is not None and one.expires.counts_from is not None
                self._fault(
                    index,
                    "expires",
                    f"hết hạn {one.expires} trước ngày quyết định {one.decided}",
                    one.number if in_round else 0,
                )


def _earliest(when: PartialDate) -> dt.date | None:
    """The first day that a partly known date can be."""
    if when.counts_from is None:
        return None
    if when.precision == Precision.YEAR:
        return when.counts_from.replace(month=1, day=1)
    return when.counts_from.replace(day=1) if when.precision == Precision.MONTH else when.counts_from
