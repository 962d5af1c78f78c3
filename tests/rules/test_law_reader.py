"""The strict reader: what it accepts, what it refuses, and that every refusal names file and line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import Field

from ocop.rules.reader import LawError, read, read_document
from ocop.rules.schema import LawFile, LawModel, LawText, Points


class Item(LawModel):
    code: str
    points: Points
    text: LawText = "x"


class Sheet(LawFile):
    issued: date
    count: int = 0
    open: bool = False
    items: tuple[Item, ...] = Field(default=())


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "law.yaml"
    path.write_text(text, encoding="utf-8")
    return path


HEAD = "schema: test/1\nissued: 2026-05-22\n"


def test_reads_into_frozen_models(tmp_path: Path) -> None:
    sheet = read(write(tmp_path, HEAD + "count: 3\nopen: true\nitems:\n- code: '1.10'\n  points: '2.5'\n"), Sheet)
    assert sheet.issued == date(2026, 5, 22)
    assert sheet.items == (Item(code="1.10", points=Decimal("2.5")),)
    with pytest.raises(ValueError, match="frozen"):
        sheet.count = 4  # type: ignore[misc]


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("count: 1\ncount: 2\n", 4, "lặp lại"),
        ("colour: red\n", 3, "không có trong mẫu"),
        ("count: 1.5\n", 3, "dấu nháy"),
        ("count: '1'\n", 3, "số nguyên"),
        ("count: 012\n", 3, "dấu nháy"),
        ("count: 1:30\n", 3, "dấu nháy"),
        ("open: yes\n", 3, "dấu nháy"),
        ("1: a\n", 3, "phải là chữ"),
        ("items:\n- code: a\n  points: 2\n", 5, "điểm phải là"),
        ("items:\n- code: a\n  points: 2.0\n", 5, "dấu nháy"),
        ("items:\n- code: a\n  points: '02'\n", 5, "điểm phải là"),
        ("items:\n- code: a\n", 4, "thiếu khóa «points»"),
        ("items:\n- code: a\n  points: '1'\n  text: 'còn * sót'\n", 6, "dấu *"),
        ("items: &x []\nother: *x\n", 3, "tham chiếu"),
        ("items: !!python/none x\n", 3, "dấu nháy"),
        ("items: [\n", 4, "cú pháp"),
        ("items:\n- code: tie\u0302\u0301ng\n  points: '1'\n", 4, "NFC"),
    ],
)
def test_refuses_with_file_and_line(tmp_path: Path, body: str, line: int, words: str) -> None:
    path = write(tmp_path, HEAD + body)
    with pytest.raises(LawError) as caught:
        read(path, Sheet)
    assert (caught.value.file, caught.value.line) == (str(path), line)
    assert words in caught.value.message
    assert str(caught.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize("issued", ["22/5/2026", "2026-5-22", "2026-02-30", "20260522"])
def test_refuses_dates_that_are_not_iso(tmp_path: Path, issued: str) -> None:
    with pytest.raises(LawError, match="issued"):
        read(write(tmp_path, f"schema: test/1\nissued: '{issued}'\n"), Sheet)


def test_names_all_faults_of_a_file_at_once(tmp_path: Path) -> None:
    with pytest.raises(LawError) as caught:
        read(write(tmp_path, "schema: test/1\nissued: x\ncount: y\n"), Sheet)
    assert [fault.line for fault in caught.value.faults] == [2, 3]


def test_missing_file_and_wrong_encoding_are_law_errors(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="không đọc được"):
        read(tmp_path / "none.yaml", Sheet)
    path = tmp_path / "law.yaml"
    path.write_bytes(HEAD.encode() + b"count: \xff\n")
    with pytest.raises(LawError, match=r"law\.yaml:3: .*UTF-8"):
        read(path, Sheet)


def test_document_knows_the_line_of_every_part(tmp_path: Path) -> None:
    document = read_document(
        write(tmp_path, HEAD + "items:\n- code: a\n  points: '1'\n- code: b\n  points: '2'\n"), Sheet
    )
    assert document.line("items", 1, "points") == 7
    assert document.fault("x", "items", 0).line == 4
