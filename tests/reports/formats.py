"""Reading the four formats back, each with a library that did not write it."""

import io
import re
from datetime import date, datetime
from typing import Any

import openpyxl
import pypdfium2
from docx import Document
from docx.document import Document as WordDocument

from ocop.ops.report import render
from ocop.reports.half_year import half_year
from ocop.reports.model import HalfYearReport

AS_OF = date(2022, 6, 24)


def report_of_june(known_at: datetime | None = None, as_of: date = AS_OF) -> HalfYearReport:
    return half_year(2022, 1, as_of, known_at=known_at, area="72@2022-06-24")


def flat(text: str) -> str:
    """One line: papers break lines where the width tells them to."""
    return re.sub(r"[\s\u00a0\u2060]+", " ", text.replace("\ufffe", "-").replace("\u2011", "-"))


def pdf_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        pages = []
        for page in pdf:
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
    return flat(" ".join(pages))


def word(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def docx_text(content: bytes) -> str:
    """Paragraphs and cells in the order in which they stand."""
    body = word(content).element.body
    return flat(" ".join("".join(node.itertext("{*}t")) for node in body.iter("{*}p")))


def workbook(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def xlsx_figures(content: bytes) -> dict[str, tuple[Any, Any, Any]]:
    """Value, from and to of each figure on the sheet «Số liệu», by its id."""
    found = {}
    for row in workbook(content)["Số liệu"].iter_rows(values_only=True):
        if isinstance(row[7], str) and "." in row[7]:
            found[row[7]] = (row[2], row[3], row[4])
    return found


def json_figures(report: HalfYearReport) -> dict[str, tuple[Any, Any, Any]]:
    figures = report.as_json()["figures"]
    return {figure["id"]: (figure.get("value"), figure.get("from"), figure.get("to")) for figure in figures}


class Printed:
    """The report in all formats."""

    def __init__(self, report: HalfYearReport) -> None:
        self.json = json_figures(report)
        self.xlsx = xlsx_figures(render(report, "xlsx"))
        self.docx = docx_text(render(report, "docx"))
        self.pdf = pdf_text(render(report, "pdf"))
