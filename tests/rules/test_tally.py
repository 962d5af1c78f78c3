"""The council's result: mean, band, spread, quorum, star minimums three ways, and what the meeting may not do."""

import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.rules.answers import SheetError
from ocop.rules.compiled import SCALE, CriteriaSet, Ground, StopRule
from ocop.rules.meeting import MemberSheet, Regulation, read_regulation, read_tally
from ocop.rules.rulebook import Rulebook
from ocop.rules.scoring import score
from ocop.rules.tally import TallyResult, tally
from tests.rules import second_scorer
from tests.rules.score_builders import criteria_set, criterion, random_sheet
from tests.rules.test_score import EXAMPLE, KEYS, best

RULES = Rulebook.open()
SET_1 = RULES.criteria_set("26/2026", 1)
SET_16 = RULES.criteria_set("26/2026", 16)
SET_26 = RULES.criteria_set("26/2026", 26)
REGULATION: dict[str, Any] = {"members": 3, "quorum": "2/3", "max_spread": "10", "gates": "majority"}


def regulation(**changes: Any) -> Regulation:
    return read_regulation({**REGULATION, **changes})


def members(*answers: Mapping[str, str | None]) -> list[MemberSheet]:
    return [MemberSheet(f"m{at}", one) for at, one in enumerate(answers, start=1)]


def points_set(*choices: float) -> CriteriaSet:
    """One criterion whose options are the choices, so that every member's total can be chosen."""
    return criteria_set(criterion("1", [(one, None) for one in choices]))


def total_of(*choices: float, **changes: Any) -> TallyResult:
    law = points_set(*sorted(set(choices)))
    letters = {option.points: option.letter for option in law.criteria[0].lists[0]}
    sheets = members(*({"1": letters[round(one * SCALE)]} for one in choices))
    return tally(law, sheets, regulation(**{"members": len(choices), **changes}))


def test_equal_sheets_give_the_score_of_one() -> None:
    one = score(SET_1, EXAMPLE)
    data = tally(SET_1, members(EXAMPLE, EXAMPLE, EXAMPLE), regulation()).as_json()
    assert list(data) == [
        *("decision", "set", "digest", "total", "spread", "quorum_met", "needs_discussion", "by_criterion"),
        *("stars_by_points", "stars", "certifiable", "authority", "disqualified", "gates_missed", "conditions"),
        "explanation",
    ]
    assert (data["total"], data["spread"], data["quorum_met"], data["needs_discussion"]) == ("76.00", "0", True, False)
    assert (data["stars_by_points"], data["stars"], data["certifiable"], data["authority"]) == (4, 3, True, "province")
    assert data["gates_missed"] == [
        {
            "criterion": "3.5",
            "stars": 4,
            "needs": "b",
            "needs_points": "2",
            "by": "majority",
            "has_points": "1.00",
            "met_by": 0,
            "of": 3,
        }
    ]
    assert data["digest"] == one.criteria_set.digest
    assert data["explanation"].startswith(
        "Kết quả của Hội đồng: 76,00 điểm đạt mức 4 sao về điểm, nhưng xếp 3 sao vì 1 tiêu chí chưa đạt mức tối thiểu của "
        "4 sao: 3.5 ("
    )
    assert "chỉ 0/3 phiếu đạt, cần ít nhất mức b (2 điểm) ở quá nửa số phiếu." in data["explanation"]


def test_by_criterion_shows_every_criterion_and_who_chose_what() -> None:
    sheets = members({**EXAMPLE, "3.5": "b"}, {**EXAMPLE, "3.5": "b"}, {**EXAMPLE, "3.5": None})
    data = tally(SET_1, sheets, regulation()).as_json()
    assert [one["criterion"] for one in data["by_criterion"]] == [one.code for one in SET_1.criteria]
    one = next(one for one in data["by_criterion"] if one["criterion"] == "3.5")
    assert one == {"criterion": "3.5", "mean": "1.33", "min": "0", "max": "2", "options": {"b": 2, "null": 1}}
    assert list(one["options"]) == ["b", "null"]
    assert data["total"] == "76.33"
    assert data["spread"] == "2"


