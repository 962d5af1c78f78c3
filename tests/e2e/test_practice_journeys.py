"""Practice scoring as people use it: by thumb, by keyboard, without script, without network, through a link."""

import random
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from ocop.rules.compiled import CriteriaSet
from ocop.rules.numbers import spoken
from ocop.rules.scoring import score
from ocop.web.public.practice_link import NONE_MARK, PracticeState, with_cases
from ocop.web.public.practice_sheet import EXAMPLE, all_sets, practice_set
from tests.e2e.cost import Counter, compare

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CHOOSE = """choices => {
  for (const [name, value] of Object.entries(choices))
    document.querySelector(`input[name="${name}"][value="${value}"]`).click();
}"""


def answered(criteria_set: CriteriaSet, rng: random.Random, case: int | None) -> dict[str, str | None]:
    answers: dict[str, str | None] = {}
    for criterion in criteria_set.criteria:
        options = criterion.lists[case - 1 if case and len(criterion.lists) > 1 else 0]
        zero = any(not option.points for option in options)
        answers[criterion.code] = rng.choice([option.letter for option in options] + ([] if zero else [None]))
    return answers


def sheets() -> Iterator[tuple[CriteriaSet, int | None]]:
    for criteria_set in all_sets():
        for case in (1, 2) if with_cases(criteria_set) else (None,):
            yield criteria_set, case


def test_all_26_sets_are_walked_in_the_browser_and_agree_with_the_engine(page: Page) -> None:
    """Every criterion of every set is chosen by clicks; total, rank, sentence and address are those of the engine."""
    rng = random.Random(26)
    for criteria_set, case in sheets():
        page.goto(f"/thu-cham-diem/{criteria_set.number}/")
        if case:
            with page.expect_navigation():
                page.locator(f"input[data-case][value='{case}']").dispatch_event("click")
        answers = answered(criteria_set, rng, case)
        page.evaluate(CHOOSE, {f"c-{code}": letter or NONE_MARK for code, letter in answers.items()})
        count = len(criteria_set.criteria)
        expect(page.locator(".rail-count")).to_have_text(f"{count}/{count} tiêu chí đã chọn")
        state = PracticeState(answers=answers, case=case)
        expected = score(criteria_set, answers, cases=state.sheet(criteria_set).cases)
        panel = page.locator("#ket-qua")
        assert panel.locator(".big-total b").inner_text() == spoken(expected.total)
        assert " ".join(panel.locator(".why").inner_text().split()) == " ".join(expected.explanation.split())
        rank = f"{expected.stars} sao" if expected.stars else "Không xếp hạng"
        assert rank in panel.locator(".result-rank").inner_text()
        assert page.url.split("#")[0].endswith(f"/thu-cham-diem/{criteria_set.number}/?{state.query()}")


def test_choosing_by_thumb_costs_one_tap_a_criterion_and_one_to_go_on(page: Page) -> None:
    """From the first page to a complete sheet: the way a producer goes, counted."""
    cost = Counter(page)
    cost.open("/thu-cham-diem/")
    cost.tap(page.get_by_role("link", name="Chấm sản phẩm của tôi"))
    cost.tap(page.get_by_role("link", name=re.compile("Chế biến từ gạo")), leads_on=True)
    criteria = practice_set(6).criteria
    for index, criterion in enumerate(criteria):
        field = page.locator(f"#tc-{criterion.code.replace('.', '-')}")
        option = field.locator("label.option").nth(1)
        option.scroll_into_view_if_needed()
        before = option.bounding_box()
        cost.tap(option)
        assert option.bounding_box() == before, "choosing an option moved the page"
        expect(page.locator("#muc-luc .rail-mark.open")).to_have_count(len(criteria) - index - 1)
        if index < len(criteria) - 1:
            cost.tap(page.locator(".score-next"))
            expect(page.locator(f"#tc-{criteria[index + 1].code.replace('.', '-')} legend")).to_be_in_viewport()
    cost.tap(page.locator(".score-next"))
    expect(page.locator("#ket-qua .why")).to_be_in_viewport()
    compare("Thử chấm một sản phẩm, đủ 32 tiêu chí", cost.result())


