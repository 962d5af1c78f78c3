"""Lists as a workbook, read back with a library that did not write it."""

import io
from datetime import date, datetime

import openpyxl

from ocop.papers.workbook import Sheet, SheetColumn, Workbook, lines, workbook_xlsx


def a_book(*rows: tuple[object, ...]) -> openpyxl.Workbook:
    sheet = Sheet(
        name="Sản phẩm",
        heading=("DANH SÁCH", "Số liệu tính đến ngày 24/6/2022"),
        columns=(
            SheetColumn("TT", 6, "number"),
            SheetColumn("Tên", 30),
            SheetColumn("Ngày", 12, "date"),
            SheetColumn("Xem", 12, "link"),
            SheetColumn("Nguồn", 60),
        ),
        rows=rows,  # type: ignore[arg-type]
        notes=("Ghi chú",),
        printed=4,
    )
    return openpyxl.load_workbook(io.BytesIO(workbook_xlsx(Workbook(title="Sổ", author="Sở", sheets=(sheet,)))))


def test_numbers_and_dates_are_such_and_texts_stay_texts() -> None:
    page = a_book(
        (1, "=1+1", date(2022, 6, 24), "Sản phẩm", "https://vi.du"), (2, "Bánh tráng phơi sương", None, None, "")
    )["Sản phẩm"]
    assert [cell.value for cell in page[5]] == [1, "=1+1", datetime(2022, 6, 24), "Sản phẩm", "https://vi.du"]
    assert page["B5"].data_type == "s"
    assert page["C5"].number_format == "dd/mm/yyyy"
    assert page["D5"].hyperlink.location == "'Sản phẩm'!A1"
    assert [cell.value for cell in page[6]] == [2, "Bánh tráng phơi sương", None, None, None]
    assert page["E5"].hyperlink is None


def test_a_date_known_to_the_year_stands_as_text() -> None:
    assert a_book((1, "Muối", "năm 2020", None, ""))["Sản phẩm"]["C5"].value == "năm 2020"


def test_paper_repeats_the_head_and_leaves_out_what_is_for_the_screen() -> None:
    page = a_book((1, "Muối", None, None, "nguồn dài"))["Sản phẩm"]
    assert page.print_title_rows == "$4:$4"
    assert page.freeze_panes == "A5"
    assert page.print_area == "'Sản phẩm'!$A$1:$D$7"
    assert page.auto_filter.ref == "A4:E5"


def test_an_empty_list_is_a_sheet_with_its_head() -> None:
    page = a_book()["Sản phẩm"]
    assert [cell.value for cell in page[4]][:3] == ["TT", "Tên", "Ngày"]


def test_lines() -> None:
    assert lines("", 10) == 1
    assert lines("một", 10) == 1
    assert lines("một hai ba bốn năm", 9) == 2
    assert lines("một\nhai", 10) == 2