def test_what_does_not_count_is_0_in_the_mean_and_told_once() -> None:
    answers = best(SET_1)
    data = tally(SET_1, members(answers, {**answers, "5.1": "a"}, {**answers, "5.1": None}), regulation()).as_json()
    one = next(one for one in data["by_criterion"] if one["criterion"] == "5.2")
    assert (one["mean"], one["min"], one["options"]) == ("0.67", "0", {"c": 3})
    assert [one["criterion"] for one in data["conditions"]] == ["5.2"]
    assert data["explanation"].count("không được tính điểm") == 1
    assert Fraction(data["total"]) == round(Fraction(100 + 93 + 93, 3), 2)


@pytest.mark.parametrize(
    ("totals", "shown", "stars"),
    [
        ((90, 90, 89.98), "89.99", 4),
        ((90, 89.99), "90.00", 4),
        ((90, 90), "90.00", 5),
        ((70, 69), "69.50", 3),
        ((0.01, 0, 0, 0, 0, 0), "0.00", 1),
        ((0.01, 0), "0.01", 1),
    ],
)
def test_the_band_is_that_of_the_exact_mean(totals: tuple[float, ...], shown: str, stars: int) -> None:
    result = total_of(*totals)
    assert (result.as_json()["total"], result.stars_by_points, result.stars) == (shown, stars, stars)


def test_a_mean_that_only_looks_like_the_border_says_so() -> None:
    assert "Điểm trung bình chính xác chưa tới 90." in total_of(90, 89.99).explanation
    assert "chính xác" not in total_of(90, 90).explanation
    assert "chính xác" not in total_of(80, 80).explanation


@pytest.mark.parametrize(
    ("totals", "rounding", "stars"),
    [
        ((89.9, 90), None, 4),
        ((89.9, 90), "none", 4),
        ((89.9, 90), 1, 5),
        ((89.9, 89.98), "1", 4),
        ((89.5, 89.5), 0, 5),
        ((89.4, 89.5), "0", 4),
        ((69.9, 69.99), 1, 3),
    ],
)
def test_a_regulation_may_round_before_the_band(totals: tuple[float, ...], rounding: Any, stars: int) -> None:
    result = total_of(*totals, round_before_band=rounding)
    assert result.stars_by_points == stars
    assert ("được làm tròn" in result.explanation) == (rounding not in (None, "none"))


@pytest.mark.parametrize(("totals", "talk"), [((80, 90), False), ((80, 90.01), True), ((80, 85, 92), True)])
def test_a_spread_above_the_limit_needs_discussion(totals: tuple[float, ...], talk: bool) -> None:
    result = total_of(*totals)
    assert result.spread == round((max(totals) - min(totals)) * SCALE)
    assert result.needs_discussion == talk
    assert ("cần thảo luận" in result.explanation) == talk
    assert total_of(80, 90.5, max_spread="10.5").needs_discussion is False
    assert total_of(80, 90.5, max_spread=10).needs_discussion is True


