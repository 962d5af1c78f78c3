"""The criteria of the three decisions: counts, sums, minimums, and that every printed remark has its effect."""

import hashlib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from ocop.rules.compiled import SCALE, CriteriaSet
from ocop.rules.criteria_law import CriteriaFile
from ocop.rules.reader import read
from ocop.rules.rulebook import Rulebook, law_directory

LAW = law_directory()
DECISIONS = ("26/2026", "148/2023", "1048/2019")
INCOMPLETE = {"26/2026": [], "148/2023": [7, 11, 12, 13], "1048/2019": [3, 10, 16, 19]}


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return Rulebook.open(cache_dir=None)


@pytest.fixture(scope="module")
def sets(rules: Rulebook) -> dict[tuple[str, int], CriteriaSet]:
    return {key: rules.criteria_set(*key) for key in rules.keys()}  # noqa: SIM118


@pytest.fixture(scope="module")
def files() -> dict[str, list[CriteriaFile]]:
    return {
        decision: [read(path, CriteriaFile) for path in sorted(folder(decision).glob("*.yaml"))]
        for decision in DECISIONS
    }


def folder(decision: str) -> Path:
    return LAW / "criteria" / decision.replace("/", "-")


@pytest.mark.parametrize(
    ("decision", "criteria", "options", "on_options", "on_criteria"),
    [("26/2026", 787, 2579, 575, 0), ("148/2023", 795, 2632, 543, 26), ("1048/2019", 751, 2688, 0, 0)],
)
def test_counts(
    sets: dict[tuple[str, int], CriteriaSet],
    decision: str,
    criteria: int,
    options: int,
    on_options: int,
    on_criteria: int,
) -> None:
    found = [one for key, one in sets.items() if key[0] == decision]
    leaves = [criterion for one in found for criterion in one.criteria]
    printed = [option for criterion in leaves for listed in criterion.lists for option in listed]
    assert len(found) == 26
    assert len(leaves) == criteria
    assert len(printed) == options
    assert sum(option.gate is not None for option in printed) == on_options
    assert sum(criterion.gate is not None for criterion in leaves) == on_criteria
    assert [one.number for one in found if not one.complete] == INCOMPLETE[decision]
    assert all(one.defects for one in found if not one.complete)


