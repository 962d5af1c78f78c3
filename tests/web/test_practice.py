"""Practice scoring: what the pages show is what the engine says; the address holds everything; nothing breaks."""

import random
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.compiled import CriteriaSet
from ocop.rules.numbers import spoken
from ocop.rules.scoring import score
from ocop.web.public.practice_link import NONE_MARK, PracticeState, read_state, with_cases
from ocop.web.public.practice_sheet import EXAMPLE, all_sets, outcome, practice_set
from tests.web.pages import every, one, parsed, text

NUMBERS = range(1, 27)
EXAMPLE_URL = f"/thu-cham-diem/1/?a={EXAMPLE}"


def page(url: str, status: int = 200) -> str:
    response = Client().get(url)
    assert response.status_code == status
    return response.content.decode()


def filled(criteria_set: CriteriaSet, rng: random.Random, share: float = 1.0) -> PracticeState:
    """Random choices for a share of the criteria."""
    case = rng.choice([1, 2]) if with_cases(criteria_set) else None
    answers: dict[str, str | None] = {}
    for criterion in criteria_set.criteria:
        if rng.random() < share:
            options = criterion.lists[case - 1 if case and len(criterion.lists) > 1 else 0]
            zero = any(not option.points for option in options)
            answers[criterion.code] = rng.choice([option.letter for option in options] + ([] if zero else [None]))
    return PracticeState(answers=answers, case=case)


def test_first_visit_shows_the_example_and_every_set() -> None:
    document = parsed(page("/thu-cham-diem/"))
    example = one(document, "section", class_="example")
    assert "76 điểm, vì sao mới 3 sao?" in text(example)
    assert "3 sao" in text(one(example, "p", class_="example-rank"))
    assert "3.5" in text(one(example, "div", class_="example-gate"))
    assert "77 điểm, đủ 4 sao" in text(one(example, "div", class_="example-road"))
    cards = every(document, "a", class_="set-card")
    assert [card.get("href") for card in cards] == [f"/thu-cham-diem/{number}/" for number in NUMBERS]
    assert len(every(document, "section", class_="sector")) == 6


@pytest.mark.parametrize(
    ("words", "numbers"), [("mat ong", [4, 8]), ("Mật  ONG", [4, 8]), ("du lich", [26]), ("xyz", [])]
)
def test_sets_are_found_without_accents(words: str, numbers: list[int]) -> None:
    document = parsed(page(f"/thu-cham-diem/?q={words}"))
    found = [card.get("href") for card in every(document, "a", class_="set-card")]
    assert found == [f"/thu-cham-diem/{number}/" for number in numbers]
    assert ("Không có nhóm nào ghi «xyz»" in text(document)) == (not numbers)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_sheet_shows_every_option_and_the_result_of_the_engine(number: int) -> None:
    criteria_set = practice_set(number)
    state = filled(criteria_set, random.Random(number))
    document = parsed(page(f"/thu-cham-diem/{number}/?{state.query()}"))
    fields = every(document, "fieldset", class_="criterion")
    assert len(fields) == len(criteria_set.criteria)
    for criterion, field in zip(criteria_set.criteria, fields, strict=True):
        printed = criterion.lists[state.case - 1 if state.case and len(criterion.lists) > 1 else 0]
        radios = every(field, "input", type="radio")
        none_row = [] if any(not option.points for option in printed) else [NONE_MARK]
        assert [radio.get("value") for radio in radios] == none_row + [option.letter for option in printed]
        assert [radio.get("value") for radio in radios if "checked" in radio.attrib] == [
            state.answers[criterion.code] or NONE_MARK
        ]
        rows = every(field, "label", class_="option")[len(none_row) :]
        for option, row in zip(printed, rows, strict=True):
            assert text(one(row, "span", class_="option-points")) == f"{spoken(option.points)}điểm"
            assert " ".join(option.text.split()) in text(row)
            assert (f"tối thiểu để đạt {option.gate} sao" in text(row)) == (option.gate is not None)
    expected = score(criteria_set, state.answers, cases=state.sheet(criteria_set).cases)
    panel = one(document, "aside", class_="result")
    assert text(one(panel, "p", class_="big-total")) == f"{spoken(expected.total)} điểm"
    assert text(one(panel, "p", class_="why")) == " ".join(expected.explanation.split())
    assert panel.get("data-link") == f"/thu-cham-diem/{number}/?{state.query()}"
    bar = text(one(document, "div", class_="score-bar"))
    assert bar.startswith(f"{spoken(expected.total)}điểm")
    assert (f"{expected.stars} sao" if expected.stars else "không xếp hạng") in bar


