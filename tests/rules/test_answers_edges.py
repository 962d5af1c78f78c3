"""Sheets that cannot be scored: the message says what is wrong, with what would do, and the path says where."""

from typing import Any

import pytest

from ocop.rules.answers import (
    SheetError,
    SheetReader,
    answer_error,
    case_error,
    declaration_error,
    find_set,
    read_answers,
    require_complete,
    require_keys,
    show,
)
from ocop.rules.compiled import CriteriaSet, Ground
from tests.rules.score_builders import criteria_set, criterion

LAW = criteria_set(
    criterion("1.1", [(0, None), (10, 3)]),
    criterion("1.2", [(0, None), (5, None)], [(0, None), (6, None)], may_not_apply="không bắt buộc"),
    criterion("1.3", [(0, None), (5, None)], requirement="Yêu cầu: có giấy"),
    grounds=(Ground("a", "giả mạo", "reject", None),),
)
PLAIN = criteria_set(criterion("1", [(0, None), (10, None)]))


class Two:
    """A rulebook of two sets of one decision and one of another."""

    def criteria_set(self, decision: str, number: int) -> CriteriaSet:
        return {("26/2026", 1): LAW, ("26/2026", 3): PLAIN, ("148/2023", 2): PLAIN}[decision, number]

    def keys(self) -> list[tuple[str, int]]:
        return [("26/2026", 3), ("26/2026", 1), ("148/2023", 2)]


def said(call: Any, *arguments: Any) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(SheetError) as caught:
        call(*arguments)
    return str(caught.value), caught.value.path


def test_the_set_that_a_sheet_names() -> None:
    assert find_set(Two(), "26/2026", 3) is PLAIN
    assert find_set(Two(), "148/2023", 2) is PLAIN


@pytest.mark.parametrize("number", [2, 0, True, "1", None, 1.0])
def test_a_number_that_the_decision_does_not_have(number: Any) -> None:
    text, path = said(find_set, Two(), "26/2026", number)
    assert text.endswith("«set» là số nguyên từ 1 đến 3") and path == ("set",)


@pytest.mark.parametrize("decision", ["27/2026", None, 26, ["26/2026"]])
def test_a_decision_that_is_not_there(decision: Any) -> None:
    text, path = said(find_set, Two(), decision, 1)
    assert text.endswith("«decision» là một trong: 26/2026, 148/2023") and path == ("decision",)


def test_an_incomplete_set_is_refused_with_its_defects() -> None:
    broken = criteria_set(criterion("1", [(0, None), (10, None)]), complete=False)
    assert "(thiếu trang)" in said(require_complete, broken)[0]
    assert " (" not in said(require_complete, broken._replace(defects=()))[0]
    require_complete(LAW)


def test_keys_that_lack_or_are_strange() -> None:
    allowed = frozenset({"one", "two"})
    require_keys({"one": 1}, allowed, ("one",))
    assert said(require_keys, {"two": 1}, allowed, ("one",)) == ("phiếu thiếu khóa «one»; thêm khóa này", ())
    assert said(require_keys, {"one": 1, "six": 6}, allowed, ("one",), "sheets") == (
        "«sheets» có khóa lạ «six»; các khóa được dùng: one, two",
        ("sheets", "six"),
    )
    assert said(require_keys, [], allowed, (), "outer", "inner")[0].startswith("«inner» phải là một đối tượng")


SHEET: dict[str, Any] = {"decision": "26/2026", "set": 1, "answers": {"1.1": "b"}}


@pytest.mark.parametrize(
    ("change", "start", "path"),
    [
        ({"answers": ["b"]}, "«answers» phải là", ("answers",)),
        ({"cases": [1]}, "«cases» phải là", ("cases",)),
        ({"disqualified": "a"}, "«disqualified» phải là", ("disqualified",)),
        ({"disqualified": ["a", 1]}, "«disqualified» phải là", ("disqualified",)),
        ({"disqualified": None}, "«disqualified» phải là", ("disqualified",)),
        ({"not_applicable": "1.2"}, "«not_applicable» phải là", ("not_applicable",)),
        ({"not_applicable": ["1.2", None]}, "«not_applicable» phải là", ("not_applicable",)),
        ({"requirements_unmet": {"1.3": True}}, "«requirements_unmet» phải là", ("requirements_unmet",)),
        ({"colour": "red"}, "phiếu có khóa lạ «colour»", ("colour",)),
    ],
)
def test_what_stands_beside_the_answers_has_its_form(change: dict[str, Any], start: str, path: tuple[str, ...]) -> None:
    text, found = said(SheetReader(Two()).read, SHEET | change)
    assert text.startswith(start) and found == path


