"""What a reader must know besides the figures: made-up records, terms that nobody recorded, targets that do not agree."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from ocop.directory.enums import UnitList
from ocop.directory.models import Area
from ocop.directory.queries import NEW_LIST_FROM, AreaScope, resolve_area
from ocop.programme.enums import TargetMeasure
from ocop.programme.models import Target
from ocop.programme.queries import units_in
from ocop.recognition.models import Recognition
from ocop.reports.counting import ocop_products
from ocop.reports.model import ReportText
from ocop.rules.clocks import certificate_last_day, clocks_of
from ocop.rules.rulebook import law_directory

_FOUR = 4
_PAIRS = ((TargetMeasure.NEW, TargetMeasure.TOTAL, None), (TargetMeasure.NEW_4, TargetMeasure.TOTAL_4, _FOUR))


def product_notes(recognitions: Sequence[Recognition], as_of: date) -> Iterable[ReportText]:
    """How many of the counted products are made up for demonstrations, and of how many nobody recorded whether they still hold.

    A recognition whose term is not recorded counts for as long as nothing says that it ended; once the term of the decision
    would have run out, the reader is told.
    """
    made_up = sum(1 for row in recognitions if row.product.is_illustrative)
    if made_up:
        yield ReportText(
            "note.illustrative",
            f"Số liệu có {made_up} sản phẩm minh họa, dựng để trình diễn, không phải sản phẩm có thật.",
            "",
        )
    law = clocks_of(law_directory())
    open_ended = [row.decided_on for row in recognitions if row.valid_until is None and row.decided_on]
    overdue = sum(1 for decided in open_ended if certificate_last_day(law, decided) < as_of)
    if overdue:
        yield ReportText(
            "note.term_unknown",
            f"Trong đó {overdue} sản phẩm chưa rõ thời hạn: công nhận đã quá {law.term('certificate').amount} tháng, sổ chưa ghi "
            "ngày hết hạn hoặc lần phân hạng lại.",
            "",
        )


def target_notes(
    targets: Sequence[Target], *, scope: AreaScope, known_at: datetime | None = None
) -> Iterable[ReportText]:
    """A note for each total that is not the number there was on the day it was set plus the new ones of the same target.

    New 4★ products and upgrades from 3★ alike raise the number of 4★; an upgrade adds nothing to the total. So what was
    there is always counted from the recognitions that held on that day, each product once. Another note names the areas that
    the targets are for when the report covers more than these.
    """
    areas = {target.area_id: target.area for target in targets}
    if areas and len(areas) < units_in(scope):
        names = ", ".join(area.name for area in areas.values())
        yield ReportText("note.target.areas", f"Mục tiêu chỉ có của: {names}.", "")
    for new_measure, total_measure, stars in _PAIRS:
        new = [target for target in targets if target.measure == new_measure]
        total = [target for target in targets if target.measure == total_measure]
        if len(new) != 1 or len(total) != 1 or new[0].area_id != total[0].area_id:
            continue
        there = _there(total[0], stars, known_at)
        low = there + new[0].low
        high = None if new[0].high is None else there + new[0].high
        if (low, high) != (total[0].low, total[0].high):
            what = "sản phẩm OCOP" if stars is None else f"sản phẩm OCOP {stars} sao"
            yield ReportText(
                f"note.target.{total_measure.value}",
                f"Mục tiêu tổng {_range(total[0].low, total[0].high)} {what} chưa khớp với sổ: ngày "
                f"{total[0].set_on:%d/%m/%Y} có {there}, thêm {_range(new[0].low, new[0].high)} thành {_range(low, high)}.",
                "",
            )


def _there(target: Target, stars: int | None, known_at: datetime | None) -> int:
    held = ocop_products(target.set_on, known_at=known_at, scope=_scope_of(target.area))
    return held.filter(stars__gte=stars).count() if stars else held.count()


def _scope_of(area: Area) -> AreaScope:
    day = NEW_LIST_FROM if area.unit_list == UnitList.SINCE else NEW_LIST_FROM - timedelta(days=1)
    return resolve_area(f"{area.code}@{day.isoformat()}", day)


def _range(low: int, high: int | None) -> str:
    return f"từ {low} trở lên" if high is None else f"{low} đến {high}"