@pytest.mark.parametrize("number", [1, 16, 21, 26])
def test_an_untouched_sheet_says_not_chosen_and_never_zero_points(number: int) -> None:
    document = parsed(page(f"/thu-cham-diem/{number}/"))
    assert not [field for field in every(document, "input") if "checked" in field.attrib]
    assert "Chưa chọn tiêu chí nào" in text(one(document, "aside", class_="result"))
    assert "0" not in text(one(document, "p", class_="score-total"))
    marks = every(document, "a", class_="rail-mark")
    assert marks and all("chưa chọn" in text(mark) for mark in marks)


def test_a_sheet_begun_is_provisional_and_says_what_is_open() -> None:
    document = parsed(page("/thu-cham-diem/1/?a=1.1c-1.2a"))
    panel = text(one(document, "aside", class_="result"))
    assert "Tạm tính 2/32 tiêu chí" in panel
    assert "Còn 30 tiêu chí chưa chọn; nếu đều đạt mức cao nhất thì được 98 điểm." in panel
    assert text(one(document, "a", class_="score-next")) == "Tiếp: 1.3"
    road = one(document, "details", class_="road")
    assert "open" not in road.attrib and "tính cả các tiêu chí chưa chọn" in text(road)
    marks = {mark.get("href"): mark.get("class") for mark in every(document, "a", class_="rail-mark")}
    assert marks["#tc-1-2"] == "rail-mark done" and marks["#tc-1-3"] == "rail-mark open"


def test_the_example_names_the_missed_minimum_and_the_road() -> None:
    document = parsed(page(EXAMPLE_URL))
    assert "4 sao cần «" in text(one(document, "p", class_="score-missed"))
    road = one(document, "section", class_="road")
    assert "Đường lên 4 sao" in text(road) and "Còn thiếu 1 mức tối thiểu." in text(road)
    steps = every(one(road, "ol", class_="steps"), "li")
    assert len(steps) == 1 and "+1 điểm · mức tối thiểu của 4 sao" in text(steps[0])
    assert every(steps[0], "a")[0].get("href") == "#tc-3-5"
    assert "Phiếu ví dụ (minh họa)" in text(document)


def test_steps_of_the_road_say_what_needs_time_or_is_judged() -> None:
    criteria_set, rng = practice_set(1), random.Random(1)
    notes: set[str] = set()
    while len(notes) < 3:
        out = outcome(criteria_set, filled(criteria_set, rng))
        noted = [step for step in out.steps if step.step.note and step.step.note not in notes]
        if noted:
            road = text(one(parsed(page(f"/thu-cham-diem/1/?{out.state.query()}")), "section", class_="road"))
            assert all(str(step.step.note) in road for step in noted)
            notes |= {str(step.step.note) for step in noted}
    assert any("tháng" in note or "năm" in note for note in notes)
    assert any("do Hội đồng đánh giá" in note for note in notes)


def test_ninety_points_and_all_minimums_is_for_the_ministry() -> None:
    criteria_set = practice_set(2)
    best = "-".join(f"{one.code}{max(one.lists[0], key=lambda o: o.points).letter}" for one in criteria_set.criteria)
    panel = text(one(parsed(page(f"/thu-cham-diem/2/?a={best}")), "aside", class_="result"))
    assert panel.startswith("100 điểm")
    assert "do Bộ Nông nghiệp và Môi trường đánh giá và công nhận" in panel
    assert "Đường lên" not in panel


