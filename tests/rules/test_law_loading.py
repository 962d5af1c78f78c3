"""Compiling: a small law of its own, with every feature once, becomes exactly this table."""

import hashlib
from pathlib import Path

import pytest

from ocop.rules import compiled as c
from ocop.rules.errors import LawError
from ocop.rules.loading import compile_set
from ocop.rules.rulebook import Rulebook

DECISIONS = """\
schema: ocop-law/decisions/1
decisions:
- key: 1/2030
  instrument: qd_1_2030
  folder: criteria/1-2030
  companion: companion/1_2030.yaml
  sets: 1
  total: '100'
  parts: [{code: A, points: '40'}, {code: B, points: '25'}, {code: C, points: '35'}]
  bands:
  - {stars: 5, from_points: '90', printed: từ 90}
  - {stars: 4, from_points: '70.5', printed: từ 70.5}
  - {stars: 3, from_points: '50', printed: từ 50}
  - {stars: 2, from_points: '30', printed: từ 30}
  - {stars: 1, from_points: '0', printed: dưới 30}
  certifiable_from: 3
  source: {instrument: qd_1_2030, place: Điều 3}
  recognised_by:
  - {stars: 5, authority: ministry, place: Điều 4}
  - {stars: 4, authority: province, place: Điều 4}
  - {stars: 3, authority: province, place: Điều 4}
"""

SET = """\
schema: ocop-law/criteria/1
decision: 1/2030
number: 1
name: Nấm
sector: Thực phẩm
group: Tươi
subgroup: Nấm tươi
classification: I.1.a
samples: 5
source: {instrument: qd_1_2030, place: Phụ lục II}
complete: false
incomplete_because: [thiếu phần C]
rejection:
  printed: 'Hồ sơ bị loại khi: giả mạo; hoặc thiếu giấy phép'
  grounds: [{code: forged, text: giả mạo}, {code: licence, text: thiếu giấy phép}]
misprints:
- {criterion: '1.1', where: điểm của phương án b, printed: '15', read_as: '1.5', reason: Quá điểm., compare: bản ký}
- {criterion: null, where: tên phần, printed: null, read_as: null, reason: Để trống., compare: bản ký}
parts:
- code: A
  title: PHẦN A
  points: '40'
  items:
  - code: '1'
    title: TỔ CHỨC
    points: '4'
    items:
    - code: '1.1'
      title: Nguồn gốc
      points: '1.5'
      fixed_because: Không đổi được.
      notes:
      - {printed: (trong tỉnh), effect: help, at: title}
      - {printed: 'Yêu cầu: 100% trong tỉnh', effect: requirement, code: in_province}
      - {printed: Không đánh giá nếu phổ biến, effect: not_assessed, code: common}
      takes_time: [{letter: b, text: Cần 12 tháng.}]
      warns: [{code: common, letters: [a], while_zero: '1.2', text: Xem lại.}]
      options:
      - {letter: a, points: '0', text: Không}
      - {letter: b, points: '1.5', text: Có, minimum_for: 4}
    - code: '1.2'
      title: Câu chuyện của nấm trong rừng sâu núi cao của tỉnh
      points: '2.5'
      minimum_for: 5
      notes:
      - {printed: Chỉ áp dụng khi có, effect: counts_while, criterion: '1.1'}
      - {printed: Áp dụng bắt buộc khi, effect: may_not_apply}
      - {printed: Chọn một, effect: choose_case}
      - {printed: Không đạt thì dừng, effect: zero_stops, code: zero, criteria: ['1.1', '1.2']}
      - {printed: Bị loại nếu giống, effect: reject, code: copied, at: option b}
      - {printed: Phải có phiếu, effect: evidence, evidence: [test_report], from_letter: b}
      cases:
      - title: 'Trường hợp 1: rừng'
        options: [{letter: a, points: '0', text: Không}, {letter: b, points: '2.5', text: Có}]
      - title: 'Trường hợp 2: trại'
        options: [{letter: a, points: '1', text: Ít}, {letter: b, points: '2', text: Nhiều}]
"""

COMPANION = """\
schema: ocop-law/companion/1
decision: 1/2030
status: diễn giải
entries:
- code: origin
  short: Nơi trồng
  question: Nấm trồng ở đâu?
  nature: judgement
  evidence: [material_origin]
  by_option: [{letter: a, evidence: [awards]}]
  looks_for: Sổ ghi.
  covers: [1/1.1]
"""