@pytest.mark.parametrize(
    ("changes", "sheets", "met"),
    [
        ({"members": 8, "quorum": "3/4"}, 6, True),
        ({"members": 8, "quorum": "3/4"}, 5, False),
        ({"members": 9, "quorum": "3/4"}, 6, False),
        ({"members": 9, "quorum": "3/4"}, 7, True),
        ({"members": 9, "quorum": "3/4", "recused": ["m9"]}, 6, True),
        ({"members": 9, "quorum": "3/4", "recused": ["m9"], "quorum_base": "all"}, 6, False),
        ({"members": 9, "quorum": "1/3"}, 4, False),
        ({"members": 9, "quorum": "1/3"}, 5, True),
        ({"members": 8, "quorum": "0.25"}, 4, False),
        ({"members": 8, "quorum": "0.25"}, 5, True),
        ({"members": 9, "quorum": "1/3", "min_sheets": 3}, 3, True),
        ({"members": 9, "quorum": "1/3", "min_sheets": 4}, 3, False),
        ({"members": 3, "quorum": 1}, 2, False),
        ({"members": 3, "quorum": 1}, 3, True),
        ({"members": 3, "quorum": "2/3", "chair": "m1"}, 2, True),
        ({"members": 3, "quorum": "2/3", "chair": "m3"}, 2, False),
    ],
)
def test_quorum_where_only_sheets_are_known(changes: dict[str, Any], sheets: int, met: bool) -> None:
    result = total_of(*([80] * sheets), **changes)
    assert result.quorum_met == met
    assert result.stars == 4, "a result is given also without quorum"
    assert ("chưa có hiệu lực" in result.explanation) != met


@pytest.mark.parametrize(
    ("present", "changes", "met"),
    [
        (7, {}, True),
        (6, {}, False),
        (6, {"quorum_base": "entitled", "recused": ["m9"]}, True),
        (6, {"recused": ["m9"]}, False),
        (7, {"chair": "m7"}, True),
        (7, {"chair": "m8"}, False),
        (9, {"min_sheets": 6}, False),
    ],
)
def test_quorum_of_those_present(present: int, changes: dict[str, Any], met: bool) -> None:
    there = [f"m{at}" for at in range(1, present + 1)]
    sheets = [80] * 5
    assert total_of(*sheets, members=9, quorum="3/4", present=there, **changes).quorum_met == met


def gate_case(how: str, letters: list[str | None], fact: Any = "none") -> TallyResult:
    law = criteria_set(criterion("1", [(0, None), (1, 3), (2, 4), (4, 5)]), criterion("2", [(95, None)]))
    sheets = members(*({"1": letter, "2": "a"} for letter in letters))
    facts = {} if fact == "none" else {"1": fact}
    return tally(law, sheets, regulation(members=len(letters), gates=how), facts=facts)


@pytest.mark.parametrize(
    ("how", "letters", "fact", "stars", "missed"),
    [
        ("majority", ["c", "c", "b"], "none", 4, [(5, "majority", Fraction(500, 3), 0)]),
        ("majority", ["c", "c", "b", "b"], "none", 3, [(4, "majority", 150, 2), (5, "majority", 150, 0)]),
        ("majority", ["d", "d", "a"], "none", 5, []),
        ("majority", ["c", None, "a"], "d", 2, None),
        ("mean", ["d", "a"], "none", 4, [(5, "mean", 200, 1)]),
        ("mean", ["d", "b", "b"], "none", 4, [(5, "mean", 200, 1)]),
        ("mean", ["d", "d", "c"], "d", 4, [(5, "mean", Fraction(1000, 3), 2)]),
        ("facts", ["d", "d", "d"], "c", 4, [(5, "fact", 200, 3)]),
        ("facts", ["a", "a", "a"], "d", 5, []),
        ("facts", ["d", "d", "d"], None, 2, [(3, "fact", 0, 3), (4, "fact", 0, 3), (5, "fact", 0, 3)]),
        ("facts", ["c", "c", "b"], "none", 4, [(5, "majority", Fraction(500, 3), 0)]),
    ],
)
def test_minimums_by_fact_majority_and_mean(
    how: str, letters: list[str | None], fact: Any, stars: int, missed: list[tuple[Any, ...]] | None
) -> None:
    result = gate_case(how, letters, fact)
    assert result.stars == stars
    if missed is not None:
        assert [(gate.stars, gate.by, gate.has_points, gate.met_by) for gate in result.gates_missed] == missed
    assert all(gate.of == len(letters) for gate in result.gates_missed)
    assert result.mean == Fraction(sum(one.total for one in result.sheets), len(letters)), "facts change no points"


