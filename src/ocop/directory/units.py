"""Reading lists of administrative units (the form is described in ``law/areas/README.md``): values or faults, no writes."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from ocop.directory.enums import AreaLevel, UnitList
from ocop.kernel.text import clean

COLUMNS = (
    "list",
    "level",
    "code",
    "parent",
    "name",
    "kind",
    "latitude",
    "longitude",
    "held_from",
    "held_until",
    "legal_base",
    "successors",
)
_REQUIRED = ("list", "level", "code", "name", "kind")
DIGITS = {AreaLevel.PROVINCE: 2, AreaLevel.DISTRICT: 3, AreaLevel.COMMUNE: 5}
KINDS = {
    AreaLevel.PROVINCE: ("Tỉnh", "Thành phố"),
    AreaLevel.DISTRICT: ("Quận", "Huyện", "Thị xã", "Thành phố"),
    AreaLevel.COMMUNE: ("Xã", "Phường", "Thị trấn", "Đặc khu"),
}
_LATITUDES, _LONGITUDES = (6.0, 24.0), (102.0, 118.0)
_LONGEST = {"name": 120, "legal_base": 200}
_SUCCESSOR = re.compile(r"(\d{2}|\d{5})(\*?)\Z")

UnitKey = tuple[str, str, str]
"""List, level and code: what names a unit."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file, and in which line."""

    line: int
    message: str


@dataclass(frozen=True)
class UnitLine:
    """One line: a unit as it was named from ``held_from`` on, until the day before ``held_until``."""

    line: int
    unit_list: UnitList
    level: AreaLevel
    code: str
    parent: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    held_from: date | None
    held_until: date | None
    legal_base: str
    successors: tuple[tuple[str, bool], ...]

    @property
    def key(self) -> UnitKey:
        """What names the unit."""
        return (self.unit_list, self.level, self.code)

    @property
    def parent_key(self) -> UnitKey | None:
        """What names the unit above: the province of a district and of a commune today, the district of an old commune."""
        if self.level == AreaLevel.PROVINCE:
            return None
        old_commune = self.level == AreaLevel.COMMUNE and self.unit_list == UnitList.BEFORE
        return (self.unit_list, AreaLevel.DISTRICT if old_commune else AreaLevel.PROVINCE, self.parent)

    def successor_keys(self) -> Iterator[tuple[UnitKey, bool]]:
        """The units of today's list that took this one over, each with «is the main one»."""
        for code, is_main in self.successors:
            level = AreaLevel.PROVINCE if len(code) == 2 else AreaLevel.COMMUNE
            yield (UnitList.SINCE, level, code), is_main


class _Wrong(Exception):
    """A value of a line cannot be used."""


