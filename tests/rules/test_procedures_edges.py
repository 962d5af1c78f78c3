"""Conditions at their borders, extension of a procedure, and every kind of fault that the law check names in one."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from ocop.rules.errors import LawError
from ocop.rules.procedures import Condition, Test, actions, procedures_of, resolve
from ocop.rules.rulebook import law_directory
from tests.rules.edited_law import faults

LAW = procedures_of(law_directory())
FIRST, RENEWAL, UPGRADE, VOCABULARY = (
    f"procedures/{name}.yaml" for name in ("first", "renewal", "upgrade", "vocabulary")
)
BESIDE = (VOCABULARY, FIRST, "procedures/clocks.yaml", "readings.yaml")


def one(**test: object) -> Test:
    return Test.model_validate({"fact": "stars", **test})


@pytest.mark.parametrize(
    ("test", "value", "met"),
    [
        ({"at_least": "3"}, 3, True),
        ({"at_least": "3"}, Decimal("2.99"), False),
        ({"below": "3"}, 3, False),
        ({"below": "3"}, Decimal("2.99"), True),
        ({"at_least": "0"}, 0, True),
        ({"at_least": "0"}, -1, False),
        ({"below": "0"}, -1, True),
        ({"below": "0"}, 0, False),
        ({"is": False}, False, True),
        ({"is": False}, True, False),
        ({"is": True}, 1, False),
        ({"one_of": ("a", "b")}, "b", True),
        ({"one_of": ("a", "b")}, "c", False),
    ],
)
def test_a_test_at_its_border(test: dict[str, object], value: object, met: bool) -> None:
    assert one(**test).met(value) is met  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{}, {"is": True, "below": "1"}, {"at_least": "1", "below": "2"}])
def test_a_test_tests_one_thing(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="đúng một phép thử"):
        one(**wrong)


def test_a_condition_of_its_own_is_left_out_while_its_fact_is_unknown_or_fails() -> None:
    draft = LAW.by_id["renewal"].step("draft")
    ready = {need.fact: True for need in draft.actions[0].needs}
    for facts, allowed in (({}, True), ({"late": False}, True), ({"late": True}, False)):
        submit = actions(draft, ready | facts, LAW.vocabulary)[0]
        assert submit.allowed is allowed
    names = {fact.code: fact.name for fact in LAW.vocabulary.facts}
    assert submit.why_not == (f"Chưa ghi nhận: {names['extension_duty_signed']}.",)


def test_one_of_several_reasons_is_enough_and_none_names_them_all() -> None:
    visit = LAW.by_id["renewal"].step("office_review")
    action = next(found for found in visit.actions if found.any_of)
    ready = {need.fact: True for need in action.needs}
    for chosen in action.any_of:
        facts = ready | {other.fact: other is chosen for other in action.any_of}
        assert next(a for a in actions(visit, facts, LAW.vocabulary) if a.action.id == action.id).allowed
    none = ready | {other.fact: False for other in action.any_of}
    refused = next(a for a in actions(visit, none, LAW.vocabulary) if a.action.id == action.id)
    assert refused.why_not == tuple(other.why_not for other in action.any_of)


def test_the_same_reason_is_said_once() -> None:
    submit = LAW.by_id["first"].step("draft").actions[0]
    twice = submit.model_copy(update={"needs": submit.needs[:1] * 2})
    step = LAW.by_id["first"].step("draft").model_copy(update={"actions": (twice,)})
    assert actions(step, {submit.needs[0].fact: False}, LAW.vocabulary)[0].why_not == (submit.needs[0].why_not,)


def test_a_procedure_that_extends_puts_its_conditions_before_those_it_takes() -> None:
    upgrade, first = LAW.by_id["upgrade"], LAW.by_id["first"]
    added = {(add.step, add.action): add.needs for add in upgrade.adds}
    assert added
    for step in first.steps:
        for action, taken in zip(step.actions, upgrade.step(step.id).actions, strict=True):
            assert taken.needs == added.get((step.id, action.id), ()) + action.needs
    with pytest.raises(KeyError):
        resolve([upgrade])
    assert resolve([first]) == {"first": first}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("effect: moves\n        to: commune_reception", "effect: records\n        to: commune_reception", "«to»"),
        ("effect: ends\n        end: withdrawn_by_producer", "effect: ends", "«end»"),
        ("effect: ends\n        end", "effect: records\n        end", "«end»"),
    ],
)
def test_an_outcome_leads_where_its_effect_says(old: str, new: str, message: str) -> None:
    with pytest.raises(LawError, match=message):
        faults(FIRST, (old, new), beside=BESIDE)


@pytest.mark.parametrize("name", [FIRST, RENEWAL, UPGRADE])
def test_the_procedures_as_they_stand_have_no_fault(name: str) -> None:
    assert faults(name, beside=BESIDE) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (FIRST, "who: [producer]", "who: [nobody]", [("vai «nobody» chưa được đặt tên", "who: [nobody]")]),
        (FIRST, "clock: commune_check", "clock: sundial", [("thời hạn «sundial» chưa được đặt tên", "clock: sundial")]),
        (FIRST, "by: [producer]", "by: [nobody]", [("vai «nobody» chưa được đặt tên", "- id: submit")]),
        (FIRST, "to: commune_check", "to: nowhere", [("bước «nowhere» chưa được đặt tên", "- id: receive")]),
        (
            FIRST,
            "starts: [commune_check]",
            "starts: [sundial]",
            [("thời hạn «sundial» chưa được đặt tên", "- id: receive")],
        ),
        (
            FIRST,
            "stops: [commune_check]",
            "stops: [sundial]",
            [("thời hạn «sundial» chưa được đặt tên", "- id: propose")],
        ),
        (
            FIRST,
            "papers: [receipt_slip]",
            "papers: [napkin]",
            [("giấy tờ «napkin» chưa được đặt tên", "- id: receive")],
        ),
        (FIRST, "papers: [form_01,", "papers: [napkin,", [("giấy tờ «napkin» chưa được đặt tên", "- id: submit")]),
        (FIRST, "end: withdrawn_by_producer", "end: lost", [("kết thúc «lost» chưa được đặt tên", "- id: withdraw")]),
        (FIRST, "starts_at: draft", "starts_at: dream", [("không có bước «dream»", "starts_at: dream")]),
        (
            RENEWAL,
            "reading: renewal_filed_outside_window",
            "reading: unheard",
            [("quy ước «unheard» chưa được đặt tên", "- id: submit")],
        ),
        (
            RENEWAL,
            "if: {fact: late, is: true}",
            "if: {fact: unheard, is: true}",
            [("sự việc «unheard» không có trong procedures/vocabulary.yaml", "- id: submit")],
        ),
        (
            FIRST,
            'fact: stars, at_least: "3"',
            "fact: stars, is: true",
            [("phép thử không hợp với sự việc «stars» (number)", "- id: recognise")],
        ),
        (
            FIRST,
            "fact: form_01_complete, is: true",
            'fact: form_01_complete, below: "1"',
            [("phép thử không hợp với sự việc «form_01_complete» (yes_no)", "- id: submit")],
        ),
        (
            FIRST,
            "fact: form_01_complete, is: true",
            "fact: ground, one_of: [a, z]",
            [("sự việc «ground» không có giá trị này", "- id: submit")],
        ),
        (FIRST, "fact: form_01_complete, is: true", "fact: ground, one_of: [a, b]", []),
        (
            FIRST,
            "fact: form_01_complete, is: true",
            "fact: ground, is: true",
            [("phép thử không hợp với sự việc «ground» (choice)", "- id: submit")],
        ),
        (UPGRADE, "extends: first", "extends: nothing", None),
        (UPGRADE, "step: draft", "step: dream", [("không có việc «submit» ở bước «dream»", "- step: dream")]),
        (UPGRADE, "starts_at: draft", "starts_at: dream", [("không có bước «dream»", "starts_at: dream")]),
    ],
)
def test_a_fault_of_a_procedure_is_named_with_its_place(
    name: str, old: str, new: str, expected: list[tuple[str, str]] | None
) -> None:
    found = faults(name, (old, new), beside=BESIDE)
    if expected is None:
        assert ("không có thủ tục «nothing»", "extends: nothing") in found
        assert ("không có bước «draft»", "starts_at: draft") in found
    else:
        assert found == expected


def test_a_step_stands_once_and_its_second_place_is_named() -> None:
    found = faults(FIRST, ("- id: commune_reception", "- id: draft"), beside=BESIDE)
    assert ("bước «draft» lặp lại", "- id: draft") in found
    assert sum("lặp lại" in message for message, _ in found) == 1


def test_without_the_words_nothing_can_be_proven() -> None:
    assert [message for message, _ in faults(FIRST)] == ["thiếu tệp procedures/vocabulary.yaml"]
    alone = faults(FIRST, beside=(VOCABULARY,))
    assert {message.split(" ")[0] for message, _ in alone} == {"thời", "quy"}, "no term and no reading is known"


def test_a_condition_says_why() -> None:
    with pytest.raises(ValidationError, match="why_not"):
        Condition.model_validate({"fact": "late", "is": True})
