"""``ocop clock`` and ``ocop law which`` as a person or a program calls them."""

import json
from typing import Any

import pytest

from ocop.ops.clock import KINDS, run_clock, run_law_which


def clock(capsys: pytest.CaptureFixture[str], kind: str, start: str) -> tuple[int, dict[str, Any]]:
    code = run_clock(kind, start, True)
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("kind", "start", "answer"),
    [
        ("commune_check", "2026-06-01", {"due": "2026-06-22", "counted": "working"}),
        ("reappraisal", "2026-07-19", {"due": "2026-09-03", "nominal": "2026-09-02", "counted": "calendar"}),
        ("revocation", "2026-06-05", {"due": "2026-06-22", "nominal": "2026-06-20", "counted": "calendar"}),
        ("certificate", "2026-08-05", {"due": "2029-08-05", "counted": "calendar"}),
        ("renewal_window", "2029-08-05", {"opens": "2029-02-06", "closes": "2029-04-07", "counted": "calendar"}),
        ("extension", "2026-09-18", {"due": "2027-03-17", "counted": "calendar"}),
        ("round", "2026-04-30", {"due": "2026-10-29", "counted": "calendar"}),
    ],
)
def test_each_kind_answers_with_the_keys_of_the_contract(
    capsys: pytest.CaptureFixture[str], kind: str, start: str, answer: dict[str, str]
) -> None:
    code, found = clock(capsys, kind, start)
    assert code == 0
    assert found["kind"] == kind and found["from"] == start
    assert {key: found[key] for key in answer} == answer
    assert "Quyết định 26/2026/QĐ-TTg, Điều" in found["source"]
    assert set(found) <= {"kind", "from", "due", "opens", "closes", "nominal", "counted", "source", "notes", "rounds"}


def test_a_certificate_that_ended_before_the_decision_has_no_extension(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = clock(capsys, "extension", "2026-05-21")
    assert (code, found["due"]) == (1, None)
    assert "Điều 12 khoản 1" in found["source"]


def test_rounds_show_the_last_safe_day(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = clock(capsys, "round", "2026-06-01")
    province = [one for one in found["rounds"] if one["level"] == "province"]
    assert province[0] == {
        "level": "province",
        "round": 2,
        "proposed_by": "2026-10-29",
        "evaluated_by": "2026-12-29",
        "last_safe_day_to_file": "2026-10-08",
    }
    assert {one["proposed_by"] for one in found["rounds"] if one["level"] == "ministry"} == {"2026-07-29", "2027-01-29"}


@pytest.mark.parametrize("kind", KINDS)
def test_text_is_vietnamese_and_names_its_source(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    assert run_clock(kind, "2026-12-01", False) == 0
    out = capsys.readouterr().out
    assert "Căn cứ: Quyết định 26/2026/QĐ-TTg, Điều" in out
    assert "2026-12" not in out, "dates on screen are dd/mm/yyyy"


@pytest.mark.parametrize(
    "start", ["2026-13-01", "01/12/2026", "", "20261201", "2026-02-30", "1200-01-01", "9999-12-31"]
)
def test_a_date_that_cannot_be_used_is_one_line_and_2(capsys: pytest.CaptureFixture[str], start: str) -> None:
    for code in (run_clock("certificate", start, True), run_law_which(start, "first")):
        assert code == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert len(streams.err.strip().splitlines()) == 2


def test_an_unknown_kind_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_clock("sundial", "2026-12-01", True) == 2
    assert run_law_which("2026-12-01", "again") == 2
    assert "commune_check" in capsys.readouterr().err


def which(capsys: pytest.CaptureFixture[str], filed: str, kind: str) -> dict[str, Any]:
    assert run_law_which(filed, kind, as_json=True) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_which_names_decision_clause_limit_and_what_follows(capsys: pytest.CaptureFixture[str]) -> None:
    found = which(capsys, "2026-05-21", "renewal")
    assert (found["decision"], found["due"], found["nominal_due"]) == ("148/2023", "2026-06-22", "2026-06-21")
    assert found["convention"] is True
    assert found["amended_by"] == ["Quyết định 1489/QĐ-TTg (2025)"]
    assert found["clause"] == "Quyết định 26/2026/QĐ-TTg, Điều 12 khoản 2 điểm b"
    assert found["after_due"]["decision"] == "26/2026" and found["after_due"]["confirm_each"] is True
    new = which(capsys, "2026-05-22", "renewal")
    assert (new["decision"], new["due"], new["after_due"]) == ("26/2026", None, None)


def test_which_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_law_which("2026-05-21", "first") == 0
    out = capsys.readouterr().out
    assert "148/2023" in out and "21/07/2026" in out and "quy ước" in out


def test_days_without_an_authority_are_said_to_be_unclear(capsys: pytest.CaptureFixture[str]) -> None:
    assert any("chưa rõ" in note for note in which(capsys, "2025-07-03", "first")["notes"])
    assert not any("chưa rõ" in note for note in which(capsys, "2025-07-06", "first").get("notes", []))


def test_before_the_data_the_answer_is_no(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_law_which("2018-01-01", "first") == 1
    assert "01/01/2018" in capsys.readouterr().err
