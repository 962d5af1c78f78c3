"""The half-year report as an administrative paper: sentences are made from the figures, texts stand as they were written."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.utils.timezone import localtime

from ocop.directory.enums import UnitList
from ocop.directory.queries import NEW_LIST_FROM
from ocop.kernel.text import date_long_vi, date_vi
from ocop.papers.official import (
    Annex,
    Block,
    Column,
    Heading,
    Letterhead,
    OfficialPaper,
    Paragraph,
    Table,
)
from ocop.programme.enums import ParticipationRole
from ocop.reports.model import EventLine, Figure, HalfYearReport, ProductLine, RangeFigure

UNNAMED = "(tên chưa công bố)"
_PROGRAMME = "Chương trình mỗi xã một sản phẩm (OCOP)"
_HALVES = {1: "6\u00a0tháng đầu năm", 2: "6\u00a0tháng cuối năm"}
_KINDS = ("Tỉnh", "Thành phố", "Thị xã", "Huyện", "Quận", "Thị trấn", "Phường", "Xã", "Đặc khu")
_OPEN = "……………"


def half_year_paper(report: HalfYearReport) -> OfficialPaper:
    """The report in the layout of Nghị định 30/2020/NĐ-CP; number, day and signature stay open."""
    issuer = report.issuer
    letterhead = Letterhead(
        superior=issuer.superior if issuer else "",
        issuer=issuer.formal_name if issuer else "",
        symbol=f"BC-{issuer.symbol}" if issuer else "BC-…",
        place=issuer.place if issuer else _OPEN,
        month=report.as_of.month,
        year=report.as_of.year,
    )
    return OfficialPaper(
        letterhead=letterhead,
        kind="BÁO CÁO",
        subject=report_subject(report),
        body=tuple(_body(report)),
        signer_title=issuer.signer_title if issuer else _OPEN,
        recipients=issuer.recipients if issuer else (_OPEN,),
        annexes=(_products_annex(report, letterhead),),
        closing=1 + len(report_notes(report)),
    )


def report_subject(report: HalfYearReport) -> str:
    """«Kết quả thực hiện … 6 tháng đầu năm 2022 trên địa bàn tỉnh Tây Ninh, …»: the area always stands in it."""
    return (
        f"Kết quả thực hiện {_PROGRAMME} {_HALVES[report.half]} {report.year} trên địa bàn {area_phrase(report)}, "
        "định hướng và giải pháp triển khai thực hiện trong thời gian tới"
    )


def area_phrase(report: HalfYearReport) -> str:
    """The area within a sentence; old units named on a later date say which boundaries are meant."""
    name = report.area.name
    for kind in _KINDS:
        name = name.replace(f"{kind} ", f"{kind.lower()} ")
    if report.area.unit_list == UnitList.BEFORE and report.as_of >= NEW_LIST_FROM:
        name += f" (địa giới trước ngày {date_vi(NEW_LIST_FROM)})"
    return name


def count_text(number: int) -> str:
    """Numbers in running text as papers write them: two digits below 10."""
    return f"{number:02d}"


def paper_date(day: date) -> str:
    """A date in running text as papers write it: «06/7/2020», two digits for a day below 10 and for months 1 and 2 only."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"


def _body(report: HalfYearReport) -> Iterable[Block]:
    yield Paragraph(_opening(report))
    yield Heading("I. KẾT QUẢ THỰC HIỆN")
    yield Heading("1. Đánh giá, xếp hạng sản phẩm", 2)
    yield from _products(report)
    yield Heading("2. Hoạt động quảng bá, xúc tiến thương mại", 2)
    yield from _promotion(report)
    yield Heading("II. KHÓ KHĂN, HẠN CHẾ")
    yield from _written(report.text("difficulties"))
    yield Heading("III. ĐỊNH HƯỚNG, MỤC TIÊU")
    yield Heading("1. Định hướng", 2)
    yield from _written(report.text("orientation"))
    yield Heading(f"2. Mục tiêu năm {report.year}", 2)
    yield Paragraph(_targets(report))
    yield Heading("IV. NHIỆM VỤ, GIẢI PHÁP")
    tasks = [text for text in report.texts if text.id.startswith("task.")]
    for number, task in enumerate(tasks, 1):
        yield from _written(f"{number}. {task.text}")
    if not tasks:
        yield from _written("")
    yield Paragraph(
        f"Trên đây là báo cáo kết quả thực hiện {_PROGRAMME} {_HALVES[report.half]} {report.year}, định hướng và giải pháp "
        "triển khai thực hiện trong thời gian tới./."
    )
    for note in report_notes(report):
        yield Paragraph(note, note=True)


