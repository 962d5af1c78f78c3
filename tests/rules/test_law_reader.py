"""The strict reader: what it accepts, what it refuses, and that every refusal names file and line."""

import string
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field, JsonValue

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
        ("count: 9999999999999999999\n", 3, "dấu nháy"),
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


def test_files_that_are_no_law_at_all(tmp_path: Path) -> None:
    for text, words in [
        ("", "nhóm khóa"),
        ("- a\n", "nhóm khóa"),
        ("a: 1\n---\nb: 2\n", "cú pháp"),
        ("a:\t- b\n\t c", "cú pháp"),
        ("a: " + "[" * 60 + "]" * 60, "quá nhiều tầng"),
    ]:
        with pytest.raises(LawError, match=words):
            read(write(tmp_path, text), Sheet)


def test_document_knows_the_line_of_every_part(tmp_path: Path) -> None:
    document = read_document(
        write(tmp_path, HEAD + "items:\n- code: a\n  points: '1'\n- code: b\n  points: '2'\n"), Sheet
    )
    assert document.line("items", 1, "points") == 7
    assert document.fault("x", "items", 0).line == 4


class Anything(LawFile):
    value: dict[str, JsonValue]


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15) + 1, 10**15 - 1)
    | st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(string.ascii_letters, min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


def normal(value: object) -> object:
    """The same with NFC text, as law files are kept."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normal(one) for one in value]
    if isinstance(value, dict):
        return {key: normal(one) for key, one in value.items()}
    return value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(value=st.dictionaries(st.text(string.ascii_letters, min_size=1), PLAIN, max_size=4))
def test_what_is_written_as_plain_yaml_is_read_back_the_same(tmp_path: Path, value: dict[str, object]) -> None:
    content = {"schema": "test/1", "value": normal(value)}
    path = write(tmp_path, yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    assert read(path, Anything).value == content["value"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(keys=st.lists(st.text(string.ascii_lowercase, min_size=2, max_size=4), min_size=2, max_size=8), again=st.data())
def test_a_duplicate_key_is_found_wherever_it_stands(tmp_path: Path, keys: list[str], again: st.DataObject) -> None:
    unique = [f"k{key}" for key in dict.fromkeys(keys)]
    repeated = again.draw(st.sampled_from(unique))
    lines = ["schema: test/1", "value:", *(f"  {key}: 'a'" for key in unique), f"  {repeated}: 'b'"]
    with pytest.raises(LawError) as caught:
        read(write(tmp_path, "\n".join(lines) + "\n"), Anything)
    assert (caught.value.line, repeated in caught.value.message) == (len(lines), True)
