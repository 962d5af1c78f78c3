"""What an import would do, in words."""

from collections.abc import Iterator
from typing import Any

from ocop.directory.enums import ProducerType
from ocop.dossiers.enums import ProductGroup
from ocop.kernel.text import date_vi
from ocop.ops.importing.columns import Columns
from ocop.ops.importing.faults import PRINTED, shown
from ocop.ops.importing.plan import Plan, Planned
from ocop.ops.importing.reading import column_letters
from ocop.recognition.enums import AuthorityLevel, RecognitionKind

_FIELDS = {
    "producer_type": "loại hình", "stated_type": "loại hình ghi trong sổ", "tax_code": "mã số thuế", "representative": "người đại diện",
    "address": "địa chỉ", "phone": "số điện thoại", "area": "xã, phường", "group": "nhóm", "note": "ghi chú", "standing": "tình trạng",
    "stars": "hạng sao", "decided": "ngày quyết định", "decision_number": "số quyết định", "authority": "cơ quan",
    "authority_level": "cấp công nhận", "valid_until": "ngày hết hạn", "kind": "loại hồ sơ",
}  # fmt: skip
_CHOICES: dict[str, Any] = {
    "producer_type": ProducerType, "group": ProductGroup, "authority_level": AuthorityLevel, "kind": RecognitionKind,
}  # fmt: skip
_WORDS = {"new": "mới", "changed": "đổi", "same": "như cũ"}
_KINDS = {"producers": "Chủ thể", "products": "Sản phẩm", "recognitions": "Lần công nhận"}


def summary(where: str, rows: int, plan: Plan, *, columns: Columns, skipped: list[int]) -> str:
    """The counts, and what of the sheet was not used."""
    lines = [f"{where}: {rows} dòng sản phẩm."]
    for name, counts in plan.counts().items():
        lines.append(f"{_KINDS[name]}: " + ", ".join(f"{count} {_WORDS[key]}" for key, count in counts.items()) + ".")
    if skipped:
        numbers = ", ".join(str(row) for row in skipped[:12]) + (", …" if len(skipped) > 12 else "")
        lines.append(f"Không phải dòng sản phẩm (tiêu đề mục, cộng, chữ ký): {numbers}.")
    if columns.unknown:
        titles = ", ".join(f"{column_letters(column)} «{shown(title)}»" for column, title in columns.unknown[:12])
        lines.append(f"Cột không dùng đến: {titles}.")
    return "\n".join(lines)


def differences(plan: Plan) -> Iterator[str]:
    """One line for each new or changed record, the first two hundred, and how many more."""
    lines = list(_lines(plan))
    yield from lines[:PRINTED]
    if len(lines) > PRINTED:
        yield f"… và {len(lines) - PRINTED} thay đổi khác"


def _lines(plan: Plan) -> Iterator[str]:
    for producer in plan.producers:
        yield from _line(producer, f"chủ thể «{producer.values['name']}»")
    for product in plan.products:
        yield from _line(product, f"sản phẩm «{product.values['name']}»")
    for one in plan.recognitions:
        name = one.product.values["name"] if one.product else ""
        stars = f"{one.values['stars']} sao" if one.values["stars"] else "chưa rõ hạng"
        yield from _line(one, f"lần công nhận «{name}», {stars}, {one.values['decided']}")


def _line(planned: Planned, what: str) -> Iterator[str]:
    where = f"dòng {planned.rows[0].row}"
    if planned.outcome == "new":
        yield f"+ {what} ({where})"
    elif planned.outcome == "changed":
        parts = [
            f"{_FIELDS[name]} {_shown(name, old)} → {_shown(name, new)}" for name, (old, new) in planned.changes.items()
        ]
        yield f"~ {what} ({where}): {'; '.join(parts)}"


def _shown(name: str, value: Any) -> str:
    if name in _CHOICES and value:
        return f"«{_CHOICES[name](value).label}»"
    if name == "valid_until":
        value = date_vi(value)
    if name == "standing":
        value = "chưa có hạng" if value else "đã công nhận"
    return f"«{shown(value)}»" if value not in (None, "") else "(trống)"
