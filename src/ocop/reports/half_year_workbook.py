"""The half-year report as a workbook: the figures, and a sheet for each list behind them."""

from ocop.papers.workbook import Sheet, SheetColumn, Value, Workbook
from ocop.reports.half_year_paper import UNNAMED, paper_date, report_notes, report_subject
from ocop.reports.model import Figure, HalfYearReport

FIGURES, PRODUCTS, BOOTHS = "Số liệu", "Sản phẩm", "Gian hàng"
PARTICIPANTS, TARGETS, TEXTS = "Chủ thể tham gia", "Mục tiêu", "Nội dung"
_BEHIND = {"recognition": PRODUCTS, "booth": BOOTHS, "participation": PARTICIPANTS, "target": TARGETS}
_NO_PRODUCER = "(chưa nêu tên)"


def half_year_workbook(report: HalfYearReport) -> Workbook:
    """Sheets «Số liệu», then every list; numbers and dates are such, never text."""
    return Workbook(
        title=report_subject(report),
        author=report.issuer.name if report.issuer else "",
        sheets=(
            _figures(report),
            _products(report),
            _booths(report),
            _participants(report),
            _targets(report),
            _texts(report),
        ),
    )


def _heading(report: HalfYearReport, title: str) -> tuple[str, ...]:
    return (title, report_subject(report), f"Số liệu tính đến ngày {paper_date(report.as_of)}")


def _figures(report: HalfYearReport) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for number, figure in enumerate(report.figures, 1):
        value: tuple[Value, Value, Value]
        value = (figure.value, None, None) if isinstance(figure, Figure) else (None, figure.low, figure.high)
        behind = _BEHIND[figure.records[0].kind] if figure.records else None
        rows.append((number, figure.label, *value, figure.unit, behind, figure.id))
    return Sheet(
        name=FIGURES,
        heading=_heading(report, "SỐ LIỆU BÁO CÁO"),
        columns=(
            SheetColumn("TT", 6, "number"),
            SheetColumn("Chỉ tiêu", 62),
            SheetColumn("Giá trị", 10, "number"),
            SheetColumn("Từ", 8, "number"),
            SheetColumn("Đến", 8, "number"),
            SheetColumn("Đơn vị", 12),
            SheetColumn("Danh sách", 18, "link"),
            SheetColumn("Mã chỉ tiêu", 38),
        ),
        rows=tuple(rows),
        notes=("Mục tiêu để trống ô «Đến» là từ số đó trở lên.", *report_notes(report)),
    )


def _products(report: HalfYearReport) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (
            number,
            line.name or UNNAMED,
            line.stars,
            line.producer,
            line.place,
            line.decision_number,
            line.decided_on if line.is_exact_day else line.decided,
            line.decided_on,
            line.authority,
            line.source,
            line.record.url,
        )
        for number, line in enumerate(report.products, 1)
    ]
    return Sheet(
        name=PRODUCTS,
        heading=_heading(report, "DANH SÁCH SẢN PHẨM OCOP"),
        columns=(
            SheetColumn("TT", 6, "number"),
            SheetColumn("Tên sản phẩm", 34),
            SheetColumn("Hạng sao", 8, "number"),
            SheetColumn("Chủ thể", 30),
            SheetColumn("Địa bàn", 26),
            SheetColumn("Số quyết định", 16),
            SheetColumn("Ngày công nhận", 14, "date"),
            SheetColumn("Tính từ ngày", 14, "date"),
            SheetColumn("Cơ quan công nhận", 24),
            SheetColumn("Nguồn", 60),
            SheetColumn("Trang công khai", 34),
        ),
        rows=tuple(rows),
        printed=9,
        notes=("Ngày công nhận chỉ biết đến tháng hoặc năm thì tính từ ngày cuối của tháng, năm đó.",),
    )


def _booths(report: HalfYearReport) -> Sheet:
    lines = [(event, booth) for event in report.events for booth in event.booths]
    return Sheet(
        name=BOOTHS,
        heading=_heading(report, "GIAN HÀNG TẠI CÁC SỰ KIỆN"),
        columns=(
            SheetColumn("TT", 6, "number"),
            SheetColumn("Sự kiện", 50),
            SheetColumn("Thời gian", 26),
            SheetColumn("Gian số", 8, "number"),
            SheetColumn("Đơn vị thuê", 30),
            SheetColumn("Nguồn", 60),
        ),
        rows=tuple(
            (number, event.name, event.held, booth.number, booth.sponsor, booth.source)
            for number, (event, booth) in enumerate(lines, 1)
        ),
        printed=5,
    )


def _participants(report: HalfYearReport) -> Sheet:
    lines = [(event, line) for event in report.events for line in event.participations]
    return Sheet(
        name=PARTICIPANTS,
        heading=_heading(report, "CHỦ THỂ THAM GIA CÁC SỰ KIỆN"),
        columns=(
            SheetColumn("TT", 6, "number"),
            SheetColumn("Sự kiện", 50),
            SheetColumn("Thời gian", 26),
            SheetColumn("Chủ thể", 30),
            SheetColumn("Tham gia với tư cách", 26),
            SheetColumn("Ghi chú", 40),
            SheetColumn("Nguồn", 60),
        ),
        rows=tuple(
            (number, event.name, event.held, line.producer or _NO_PRODUCER, line.role_label, line.note, line.source)
            for number, (event, line) in enumerate(lines, 1)
        ),
        printed=6,
    )


def _targets(report: HalfYearReport) -> Sheet:
    labels = {figure.id: figure.label for figure in report.figures}
    return Sheet(
        name=TARGETS,
        heading=_heading(report, f"MỤC TIÊU NĂM {report.year}"),
        columns=(
            SheetColumn("TT", 6, "number"),
            SheetColumn("Mục tiêu", 60),
            SheetColumn("Từ", 8, "number"),
            SheetColumn("Đến", 8, "number"),
            SheetColumn("Địa bàn", 24),
            SheetColumn("Ngày nêu", 14, "date"),
            SheetColumn("Nguồn", 60),
        ),
        rows=tuple(
            (number, labels[line.figure_id], line.low, line.high, line.area, line.set_on, line.source)
            for number, line in enumerate(report.targets, 1)
        ),
        printed=6,
        notes=("Để trống ô «Đến» là từ số đó trở lên.",),
    )


_TEXT_LABELS = {
    "difficulties": "Khó khăn, hạn chế",
    "orientation": "Định hướng",
    "focus_communes": "Địa bàn trọng tâm",
    "task": "Nhiệm vụ, giải pháp",
    "note": "Lưu ý",
}


def _texts(report: HalfYearReport) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for number, text in enumerate((*report.texts, *report.notes), 1):
        kind, _, rest = text.id.partition(".")
        label = _TEXT_LABELS[kind] + (f" {rest}" if kind == "task" else "")
        rows.append((number, label, text.text, text.source))
    return Sheet(
        name=TEXTS,
        heading=_heading(report, "NỘI DUNG BÁO CÁO"),
        columns=(
            SheetColumn("TT", 6, "number"),
            SheetColumn("Phần", 24),
            SheetColumn("Nội dung", 100),
            SheetColumn("Nguồn", 60),
        ),
        rows=tuple(rows),
        printed=3,
    )
