"""``ocop law check``: each kind of fault is found and named by file and line; the lock; the compiled copies."""

import os
import pickle
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ocop.ops.law import run_check, run_list, run_lock
from ocop.rules import rulebook
from ocop.rules.check import check_law
from ocop.rules.errors import LawError, UnknownSetError
from ocop.rules.lock import LOCK, law_files, lock_new
from ocop.rules.rulebook import Rulebook, law_directory

SET = "criteria/26-2026/21.yaml"


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A small law directory of one decision and two sets, which passes."""
    source, target = law_directory(), tmp_path / "law"
    (target / "criteria/26-2026").mkdir(parents=True)
    (target / "instruments").mkdir()
    for name in ("01", "21"):
        shutil.copy(source / f"criteria/26-2026/{name}.yaml", target / "criteria/26-2026")
    shutil.copy(source / "instruments/qd_26_2026.yaml", target / "instruments")
    text = (source / "decisions.yaml").read_text(encoding="utf-8").split("- key: 148/2023")[0]
    text = "".join(line for line in text.splitlines(keepends=True) if "companion:" not in line)
    text = text.replace("  sets: 26\n", "  sets: 1\n")
    (target / "decisions.yaml").write_text(text, encoding="utf-8")
    return target


def faults(law: Path) -> list[str]:
    """The faults of the files that these tests touch, with the path inside the law directory."""
    found = [str(fault).removeprefix(f"{law}/") for fault in check_law(law, locked=False)]
    return [fault for fault in found if not fault.startswith("instruments/")]


def line_of(path: Path, words: str) -> int:
    """The last line that holds ``words``."""
    return max(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if words in line)


def test_the_small_directory_passes(law: Path) -> None:
    assert faults(law) == []


EDITS = [
    # text of the file, text that replaces its first occurrence, words on the line that is named, the messages
    ("number: 21", "number: 21\nnumber: 22", "number: 22", ["khóa «number» lặp lại trong cùng một nhóm"]),
    ("complete: true", "complete: true\ncolour: red", "colour", ["khóa «colour» không có trong mẫu của loại tệp này"]),
    ("points: '40'", "points: 40.0", "points: 40.0", ["giá trị «40.0»: số thập phân phải đặt trong dấu nháy"]),
    (
        "points: '40'",
        "points: 40",
        "points: 40",
        ["«points»: điểm phải là số thập phân đặt trong dấu nháy, như '2' hoặc '1.5', đang là 40"],
    ),
    (
        "points: '40'",
        "points: '39'",
        "points: '39'",
        ["phần A phải là 40 điểm", "phần A: các tiêu chí con cộng lại 40, khác 39"],
    ),
    (
        "text: Có nhãn",
        "text: (****) Có nhãn",
        "(****)",
        ["«text»: còn sót dấu * trong câu chữ; mức sao tối thiểu phải ghi bằng khóa riêng"],
    ),
    (
        "title: Bao bì",
        "title: Bao bì***",
        "Bao bì***",
        ["«title»: còn sót dấu * trong câu chữ; mức sao tối thiểu phải ghi bằng khóa riêng"],
    ),
    (
        "instrument: qd_26_2026",
        "instrument: qd_99_2099",
        "qd_99_2099",
        ["không có văn bản «qd_99_2099» trong law/instruments"],
    ),
    (
        "effect: may_not_apply",
        "effect: perhaps",
        "effect: perhaps",
        [
            "«effect» phải là một trong: 'reject', 'stop', 'not_assessed', 'zero_stops', 'requirement', 'counts_while', 'may_not_apply', 'choose_case', 'evidence' hoặc 'help'"
        ],
    ),
    ("code: ip_infringement", "code: forged_dossier", "code: forged_dossier", ["mã căn cứ «forged_dossier» lặp lại"]),
    ("at: option c", "at: option f", "at: option f", ["tiêu chí 6.2 không có phương án f"]),
    (
        "  criterion: '5.1'",
        "  criterion: '9.9'",
        "printed: Chỉ áp dụng khi",
        ["ghi chú nhắc tiêu chí 9.9 không có trong bộ"],
    ),
    (
        "effect: may_not_apply",
        "effect: zero_stops",
        "Áp dụng bắt buộc",
        ["«notes»: tác dụng «zero_stops» cần khóa «code»"],
    ),
    ("letter: b", "letter: d", "letter: d", ["tiêu chí 1.1: chữ của phương án phải là «b», đang là «d»"]),
    ("code: '1.2'", "code: '1.1'", "code: '1.1'", ["mã tiêu chí 1.1 lặp lại"]),
    ("code: '1.2'", "code: '2.9'", "code: '2.9'", ["mã 2.9 không nằm dưới 1"]),
    ("minimum_for: 4", "minimum_for: 6", "minimum_for: 6", ["«minimum_for» phải là một trong: 3, 4 hoặc 5"]),
    ("decision: 26/2026", "decision: 27/2026", "27/2026", ["quyết định «27/2026» chưa có trong decisions.yaml"]),
    ("number: 21", "number: 22", "number: 22", ["bộ 22 của quyết định 26/2026 phải ở tệp criteria/26-2026/22.yaml"]),
    (
        "complete: true",
        "complete: false",
        "schema: ",
        ["«tệp»: «incomplete_because» phải có khi và chỉ khi «complete: false»"],
    ),
    (
        "text: Giả mạo hồ sơ",
        "text: Sửa hồ sơ",
        "rejection:",
        ["«rejection»: căn cứ «forged_dossier» không có nguyên văn trong «printed»"],
    ),
    (
        "takes_time:\n      - letter: d",
        "takes_time:\n      - letter: f",
        "- letter: f",
        ["tiêu chí 1.4 không có phương án f"],
    ),
    ("while_zero: '5.1'", "while_zero: '9.9'", "while_zero", ["không có tiêu chí 9.9"]),
    ("from_letter: a", "from_letter: g", "from_letter", ["tiêu chí 7 không có phương án g"]),
    ("misprints:\n- criterion: '2.3'", "misprints:\n- criterion: '9.9'", "criterion: '9.9'", ["không có tiêu chí 9.9"]),
    ("minimum_for: 4", "minimum_for: 5", "options", ["tiêu chí 1.4: mức sao tối thiểu phải tăng dần theo phương án"]),
    (
        "points: '1'\n        text: Có sử dụng nguyên liệu",
        "points: '2'\n        text: Có sử dụng nguyên liệu",
        "points: '2'",
        ["tiêu chí 1.1: phương án b không hơn điểm phương án trước; nếu văn bản in như vậy, ghi vào misprints"],
    ),
    (
        "points: '4'\n      options",
        "points: '3'\n      options",
        "points: ",
        ["mục 1: các tiêu chí con cộng lại 18, khác 19", "tiêu chí 1.1: phương án cao nhất 4 điểm, khác điểm tối đa 3"],
    ),
    (
        "effect: help",
        "effect: choose_case",
        "printed",
        ["tiêu chí 1.3 ghi lựa chọn trường hợp nhưng chỉ có một danh sách"],
    ),
    ("code: registration_file", "code: forged_dossier", "code: forged_dossier", ["mã căn cứ «forged_dossier» lặp lại"]),
    (
        "source:\n  instrument",
        "source:\n  author: x\n  instrument",
        "author",
        ["khóa «author» không có trong mẫu của loại tệp này"],
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "messages"), EDITS)
def test_a_broken_file_is_named_with_its_line(law: Path, old: str, new: str, place: str, messages: list[str]) -> None:
    path = law / SET
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [one.split(":", 2) for one in faults(law)]
    assert [message.strip() for _, _, message in found] == messages
    assert {file for file, _, _ in found} == {SET}
    assert all(place in lines[int(line) - 1] for _, line, _ in found)


def test_a_file_of_an_unknown_kind_is_named(law: Path) -> None:
    (law / "stray.yaml").write_text("schema: ocop-law/unknown/1\n", encoding="utf-8")
    assert [one for one in faults(law) if one.startswith("stray.yaml:1: khóa đầu phải là")]


def test_sums_points_and_minimums_out_of_order(law: Path) -> None:
    path = law / SET
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("points: '1'", "points: '7'", 1), encoding="utf-8")
    found = " ".join(faults(law))
    assert "phương án cao nhất 7 điểm" in found
    assert "không hơn điểm phương án trước" in found
    path.write_text(text.replace("minimum_for: 4", "minimum_for: 5", 1), encoding="utf-8")
    assert any("mức sao tối thiểu phải tăng dần" in one for one in faults(law))


def test_missing_sets_and_an_incomplete_companion(law: Path) -> None:
    decisions = law / "decisions.yaml"
    text = decisions.read_text(encoding="utf-8")
    (law / "companion").mkdir()
    (law / "companion/26_2026.yaml").write_text(
        "schema: ocop-law/companion/1\ndecision: 26/2026\nstatus: diễn giải\nentries:\n"
        "- code: origin\n  short: Nguồn gốc\n  question: Sản phẩm trồng ở đâu?\n  nature: fact\n"
        "  looks_for: Giấy tờ nguồn gốc\n  covers: [1/1.1, 1/1.1, 1/99]\n",
        encoding="utf-8",
    )
    decisions.write_text(
        text.replace("  sets: 1\n", "  sets: 2\n  companion: companion/26_2026.yaml\n"), encoding="utf-8"
    )
    found = faults(law)
    assert any("thiếu bộ sản phẩm 2" in one for one in found)
    assert any("companion/26_2026.yaml:4: thiếu diễn giải cho" in one for one in found)
    assert any("không có tiêu chí 1/99" in one for one in found)
    assert any("đã có diễn giải ở mục khác" in one for one in found)


def test_lock_adds_new_files_and_never_locks_a_changed_one_again(law: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lock_new(law) == law_files(law)
    (law / "cases").mkdir()
    (law / "cases/01.yaml").write_text("schema: ocop-law/case/1\n", encoding="utf-8")
    assert lock_new(law) == []
    path = law / SET
    original = path.read_text(encoding="utf-8")
    path.write_text(original + "# sửa\n", encoding="utf-8")
    locked = (law / LOCK).read_text(encoding="utf-8")
    with pytest.raises(LawError, match="tệp đã khóa bị sửa") as caught:
        lock_new(law)
    assert (caught.value.file, caught.value.line) == (str(path), 1)
    assert run_lock(law) == 1
    assert (law / LOCK).read_text(encoding="utf-8") == locked
    assert run_check(law) == 1
    assert f"{path}:1: tệp đã khóa bị sửa" in capsys.readouterr().out
    path.write_text(original, encoding="utf-8")
    (law / "new.yaml").write_text("schema: x\n", encoding="utf-8")
    assert any("new.yaml:1: tệp chưa có trong law/LOCK" in str(fault) for fault in check_law(law))


def test_lock_names_files_that_are_gone_and_lines_that_are_no_entry(law: Path) -> None:
    lock_new(law)
    (law / SET).unlink()
    line = line_of(law / LOCK, SET)
    assert any(str(fault).startswith(f"{law / LOCK}:{line}: tệp {SET} đã khóa") for fault in check_law(law))
    (law / LOCK).write_text("abc\n", encoding="utf-8")
    assert any(str(fault).startswith(f"{law / LOCK}:1: mỗi dòng") for fault in check_law(law))


def test_every_law_file_of_the_project_is_proven_in_time() -> None:
    start = time.monotonic()
    assert [str(fault) for fault in check_law(law_directory())] == []
    assert time.monotonic() - start < 15


def test_compiled_copy_is_made_anew_when_a_file_differs(law: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = Rulebook.open(law, cache_dir=cache).criteria_set("26/2026", 21)
    assert len(list(cache.iterdir())) == 1
    assert Rulebook.open(law, cache_dir=cache).criteria_set("26/2026", 21) == first
    text = (law / SET).read_text(encoding="utf-8")
    (law / SET).write_text(text.replace("name: ", "name: Thử ", 1), encoding="utf-8")
    changed = Rulebook.open(law, cache_dir=cache).criteria_set("26/2026", 21)
    assert changed.name == f"Thử {first.name}"
    assert changed.digest != first.digest


def test_a_foreign_or_broken_copy_is_not_trusted(law: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    good = Rulebook.open(law, cache_dir=cache).criteria_set("26/2026", 1)
    copy = next(cache.iterdir())
    for content in (b"", b"rubbish", pickle.dumps({"x": 1}), pickle.dumps(os.getcwd), pickle.dumps(good)[:-40]):
        copy.write_bytes(content)
        assert Rulebook.open(law, cache_dir=cache).criteria_set("26/2026", 1) == good


def test_a_cache_that_cannot_be_written_is_no_fault(law: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert Rulebook.open(law, cache_dir=tmp_path / "file").criteria_set("26/2026", 1).complete


def test_unknown_decision_and_set_list_what_there_is(law: Path) -> None:
    rules = Rulebook.open(law, cache_dir=None)
    with pytest.raises(UnknownSetError, match="các quyết định hiện có: 26/2026"):
        rules.criteria_set("27/2026", 1)
    with pytest.raises(KeyError) as caught:
        rules.criteria_set("26/2026", 99)
    assert str(caught.value) == "26/2026 không có bộ sản phẩm «99»; các bộ hiện có: 1 đến 21"


def test_provincial_files_add_and_never_override(law: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    (extra / "criteria/26-2026").mkdir(parents=True)
    shutil.copy(law / SET, extra / "criteria/26-2026/21.yaml")
    with pytest.raises(LawError, match="không ghi đè"):
        Rulebook.open(law, extra, cache_dir=None)


def test_provincial_files_are_proven_with_the_law(law: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    shutil.copy(law / "decisions.yaml", extra / "decisions.yaml")
    (extra / "odd.yaml").write_text("schema: ocop-law/odd/1\n", encoding="utf-8")
    found = [str(fault) for fault in check_law(law, extra, locked=False)]
    assert any(one.startswith(f"{extra / 'decisions.yaml'}:1: tệp decisions.yaml đã có") for one in found)
    assert any(one.startswith(f"{extra / 'odd.yaml'}:1: khóa đầu") for one in found)
    (extra / LOCK).write_text("", encoding="utf-8")
    assert any(f"{extra / 'odd.yaml'}:1: tệp chưa có" in str(fault) for fault in check_law(law, extra))


def test_a_set_marked_incomplete_must_be_so(law: Path) -> None:
    text = (law / SET).read_text(encoding="utf-8")
    because = "complete: false\nincomplete_because: [thiếu điểm]"
    (law / SET).write_text(text.replace("complete: true", because), encoding="utf-8")
    number = line_of(law / SET, "complete: false")
    assert [one for one in faults(law) if one.startswith(f"{SET}:{number}: bộ đã đủ điểm")]


def test_a_directory_without_criteria_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="không có tệp tiêu chí"):
        Rulebook.open(tmp_path, cache_dir=None)


def test_opening_for_scoring_is_quick_and_reads_no_yaml(tmp_path: Path) -> None:
    code = (
        "import sys, time; t = time.perf_counter()\n"
        "from ocop.rules.rulebook import Rulebook\n"
        "Rulebook.open().criteria_set('26/2026', 1)\n"
        "print(time.perf_counter() - t, 'yaml' in sys.modules, 'pydantic' in sys.modules)"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    outputs = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(4)
    ]
    assert outputs[0].split()[1:] == ["True", "True"]
    assert all(output.split()[1:] == ["False", "False"] for output in outputs[1:])
    assert min(float(output.split()[0]) for output in outputs[1:]) < 0.3


def test_default_directories(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert rulebook.cache_directory() == tmp_path / "ocop"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert rulebook.cache_directory() == tmp_path / ".cache/ocop"
    assert (rulebook.law_directory() / "decisions.yaml").is_file()


def test_listing_names_decisions_sets_completeness_and_digests(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert run_list(as_json=True) == 0
    listed = json.loads(capsys.readouterr().out)["decisions"]
    assert [(one["decision"], len(one["sets"])) for one in listed] == [
        ("26/2026", 26),
        ("148/2023", 26),
        ("1048/2019", 26),
    ]
    first = listed[0]["sets"][0]
    assert first["complete"]
    assert first["digest"].startswith("sha256:")
    assert run_list(as_json=False) == 0
    assert "CHƯA ĐỦ" in capsys.readouterr().out
