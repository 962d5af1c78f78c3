"""Scoring: the contract's example, conditions, grounds, errors, and what must hold for every sheet."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.rules import explain
from ocop.rules.answers import Sheet, SheetError, SheetReader
from ocop.rules.compiled import SCALE, CriteriaSet, Ground, StopRule, Warn
from ocop.rules.rulebook import Rulebook
from ocop.rules.scoring import score, score_sheet
from ocop.rules.trace import levels, trace
from tests.rules.score_builders import criteria_set, criterion

EXAMPLE: dict[str, str | None] = {
    "1.1": "b",
    "1.2": "b",
    "1.3": "c",
    "1.4": "b",
    "1.5": "d",
    "1.6": "c",
    "1.7": None,
    "2.1": "c",
    "2.2": "c",
    "2.3": "c",
    "2.4": "a",
    "3.1": "a",
    "3.2": "a",
    "3.3": "b",
    "3.4": "b",
    "3.5": "a",
    "4.1": "d",
    "4.2": "b",
    "4.3": "d",
    "5.1": "e",
    "5.2": "b",
    "5.3": "d",
    "6.1": "c",
    "6.2": "d",
    "6.3": "c",
    "6.4": "d",
    "7": "b",
    "8": "d",
    "9": "b",
    "10": "c",
    "11": "b",
    "12": "a",
}
RULES = Rulebook.open()
KEYS = [key for key in RULES.keys() if RULES.criteria_set(*key).complete]  # noqa: SIM118
SET_1 = RULES.criteria_set("26/2026", 1)
SET_16 = RULES.criteria_set("26/2026", 16)
SET_21 = RULES.criteria_set("26/2026", 21)
SET_26 = RULES.criteria_set("26/2026", 26)


def best(law: CriteriaSet, case: int = 1) -> dict[str, str | None]:
    lists = {one.code: one.lists[case - 1 if len(one.lists) > 1 else 0] for one in law.criteria}
    return {code: max(options, key=lambda option: option.points).letter for code, options in lists.items()}


def test_the_contract_example() -> None:
    result = score(SET_1, EXAMPLE)
    data = result.as_json()
    assert list(data) == [
        *("decision", "set", "digest", "total", "parts", "stars_by_points", "stars", "certifiable", "authority"),
        *("disqualified", "gates_missed", "conditions", "explanation"),
    ]
    assert data["digest"] == SET_1.digest
    assert (data["total"], data["parts"]) == ("76", {"A": "28", "B": "20", "C": "28"})
    assert (data["stars_by_points"], data["stars"], data["certifiable"], data["authority"]) == (4, 3, True, "province")
    assert data["gates_missed"] == [
        {"criterion": "3.5", "stars": 4, "needs": "b", "needs_points": "2", "has_points": "1"}
    ]
    assert (data["disqualified"], data["conditions"]) == (False, [])
    short = next(one.short for one in SET_1.criteria if one.code == "3.5")
    assert data["explanation"] == (
        f"76 điểm đạt mức 4 sao về điểm, nhưng xếp 3 sao vì tiêu chí 3.5 ({short}) mới đạt 1 điểm; "
        "từ 4 sao cần ít nhất mức b (2 điểm)."
    )


def test_absent_is_null_and_meets_no_minimum() -> None:
    law = criteria_set(criterion("1", [(0, None), (60, 3)]), criterion("2", [(90, 4)]))
    result = score(law, {"2": "a"})
    assert result == score(law, {"1": None, "2": "a"})._replace(sheet=result.sheet)
    assert (result.total, result.stars_by_points, result.stars) == (90 * SCALE, 5, 2)
    assert [gate.criterion for gate in result.gates_missed] == ["1"]


@pytest.mark.parametrize(
    ("total", "stars"),
    [(0, 1), (29.99, 1), (30, 2), (49.99, 2), (50, 3), (69.99, 3), (70, 4), (89.99, 4), (90, 5), (100, 5)],
)
def test_borders_of_every_band(total: float, stars: int) -> None:
    result = score(criteria_set(criterion("1", [(total, None), (100, None)])), {"1": "a"})
    assert (result.stars_by_points, result.stars) == (stars, stars)
    assert result.certifiable == (stars >= 3)
    assert result.authority == {5: "ministry", 4: "province", 3: "province"}.get(stars)


@pytest.mark.parametrize(("letter", "stars"), [(None, 2), ("a", 2), ("b", 3), ("c", 4), ("d", 5)])
def test_every_missed_minimum_caps_below_its_level(letter: str | None, stars: int) -> None:
    law = criteria_set(criterion("1", [(0, None), (0.5, 3), (1, 4), (2, 5)]), criterion("2", [(95, None)]))
    assert score(law, {"1": letter, "2": "a"}).stars == stars


def test_a_minimum_on_the_criterion_itself_asks_for_more_than_nothing() -> None:
    law = criteria_set(criterion("3.e", [(0, None), (1, None), (2, None)], gate=4), criterion("1", [(90, None)]))
    missed = score(law, {"1": "a", "3.e": "a"})
    assert [gate.json for gate in missed.gates_missed] == [
        {"criterion": "3.e", "stars": 4, "needs": "b", "needs_points": "1", "has_points": "0"}
    ]
    assert score(law, {"1": "a"}).stars == 3
    assert score(law, {"1": "a", "3.e": "b"}).stars == 5


def test_equal_points_take_either_letter() -> None:
    law = criteria_set(criterion("1", [(50, 3), (50, None)]))
    assert score(law, {"1": "a"}).stars == score(law, {"1": "b"}).stars == 3


def test_story_first() -> None:
    answers = {**best(SET_1), "5.1": "a"}
    result = score(SET_1, answers)
    assert result.total == (100 - 5 - 2) * SCALE
    assert [condition.criterion for condition in result.conditions] == ["5.2"]
    assert "«Chỉ áp dụng khi có câu chuyện sản phẩm»" in result.conditions[0].why
    assert result.conditions[0].why in result.explanation
    assert score(SET_1, {**answers, "5.1": None}).total == result.total
    assert score(SET_1, {**answers, "5.2": "a"}).conditions == ()
    assert score(SET_1, {**answers, "5.1": "b"}).conditions == ()
    assert score(SET_1, {**answers, "5.1": "b"}).total == (100 - 4) * SCALE


def test_a_minimum_on_what_does_not_count_is_missed() -> None:
    law = RULES.criteria_set("148/2023", 1)
    result = score(law, {**best(law), "5.a": "a"})
    missed = {(gate.criterion, gate.stars, gate.has_points) for gate in result.gates_missed}
    assert {("5.b", 3, 0), ("5.b", 4, 0), ("5.c", 5, 0)} <= missed
    assert [condition.criterion for condition in result.conditions] == ["5.b", "5.c"]
    assert result.stars == 2


def test_an_unmet_requirement_counts_nothing_and_says_so() -> None:
    result = score(SET_1, best(SET_1), requirements_unmet=["1.1"])
    assert result.total == 97 * SCALE
    assert [condition.criterion for condition in result.conditions] == ["1.1"]
    assert "100% sản phẩm được trồng trên địa bàn cấp tỉnh" in result.explanation
    assert "Yêu cầu:" not in result.explanation
    both = score(SET_1, {**best(SET_1), "5.1": "a"}, requirements_unmet=["1.1", "1.1"])
    assert [condition.criterion for condition in both.conditions] == ["1.1", "5.2"]


def test_a_declaration_lifts_the_minimum_and_no_points() -> None:
    answers = {**best(SET_21), "7": None}
    assert score(SET_21, answers).stars == 2
    lifted = score(SET_21, answers, not_applicable=["7"])
    assert (lifted.stars, lifted.total, lifted.gates_missed) == (5, 96 * SCALE, ())
    assert [condition.criterion for condition in lifted.conditions] == ["7"]
    full = score(SET_21, best(SET_21), not_applicable=["7"])
    assert full.total == 100 * SCALE


@pytest.mark.parametrize("code", ["6.1", "6.2", "6.3", "6.4"])
@pytest.mark.parametrize("letter", ["a", None])
def test_nothing_for_a_sense_stops_set_16(code: str, letter: str | None) -> None:
    result = score(SET_16, {**best(SET_16), code: letter})
    assert (result.stars, result.certifiable, result.authority, result.disqualified) == (None, False, None, True)
    assert [(ground.code, ground.zero) for ground in result.grounds] == [("sensory_zero", (code,))]
    assert f"dừng đánh giá vì 0 điểm ở tiêu chí {code} (" in result.explanation
    assert result.as_json()["grounds"] == [{"code": "sensory_zero", "text": result.grounds[0].text}]


def test_a_declared_ground_is_named_once() -> None:
    result = score(
        SET_16, {**best(SET_16), "6.1": "a"}, disqualified=["sensory_zero", "forged_dossier", "sensory_zero"]
    )
    assert [ground.code for ground in result.grounds] == ["sensory_zero", "forged_dossier"]
    assert "hồ sơ bị loại («Giả mạo hồ sơ»)" in result.explanation


def test_disqualified_keeps_the_points_but_has_no_rank() -> None:
    data = score(SET_1, EXAMPLE, disqualified=True).as_json()
    assert (data["total"], data["stars_by_points"]) == ("76", 4)
    assert (data["stars"], data["certifiable"], data["authority"], data["disqualified"]) == (None, False, None, True)
    assert "grounds" not in data
    assert data["explanation"] == "Không xếp hạng: hồ sơ bị loại theo kết luận đã ghi (tổng điểm các tiêu chí: 76)."
    assert score(SET_1, EXAMPLE, disqualified=[]).stars == 3
    common = score(SET_1, EXAMPLE, disqualified=["common_product"])
    assert common.explanation.startswith("Không xếp hạng: sản phẩm không được đánh giá («Không đánh giá những sản phẩm")


def test_a_stop_rule_looks_at_every_criterion_it_names() -> None:
    law = criteria_set(
        criterion("1", [(0, None), (50, None)]),
        criterion("2", [(0, None), (50, None)], requirement="phải sạch"),
        grounds=(Ground("stop", "Nếu 0 điểm…", "stop", "2"),),
        stop_rules=(StopRule("stop", ("1", "2")),),
    )
    assert score(law, {"1": "b", "2": "b"}).stars == 5
    assert score(law, {"1": "a", "2": "b"}).grounds[0].zero == ("1",)
    assert score(law, {}).grounds[0].zero == ("1", "2")
    assert score(law, {"1": "b", "2": "b"}, requirements_unmet=["2"]).grounds[0].zero == ("2",)


def test_cases_choose_the_list() -> None:
    law = criteria_set(criterion("8", [(1, None), (50, None)], [(10, None), (20, 3), (90, None)]))
    assert score(law, {"8": "b"}, cases={"8": 1}).total == 50 * SCALE
    second = score(law, {"8": "a"}, cases={"8": 2})
    assert (second.total, [gate.needs for gate in second.gates_missed]) == (10 * SCALE, ["b"])
    assert score(law, {"8": "c"}, cases={"8": 2}).stars == 5
    assert score(law, {}, cases={"8": 2}).gates_missed[0].has_points == 0
    assert score(law, {}).gates_missed == ()


def test_differing_cases_are_a_warning() -> None:
    answers = best(SET_26, 2)
    one = score(SET_26, answers, cases={"8": 2, "9": 2, "15": 2})
    two = score(SET_26, answers, cases={"8": 2, "9": 1, "15": 2})
    assert one.total == two.total == 100 * SCALE
    assert "warnings" not in one.as_json()
    assert "8: trường hợp 2, 9: trường hợp 1, 15: trường hợp 2" in two.as_json()["warnings"][0]


def test_a_choice_that_deserves_a_second_look() -> None:
    odd = criterion("2", [(0, None), (3, None)])._replace(warns=(Warn("w", ("b",), "1", "Xem lại mục 2."),))
    law = criteria_set(criterion("1", [(0, None), (1, None)]), odd)
    assert score(law, {"1": "a", "2": "b"}).warnings == ("Xem lại mục 2.",)
    assert score(law, {"1": "b", "2": "b"}).warnings == ()
    assert score(law, {"1": "a", "2": "a"}).warnings == ()
    always = odd._replace(warns=(Warn("w", ("a", "b"), None, "Luôn xem lại."),))
    assert score(criteria_set(always), {"2": "a"}).as_json()["warnings"] == ["Luôn xem lại."]


@pytest.mark.parametrize(
    ("answers", "declared", "path", "words"),
    [
        ({"1.1": "z"}, {}, ("answers", "1.1"), "tiêu chí 1.1 không có mức «z»; chọn một trong: a, b, c, null"),
        ({"1.1": "A"}, {}, ("answers", "1.1"), "«A»"),
        ({"1.1": 3}, {}, ("answers", "1.1"), "«3»"),
        ({"1.1": ["a"]}, {}, ("answers", "1.1"), "[…]"),
        ({"9.9": "a"}, {}, ("answers", "9.9"), "không có tiêu chí «9.9»; các tiêu chí: 1.1, 1.2"),
        ({"9.9": None}, {}, ("answers", "9.9"), "không có tiêu chí «9.9»"),
        ({"1": "a"}, {}, ("answers", "1"), "là đề mục, không phải tiêu chí; trả lời các tiêu chí bên dưới: 1.1, 1.2"),
        ({}, {"cases": {"1.1": 1}}, ("cases", "1.1"), "bộ này không có tiêu chí nào chia trường hợp"),
        ({}, {"cases": {"x": 1}}, ("cases", "x"), "không có tiêu chí «x»"),
        ({}, {"disqualified": ["x"]}, ("disqualified",), "được dùng: forged_dossier"),
        ({}, {"not_applicable": ["7"]}, ("not_applicable",), "bỏ khóa này"),
        ({}, {"requirements_unmet": ["7"]}, ("requirements_unmet",), "được dùng: 1.1"),
    ],
)
def test_errors_say_what_where_and_how(
    answers: dict[str, Any], declared: dict[str, Any], path: tuple[str, ...], words: str
) -> None:
    with pytest.raises(SheetError) as caught:
        score(SET_1, answers, **declared)
    assert caught.value.path == path
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("case", [0, 3, True, "1", None, 1.0])
def test_wrong_cases(case: Any) -> None:
    with pytest.raises(SheetError) as caught:
        score(SET_26, {}, cases={"8": case})
    assert caught.value.path == ("cases", "8")
    assert "dùng số từ 1 đến 2 (Trường hợp 1: " in str(caught.value)


def test_an_answer_that_needs_a_case() -> None:
    with pytest.raises(SheetError, match=r'thêm "cases": \{"8": 1\}') as caught:
        score(SET_26, {"8": "a"})
    assert caught.value.path == ("answers", "8")
    with pytest.raises(SheetError, match="chỉ các tiêu chí 8, 9, 15 có"):
        score(SET_26, {"8": None}, cases={"7": 1})
    with pytest.raises(SheetError, match="không có mức «c»"):
        score(SET_26, {"8": "c"}, cases={"8": 2})


def test_an_incomplete_set_refuses() -> None:
    law = criteria_set(criterion("1", [(1, None)]), complete=False)
    with pytest.raises(SheetError, match=r"chưa đủ văn bản gốc .*\(thiếu trang\)"):
        score(law, {"1": "a"})


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key[0]}-{key[1]}")
def test_nothing_answered_and_sum_of_parts(key: tuple[str, int]) -> None:
    law = RULES.criteria_set(*key)
    empty = score(law, {})
    assert (empty.total, empty.stars_by_points) == (0, 1)
    assert len(empty.gates_missed) == sum(
        (option.gate is not None) for one in law.criteria if len(one.lists) == 1 for option in one.lists[0]
    ) + sum(one.gate is not None for one in law.criteria)
    full = score(law, best(law), cases=dict.fromkeys(case_codes(law), 1))
    assert full.total == sum(full.parts)


def case_codes(law: CriteriaSet) -> list[str]:
    return [one.code for one in law.criteria if len(one.lists) > 1]


@st.composite
def real_sheets(draw: st.DrawFn) -> tuple[tuple[str, int], Sheet]:
    key = draw(st.sampled_from(KEYS))
    law = RULES.criteria_set(*key)
    chance = random.Random(draw(st.integers(0, 2**32)))
    cases = {code: chance.randint(1, 2) for code in case_codes(law)}
    lean = chance.random()
    answers: dict[str, str | None] = {}
    for one in law.criteria:
        letters = [option.letter for option in one.lists[cases.get(one.code, 1) - 1]]
        answers[one.code] = letters[-1] if chance.random() < lean else chance.choice([None, *letters])
    return key, Sheet(answers, cases)


@settings(max_examples=150, deadline=None)
@given(real_sheets(), st.randoms(use_true_random=False))
def test_adding_points_never_lowers_the_rank(problem: tuple[tuple[str, int], Sheet], chance: random.Random) -> None:
    key, sheet = problem
    law = RULES.criteria_set(*key)
    before = score_sheet(law, sheet)
    one = chance.choice(law.criteria)
    options = one.lists[sheet.cases.get(one.code, 1) - 1]
    now = next((option.points for option in options if option.letter == sheet.answers[one.code]), 0)
    for option in options:
        if option.points >= now:
            after = score_sheet(law, sheet._replace(answers={**sheet.answers, one.code: option.letter}))
            assert after.total >= before.total
            assert (after.stars or 0) >= (before.stars or 0)


@settings(max_examples=150, deadline=None)
@given(real_sheets(), st.randoms(use_true_random=False))
def test_order_is_irrelevant_and_missed_minimums_cap(
    problem: tuple[tuple[str, int], Sheet], chance: random.Random
) -> None:
    key, sheet = problem
    law = RULES.criteria_set(*key)
    result = score_sheet(law, sheet)
    shuffled = list(sheet.answers.items())
    chance.shuffle(shuffled)
    assert score_sheet(law, sheet._replace(answers=dict(shuffled))) == result
    assert result.total == sum(result.parts)
    if result.stars is not None:
        lowest = min((gate.stars for gate in result.gates_missed), default=6)
        assert result.stars == min(result.stars_by_points, lowest - 1)
    places = [one.code for one in law.criteria]
    order = [(places.index(gate.criterion), gate.stars) for gate in result.gates_missed]
    assert order == sorted(order)
    assert all(gate.has_points < gate.needs_points for gate in result.gates_missed)


@settings(max_examples=100, deadline=None)
@given(real_sheets())
def test_the_trace_tells_the_same_story(problem: tuple[tuple[str, int], Sheet]) -> None:
    key, sheet = problem
    law = RULES.criteria_set(*key)
    result = score_sheet(law, sheet)
    traces = trace(result)
    assert [one.criterion for one in traces] == [one.code for one in law.criteria]
    assert sum(one.counted for one in traces) == result.total
    missed = [(one.criterion, gate.stars) for one in traces for gate in one.gates if not gate.met]
    assert missed == [(gate.criterion, gate.stars) for gate in result.gates_missed]
    assert [one.criterion for one in traces if one.counted != one.printed] == [
        condition.criterion for condition in result.conditions
    ]
    assert max((level.stars for level in levels(result) if level.reached), default=None) == result.stars


def test_levels_of_a_capped_sheet() -> None:
    by_star = {level.stars: level for level in levels(score(SET_1, EXAMPLE))}
    assert by_star[4] == (4, 70 * SCALE, True, 12, ("3.5",), False)
    assert by_star[3].reached
    assert not by_star[5].points_reach
    lifted = trace(score(SET_21, {}, not_applicable=["7"]))
    gates = next(one for one in lifted if one.criterion == "7").gates
    assert [(gate.stars, gate.met, gate.lifted) for gate in gates] == [(3, False, True)]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (20, "20 điểm, mức 1 sao: chưa đủ 50 điểm để được công nhận (từ 3 sao)."),
        (49.5, "49,5 điểm, mức 2 sao: chưa đủ 50 điểm để được công nhận (từ 3 sao)."),
        (69, "69 điểm, xếp 3 sao: đạt mọi mức tối thiểu của 3 sao; 4 sao cần từ 70 điểm."),
        (75, "75 điểm, xếp 4 sao: đạt mọi mức tối thiểu của 4 sao; 5 sao cần từ 90 điểm."),
        (90, "90 điểm và đạt mọi mức tối thiểu: có tiềm năng đạt 5 sao, trình Bộ đánh giá, công nhận."),
    ],
)
def test_sentences_where_points_decide(points: float, words: str) -> None:
    assert score(criteria_set(criterion("1", [(points, None), (100, None)])), {"1": "a"}).explanation == words


def test_sentences_name_three_missed_minimums_and_count_the_rest() -> None:
    some = [criterion(f"1.{at}", [(0, None), (1, 3)]) for at in range(5)]
    law = criteria_set(*some, criterion("2", [(90, None)]))
    text = score(law, {"2": "a"}).explanation
    assert text == (
        "90 điểm đạt mức 5 sao về điểm, nhưng xếp 2 sao vì 5 tiêu chí chưa đạt mức tối thiểu của 3 sao: "
        "1.0 (Tên 1.0) chưa đạt điểm nào, cần ít nhất mức b (1 điểm); "
        "1.1 (Tên 1.1) chưa đạt điểm nào, cần ít nhất mức b (1 điểm); "
        "1.2 (Tên 1.2) chưa đạt điểm nào, cần ít nhất mức b (1 điểm); và 2 tiêu chí khác. "
        "Chưa được công nhận: cần từ 3 sao."
    )
    assert score(law, {"2": "a", "1.0": "b", "1.1": "b"}).explanation.count("tiêu chí khác") == 0


def test_names_are_never_in_capitals() -> None:
    assert explain.short_name(criterion("1", [(1, None)])._replace(short="CÔNG BỐ")) == "Công bố"
    assert explain.short_name(criterion("1", [(1, None)])._replace(short="", title="Bao bì")) == "Bao bì"


@pytest.mark.parametrize(
    ("data", "path", "words"),
    [
        ([], (), "phiếu phải là một đối tượng JSON"),
        ({"decision": "26/2026", "set": 1}, (), "thiếu khóa «answers»"),
        (
            {"decision": "26/2026", "set": 1, "answers": {}, "x": 1},
            ("x",),
            "khóa lạ «x»; các khóa được dùng: answers, cases",
        ),
        ({"decision": "1/2", "set": 1, "answers": {}}, ("decision",), "một trong: 26/2026, 148/2023, 1048/2019"),
        ({"decision": 26, "set": 1, "answers": {}}, ("decision",), "«26»"),
        ({"decision": "26/2026", "set": 27, "answers": {}}, ("set",), "từ 1 đến 26"),
        ({"decision": "26/2026", "set": True, "answers": {}}, ("set",), "true"),
        ({"decision": "26/2026", "set": "1", "answers": {}}, ("set",), "«1»"),
        ({"decision": "26/2026", "set": 1.0, "answers": {}}, ("set",), "«1.0»"),
        ({"decision": "148/2023", "set": 7, "answers": {}}, ("set",), "chưa đủ văn bản gốc"),
        ({"decision": "26/2026", "set": 1, "answers": []}, ("answers",), "{tiêu chí: chữ cái hoặc null}"),
        ({"decision": "26/2026", "set": 1, "answers": {}, "cases": 1}, ("cases",), "ví dụ"),
        ({"decision": "26/2026", "set": 1, "answers": {}, "disqualified": "x"}, ("disqualified",), "true, false hoặc"),
        ({"decision": "26/2026", "set": 1, "answers": {}, "disqualified": None}, ("disqualified",), "null"),
        ({"decision": "26/2026", "set": 1, "answers": {}, "disqualified": [1]}, ("disqualified",), "[…]"),
        ({"decision": "26/2026", "set": 1, "answers": {}, "not_applicable": "7"}, ("not_applicable",), "danh sách"),
        (
            {"decision": "26/2026", "set": 1, "answers": {}, "requirements_unmet": [1]},
            ("requirements_unmet",),
            "danh sách",
        ),
    ],
)
def test_reading_refuses_what_is_no_sheet(data: Any, path: tuple[str, ...], words: str) -> None:
    reader = SheetReader(RULES)
    for _ in range(2):  # the second time from the reader's memory
        with pytest.raises(SheetError) as caught:
            reader.read(data)
        assert caught.value.path == path
        assert words in str(caught.value)
        reader.read({"decision": "26/2026", "set": 1, "answers": {}})


def test_reading_keeps_every_declaration() -> None:
    law, sheet = SheetReader(RULES).read(
        {
            "id": {"x": [1]},
            "decision": "26/2026",
            "set": 26,
            "answers": {"8": "a"},
            "cases": {"8": 2},
            "disqualified": ["x"],
            "not_applicable": ["7"],
            "requirements_unmet": ["1.1"],
        }
    )
    assert law is RULES.criteria_set("26/2026", 26)
    assert sheet == Sheet({"8": "a"}, {"8": 2}, ("x",), ("7",), ("1.1",))
    plain = SheetReader(RULES).read({"decision": "26/2026", "set": 1, "answers": {}, "disqualified": True})[1]
    assert plain == Sheet({}, {}, True)