def _opening(report: HalfYearReport) -> str:
    issuer = report.issuer.name if report.issuer else _OPEN
    period = f"{_HALVES[report.half]} {report.year}"
    told = f"{issuer} báo cáo kết quả thực hiện {_PROGRAMME} {period} trên địa bàn {area_phrase(report)} như sau:"
    scheme = report.scheme
    if scheme is None:
        return told
    by = f" của {scheme.issued_by}" if scheme.issued_by else ""
    return f"Thực hiện Quyết định số {scheme.number} ngày {paper_date(scheme.issued_on)}{by} phê duyệt {scheme.title}, {told}"


def _products(report: HalfYearReport) -> Iterable[Block]:
    total = _value(report, "products.total")
    levels = [
        (count_text(figure.value), f"{figure.id.removeprefix('products.')} sao")
        for figure in report.figures
        if isinstance(figure, Figure) and figure.id.startswith("products.") and figure.id != "products.total"
    ]
    sentence = (
        f"Đến {date_long_vi(report.as_of)}, trên địa bàn {area_phrase(report)} có {count_text(total)} sản phẩm OCOP được "
        "đánh giá, xếp hạng"
    )
    if levels:
        sentence += ", trong đó có " + _and([f"{number} sản phẩm được xếp hạng {level}" for number, level in levels])
    if total:
        sentence += " (danh sách tại Phụ lục kèm theo)"
    yield Paragraph(f"{sentence}.")
    if total:
        yield _by_year(report)


def _by_year(report: HalfYearReport) -> Table:
    stars = sorted({line.stars for line in report.products if line.stars}, reverse=True)
    unknown = any(line.stars is None for line in report.products)
    heads = [f"{level} sao" for level in stars] + (["Chưa rõ hạng"] if unknown else [])
    levels: list[int | None] = [*stars, *([None] if unknown else [])]

    def row(label: str, lines: Sequence[ProductLine]) -> tuple[str, ...]:
        counts = [sum(1 for line in lines if line.stars == level) for level in levels]
        return (label, *(str(count) for count in counts), str(len(lines)))

    years = sorted({line.decided_on.year for line in report.products})
    rows = [row(str(year), [line for line in report.products if line.decided_on.year == year]) for year in years]
    return Table(
        caption="Số sản phẩm OCOP theo năm công nhận và hạng sao",
        columns=(
            Column("Năm công nhận", 1.4, "center"),
            *(Column(head, 1, "center") for head in heads),
            Column("Cộng", 1, "center"),
        ),
        rows=(*rows, row("Tổng cộng", report.products)),
        total=True,
    )


def _promotion(report: HalfYearReport) -> Iterable[Block]:
    if not report.events:
        yield Paragraph("Trong kỳ, sổ chưa ghi sự kiện quảng bá, xúc tiến thương mại nào.")
    for event in report.events:
        yield Paragraph(event_sentence(event))


def event_sentence(event: EventLine) -> str:
    """What was done at an event, with its numbers counted from the records."""
    name = f"“{event.name}”" + (f" với chủ đề “{event.theme}”" if event.theme else "")
    parts = []
    if event.booths:
        sponsors = list(dict.fromkeys(booth.sponsor for booth in event.booths if booth.sponsor))
        who = f"{_and(sponsors)} đã hỗ trợ thuê" if sponsors else "Đã thuê"
        parts.append(f"{who} {count_text(len(event.booths))} gian hàng")
    brought = [
        f"{count_text(len(lines))} chủ thể {lines[0].role_label}"
        + (" là sản phẩm OCOP" if role == ParticipationRole.RECOGNISED else "")
        for role in (ParticipationRole.RECOGNISED, ParticipationRole.POTENTIAL)
        if (lines := event.with_role(role))
    ]
    if brought:
        parts.append(f"tổ chức cho {', '.join(brought)} tham gia trưng bày, quảng bá sản phẩm tại {name}")
    mobilised = event.with_role(ParticipationRole.MOBILISED)
    if mobilised:
        who = event.participants_as or "chủ thể"
        parts.append(f"vận động {count_text(len(mobilised))} {who} tham gia {name}")
    sentence = " và ".join(parts)
    if not brought and not mobilised:
        sentence += f" tại {name}"
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _targets(report: HalfYearReport) -> str:
    def of(measure: str) -> RangeFigure | None:
        figure = report.figure(f"target.{measure}")
        return figure if isinstance(figure, RangeFigure) else None

    new, total, new_4, total_4 = of("new"), of("total"), of("new_4"), of("total_4")
    parts = []
    if new:
        raised = f" (nâng tổng sản phẩm OCOP lên {range_text(total)} sản phẩm)" if total else ""
        parts.append(
            f"phấn đấu có từ {range_text(new, after_from=True)} sản phẩm OCOP được công nhận đạt từ 3 sao trở lên{raised}"
        )
    if new_4:
        raised = f" (nâng tổng sản phẩm đạt 4 sao lên {range_text(total_4, unit='sản phẩm')})" if total_4 else ""
        parts.append(f"trong đó có từ {range_text(new_4, after_from=True)} sản phẩm OCOP đạt 4 sao{raised}")
    if not parts:
        return f"Sổ chưa ghi mục tiêu năm {report.year}."
    focus = report.text("focus_communes")
    if focus:
        parts.append(focus)
    sentence = ", ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:].rstrip('.')}."