@pytest.mark.parametrize("missing", ["decision", "set", "answers"])
def test_what_a_sheet_needs(missing: str) -> None:
    sheet = {key: value for key, value in SHEET.items() if key != missing}
    assert said(SheetReader(Two()).read, sheet) == (f"phiếu thiếu khóa «{missing}»; thêm khóa này", ())


def test_a_sheet_is_read_with_all_that_is_declared() -> None:
    reader = SheetReader(Two())
    found, sheet = reader.read(SHEET | {"id": "x"})
    assert found is LAW and sheet == ({"1.1": "b"}, {}, False, (), ())
    assert reader.read(SHEET | {"disqualified": False}) == (LAW, sheet), "also when the set was met before"
    assert reader.read(SHEET | {"disqualified": True})[1].disqualified is True
    assert reader.read(SHEET | {"cases": None, "not_applicable": None, "requirements_unmet": None})[1] == sheet
    full = {"cases": {"1.2": 2}, "disqualified": ["a"], "not_applicable": ["1.2"], "requirements_unmet": ["1.3"]}
    assert reader.read(SHEET | full)[1] == ({"1.1": "b"}, {"1.2": 2}, ("a",), ("1.2",), ("1.3",))
    assert said(reader.read, SHEET | {"set": True})[1] == ("set",), "true is not 1, also for a set already met"


def test_the_error_of_an_answer_names_what_would_do() -> None:
    assert str(answer_error(LAW, "1.1", "z", None)) == "tiêu chí 1.1 không có mức «z»; chọn một trong: a, b, null"
    needs = answer_error(LAW, "1.2", "a", None, "answers")
    assert "in 2 trường hợp (Trường hợp 1: x; Trường hợp 2: x)" in str(needs) and needs.path == ("answers", "1.2")
    assert str(answer_error(LAW, "1.2", "z", 2)).startswith("tiêu chí 1.2 không có mức «z»")
    assert "«1» là đề mục, không phải tiêu chí; trả lời các tiêu chí bên dưới: 1.1, 1.2, 1.3" in str(
        answer_error(LAW, "1", "a", None)
    )
    assert str(answer_error(LAW, "9", "a", None)).endswith("các tiêu chí: 1.1, 1.2, 1.3")


def test_the_error_of_a_case_names_what_would_do() -> None:
    assert "chỉ các tiêu chí 1.2 có" in str(case_error(LAW, "1.1", 1))
    assert "bộ này không có tiêu chí nào chia trường hợp" in str(case_error(PLAIN, "1", 1))
    wrong = case_error(LAW, "1.2", 3)
    assert "dùng số từ 1 đến 2" in str(wrong) and wrong.path == ("cases", "1.2")
    assert case_error(LAW, "9", 1).path == ("cases", "9")


@pytest.mark.parametrize(
    ("key", "allowed"), [("disqualified", "a"), ("not_applicable", "1.2"), ("requirements_unmet", "1.3")]
)
def test_the_error_of_a_declaration_names_what_would_do(key: str, allowed: str) -> None:
    assert str(declaration_error(LAW, "9", key)).endswith(f"; được dùng: {allowed}")
    assert "bộ này không" in str(declaration_error(PLAIN, "9", key))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ({}, "{…}"),
        ([1], "[…]"),
        ("a\nb", "«a b»"),
        (7, "«7»"),
        ("x" * 40, f"«{'x' * 40}»"),
        ("x" * 41, f"«{'x' * 40}…»"),
        ("x" * 500, f"«{'x' * 40}…»"),
    ],
)
def test_a_value_is_shown_short_on_one_line(value: Any, text: str) -> None:
    assert show(value) == text


def test_answers_of_a_member_are_passed_on_or_named_by_their_own_key() -> None:
    given = {"1.1": "b", "1.3": None}
    assert read_answers(given, "sheets", "answers") == given
    text, path = said(read_answers, ["b"], "sheets", "answers")
    assert text.startswith("«answers» phải là") and path == ("sheets", "answers")


def test_letters_and_names_are_those_of_the_case() -> None:
    law = criteria_set(
        criterion("1", [(0, None), (1, None)], [(0, None), (1, None), (2, None)], [(2, None)])._replace(
            case_titles=("Rau", "Quả", "Trường hợp khác")
        )
    )
    for case, letters in ((1, "a, b, null"), (2, "a, b, c, null"), (3, "a, null")):
        assert str(answer_error(law, "1", "z", case)).endswith(f"chọn một trong: {letters}")
    assert "in 3 trường hợp (1: Rau; 2: Quả; Trường hợp khác)" in str(answer_error(law, "1", "a", None))