def test_a_ground_takes_the_rank_away_but_keeps_the_points() -> None:
    document = parsed(page(f"{EXAMPLE_URL}&loai=forged_dossier"))
    panel = text(one(document, "aside", class_="result"))
    assert "76 điểm" in panel and "Không xếp hạng" in panel and "Giả mạo hồ sơ" in panel
    assert not every(document, "section", class_="road")


def test_a_requirement_declared_unmet_takes_the_points_of_its_criterion() -> None:
    panel = text(one(parsed(page(f"{EXAMPLE_URL}&yc=1.1")), "aside", class_="result"))
    assert panel.startswith("74 điểm") and "chưa đáp ứng yêu cầu kèm theo" in panel


def test_a_criterion_that_need_not_apply_lifts_its_minimum() -> None:
    criteria_set = practice_set(21)
    answers = {one.code: max(one.lists[0], key=lambda o: o.points).letter for one in criteria_set.criteria}
    state = PracticeState(answers={**answers, "7": None})
    strict = score(criteria_set, state.answers)
    assert strict.stars is not None and strict.stars < 3
    panel = text(one(parsed(page(f"/thu-cham-diem/21/?{state.query()}&kad=7")), "aside", class_="result"))
    assert "không xét mức tối thiểu" in panel
    lifted = score(criteria_set, state.answers, not_applicable=("7",))
    assert f"{lifted.stars} sao" in panel and lifted.stars != strict.stars


def test_set_16_a_zero_in_the_senses_is_a_ground_by_itself_and_no_box() -> None:
    criteria_set = practice_set(16)
    state = filled(criteria_set, random.Random(3))
    answers = {**state.answers, "6.1": None}
    document = parsed(page(f"/thu-cham-diem/16/?{PracticeState(answers=answers).query()}"))
    assert "Không xếp hạng" in text(one(document, "aside", class_="result"))
    assert not every(document, "input", value="sensory_zero")


class TestCases:
    """Set 26 prints two lists for three criteria; the case is asked once."""

    def test_without_a_case_the_three_criteria_wait(self) -> None:
        document = parsed(page("/thu-cham-diem/26/"))
        fields = every(document, "fieldset", class_="criterion")
        waiting = [field.get("id") for field in fields if not every(field, "input", type="radio")]
        assert waiting == ["tc-8", "tc-9", "tc-15"] and "Chọn trường hợp ở đầu phiếu" in text(document)

    def test_each_case_shows_its_own_list(self) -> None:
        first, second = (text(parsed(page(f"/thu-cham-diem/26/?th={case}"))) for case in (1, 2))
        assert (
            "Các cơ sở cung cấp dịch vụ đáp ứng đủ yêu cầu" in first
            and "Các cơ sở cung cấp dịch vụ đáp ứng đủ yêu cầu" not in second
        )
        assert "Trường hợp 2: Điểm dịch vụ du lịch; hoặc Dịch vụ du lịch do tổ chức, cá nhân cung cấp" in first

    def test_another_case_drops_the_letters_of_the_old_one_and_says_so(self) -> None:
        html = page("/thu-cham-diem/26/?th-cu=1&th=2&c-1.1=b&c-8=b")
        assert "Trường hợp đã đổi nên cần chọn lại tiêu chí 8." in text(parsed(html))
        assert 'data-link="/thu-cham-diem/26/?a=1.1b&amp;th=2"' in html

    def test_an_answer_without_its_case_is_named_and_left_out(self) -> None:
        html = page("/thu-cham-diem/26/?a=1.1b-8b-15a")
        assert "Tiêu chí 8, 15 cần biết trường hợp của sản phẩm" in text(parsed(html))
        assert 'data-link="/thu-cham-diem/26/?a=1.1b"' in html