def test_the_footer_keeps_its_height_and_place_whatever_it_says(page: Page) -> None:
    page.goto("/thu-cham-diem/1/")
    bar = page.locator("#thanh-diem")
    boxes = [bar.bounding_box()]
    for choice in ("1.1", "3.5", "12"):
        page.locator(f"input[name='c-{choice}']").first.dispatch_event("click")
        page.wait_for_url(re.compile(rf"{re.escape(choice)}[a-z]"))
        boxes.append(bar.bounding_box())
    page.goto(f"/thu-cham-diem/1/?a={EXAMPLE}")
    boxes.append(bar.bounding_box())
    assert all(box == boxes[0] for box in boxes), boxes


def test_by_keyboard_alone(page: Page) -> None:
    """Tab to the first criterion, arrows to choose, the score is spoken once after a pause, the focus stays and is seen."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/thu-cham-diem/")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    page.locator("[data-set-search]").focus()
    page.keyboard.type("ca phe")
    expect(page.locator(".set-card:visible")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/thu-cham-diem/13/")
    said: list[str] = []
    page.expose_function("heard", lambda text: said.append(str(text)))
    page.evaluate("new MutationObserver(() => heard(document.getElementById('tin-nhanh').textContent))"
                  ".observe(document.getElementById('tin-nhanh'), {childList: true, characterData: true, subtree: true})")  # fmt: skip
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "c-1.1":
            break
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".rail-count")).to_have_text("1/34 tiêu chí đã chọn")
    assert page.evaluate("document.activeElement.name") == "c-1.1"
    row = page.locator("label.option:has(input:focus-visible)")
    assert row.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
    page.wait_for_timeout(1600)
    assert len(said) == 1 and re.fullmatch(r"Tạm tính \d+ điểm, 1 sao\. Đã chọn 1 trên 34 tiêu chí\.", said[0]), said


def test_without_script_the_form_is_a_page(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/thu-cham-diem/?q=mat+ong")
    assert page.locator(".set-card").count() == 2
    page.goto("/thu-cham-diem/26/")
    page.locator("label.option:has(input[name='th'][value='2'])").click()
    page.get_by_role("button", name="Dùng trường hợp này").click()
    assert page.url.endswith("/thu-cham-diem/26/?th=2#ket-qua")
    page.locator("#tc-8 label.option").nth(2).click()
    page.locator("#tc-1-1 label.option").nth(1).click()
    page.get_by_role("button", name="Xem kết quả").click()
    assert page.url.endswith("/thu-cham-diem/26/?a=1.1a-8b&th=2#ket-qua")
    assert page.locator(".big-total b").inner_text() == "4"
    assert page.locator("#tc-8 input:checked").get_attribute("value") == "b"
    assert not page.locator("[data-needs-script]:visible").count()
    context.close()


def test_a_link_opens_the_same_sheet_elsewhere_and_clearing_can_be_undone(page: Page) -> None:
    page.goto(f"/thu-cham-diem/1/?a={EXAMPLE}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Sao chép liên kết").click()
    expect(page.locator("#tin-nhanh")).to_have_text("Đã sao chép địa chỉ trang")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith(f"/thu-cham-diem/1/?a={EXAMPLE}")
    page.get_by_role("link", name="Xoá hết, làm lại").click()
    expect(page.locator("#ket-qua")).to_contain_text("Chưa chọn tiêu chí nào")
    page.get_by_role("link", name="Lấy lại như trước").click()
    expect(page.locator("#ket-qua .big-total b")).to_have_text("76")


def test_without_network_the_choices_stay_and_the_score_comes_back(page: Page) -> None:
    page.goto("/thu-cham-diem/1/")
    page.context.set_offline(True)
    page.locator("#tc-1-1 label.option").nth(3).click()
    expect(page.locator(".score-missed")).to_have_text("Mất kết nối: điểm chưa cập nhật, các lựa chọn vẫn giữ")
    assert page.locator("#tc-1-1 input:checked").get_attribute("value") == "c"
    page.context.set_offline(False)
    expect(page.locator("#ket-qua .big-total b")).to_have_text("3")


def test_the_printed_sheet_has_the_choices_only(page: Page) -> None:
    page.goto(f"/thu-cham-diem/1/?a={EXAMPLE}")
    page.emulate_media(media="print")
    assert page.locator("#tc-3-5 label.option:visible").count() == 1
    assert page.locator(".why:visible").count() == 1 and not page.locator(".score-bar:visible, .rail:visible").count()