def read_units(path: Path) -> tuple[list[UnitLine], list[Fault]]:
    """Read a file. With any fault nothing of it may be used. Faults are in the order of lines, line 0 is the whole file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return [], [Fault(0, f"không đọc được tệp ({error.strerror or error}); kiểm tra đường dẫn và quyền đọc")]
    except UnicodeDecodeError:
        return [], [Fault(0, "không phải tệp CSV mã UTF-8; nếu là Excel, hãy lưu lại dạng «CSV UTF-8»")]
    if "\0" in text or text.lstrip()[:1] == "<":
        return [], [Fault(1, "không phải tệp CSV mà là HTML hoặc tệp nhị phân; hãy lưu lại dạng «CSV UTF-8»")]
    reader = csv.reader(io.StringIO(text, newline=""))
    lines: list[UnitLine] = []
    faults: list[Fault] = []
    try:
        header = [clean(name).lower() for name in next(reader, [])]
        faults += _header_faults(header)
        if faults:
            return [], faults
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _read_line(reader.line_num, header, cells, lines, faults)
    except csv.Error as error:
        faults.append(Fault(reader.line_num, f"dòng CSV hỏng ({error}); kiểm tra dấu ngoặc kép"))
    if not lines and not faults:
        faults.append(Fault(1, "tệp không có đơn vị nào dưới dòng tiêu đề"))
    return lines, faults + list(_versions_faults(lines))


def _header_faults(header: Sequence[str]) -> list[Fault]:
    missing = [name for name in _REQUIRED if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    twice = sorted({name for name in header if header.count(name) > 1})
    faults = []
    if missing:
        faults.append(Fault(1, f"thiếu cột {', '.join(missing)}; dòng đầu phải là: {','.join(COLUMNS)}"))
    if unknown:
        faults.append(Fault(1, f"cột lạ: {', '.join(unknown)!s}; các cột được dùng: {', '.join(COLUMNS)}"))
    if twice:
        faults.append(Fault(1, f"cột {', '.join(twice)} có hai lần; giữ một"))
    return faults


def _read_line(
    number: int, header: Sequence[str], cells: Sequence[str], lines: list[UnitLine], faults: list[Fault]
) -> None:
    if len(cells) != len(header):
        faults.append(Fault(number, f"có {len(cells)} ô, dòng tiêu đề có {len(header)}; kiểm tra dấu phẩy"))
        return
    try:
        lines.append(_unit(number, dict.fromkeys(COLUMNS, "") | dict(zip(header, map(clean, cells), strict=True))))
    except _Wrong as wrong:
        faults.append(Fault(number, str(wrong)))


def _unit(number: int, cell: dict[str, str]) -> UnitLine:
    if cell["list"] not in UnitList.values:
        raise _Wrong(f"list: «{cell['list']}» chưa có; dùng {' hoặc '.join(UnitList.values)}")
    if cell["level"] not in AreaLevel.values:
        raise _Wrong(f"level: «{cell['level']}» chưa có; dùng {', '.join(AreaLevel.values)}")
    unit_list, level = UnitList(cell["list"]), AreaLevel(cell["level"])
    if unit_list == UnitList.SINCE and level == AreaLevel.DISTRICT:
        raise _Wrong("level: danh mục từ 01/7/2025 không có cấp huyện; dùng province hoặc commune")
    _check_code("code", cell["code"], DIGITS[level])
    _check_name(cell, level)
    for name, longest in _LONGEST.items():
        if len(cell[name]) > longest:
            raise _Wrong(f"{name}: dài {len(cell[name])} ký tự, tối đa {longest}; hãy rút gọn")
    if level == AreaLevel.PROVINCE and cell["parent"]:
        raise _Wrong("parent: tỉnh, thành phố không có đơn vị cấp trên; để trống")
    if level != AreaLevel.PROVINCE:
        old_commune = level == AreaLevel.COMMUNE and unit_list == UnitList.BEFORE
        _check_code("parent", cell["parent"], 3 if old_commune else 2)
    latitude, longitude = _point(cell["latitude"], cell["longitude"])
    held_from, held_until = _day("held_from", cell["held_from"]), _day("held_until", cell["held_until"])
    if held_from and held_until and held_until <= held_from:
        raise _Wrong("held_until: phải sau held_from (đây là ngày đầu tiên tên này không còn dùng)")
    return UnitLine(
        line=number,
        unit_list=unit_list,
        level=level,
        code=cell["code"],
        parent=cell["parent"],
        name=cell["name"],
        kind=cell["kind"],
        latitude=latitude,
        longitude=longitude,
        held_from=held_from,
        held_until=held_until,
        legal_base=cell["legal_base"],
        successors=_successors(cell["successors"], unit_list),
    )


def _check_code(column: str, code: str, digits: int) -> None:
    if not (code.isascii() and code.isdecimal() and len(code) == digits):
        hint = "; Excel hay bỏ số 0 ở đầu, hãy để cột này dạng văn bản" if code.isdecimal() else ""
        raise _Wrong(f"{column}: «{code}» phải là mã {digits} chữ số{hint}")


def _check_name(cell: dict[str, str], level: AreaLevel) -> None:
    if cell["kind"] not in KINDS[level]:
        raise _Wrong(f"kind: «{cell['kind']}» không thuộc {level.label}; dùng {', '.join(KINDS[level])}")
    if not cell["name"].startswith(cell["kind"] + " "):
        raise _Wrong(
            f"name: «{cell['name']}» phải bắt đầu bằng loại đơn vị, ví dụ «{cell['kind']} {cell['name'] or '…'}»"
        )


def _point(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    if not latitude and not longitude:
        return None, None
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        raise _Wrong(
            "latitude, longitude: cả hai là số thập phân có dấu chấm, ví dụ 11.3254 và 106.1234, hoặc cùng để trống"
        ) from None
    if not (_LATITUDES[0] <= point[0] <= _LATITUDES[1] and _LONGITUDES[0] <= point[1] <= _LONGITUDES[1]):
        raise _Wrong(f"latitude, longitude: điểm {latitude}, {longitude} nằm ngoài Việt Nam; có thể đã đổi chỗ hai cột")
    return point


def _day(column: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _Wrong(f"{column}: «{text}» phải là ngày dạng năm-tháng-ngày, ví dụ 2025-07-01") from None


def _successors(text: str, unit_list: UnitList) -> tuple[tuple[str, bool], ...]:
    parts = text.split()
    if parts and unit_list == UnitList.SINCE:
        raise _Wrong("successors: chỉ đơn vị của danh mục trước 01/7/2025 có đơn vị kế tiếp; để trống")
    found = []
    for part in parts:
        match = _SUCCESSOR.match(part)
        if not match:
            raise _Wrong(
                f"successors: «{part}» phải là mã 2 hoặc 5 chữ số, đơn vị chính có dấu * ở cuối, cách nhau dấu cách"
            )
        found.append((match[1], bool(match[2]) or len(parts) == 1))
    if parts and sum(is_main for _, is_main in found) != 1:
        raise _Wrong("successors: khi chia cho nhiều đơn vị, đúng một mã phải có dấu * (nơi nhận phần lớn)")
    if len({code for code, _ in found}) != len(found):
        raise _Wrong("successors: một mã có hai lần; giữ một")
    return tuple(found)


def _versions_faults(lines: Iterable[UnitLine]) -> Iterator[Fault]:
    """Two lines of one unit may not tell of the same day."""
    by_key: dict[UnitKey, list[UnitLine]] = {}
    for unit in lines:
        by_key.setdefault(unit.key, []).append(unit)
    for versions in by_key.values():
        versions.sort(key=lambda unit: unit.held_from or date.min)
        for earlier, later in pairwise(versions):
            if later.held_from is None or earlier.held_until is None or earlier.held_until > later.held_from:
                message = f"mã {later.code} trùng thời gian với dòng {earlier.line}; ghi held_until của dòng trước"
                yield Fault(max(earlier.line, later.line), message)
