"""Procedures: what a role may do in a step and why not, in the words of the decision."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ocop.rules.check import check_law
from ocop.rules.procedures import Allowed, ProcedureFile, procedures_of
from ocop.rules.rulebook import law_directory

LAW = procedures_of(law_directory())
KINDS = sorted(LAW.by_id)


def judged(procedure: str, step: str, role: str | None = None, **facts: Any) -> dict[str, Allowed]:
    return {one.action.id: one for one in LAW.actions(procedure, step, facts, role)}


def test_all_five_procedures_are_there() -> None:
    assert KINDS == ["first", "renewal", "revocation", "upgrade", "withdrawal"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_is_reached_and_leads_to_an_end(kind: str) -> None:
    procedure = LAW.by_id[kind]
    following = {s.id: {a.to for a in s.actions if a.to} for s in procedure.steps}
    reached, open_ = set(), [procedure.starts_at]
    while open_:
        step = open_.pop()
        if step not in reached:
            reached.add(step)
            open_ += following[step]
    assert reached == set(following)
    ending = {s.id for s in procedure.steps if any(a.effect == "ends" for a in s.actions)}
    for _ in procedure.steps:
        ending |= {step for step, after in following.items() if after & ending}
    assert ending == set(following)


@pytest.mark.parametrize("kind", KINDS)
def test_without_facts_every_condition_names_what_is_missing(kind: str) -> None:
    for step in LAW.by_id[kind].steps:
        for one in LAW.actions(kind, step.id, {}):
            conditions = bool(one.action.needs or one.action.any_of)
            assert one.allowed is not conditions
            assert all(reason.startswith("Chưa ghi nhận: ") and reason.endswith(".") for reason in one.why_not)


def test_only_the_two_forms_and_the_pledge_block_a_first_dossier() -> None:
    ready = {"form_01_complete": True, "form_02_complete": True, "pledge_signed": True}
    assert judged("first", "draft", **ready)["submit"].allowed
    found = judged("first", "draft", **(ready | {"form_02_complete": False}))["submit"]
    assert (found.allowed, found.why_not) == (False, ("Mẫu số 02 chưa điền đủ.",))


def test_an_upgrade_lists_its_changes_and_then_goes_the_full_way() -> None:
    ready = {"form_01_complete": True, "form_02_complete": True, "pledge_signed": True, "certificate_in_force": True}
    assert not judged("upgrade", "draft", **ready)["submit"].allowed
    assert judged("upgrade", "draft", changes_listed=True, **ready)["submit"].allowed
    assert [s.id for s in LAW.by_id["upgrade"].steps] == [s.id for s in LAW.by_id["first"].steps]


def test_a_renewal_answers_the_ten_contents_and_waits_for_the_window() -> None:
    ready = {
        "form_01_complete": True,
        "form_02_complete": True,
        "pledge_signed": True,
        "ten_contents_answered": True,
        "window_open": True,
        "may_still_renew": True,
        "late": False,
    }
    assert judged("renewal", "draft", **ready)["submit"].allowed
    early = judged("renewal", "draft", **(ready | {"window_open": False}))["submit"]
    assert "nháp" in early.why_not[0]
    late = judged("renewal", "draft", **(ready | {"late": True, "extension_duty_signed": False}))["submit"]
    assert "Điều 12 khoản 3" in late.why_not[0]
    assert judged("renewal", "draft", **(ready | {"late": True, "extension_duty_signed": True}))["submit"].allowed


@pytest.mark.parametrize("kind", ["first", "upgrade", "renewal"])
def test_the_commune_cannot_refuse(kind: str) -> None:
    steps = [s for s in LAW.by_id[kind].steps if s.id.startswith("commune_")]
    ends = {a.end for s in steps for a in s.actions if a.effect == "ends"}
    assert ends == {"withdrawn_by_producer"}
    assert {a.id for s in steps for a in s.actions if "commune" in a.by and a.effect == "returns"} == {"hand_back"}


@pytest.mark.parametrize("kind", ["first", "upgrade", "renewal"])
def test_the_clock_of_the_commune_ends_when_the_dossier_is_sent(kind: str) -> None:
    procedure = LAW.by_id[kind]
    receive = next(a for a in procedure.step("commune_reception").actions if a.id == "receive")
    propose = next(a for a in procedure.step("commune_check").actions if a.id == "propose")
    assert "commune_check" in receive.starts and "commune_check" in propose.stops
    assert propose.hands_over is not None
    assert (propose.hands_over.paper_sets, propose.hands_over.electronic_sets, propose.hands_over.samples) == (1, 1, 5)


def test_renewals_have_no_advisory_team_and_no_round() -> None:
    renewal, first = LAW.by_id["renewal"], LAW.by_id["first"]
    assert not renewal.rounds and first.rounds
    assert not any("advisory_team" in a.by for s in renewal.steps for a in s.actions)
    assert any("advisory_team" in a.by for s in first.steps for a in s.actions)
    accepted = next(a for a in renewal.step("province_intake").actions if a.id == "accept_full_dossier")
    assert accepted.starts == ("reappraisal",)


def test_a_visit_in_a_renewal_needs_one_of_two_reasons() -> None:
    visit = judged("renewal", "office_review", scale_changed=False, evidence_unclear=False, visit_reason_recorded=True)
    assert len(visit["visit"].why_not) == 2
    assert judged("renewal", "office_review", evidence_unclear=True, visit_reason_recorded=True)["visit"].allowed


def test_differing_opinions_need_a_meeting_and_only_they_do() -> None:
    ready = {"office_report_sent": True, "sheets_complete": True, "quorum_met": True, "disqualified": False}
    assert judged("renewal", "council_opinion", opinions_differ=False, **ready)["adopt_result"].allowed
    assert not judged("renewal", "council_opinion", opinions_differ=False, **ready)["call_meeting"].allowed
    differ = judged("renewal", "council_opinion", opinions_differ=True, meeting_held=False, **ready)
    assert differ["call_meeting"].allowed and not differ["adopt_result"].allowed


def test_a_five_star_renewal_goes_to_the_ministry_with_its_own_list() -> None:
    five = judged("renewal", "office_review", current_stars=5, list_complete=True, council_in_office=True)
    assert five["send_five_star_to_ministry"].allowed and not five["report_to_council"].allowed
    four = judged("renewal", "office_review", current_stars=4, list_complete=True, council_in_office=True)
    assert four["report_to_council"].allowed and not four["send_five_star_to_ministry"].allowed
    sent = five["send_five_star_to_ministry"].action.hands_over
    assert sent is not None
    assert set(sent.papers) == {"province_letter", "office_report", "product_dossier", "extra_tests", "samples"}


@pytest.mark.parametrize(
    ("stars", "points", "minimums", "allowed"),
    [
        (4, "89.99", False, {"recognise"}),
        (4, "92", False, {"recognise", "propose_with_reason"}),
        (5, "92", True, {"approve_and_propose"}),
        (2, "45", False, {"no_recognition"}),
    ],
)
def test_what_the_chairman_of_the_province_may_decide(
    stars: int, points: str, minimums: bool, allowed: set[str]
) -> None:
    found = judged(
        "first",
        "chairman_decision",
        stars=stars,
        points=Decimal(points),
        five_star_minimums_met=minimums,
        disqualified=False,
        signed=True,
        council_proposes_ministry=True,
        reason_recorded=True,
    )
    assert {key for key, one in found.items() if one.allowed} == allowed


def test_a_rejected_dossier_is_never_recognised() -> None:
    found = judged("first", "chairman_decision", stars=4, points=Decimal(80), disqualified=True, signed=True)
    assert {key for key, one in found.items() if one.allowed} == {"no_recognition"}


def test_the_province_only_reports_a_five_star_revocation() -> None:
    found = judged("revocation", "decision", current_stars=5, signed=True)
    assert "tỉnh chỉ báo cáo" in found["revoke_by_chairman"].why_not[0]
    assert found["revoke_by_minister"].allowed
    assert judged("revocation", "decision", current_stars=3, signed=True)["revoke_by_chairman"].allowed


def test_revocation_has_the_six_printed_grounds_each_with_its_paper() -> None:
    grounds = LAW.by_id["revocation"].grounds
    assert [ground.code for ground in grounds] == ["a", "b", "c", "d", "dd", "e"]
    assert {g.code for g in grounds if g.clock_from == "commune_confirmation"} == {"dd"}
    assert not judged("revocation", "case", ground="dd", base_paper_held=False)["open"].allowed
    assert judged("revocation", "case", ground="dd", base_paper_held=True)["open"].allowed


def test_what_belongs_to_another_role_is_refused_with_its_name() -> None:
    found = judged("first", "commune_check", "producer", form_03_issued=True)
    assert found["withdraw"].allowed
    assert found["propose"].why_not[0] == "Việc này của UBND cấp xã."


def test_facts_of_the_wrong_kind_do_not_pass() -> None:
    assert not judged("first", "council_meeting", disqualified=0)["adopt_result"].allowed


def _broken(tmp_path: Path, old: str, new: str) -> list[str]:
    import shutil

    folder = tmp_path / "law"
    for part in ("procedures", "instruments", "readings.yaml", "evidence.yaml"):
        source = law_directory() / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy(source, folder / part)
    path = folder / "procedures" / "first.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(fault) for fault in check_law(folder, locked=False) if "first.yaml" in fault.file + str(fault)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("to: commune_check", "to: nowhere", "bước «nowhere»"),
        ("{fact: form_01_complete, is: true", "{fact: unheard, is: true", "sự việc «unheard»"),
        ("{fact: form_01_complete, is: true", '{fact: form_01_complete, at_least: "1"', "không hợp với sự việc"),
        ("{fact: form_01_complete, is: true", "{fact: form_01_complete, is: true, one_of: [a]", "đúng một phép thử"),
        ("who: [producer]", "who: [nobody]", "vai «nobody»"),
        ("clock: commune_check", "clock: sundial", "thời hạn «sundial»"),
        ("end: withdrawn_by_producer", "end: lost", "kết thúc «lost»"),
        ("effect: moves\n        to: commune_reception", "effect: moves", "cần khóa «to»"),
        ("starts_at: draft", "starts_at: dream", "không có bước «dream»"),
        ("papers: [receipt_slip]", "papers: [napkin]", "giấy tờ «napkin»"),
    ],
)
def test_the_check_names_what_does_not_fit(tmp_path: Path, old: str, new: str, message: str) -> None:
    faults = _broken(tmp_path, old, new)
    assert any(message in fault for fault in faults), faults


def test_an_unbroken_copy_has_no_fault_in_the_procedure(tmp_path: Path) -> None:
    assert _broken(tmp_path, "schema: ocop-law/procedure/1", "schema: ocop-law/procedure/1") == []


def test_step_asks_for_known_ids_only() -> None:
    assert isinstance(LAW.by_id["first"], ProcedureFile)
    with pytest.raises(KeyError):
        LAW.by_id["first"].step("nowhere")