def test_points_of_a_fact_are_short_and_of_a_mean_long() -> None:
    assert gate_case("facts", ["d"] * 3, "c").as_json()["gates_missed"][0]["has_points"] == "2"
    assert gate_case("mean", ["c", "c", "b"]).as_json()["gates_missed"][0]["has_points"] == "1.67"
    assert (
        "theo hồ sơ đã kiểm tra có 2 điểm, cần ít nhất mức d (4 điểm)" in gate_case("facts", ["d"] * 3, "c").explanation
    )
    assert "điểm trung bình 1,67, cần ít nhất mức c (2 điểm)" in gate_case("mean", ["c", "c", "b"]).explanation


def test_a_minimum_on_the_criterion_itself() -> None:
    law = criteria_set(criterion("3.e", [(0, None), (1, None), (2, None)], gate=4), criterion("2", [(95, None)]))
    sheets = members({"3.e": "b", "2": "a"}, {"3.e": "a", "2": "a"}, {"2": "a"})
    assert tally(law, sheets, regulation(gates="mean")).stars == 5, "a mean above 0 is enough"
    assert tally(law, sheets, regulation(gates="majority")).stars == 3
    assert tally(law, sheets, regulation(gates="facts"), facts={"3.e": "a"}).stars == 3
    assert tally(law, sheets, regulation(gates="facts"), facts={"3.e": "c"}).stars == 5


def test_a_fact_about_what_hangs_on_a_fact() -> None:
    law = criteria_set(
        criterion("5.1", [(0, None), (1, None)]),
        criterion("5.2", [(0, None), (9, 3)], counts_while="5.1"),
        criterion("2", [(90, None)], requirement="100%"),
    )
    sheets = members(*[{"5.1": "b", "5.2": "b", "2": "a"}] * 3)
    how = regulation(gates="facts")
    assert tally(law, sheets, how, facts={"5.1": "b", "5.2": "b"}).stars == 5
    assert tally(law, sheets, how, facts={"5.1": "a", "5.2": "b"}).stars == 2
    assert tally(law, sheets, how, facts={"5.2": "b"}).stars == 5
    assert tally(law, sheets, how, facts={"5.1": "a"}).stars == 5, "no fact for 5.2: the sheets decide"


def test_declarations_of_the_council_hold_for_every_sheet() -> None:
    out = tally(SET_1, members(EXAMPLE, EXAMPLE), regulation(), disqualified=["forged_dossier"]).as_json()
    assert (out["stars"], out["certifiable"], out["authority"], out["disqualified"]) == (None, False, None, True)
    assert [ground["code"] for ground in out["grounds"]] == ["forged_dossier"]
    assert out["explanation"].startswith("Kết quả của Hội đồng: không xếp hạng: hồ sơ bị loại («Giả mạo hồ sơ»)")
    assert tally(SET_1, members(EXAMPLE), regulation(), disqualified=True).stars is None
    full = best(SET_1)
    unmet = tally(SET_1, members(full, full), regulation(), requirements_unmet=["1.1"])
    assert unmet.mean == 97 * SCALE
    assert [one.criterion for one in unmet.conditions] == ["1.1"]
    held = tally(SET_1, members(full, full), regulation(gates="facts"), requirements_unmet=["1.1"], facts={"1.1": "c"})
    assert held.mean == 97 * SCALE
    set_21 = RULES.criteria_set("26/2026", 21)
    lacking = {**best(set_21), "7": None}
    assert tally(set_21, members(lacking), regulation()).stars == 2
    assert tally(set_21, members(lacking), regulation(), not_applicable=["7"]).stars == 5


