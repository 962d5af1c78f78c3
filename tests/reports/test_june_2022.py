"""The report of June 2022 says what the account of that day says, and nothing is counted that a record does not hold."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from ocop.kernel.access import Actor
from ocop.ops.report import render
from ocop.recognition.models import Recognition
from ocop.reports.half_year import half_year, product_path
from ocop.reports.half_year_paper import half_year_paper, paper_date, report_subject
from tests.places import old
from tests.reports.formats import AS_OF, Printed, docx_text, pdf_text, report_of_june, word, workbook

pytestmark = pytest.mark.usefixtures("story")
ACTOR = Actor.system("test")


def test_the_json_is_that_of_the_contract() -> None:
    data = report_of_june().as_json()
    assert list(data) == ["report", "year", "half", "as_of", "known_at", "area", "figures", "texts"]
    assert data["report"] == "half-year"
    assert (data["year"], data["half"], data["as_of"], data["known_at"]) == (2022, 1, "2022-06-24", None)
    assert data["area"] == {"code": "72", "list": "before-2025-07-01", "name": "Tỉnh Tây Ninh"}
    counted = [(f["id"], f["value"], len(f["records"])) for f in data["figures"] if "value" in f]
    assert counted == [
        ("products.total", 27, 27),
        ("products.4", 5, 5),
        ("products.3", 22, 22),
        ("events.booths", 6, 6),
        ("event.dong_thap.producers_recognised", 5, 5),
        ("event.dong_thap.producers_potential", 3, 3),
        ("event.hoa_thanh.producers", 12, 12),
    ]
    ranges = [(f["id"], f["from"], f["to"], len(f["records"])) for f in data["figures"] if "from" in f]
    assert ranges == [
        ("target.new", 15, 20, 1),
        ("target.total", 42, 47, 1),
        ("target.new_4", 2, None, 1),
        ("target.total_4", 7, None, 1),
    ]
    assert [text["id"] for text in data["texts"]] == [
        "difficulties", "orientation", "task.1", "task.2", "task.3", "task.4", "focus_communes",
    ]  # fmt: skip
    assert all(set(f) in ({"id", "label", "value", "unit", "records"}, {"id", "label", "from", "to", "unit", "records"})
               for f in data["figures"])  # fmt: skip
    assert all(set(text) == {"id", "text", "source"} and text["source"] for text in data["texts"])


def test_twelve_products_have_a_page_and_fifteen_have_no_name() -> None:
    figure = report_of_june().as_json()["figures"][0]
    urls = [record["url"] for record in figure["records"]]
    assert sum(url is not None for url in urls) == 12
    assert sum(url is None for url in urls) == 15
    assert len({record["id"] for record in figure["records"]}) == 27
    assert {record["kind"] for record in figure["records"]} == {"recognition"}
    assert "/san-pham/muoi-tom/" in urls


def test_the_address_of_a_product_is_that_of_its_page() -> None:
    assert product_path("muoi-tom") == reverse("product", kwargs={"slug": "muoi-tom"})


def test_texts_are_quoted_exactly() -> None:
    report = report_of_june()
    assert report.text("focus_communes") == (
        "tập trung vào các xã phấn đấu đạt chuẩn xã nông thôn mới nâng cao và xã nông thôn mới kiểu mẫu giai đoạn 2021-2025"
    )
    assert report.text("difficulties").startswith(
        "Bên cạnh những mặt đạt được thì việc triển khai thực hiện Chương trình"
    )
    assert report.text("difficulties").endswith("sản phẩm OCOP của tỉnh còn ít và chưa đa dạng.")
    assert report.text("task.1") == (
        "Tham mưu UBND tỉnh xây dựng và ban hành kế hoạch thực hiện Chương trình OCOP giai đoạn 2022-2025 và triển khai thực "
        "hiện có hiệu quả, đạt mục tiêu kế hoạch hằng năm."
    )
    assert "vốn tín dụng, vốn vay…" in report.text("task.3")


def test_paper_says_the_article_s_sentences_in_word_and_pdf() -> None:
    printed = Printed(report_of_june())
    for text in (printed.docx, printed.pdf):
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in text
        assert "VÀ PHÁT TRIỂN NÔNG THÔN" in text
        assert "6 tháng đầu năm 2022 trên địa bàn tỉnh Tây Ninh" in text
        assert "Thực hiện Quyết định số 1391/QĐ-UBND ngày 06/7/2020 của UBND tỉnh phê duyệt Đề án" in text
        assert (
            "có 27 sản phẩm OCOP được đánh giá, xếp hạng, trong đó có 05 sản phẩm được xếp hạng 4 sao và 22 sản phẩm được "
            "xếp hạng 3 sao"
        ) in text
        assert (
            "Sở Nông nghiệp và PTNT đã hỗ trợ thuê 06 gian hàng và tổ chức cho 05 chủ thể có sản phẩm được công nhận là sản "
            "phẩm OCOP, 03 chủ thể có sản phẩm tiềm năng tham gia trưng bày, quảng bá sản phẩm tại “Diễn đàn sản phẩm OCOP "
            "Đồng Tháp và các tỉnh ĐBSCL năm 2022” với chủ đề “Liên kết cùng phát triển”."
        ) in text
        assert (
            "Vận động 12 chủ thể OCOP, các doanh nghiệp trên địa bàn tỉnh tham gia “Hội chợ giới thiệu, quảng bá các sản phẩm "
            "OCOP và đặc sản Thị xã Hòa Thành, tỉnh Tây Ninh năm 2022”."
        ) in text
        assert "Muối tôm" in text
        assert "12 sản phẩm (tên chưa công bố)" in text
        assert "Số liệu tính đến ngày 24/6/2022" in text
        assert (
            "từ ngày 15/12/2021 đến ngày 14/6/2022 (Nghị định 09/2019/NĐ-CP, Điều 12; cần đối chiếu nguyên văn)" in text
        )
        assert "GIÁM ĐỐC" in text


def test_the_workbook_has_numbers_dates_and_a_sheet_for_each_list() -> None:
    book = workbook(render(report_of_june(), "xlsx"))
    assert book.sheetnames == ["Số liệu", "Sản phẩm", "Gian hàng", "Chủ thể tham gia", "Mục tiêu", "Nội dung"]
    products = [row for row in book["Sản phẩm"].iter_rows(min_row=5, values_only=True) if isinstance(row[0], int)]
    assert len(products) == 27
    assert {type(row[2]) for row in products} == {int}
    assert {type(row[7]) for row in products} == {datetime}
    assert sum(row[1] == "(tên chưa công bố)" for row in products) == 15
    for sheet in book.worksheets:
        assert sheet.print_title_rows
        assert sheet.freeze_panes
    targets = [row for row in book["Mục tiêu"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[2:4] for row in targets] == [(15, 20), (42, 47), (2, None), (7, None)]
    assert all(row[5] == datetime(2022, 6, 24) for row in targets)


def test_nothing_is_counted_before_it_was_recorded() -> None:
    before = datetime(2022, 6, 24, 12, 0, tzinfo=UTC)
    data = report_of_june(known_at=before).as_json()
    assert {figure["id"]: figure.get("value") for figure in data["figures"]} == {
        "products.total": 0,
        "events.booths": 0,
    }
    assert data["known_at"] == "2022-06-24T12:00:00+00:00"


def test_each_date_has_its_own_numbers() -> None:
    def total(day: date) -> int:
        return half_year(2022, 1, day, area="72@2022-06-24").as_json()["figures"][0]["value"]

    assert total(date(2020, 12, 30)) == 0
    assert total(date(2020, 12, 31)) == 9
    assert total(date(2021, 12, 30)) == 9
    assert total(date(2021, 12, 31)) == 27
    day_before = half_year(2022, 1, date(2022, 6, 23), area="72")
    assert day_before.events == ()
    assert day_before.targets == ()


def test_both_old_provinces_are_named_and_the_targets_say_whose_they_are() -> None:
    report = half_year(2022, 1, AS_OF)
    assert "tỉnh Tây Ninh" in report_subject(report)
    assert "tỉnh Long An" in report_subject(report)
    assert [note.id for note in report.notes] == ["note.target.areas"]
    assert "Tỉnh Tây Ninh" in report.notes[0].text
    # Neither the agency nor the scheme of one of them stands for both.
    assert report.issuer is None
    assert report.scheme is None


def test_the_issuer_has_the_name_of_the_date() -> None:
    assert half_year_paper(report_of_june()).letterhead.issuer == "Sở Nông nghiệp và Phát triển nông thôn"
    later = half_year(2025, 1, date(2025, 6, 24), area="72")
    assert later.issuer is None
    assert "…" in half_year_paper(later).letterhead.issuer_lines[0]
    assert pdf_text(render(later, "pdf"))


def test_illustrative_records_never_count_before_2026_and_are_told_after() -> None:
    from ocop.dossiers.services import create_product
    from ocop.kernel.dates import PartialDate
    from ocop.recognition.services import record_recognition

    made_up = create_product(actor=ACTOR, name="Sản phẩm minh họa", area=old("72"), is_illustrative=True)
    record_recognition(
        actor=ACTOR, product=made_up, stars=5, decided=PartialDate.day(date(2022, 1, 1)), certainty="illustrative"
    )
    assert "products.5" not in {figure.id for figure in report_of_june().figures}
    later = half_year(2026, 1, date(2026, 6, 24), area="72@2022-06-24")
    assert "products.5" in {figure.id for figure in later.figures}
    assert [text["id"] for text in later.as_json()["texts"]] == ["note.illustrative", "note.term_unknown"]
    printed = docx_text(render(later, "docx"))
    assert "1 sản phẩm minh họa" in printed
    assert "sản phẩm chưa rõ thời hạn: công nhận đã quá 36 tháng" in printed
    assert "(địa giới trước ngày 01/07/2025)" in report_subject(later)


def test_a_rank_below_three_stars_is_no_ocop_product() -> None:
    from ocop.recognition.services import correct_recognition

    record = Recognition.objects.get(pk=report_of_june().figures[1].records[0].id)
    correct_recognition(actor=ACTOR, recognition=record, reason="theo quyết định", stars=2)
    figures = {figure["id"]: figure.get("value") for figure in report_of_june().as_json()["figures"]}
    assert figures["products.total"] == 26
    assert "products.2" not in figures


def test_word_uses_real_styles() -> None:
    document = word(render(report_of_june(), "docx"))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles.count("Heading 1") == 4
    assert "Nội dung" in styles
    assert "Ghi chú" in styles
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(m.mm) for m in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)] == [
        20, 20, 30, 15,
    ]  # fmt: skip


def test_dates_of_papers() -> None:
    assert paper_date(date(2022, 6, 24)) == "24/6/2022"
    assert paper_date(date(2022, 2, 5)) == "05/02/2022"
    assert paper_date(date(2022, 12, 5)) == "05/12/2022"
