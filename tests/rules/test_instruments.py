"""Instruments, classification, forms, evidence and readings: what the decision prints, held as data."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from ocop.rules.check import check_law
from ocop.rules.law_models import catalogue_of
from ocop.rules.rulebook import Rulebook, law_directory

LAW = catalogue_of(law_directory())


def test_the_old_decisions_lapse_sixty_days_after_the_new_one() -> None:
    for key in ("qd_148_2023", "qd_1489_2025"):
        old = LAW.instruments[key]
        assert old.last_day_in_force == date(2026, 7, 21)
        assert old.in_force(date(2026, 7, 21)) and not old.in_force(date(2026, 7, 22))
    assert LAW.instruments["qd_26_2026"].in_force(date(2026, 5, 22))
    assert LAW.instruments["qd_26_2026"].in_force(date(2026, 5, 21)) is False


def test_the_misprint_of_article_11_is_kept_and_named() -> None:
    quoted = next(v for v in LAW.instruments["qd_26_2026"].verbatim if v.place == "Điều 11 khoản 2")
    assert "148/QĐ-TTg ngày 24 tháng 02 năm 2025" in quoted.text
    assert quoted.note is not None and "24/02/2023" in quoted.note
    assert LAW.instruments["qd_148_2023"].issued == date(2023, 2, 24)


def test_what_is_not_known_is_empty() -> None:
    unknown = LAW.instruments["qd_1048_2019"]
    assert unknown.title is None and unknown.certainty.title == "unknown"
    assert LAW.instruments["qd_1162_vpdp_ocop"].issued is None
    assert LAW.instruments["qd_1162_vpdp_ocop"].in_force(date(2026, 1, 1)) is None


def test_the_fifteen_kinds_of_evidence() -> None:
    assert [one.number for one in LAW.evidence.kinds] == list(range(1, 16))
    assert [one.code for one in LAW.evidence.kinds][::14] == ["business_registration", "awards"]


def test_the_classification_has_six_sectors_and_26_sets_named_as_the_criteria() -> None:
    rules = Rulebook.open()
    sets = list(LAW.classification.sets())
    assert len(LAW.classification.sectors) == 6
    assert tuple(one.set for _, _, one in sets) == rules.numbers("26/2026") == tuple(range(1, 27))
    for _, group, one in sets:
        scored = rules.criteria_set("26/2026", one.set)
        assert (scored.classification, scored.group, scored.subgroup or None) == (one.path, group.name, one.subgroup)


@pytest.mark.parametrize(
    ("number", "leads"),
    [
        (1, ("Bộ Nông nghiệp và Môi trường",)),
        (6, ("Bộ Nông nghiệp và Môi trường", "Bộ Công Thương")),
        (16, ("Bộ Y tế",)),
        (21, ("Bộ Công Thương", "Bộ Nông nghiệp và Môi trường")),
        (26, ("Bộ Văn hóa, Thể thao và Du lịch", "Bộ Nông nghiệp và Môi trường")),
    ],
)
def test_lead_ministries_are_dated(number: int, leads: tuple[str, ...]) -> None:
    assert LAW.lead_ministries.leads(number, date(2026, 5, 22)) == leads
    assert LAW.lead_ministries.leads(number, date(2026, 5, 21)) == ()


def test_only_tourism_takes_associations_and_only_small_and_medium_companies() -> None:
    kinds = {one.code: one for one in LAW.entities.kinds}
    assert set(kinds) == {"cooperative", "cooperative_group", "company", "farm", "household", "association"}
    assert [code for code, one in kinds.items() if one.sets == "tourism"] == ["association"]
    assert [code for code, one in kinds.items() if one.size] == ["company"]


def test_form_01_has_two_receipt_blocks_and_three_boxes() -> None:
    form = LAW.forms["mau_01"]
    assert [block.filled_by for block in form.receipts] == ["commune", "office"]
    kind = next(field for field in form.fields() if field.id == "application_kind")
    assert [choice.label for choice in kind.choices] == ["Lần đầu", "Nâng hạng", "Đánh giá lại"]


def test_form_02_has_eleven_ticks_and_ten_contents_of_a_renewal() -> None:
    form = LAW.forms["mau_02"]
    ticks = [field for field in form.fields("first") if field.kind in ("tick", "text_with_tick")]
    assert len(ticks) == 11
    updates = [field for field in form.fields("renewal") if field.kind == "change"]
    assert len(updates) == 10
    assert not [field for field in form.fields("first") if field.kind in ("change", "changes_list")]
    assert [field.id for field in form.fields("upgrade") if field.kind == "changes_list"] == ["changes"]


def test_form_03_asks_four_contents_twice() -> None:
    form = LAW.forms["mau_03"]
    pairs = [
        section for section in form.sections if len(section.fields) == 2 and section.id.startswith(("local", "idea"))
    ]
    assert [section.id for section in pairs] == ["local_materials", "local_labour", "idea_origin", "local_identity"]


def test_ethnicity_is_marked_sensitive_wherever_it_is_asked() -> None:
    for form in LAW.forms.values():
        for field in form.fields():
            assert field.sensitive is (field.id == "representative_ethnicity")


def test_readings_have_a_default_and_the_settings_of_the_extension() -> None:
    assert [one.number for one in LAW.readings.values()] == list(range(1, len(LAW.readings) + 1))
    assert LAW.readings["extension_late_filer"].default == "any"
    assert LAW.readings["extension_filed_after_end"].default == "transition"
    assert LAW.readings["extension_late_filer"].text("transition").startswith("Chỉ giấy chứng nhận hết hạn")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("instruments/qd_148_2023.yaml", "target: qd_1048_2019", "target: qd_0000", "chưa có văn bản «qd_0000»"),
        ("instruments/qd_148_2023.yaml", "effective: 2023-02-24", "effective: null", "certainty ghi unknown"),
        ("instruments/qd_148_2023.yaml", "id: qd_148_2023", "id: qd_149_2023", "phải ở tệp"),
        ("classification/products_26_2026.yaml", "set: 2,", "set: 3,", "đánh số liền từ 1"),
        ("classification/lead_ministries.yaml", "set: 2,", "set: 3,", "đủ các bộ của Phụ lục I"),
        ("classification/lead_ministries.yaml", "ministries: [trade]", "ministries: [moon]", "bộ chủ trì"),
        ("forms/mau_01.yaml", "id: email", "id: phone", "ô «phone» lặp lại"),
        ("readings.yaml", "default: any", "default: nobody", "phải là một trong các phương án"),
        ("readings.yaml", "number: 3\n", "number: 4\n", "đánh số liền"),
        ("evidence.yaml", "number: 3\n", "number: 4\n", "đánh số liền"),
        ("evidence.yaml", "instrument: qd_26_2026", "instrument: qd_27_2026", "chưa có văn bản «qd_27_2026»"),
        ("calendar/2026.yaml", "2026-09-02, name", "2026-09-03, name", "thiếu ngày lễ cố định Quốc khánh"),
        ("calendar/2026.yaml", "worked: 2026-08-22", "worked: 2026-08-21", "hoán đổi phải từ"),
        ("calendar/2026.yaml", "year: 2026", "year: 2025", "phải ở tệp calendar/2025.yaml"),
        ("calendar/2026.yaml", "date: 2026-04-26", "date: 2026-05-26", "xếp theo thứ tự"),
        ("procedures/clocks.yaml", "id: revocation", "id: revoke", "thiếu thời hạn «revocation»"),
        ("procedures/clocks.yaml", "reading: certificate_last_day", "reading: guess", "quy ước «guess»"),
        ("transition/governing.yaml", "filed_to: 2026-05-21", "filed_to: 2026-05-20", "hở hoặc chồng"),
        ("transition/governing.yaml", "limit: transition_renewal", "limit: never", "thời hạn «never»"),
        ("transition/authorities.yaml", "until: 2025-07-05", "until: 2025-07-04", "nối liền nhau"),
    ],
)
def test_the_check_finds_what_is_wrong(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    folder = _copied(tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = check_law(folder, locked=False)
    assert any(message in fault.message and fault.file.endswith(Path(file).name) for fault in faults), faults
    assert all(fault.line > 0 for fault in faults)


def test_an_untouched_copy_has_no_fault(tmp_path: Path) -> None:
    assert check_law(_copied(tmp_path), locked=False) == []


def _copied(tmp_path: Path) -> Path:
    folder = tmp_path / "law"
    for part in ("instruments", "classification", "forms", "calendar", "procedures", "transition"):
        shutil.copytree(law_directory() / part, folder / part)
    for part in ("readings.yaml", "evidence.yaml"):
        shutil.copy(law_directory() / part, folder / part)
    return folder


def test_the_page_on_the_domain_lists_every_reading_as_it_is() -> None:
    page = (law_directory().parent / "docs" / "domain.md").read_text(encoding="utf-8")
    for one in LAW.readings.values():
        assert f"| {one.number} | {one.question} | {one.place} | `{one.default}`: {one.text()} |" in page