def test_parts_children_and_best_options_add_up(sets: dict[tuple[str, int], CriteriaSet]) -> None:
    parts = {"26/2026": (40, 25, 35), "148/2023": (40, 25, 35), "1048/2019": (35, 25, 40)}
    for (decision, number), one in sets.items():
        if not one.complete:
            continue
        by_part = Counter[str]()
        by_heading = Counter[str]()
        for criterion in one.criteria:
            by_part[criterion.part] += criterion.maximum
            by_heading.update(dict.fromkeys(criterion.parents, criterion.maximum))
            best = max(option.points for listed in criterion.lists for option in listed)
            assert best == criterion.maximum, (decision, number, criterion.code)
        assert tuple(by_part[part] // SCALE for part in "ABC") == parts[decision], (decision, number)
        assert sum(by_part.values()) == 100 * SCALE
        for heading in one.headings:
            assert by_heading[heading.code] == heading.maximum, (decision, number, heading.code)


def test_digest_is_that_of_the_file_and_of_the_lock(sets: dict[tuple[str, int], CriteriaSet]) -> None:
    locked = dict(reversed(line.split("  ")) for line in (LAW / "LOCK").read_text(encoding="utf-8").splitlines())
    for (decision, number), one in sets.items():
        path = folder(decision) / f"{number:02d}.yaml"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert one.digest == f"sha256:{digest}"
        assert locked[path.relative_to(LAW).as_posix()] == digest


def test_letters_follow_the_printed_order_within_the_case(sets: dict[tuple[str, int], CriteriaSet]) -> None:
    for one in sets.values():
        for criterion in one.criteria:
            for listed in criterion.lists:
                assert "".join(option.letter for option in listed) == "abcdefghij"[: len(listed)]
                assert not any("*" in option.text for option in listed)


def test_the_minimum_that_was_printed_with_spaces_between_its_stars(rules: Rulebook) -> None:
    story = next(one for one in rules.criteria_set("26/2026", 3).criteria if one.code == "5.1")
    best = story.lists[0][-1]
    assert (best.letter, best.gate) == ("e", 4)
    assert best.text.endswith("truy xuất nguồn gốc điện tử")


def test_cases_of_tourism(rules: Rulebook) -> None:
    tourism = rules.criteria_set("26/2026", 26)
    assert [one.code for one in tourism.criteria if len(one.lists) > 1] == ["8", "9", "15"]
    assert all(len(one.case_titles) in (0, len(one.lists)) for one in tourism.criteria)


EFFECTS = {
    "26/2026": {
        "requirement": 7,
        "not_assessed": 4,
        "counts_while": 25,
        "stop": 17,
        "evidence": 50,
        "reject": 24,
        "zero_stops": 1,
        "may_not_apply": 1,
        "choose_case": 3,
        "help": 109,
    },
    "148/2023": {
        "requirement": 3,
        "not_assessed": 4,
        "counts_while": 30,
        "stop": 11,
        "evidence": 30,
        "reject": 6,
        "choose_case": 3,
        "help": 95,
    },
    "1048/2019": {
        "choose_case": 25,
        "counts_while": 48,
        "evidence": 40,
        "stop": 37,
        "reject": 25,
        "zero_stops": 2,
        "help": 90,
    },
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_every_printed_remark_has_its_effect(files: dict[str, list[CriteriaFile]], decision: str) -> None:
    """129, 67 and 267 remarks are printed beside titles and options; none may go, none may lose its effect."""
    notes = [note for file in files[decision] for _, _, item, _ in file.walk() for note in item.notes]
    assert Counter(note.effect for note in notes) == EFFECTS[decision]
    remarks = {"26/2026": 129, "148/2023": 67, "1048/2019": 267}
    assert sum(note.at == "note" for note in notes) == remarks[decision]


WORDS = {
    "bị loại": {"reject"},
    "không đánh giá các bước": {"stop", "zero_stops"},
    "không xem xét": {"stop"},
    "không đánh giá những": {"not_assessed"},
    "yêu cầu: 100%": {"requirement"},
    "chỉ áp dụng khi": {"counts_while"},
    "áp dụng bắt buộc": {"may_not_apply"},
    "lựa chọn một trong": {"choose_case"},
}


def test_no_remark_that_rules_is_kept_as_mere_help(files: dict[str, list[CriteriaFile]]) -> None:
    for found in files.values():
        for file in found:
            for _, _, item, _ in file.walk():
                for note in item.notes:
                    expected = [effects for words, effects in WORDS.items() if words in note.printed.lower()]
                    assert all(note.effect in effects for effects in expected), (file.number, item.code, note.printed)


def test_no_remark_hides_in_a_title_or_an_option(sets: dict[tuple[str, int], CriteriaSet]) -> None:
    hidden = ("ghi chú", "bị loại", "áp dụng bắt buộc", "yêu cầu:", "không đánh giá các bước", "chỉ áp dụng khi")
    for key, one in sets.items():
        for criterion in one.criteria:
            texts = [criterion.title, *(option.text for listed in criterion.lists for option in listed)]
            assert not any(words in text.lower() for words in hidden for text in texts), (key, criterion.code)


def ground_places(sets: dict[tuple[str, int], CriteriaSet]) -> dict[tuple[str, str], list[tuple[int, str | None]]]:
    found = defaultdict(list)
    for (decision, number), one in sets.items():
        if decision == "26/2026":
            for ground in one.grounds:
                found[(ground.code, ground.kind)].append((number, ground.criterion))
    return found


def test_grounds_of_26_2026_stand_where_the_decision_prints_them(sets: dict[tuple[str, int], CriteriaSet]) -> None:
    found = ground_places(sets)
    heads = {
        "forged_dossier": list(range(1, 26)),
        "registration_file": list(range(1, 26)),
        "food_safety_certificate": list(range(1, 18)),
        "production_licence": [15, 17],
        "production_conditions": [18, 19, 20],
        "product_declaration": [18, 19, 20],
    }
    for code, numbers in heads.items():
        assert found.pop((code, "reject")) == [(number, None) for number in numbers]
    assert found.pop(("imported_material", "reject")) == [(n, "1.1") for n in (*range(7, 16), 18, 19, 20)]
    assert found.pop(("copied_product", "reject")) == [(n, "2.1") for n in range(5, 15)]
    assert found.pop(("ip_infringement", "reject")) == [(21, "6.2"), (22, "6.2")]
    assert found.pop(("common_product", "not_assessed")) == [(n, "2.1") for n in range(1, 5)]
    assert found.pop(("unacceptable_impurity", "stop")) == [
        (n, "6.1.1" if n in (11, 13) else "6.1") for n in (*range(1, 14), 15, 17)
    ]
    assert found.pop(("sensory_zero", "stop")) == [(16, "6.4")]
    assert found.pop(("declaration_slip", "stop")) == [(19, "6"), (20, "6")]
    assert not found


def test_rules_hidden_in_the_text_are_data(rules: Rulebook) -> None:
    def criterion(number: int, code: str):  # type: ignore[no-untyped-def]
        return next(one for one in rules.criteria_set("26/2026", number).criteria if one.code == code)

    assert rules.criteria_set("26/2026", 16).stop_rules[0].criteria == ("6.1", "6.2", "6.3", "6.4")
    assert criterion(21, "7").may_not_apply.startswith("Áp dụng bắt buộc")
    assert criterion(22, "7").may_not_apply is None
    assert criterion(21, "7").lists[0][0].gate == 3
    assert criterion(21, "6.2").lists[0][2].text == "Phong cách độc đáo riêng, thể hiện trí tuệ địa phương"
    assert criterion(1, "5.2").counts_while == "5.1"
    assert criterion(1, "1.1").requirement.code == "grown_in_province"
    assert criterion(9, "8").evidence_notes[0].kinds == ("test_report",)
    assert [letter for letter, _ in criterion(1, "1.5").takes_time] == ["d"]
    assert [(w.code, w.letters, w.while_zero) for w in criterion(1, "5.3").warns] == [
        ("no_story", ("b", "c", "d"), "5.1")
    ]
    assert criterion(1, "2.1").warns[0].letters == ("a",)


def test_what_nobody_can_be_asked_to_change_is_fixed(sets: dict[tuple[str, int], CriteriaSet]) -> None:
    fixed = {(key[1], c.code) for key, one in sets.items() if key[0] == "26/2026" for c in one.criteria if c.fixed}
    assert fixed == {(number, "3.2") for number in range(1, 27)} | {(26, "5.3"), (26, "6")}


def test_suspected_misprints_are_named_with_what_is_printed(files: dict[str, list[CriteriaFile]]) -> None:
    found = {
        (file.number, one.criterion, one.printed, one.read_as) for file in files["26/2026"] for one in file.misprints
    }
    expected = {
        (4, "7", "13", "3"),
        (11, "6.1.1", "11", "1"),
        *((number, "1.2", None, "0") for number in (4, 7, 10, 11)),
        (23, "9", None, "4"),
        (7, "3.1", "1/1/3", None),
        (23, "6.2", "1/1/3/5", None),
        (10, "3.5", None, None),
        (1, "8", None, None),
        (24, "4.1", None, None),
        (25, "4.1", None, None),
        (8, "2.1", None, None),
        (26, None, "Phần A (35 Điểm)", None),
        (26, None, None, None),
        (17, None, "hoặc giấy phép sản xuất theo quy định", None),
    }
    assert expected <= found
    yes_no = [number for number, code, printed, read_as in found if read_as and read_as.startswith("a: Không")]
    assert sorted(yes_no) == list(range(1, 23))


def test_the_classification_names_the_same_sets(rules: Rulebook) -> None:
    import yaml

    classification = yaml.safe_load((LAW / "classification/products_26_2026.yaml").read_text(encoding="utf-8"))
    listed = [
        (entry, group) for sector in classification["sectors"] for group in sector["groups"] for entry in group["sets"]
    ]
    assert [entry["set"] for entry, _ in listed] == list(rules.numbers("26/2026"))
    for entry, group in listed:
        one = rules.criteria_set("26/2026", entry["set"])
        assert (one.classification, one.group, one.subgroup) == (entry["path"], group["name"], entry["subgroup"] or "")


def test_companion_covers_every_criterion_and_uses_the_catalogue_of_evidence(
    sets: dict[tuple[str, int], CriteriaSet],
) -> None:
    import yaml

    catalogue = {kind["code"] for kind in yaml.safe_load((LAW / "evidence.yaml").read_text(encoding="utf-8"))["kinds"]}
    leaves = [criterion for key, one in sets.items() if key[0] == "26/2026" for criterion in one.criteria]
    assert all(criterion.question.endswith("?") and 2 <= len(criterion.short) <= 40 for criterion in leaves)
    assert all(criterion.looks_for for criterion in leaves)
    used = {kind for criterion in leaves for kind in criterion.evidence}
    used |= {kind for criterion in leaves for _, kinds in criterion.option_evidence for kind in kinds}
    assert used <= catalogue
    first = {criterion.code: criterion for criterion in sets["26/2026", 1].criteria}
    assert sum(criterion.judgement for criterion in first.values()) == 13
    assert dict(first["2.3"].option_evidence) == {"c": ("traceability",)}
    assert "a" not in dict(first["1.5"].option_evidence)
    words = ("bạn", "anh/chị", "vui lòng", "lỗi")
    for criterion in leaves:
        text = f" {criterion.short} {criterion.question} {criterion.looks_for} ".lower()
        assert not any(f" {word} " in text for word in words), criterion.code
