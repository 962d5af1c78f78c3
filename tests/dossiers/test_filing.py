"""A dossier is opened under the governing decision and written without losing what another tab typed."""

import pytest

from ocop.directory.services import create_producer
from ocop.dossiers.dossier_access import commune_dossiers, own_dossiers, province_dossiers
from ocop.dossiers.dossier_facts import open_points, sections_of
from ocop.dossiers.filing import (
    ChangedElsewhere,
    open_dossier,
    save_answer,
    save_section,
    set_section_state,
    submit_dossier,
    withdraw_dossier,
)
from ocop.dossiers.models import Dossier
from ocop.dossiers.services import create_product
from ocop.kernel.access import Actor
from ocop.kernel.law import rulebook
from ocop.kernel.operations import NotAllowed, Refused
from tests.places import SYSTEM, load_places, new

pytestmark = pytest.mark.django_db


def opened(kind: str = "first") -> tuple[Dossier, Actor]:
    load_places()
    producer = create_producer(actor=SYSTEM, name="Hộ Muối", producer_type="household", commune=new("25630"))
    product = create_product(actor=SYSTEM, name="Muối ớt", producer=producer, set_number=11, commune=new("25630"))
    owner = Actor(name="chủ hộ", producer_ids=frozenset({producer.pk}))
    return open_dossier(actor=owner, producer=producer, product=product, kind=kind), owner


def test_a_draft_is_pinned_to_the_set_and_has_the_sections_of_its_kind() -> None:
    dossier, owner = opened("renewal")
    assert (dossier.decision, dossier.step) == ("26/2026", "draft")
    assert dossier.set_digest == rulebook().criteria_set("26/2026", 11).digest
    codes = [one.code for one in dossier.sections.all()]
    assert codes == [one.code for one in sections_of("renewal")]
    assert "mau_02.renewal_update" in codes and "mau_02.upgrade_changes" not in codes
    with pytest.raises(Refused, match="chưa xong"):
        open_dossier(actor=owner, producer=dossier.producer, product=dossier.product, kind="first")


def test_who_may_take_part_is_an_open_point_and_no_block() -> None:
    dossier, _ = opened()
    assert any("đăng ký kinh doanh" in point for point in open_points(dossier.producer, dossier.set_number))


def test_a_second_tab_is_told_and_nothing_is_lost() -> None:
    dossier, owner = opened()
    given = {"actor": owner, "dossier": dossier, "code": "mau_01.producer"}
    first = save_section(**given, version=1, data={"producer_name": "Hộ Muối"})
    with pytest.raises(ChangedElsewhere) as told:
        save_section(**given, version=1, data={"producer_name": "Khác"})
    assert (told.value.theirs, told.value.version) == ({"producer_name": "Hộ Muối"}, 2)
    later = save_section(**given, version=first.version, data={"phone": "0900"})
    assert later.data == {"producer_name": "Hộ Muối", "phone": "0900"}
    assert set_section_state(**given, version=3, state="done").state == "done"
    with pytest.raises(Refused, match="stars"):
        save_section(**given, version=4, data={"stars": 5})


def test_answers_are_options_of_the_set() -> None:
    dossier, owner = opened()
    saved = save_answer(actor=owner, dossier=dossier, criterion="1.1", version=0, letter="b", description="Ớt trong xã")
    assert (saved.letter, saved.version) == ("b", 1)
    with pytest.raises(ChangedElsewhere) as told:
        save_answer(actor=owner, dossier=dossier, criterion="1.1", version=0, letter="a")
    assert told.value.theirs["description"] == "Ớt trong xã"
    with pytest.raises(Refused, match="mức «z»"):
        save_answer(actor=owner, dossier=dossier, criterion="1.1", version=1, letter="z")


def test_a_stranger_sees_and_writes_nothing() -> None:
    dossier, owner = opened()
    stranger = Actor(name="người lạ")
    assert list(own_dossiers.rows(owner)) == [dossier]
    assert not any(rule.rows(stranger).exists() for rule in (own_dossiers, commune_dossiers, province_dossiers))
    with pytest.raises(NotAllowed):
        save_section(actor=stranger, dossier=dossier, code="mau_01.producer", version=1, data={})


def complete(dossier: Dossier, owner: Actor) -> None:
    for one in sections_of(dossier.kind):
        data = {field.id: "x" for field in one.section.fields if field.required}
        save_section(actor=owner, dossier=dossier, code=one.code, version=1, data=data)
    for criterion in rulebook().criteria_set("26/2026", dossier.set_number).criteria:
        save_answer(actor=owner, dossier=dossier, criterion=criterion.code, version=0, is_none=True)


def test_submission_tells_what_lacks_then_freezes_a_copy_once() -> None:
    dossier, owner = opened()
    with pytest.raises(Refused, match=r"Mẫu số 01 chưa điền đủ.*cam đoan"):
        submit_dossier(actor=owner, dossier=dossier)
    complete(dossier, owner)
    first = submit_dossier(actor=owner, dossier=dossier)
    again = submit_dossier(actor=owner, dossier=dossier)
    assert first.pk == again.pk and len(first.digest) == 64
    dossier.refresh_from_db()
    assert dossier.step == "commune_reception" and dossier.filed_at == first.at
    with pytest.raises(Refused, match="đã nộp"):
        save_section(actor=owner, dossier=dossier, code="mau_01.producer", version=2, data={})


def test_one_missing_answer_keeps_a_dossier_back() -> None:
    dossier, owner = opened()
    complete(dossier, owner)
    save_answer(actor=owner, dossier=dossier, criterion="1.1", version=1)
    with pytest.raises(Refused, match="Mẫu số 02"):
        submit_dossier(actor=owner, dossier=dossier)


def test_withdrawal_ends_it_and_lets_a_new_one_open() -> None:
    dossier, owner = opened()
    assert withdraw_dossier(actor=owner, dossier=dossier).end == "withdrawn_by_producer"
    with pytest.raises(Refused, match="đã kết thúc"):
        withdraw_dossier(actor=owner, dossier=dossier)
    assert open_dossier(actor=owner, producer=dossier.producer, product=dossier.product, kind="first").pk != dossier.pk