def test_a_stop_rule_needs_more_than_half_of_the_sheets() -> None:
    good, bad, other = best(SET_16), {**best(SET_16), "6.1": "a"}, {**best(SET_16), "6.3": None}
    assert tally(SET_16, members(good, good, bad), regulation()).stars is not None
    assert tally(SET_16, members(good, bad), regulation()).stars is not None
    stopped = tally(SET_16, members(good, bad, other), regulation())
    assert (stopped.stars, stopped.disqualified) == (None, True)
    assert [(ground.code, ground.zero) for ground in stopped.grounds] == [("sensory_zero", ("6.1", "6.3"))]
    declared = tally(SET_16, members(bad, bad), regulation(), disqualified=["sensory_zero"])
    assert [ground.code for ground in declared.grounds] == ["sensory_zero"]


def test_cases_are_the_councils() -> None:
    answers = best(SET_26)
    cases = {"8": 1, "9": 1, "15": 1}
    assert tally(SET_26, members(answers, answers), regulation(), cases=cases, facts={"8": "a"}).mean == 100 * SCALE
    with pytest.raises(SheetError, match="phiếu của «m1»: tiêu chí 8 in 2 trường hợp") as caught:
        tally(SET_26, members(answers), regulation())
    assert caught.value.path == ("sheets", "m1", "answers", "8")
    with pytest.raises(SheetError, match="tiêu chí 8 in 2 trường hợp"):
        tally(SET_26, members({}), regulation(), facts={"8": "a"})
    assert tally(SET_26, members({}), regulation(), facts={"8": None}).stars == 1


@pytest.mark.parametrize(
    ("sheets", "changes", "words"),
    [
        ([], {}, "chưa có phiếu nào"),
        (["m1", "m1"], {}, "«m1» có hai phiếu"),
        (["m1", "m2"], {"recused": ["m2"]}, "«m2» đã rút khỏi việc chấm"),
        (["m1", "m2", "m3", "m4"], {}, "có 4 phiếu nhưng chỉ 3 thành viên được chấm"),
        (["m1", "m2", "m4"], {"recused": ["m3"]}, "có 3 phiếu nhưng chỉ 2 thành viên được chấm"),
    ],
)
def test_whose_sheets_may_not_count(sheets: list[str], changes: dict[str, Any], words: str) -> None:
    with pytest.raises(SheetError, match=words) as caught:
        tally(SET_1, [MemberSheet(member, EXAMPLE) for member in sheets], regulation(**changes))
    assert caught.value.path[0] == "sheets"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"9.9": "a"}, "không có tiêu chí «9.9»"),
        ({"3.5": "z"}, "chọn một trong: a, b, c, null"),
        ({"3.5": ["a"]}, "chọn một trong: a, b, c, null"),
    ],
)
def test_facts_are_checked_against_the_set(facts: dict[str, Any], words: str) -> None:
    with pytest.raises(SheetError, match=words) as caught:
        tally(SET_1, members(EXAMPLE), regulation(), facts=facts)
    assert caught.value.path[0] == "facts"


def test_facts_are_checked_also_where_they_decide_nothing() -> None:
    with pytest.raises(SheetError, match="không có mức «z»"):
        tally(SET_1, members(EXAMPLE), regulation(gates="mean"), facts={"3.5": "z"})


def request(**changes: Any) -> dict[str, Any]:
    return {
        "decision": "26/2026",
        "set": 1,
        "sheets": [{"member": "m1", "answers": EXAMPLE}],
        "regulation": REGULATION,
        **changes,
    }