def range_text(figure: RangeFigure, *, after_from: bool = False, unit: str = "") -> str:
    """«15 - 20», «42 - 47», «02» after «từ», «07 sản phẩm trở lên»."""
    low = count_text(figure.low)
    unit = f" {unit}" if unit else ""
    if figure.high is None:
        return low + unit if after_from else f"{low}{unit} trở lên"
    return f"{low}{unit}" if figure.high == figure.low else f"{low} - {count_text(figure.high)}{unit}"


def _written(text: str) -> Iterable[Block]:
    for part in text.split("\n"):
        if part.strip():
            yield Paragraph(part.strip())
    if not text.strip():
        yield Paragraph(_OPEN)


def report_notes(report: HalfYearReport) -> tuple[str, ...]:
    """What the reader must know about the numbers: their dates, the closing date by law, and what does not agree."""
    moment = localtime(report.known_at or report.made_at)
    closing = report.closing
    doubt = "" if closing.is_certain else "; cần đối chiếu nguyên văn"
    return (
        f"Ghi chú: Số liệu tính đến ngày {paper_date(report.as_of)}, theo sổ ghi nhận đến {moment:%H:%M} ngày "
        f"{paper_date(moment.date())}. Kỳ chốt số liệu theo chế độ báo cáo: từ ngày {paper_date(closing.opens)} đến ngày "
        f"{paper_date(closing.closes)} ({closing.law}{doubt}).",
        *(note.text for note in report.notes),
    )


def _products_annex(report: HalfYearReport, letterhead: Letterhead) -> Annex:
    issuer = report.issuer.name if report.issuer else _OPEN
    rows: list[tuple[str, ...]] = []
    for line in report.products:
        if line.name:
            rows.append((str(len(rows) + 1), line.name, _stars(line), line.producer, line.place, decision_text(line)))
    rows += _unnamed_rows([line for line in report.products if not line.name], first=len(rows) + 1)
    columns = (
        Column("TT", 1.2, "center"),
        Column("Tên sản phẩm", 3.3),
        Column("Hạng sao", 1.3, "center"),
        Column("Chủ thể", 3.4),
        Column("Địa bàn", 3.4),
        Column("Quyết định, ngày công nhận", 2.3),
    )
    body: list[Block] = [Table(caption="", columns=columns, rows=tuple(rows))]
    unnamed = sum(1 for line in report.products if not line.name)
    if unnamed:
        body.append(Paragraph(f"{count_text(unnamed)} sản phẩm {UNNAMED}: nguồn công bố chỉ nêu số lượng.", note=True))
    return Annex(
        label="Phụ lục",
        title=f"Danh sách sản phẩm OCOP trên địa bàn {area_phrase(report)} đến {date_long_vi(report.as_of)}",
        reference=f"(Kèm theo Báo cáo số            /{letterhead.symbol} của {issuer})",
        body=tuple(body),
    )


def _unnamed_rows(lines: Sequence[ProductLine], *, first: int) -> list[tuple[str, ...]]:
    """Products that the source counts without naming: one line with the number for each rank and decision."""

    def key(line: ProductLine) -> tuple[int, str, str]:
        return -(line.stars or 0), line.decided, line.decision_number

    rows: list[tuple[str, ...]] = []
    for _, group in groupby(sorted(lines, key=key), key=key):
        same = list(group)
        last = first + len(same) - 1
        numbers = str(first) if last == first else f"{first}–\u2060{last}"
        rows.append(
            (numbers, f"{count_text(len(same))} sản phẩm {UNNAMED}", _stars(same[0]), "", "", decision_text(same[0]))
        )
        first = last + 1
    return rows


def _stars(line: ProductLine) -> str:
    return f"{line.stars}\u00a0sao" if line.stars else "chưa rõ"


def decision_text(line: ProductLine) -> str:
    """«số 123/QĐ-UBND, 05/01/2022»; only the date where the number is not known."""
    return f"số {line.decision_number}, {line.decided}" if line.decision_number else line.decided


def _value(report: HalfYearReport, figure_id: str) -> int:
    figure = report.figure(figure_id)
    return figure.value if isinstance(figure, Figure) else 0


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"