@pytest.fixture
def law(tmp_path: Path) -> Path:
    for name, text in {
        "decisions.yaml": DECISIONS,
        "criteria/1-2030/01.yaml": SET,
        "companion/1_2030.yaml": COMPANION,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


FIRST = c.Criterion(
    code="1.1",
    title="Nguồn gốc",
    part="A",
    parents=("1",),
    maximum=150,
    lists=((c.Option("a", "Không", 0, None), c.Option("b", "Có", 150, 4)),),
    case_titles=(),
    gate=None,
    counts_while=None,
    counts_while_text=None,
    fixed=True,
    fixed_because="Không đổi được.",
    may_not_apply=None,
    requirement=c.Requirement("in_province", "Yêu cầu: 100% trong tỉnh"),
    notes=("(trong tỉnh)", "Yêu cầu: 100% trong tỉnh", "Không đánh giá nếu phổ biến"),
    short="Nơi trồng",
    question="Nấm trồng ở đâu?",
    judgement=True,
    takes_time=(("b", "Cần 12 tháng."),),
    printed_title="Nguồn gốc (trong tỉnh)",
    warns=(c.Warn("common", ("a",), "1.2", "Xem lại."),),
    evidence_notes=(),
    evidence=("material_origin",),
    option_evidence=(("a", ("awards",)), ("b", ("material_origin",))),
    looks_for="Sổ ghi.",
)

SECOND = c.Criterion(
    code="1.2",
    title="Câu chuyện của nấm trong rừng sâu núi cao của tỉnh",
    part="A",
    parents=("1",),
    maximum=250,
    lists=(
        (c.Option("a", "Không", 0, None), c.Option("b", "Có", 250, None)),
        (c.Option("a", "Ít", 100, None), c.Option("b", "Nhiều", 200, None)),
    ),
    case_titles=("Trường hợp 1: rừng", "Trường hợp 2: trại"),
    gate=5,
    counts_while="1.1",
    counts_while_text="Chỉ áp dụng khi có",
    fixed=False,
    fixed_because=None,
    may_not_apply="Áp dụng bắt buộc khi",
    requirement=None,
    notes=(
        "Chỉ áp dụng khi có",
        "Áp dụng bắt buộc khi",
        "Chọn một",
        "Không đạt thì dừng",
        "Bị loại nếu giống",
        "Phải có phiếu",
    ),
    short="Câu chuyện của nấm trong rừng sâu núi…",
    question="",
    judgement=False,
    takes_time=(),
    printed_title="Câu chuyện của nấm trong rừng sâu núi cao của tỉnh",
    evidence_notes=(c.EvidenceNote("Phải có phiếu", ("test_report",), "b"),),
)


def test_every_feature_is_compiled(law: Path) -> None:
    digest = hashlib.sha256((law / "criteria/1-2030/01.yaml").read_bytes()).hexdigest()
    assert compile_set(law, law / "criteria/1-2030/01.yaml") == c.CriteriaSet(
        decision="1/2030",
        number=1,
        code="1-2030-01",
        name="Nấm",
        sector="Thực phẩm",
        group="Tươi",
        subgroup="Nấm tươi",
        digest=f"sha256:{digest}",
        complete=False,
        defects=("thiếu phần C",),
        samples=5,
        parts=(c.Heading("A", "PHẦN A", "A", 4000),),
        headings=(c.Heading("1", "TỔ CHỨC", "A", 400),),
        bands=((5, 9000), (4, 7050), (3, 5000), (2, 3000), (1, 0)),
        certifiable_from=3,
        authorities=((5, "ministry"), (4, "province"), (3, "province")),
        grounds=(
            c.Ground("forged", "giả mạo", "reject", None),
            c.Ground("licence", "thiếu giấy phép", "reject", None),
            c.Ground("common", "Không đánh giá nếu phổ biến", "not_assessed", "1.1"),
            c.Ground("zero", "Không đạt thì dừng", "stop", "1.2"),
            c.Ground("copied", "Bị loại nếu giống", "reject", "1.2"),
        ),
        stop_rules=(c.StopRule("zero", ("1.1", "1.2")),),
        criteria=(FIRST, SECOND),
        rejection_notice="Hồ sơ bị loại khi: giả mạo; hoặc thiếu giấy phép",
        classification="I.1.a",
        misprints=(
            "Tiêu chí 1.1, điểm của phương án b: in «15», đọc là «1.5». Quá điểm. Cần đối chiếu với bản ký.",
            "Tên phần: không in. Để trống. Cần đối chiếu với bản ký.",
        ),
    )


def test_a_copy_gives_back_the_same_table(law: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    made = Rulebook.open(law, cache_dir=cache).criteria_set("1/2030", 1)
    assert Rulebook.open(law, cache_dir=str(cache)).criteria_set("1/2030", 1) == made
    (copy,) = cache.iterdir()
    assert copy.name.startswith("1-2030-01-")
    assert copy.suffix == ".set"


@pytest.mark.parametrize("name", ["decisions.yaml", "companion/1_2030.yaml"])
def test_a_change_of_what_stands_behind_a_set_makes_a_new_copy(law: Path, tmp_path: Path, name: str) -> None:
    cache = tmp_path / "cache"
    Rulebook.open(law, cache_dir=cache).criteria_set("1/2030", 1)
    text = (law / name).read_text(encoding="utf-8")
    (law / name).write_text(
        text.replace("certifiable_from: 3", "certifiable_from: 4").replace("trồng ở", "mọc ở"), "utf-8"
    )
    again = Rulebook.open(law, cache_dir=cache).criteria_set("1/2030", 1)
    assert (again.certifiable_from, again.criteria[0].question) in [(4, "Nấm trồng ở đâu?"), (3, "Nấm mọc ở đâu?")]
    assert len(list(cache.iterdir())) == 2


def test_a_set_of_a_decision_that_is_not_described_is_refused(law: Path) -> None:
    text = (law / "decisions.yaml").read_text(encoding="utf-8")
    (law / "decisions.yaml").write_text(text.replace("key: 1/2030", "key: 2/2030"), encoding="utf-8")
    with pytest.raises(LawError, match="chưa có trong decisions"):
        Rulebook.open(law, cache_dir=None).criteria_set("1/2030", 1)


def test_newest_decision_comes_first_and_provincial_sets_are_added(law: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    for name, text in {
        "decisions.yaml": DECISIONS.replace("1/2030", "9/2031").replace("1-2030", "9-2031"),
        "criteria/9-2031/07.yaml": SET.replace("1/2030", "9/2031").replace("number: 1", "number: 7"),
        "companion/1_2030.yaml": COMPANION.replace("1/2030", "9/2031"),
    }.items():
        (extra / name).parent.mkdir(parents=True, exist_ok=True)
        (extra / name).write_text(text, encoding="utf-8")
    rules = Rulebook.open(law, extra, cache_dir=None)
    assert rules.keys() == (("1/2030", 1), ("9/2031", 7))
    assert rules.decisions() == ("1/2030", "9/2031")
    assert rules.numbers("9/2031") == (7,)
    assert rules.criteria_set("9/2031", 7).name == "Nấm"


def test_decisions_are_ordered_by_year_then_number(law: Path) -> None:
    for folder in ("9-2029", "26-2029", "3-2031", "quy-uoc"):
        (law / "criteria" / folder).mkdir()
        (law / "criteria" / folder / "01.yaml").write_text("", encoding="utf-8")
    rules = Rulebook.open(law, cache_dir=None)
    assert rules.decisions() == ("3/2031", "1/2030", "26/2029", "9/2029", "quy/uoc")


BROKEN = [
    ("{code: A, points: '40'}", "{code: A, points: '41'}", "điểm các phần cộng lại phải bằng 100"),
    ("from_points: '90'", "from_points: '60'", "điểm dưới giảm dần"),
    ("  - {stars: 2, from_points: '30', printed: từ 30}\n", "", "hạng phải ghi đủ"),
]


@pytest.mark.parametrize(("old", "new", "message"), BROKEN)
def test_a_decision_that_does_not_add_up_is_refused(law: Path, old: str, new: str, message: str) -> None:
    text = (law / "decisions.yaml").read_text(encoding="utf-8")
    (law / "decisions.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LawError, match=message):
        compile_set(law, law / "criteria/1-2030/01.yaml")