def test_reading_a_whole_request() -> None:
    data = request(
        cases={},
        disqualified=["forged_dossier"],
        facts={"3.5": "b"},
        id=7,
        not_applicable=[],
        requirements_unmet=["1.1"],
        regulation={
            "members": 9,
            "recused": ["m4"],
            "chair": "m1",
            "quorum": "3/4",
            "max_spread": "10.5",
            "gates": "facts",
            "present": ["m1", "m4"],
            "quorum_base": "entitled",
            "min_sheets": 4,
            "round_before_band": 1,
        },
    )
    read = read_tally(data, RULES)
    assert read.criteria_set is SET_1
    assert read.sheets == (MemberSheet("m1", EXAMPLE),)
    assert read.facts == {"3.5": "b"}
    assert read.common == ({}, {}, ("forged_dossier",), (), ("1.1",))
    assert read.regulation == Regulation(
        9, Fraction(3, 4), Fraction(21, 2), "facts", ("m4",), "m1", ("m1", "m4"), "entitled", 4, 1
    )
    assert regulation() == Regulation(3, Fraction(2, 3), Fraction(10), "majority")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"x": 1}, "khóa lạ «x»"),
        ({"sheets": {}}, "«sheets» phải là danh sách"),
        ({"sheets": [1]}, "«sheets» phải là một đối tượng"),
        ({"sheets": [{"member": "m1"}]}, "thiếu khóa «answers»"),
        ({"sheets": [{"member": "m1", "answers": {}, "cases": {}}]}, "khóa lạ «cases»"),
        ({"sheets": [{"member": 1, "answers": {}}]}, "«member» phải là mã thành viên, không phải «1»"),
        ({"sheets": [{"member": "", "answers": {}}]}, "«member» phải là mã thành viên"),
        ({"sheets": [{"member": "m1", "answers": []}]}, "«answers» phải là"),
        ({"facts": ["3.5"]}, "«facts» phải là"),
        ({"set": 99}, "không có bộ sản phẩm"),
        ({"regulation": []}, "«regulation» phải là một đối tượng"),
    ],
)
def test_a_request_that_cannot_be_read(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(SheetError, match=words):
        read_tally(request(**changes), RULES)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("members", 0, "số nguyên từ 1"),
        ("members", "3", "số nguyên từ 1, không phải «3»"),
        ("members", True, "số nguyên từ 1, không phải true"),
        ("quorum", "0", "lớn hơn 0 và không quá 1"),
        ("quorum", "4/3", "không quá 1, không phải «4/3»"),
        ("quorum", "1/0", "lớn hơn 0"),
        ("quorum", 0.75, "lớn hơn 0"),
        ("quorum", "-1/2", "lớn hơn 0"),
        ("quorum", True, "lớn hơn 0"),
        ("max_spread", "x", "số điểm như"),
        ("max_spread", -1, "số điểm như"),
        ("max_spread", 1.5, "số điểm như"),
        ("gates", "all", "một trong: facts, majority, mean"),
        ("gates", None, "một trong: facts, majority, mean"),
        ("recused", "m1", "danh sách mã thành viên"),
        ("recused", ["m1", "m1"], "hai lần"),
        ("recused", [""], "danh sách mã thành viên"),
        ("recused", ["m1", "m2", "m3", "m4"], "ghi 4 người nhưng hội đồng có 3"),
        ("present", ["m1", "m2", "m3", "m4"], "ghi 4 người nhưng hội đồng có 3"),
        ("present", [1], "danh sách mã thành viên"),
        ("chair", 1, "mã thành viên"),
        ("chair", "", "mã thành viên"),
        ("quorum_base", "some", "một trong: all, entitled"),
        ("min_sheets", 0, "số nguyên từ 1"),
        ("round_before_band", 2, 'phải là "none", 1 hoặc 0'),
        ("round_before_band", True, "không phải true"),
        ("hurry", 1, "khóa lạ «hurry»"),
    ],
)
def test_a_regulation_that_cannot_be_read(key: str, value: Any, words: str) -> None:
    with pytest.raises(SheetError, match=words) as caught:
        regulation(**{key: value})
    assert caught.value.path == ("regulation", key)