class TestAddress:
    """The address is short, can be written by hand, and a bad part never costs the rest."""

    @given(number=st.sampled_from(NUMBERS), seed=st.integers(0, 10**6), share=st.floats(0, 1))
    def test_what_is_written_is_read_back(self, number: int, seed: int, share: float) -> None:
        criteria_set = practice_set(number)
        rng = random.Random(seed)
        chosen = filled(criteria_set, rng, share)
        grounds = tuple(dict.fromkeys(g.code for g in criteria_set.grounds if rng.random() < 0.3))
        state = PracticeState(answers=chosen.answers, case=chosen.case, grounds=grounds)
        query = state.query()
        assert read_state(criteria_set, QueryDict(query)) == state
        assert len(query) < 450

    @given(st.text(max_size=300), st.text(max_size=20), st.text(max_size=20))
    def test_no_address_breaks_the_page(self, answers: str, case: str, ground: str) -> None:
        query = QueryDict(mutable=True)
        query.update({"a": answers, "th": case, "loai": ground, "yc": ground, "kad": ground})
        for number in (1, 16, 21, 26):
            read_state(practice_set(number), query).sheet(practice_set(number))

    def test_a_bad_part_is_named_and_the_rest_is_kept(self) -> None:
        html = page("/thu-cham-diem/1/?a=1.1b-9.9z-1.2q-<script>-1.3c&loai=nothing")
        shown = text(parsed(html))
        assert "«9.9z», «1.2q», «<script>»" in shown and "«nothing»" in shown and "<script>-" not in html
        assert 'data-link="/thu-cham-diem/1/?a=1.1b-1.3c"' in html

    def test_the_plain_form_becomes_a_short_address(self) -> None:
        response = Client().get("/thu-cham-diem/1/", {"c-1.1": "b", "c-1.7": NONE_MARK, "loai": "forged_dossier"})
        assert response.status_code == 302
        assert response["Location"] == "/thu-cham-diem/1/?a=1.1b-1.7k&loai=forged_dossier"

    def test_the_part_for_the_script_is_the_part_of_the_page(self) -> None:
        query = "c-1.1=b&c-1.2=b&loai=registration_file"
        part = page(f"/thu-cham-diem/1/ket-qua/?{query}")
        whole = page("/thu-cham-diem/1/?a=1.1b-1.2b&loai=registration_file")
        start = whole.index('<div class="panel">')
        assert whole[start:].startswith(part.strip())

    def test_clearing_can_be_undone(self) -> None:
        clear = one(parsed(page("/thu-cham-diem/1/?a=1.1b-1.2c")), "a", class_="clear").get("href")
        assert clear
        cleared = parsed(page(clear))
        assert not [field for field in every(cleared, "input") if "checked" in field.attrib]
        assert parse_qs(urlsplit(clear).query) == {"cu": ["a=1.1b-1.2c"]}
        undo = [link for link in every(cleared, "a") if "Lấy lại" in text(link)]
        assert [link.get("href") for link in undo] == ["/thu-cham-diem/1/?a=1.1b-1.2c"]

    @pytest.mark.parametrize("number", [0, 27, 99999])
    def test_an_unknown_set_is_a_404(self, number: int) -> None:
        page(f"/thu-cham-diem/{number}/", 404)
        page(f"/thu-cham-diem/{number}/ket-qua/", 404)


def test_the_mark_for_nothing_reached_is_no_letter_of_any_set() -> None:
    letters = {option.letter for one in all_sets() for c in one.criteria for options in c.lists for option in options}
    assert NONE_MARK not in letters


def test_it_says_which_law_and_that_it_is_practice() -> None:
    for url in ("/thu-cham-diem/", "/thu-cham-diem/7/"):
        shown = text(parsed(page(url)))
        assert "Quyết định 26/2026/QĐ-TTg" in shown and "không phải kết quả đánh giá" in shown