@pytest.mark.parametrize("key", sorted(REGULATION))
def test_a_regulation_that_lacks_something(key: str) -> None:
    with pytest.raises(SheetError, match=f"«regulation» thiếu khóa «{key}»"):
        read_regulation({name: value for name, value in REGULATION.items() if name != key})


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(KEYS), st.integers(0, 2**32), st.integers(1, 7), st.sampled_from(["facts", "majority", "mean"]))
def test_the_second_scorer_agrees(key: tuple[str, int], seed: int, count: int, how: str) -> None:
    law, chance = RULES.criteria_set(*key), random.Random(seed)
    first = random_sheet(chance, law)
    cases = first.get("cases", {})
    sheets = [{"member": "m0", "answers": first["answers"]}]
    for at in range(1, count):
        answers = {
            one.code: chance.choice([None, *[option.letter for option in one.lists[cases.get(one.code, 1) - 1]]])
            if chance.random() < 0.1
            else first["answers"].get(one.code)
            for one in law.criteria
        }
        sheets.append({"member": f"m{at}", "answers": answers})
    hanging = {one.code for one in law.criteria if one.counts_while} | {one.counts_while for one in law.criteria}
    facts = {
        one.code: chance.choice([None, *[option.letter for option in one.lists[cases.get(one.code, 1) - 1]]])
        for one in law.criteria
        if one.code not in hanging and chance.random() < 0.3
    }
    data = {
        "decision": key[0],
        "set": key[1],
        "cases": cases,
        "sheets": sheets,
        "facts": facts,
        "regulation": {"members": 7, "quorum": "3/4", "max_spread": "10", "gates": how},
    }
    read = read_tally(data, RULES)
    result = tally(law, read.sheets, read.regulation, facts=read.facts, cases=read.common.cases)
    expected = second_scorer.tally(data)
    assert result.mean == expected["mean"] * SCALE
    assert result.spread == expected["spread"] * SCALE
    assert result.stars_by_points == expected["stars_by_points"]
    if not result.grounds:
        assert result.stars == expected["stars"]
    assert [(gate.criterion, gate.stars, gate.needs, gate.by, gate.met_by) for gate in result.gates_missed] == expected[
        "gates_missed"
    ]
    chance.shuffle(sheets)
    again = read_tally(data, RULES)
    other = tally(law, again.sheets, again.regulation, facts=again.facts, cases=again.common.cases)
    assert {**other.as_json(), "explanation": ""} == {**result.as_json(), "explanation": ""}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(KEYS), st.integers(0, 2**32), st.integers(1, 5), st.sampled_from(["facts", "majority", "mean"]))
def test_equal_sheets_have_the_rank_of_one(key: tuple[str, int], seed: int, count: int, how: str) -> None:
    law = RULES.criteria_set(*key)
    sheet = random_sheet(random.Random(seed), law)
    declared = {
        name: sheet[name] for name in ("cases", "disqualified", "not_applicable", "requirements_unmet") if name in sheet
    }
    one = score(law, sheet["answers"], **declared)
    sheets = members(*[sheet["answers"]] * count)
    all_of_them = tally(law, sheets, regulation(members=5, gates=how), **declared)
    assert all_of_them.mean == one.total
    assert (all_of_them.stars, all_of_them.stars_by_points, all_of_them.disqualified) == (
        one.stars,
        one.stars_by_points,
        one.disqualified,
    )
    assert [(gate.criterion, gate.stars) for gate in all_of_them.gates_missed] == [
        (gate.criterion, gate.stars) for gate in one.gates_missed
    ]
    assert (all_of_them.grounds, all_of_them.conditions) == (one.grounds, one.conditions)
    assert all_of_them.quorum_met == (count >= 4)


def test_a_stop_rule_by_what_does_not_count() -> None:
    law = criteria_set(
        criterion("1", [(0, None), (60, None)], requirement="phải có"),
        grounds=(Ground("stop", "Nếu 0 điểm…", "stop", None),),
        stop_rules=(StopRule("stop", ("1",)),),
    )
    assert tally(law, members({"1": "b"}), regulation()).stars == 3
    assert tally(law, members({"1": "b"}), regulation(), requirements_unmet=["1"]).stars is None
