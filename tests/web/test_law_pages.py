"""Luật sống: every article, set and criterion has an address; what stands there is the law data, word for word."""

import html
import re

import pytest
from django.test import Client

from ocop.rules.law_models import catalogue_of
from ocop.rules.legal_text import legal_text
from ocop.rules.rulebook import Rulebook, law_directory

RULES = Rulebook.open()
EVERY_SET = [(decision, number) for decision in RULES.decisions() for number in RULES.numbers(decision)]


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    assert not re.search(r"<c-|{{|{%|\bNone\b", text)
    return html.unescape(text)


def slug(decision: str) -> str:
    return decision.replace("/", "-")


def test_the_articles_stand_word_for_word(client: Client) -> None:
    text = legal_text("26/2026")
    assert text is not None
    articles = [article for chapter in text.chapters for article in chapter.articles]
    assert [article.number for article in articles] == [str(number) for number in range(1, 14)]
    for article in articles:
        shown = page(client, f"/luat/26-2026/dieu-{article.number}/")
        for clause in article.clauses:
            for line in (clause.text, *clause.more, *(point.text for point in clause.points)):
                assert line is None or line in shown


@pytest.mark.parametrize(("decision", "number"), EVERY_SET, ids=[f"{slug(d)}-{n}" for d, n in EVERY_SET])
def test_every_set_lists_its_criteria(client: Client, decision: str, number: int) -> None:
    shown = page(client, f"/luat/{slug(decision)}/bo-{number}/")
    criteria_set = RULES.criteria_set(decision, number)
    assert shown.count("tieu-chi-") == len(criteria_set.criteria)
    assert ("không dùng để chấm" in shown) is not criteria_set.complete


@pytest.mark.parametrize("number", [1, 16, 21, 26])
def test_every_criterion_shows_its_options_and_marks(client: Client, number: int) -> None:
    for criterion in RULES.criteria_set("26/2026", number).criteria:
        shown = page(client, f"/luat/26-2026/bo-{number}/tieu-chi-{criterion.code}/")
        for options in criterion.lists:
            for option in options:
                assert option.text in shown
                assert option.gate is None or f"tối thiểu để đạt {option.gate} sao" in shown


def test_a_criterion_names_its_twin_in_the_decision_before(client: Client) -> None:
    shown = page(client, "/luat/26-2026/bo-1/tieu-chi-3.5/")
    assert '/luat/148-2023/bo-1/tieu-chi-3.e/"' in shown
    assert "có điểm ở tiêu chí này" in shown


def test_a_criterion_names_the_papers_that_prove_it(client: Client) -> None:
    assert "Sở hữu trí tuệ" in page(client, "/luat/26-2026/bo-1/tieu-chi-3.5/").split("Giấy tờ giúp chứng minh")[1]


def test_every_reading_is_shown_with_the_one_in_use(client: Client) -> None:
    shown = page(client, "/luat/quy-uoc/")
    for reading in catalogue_of(law_directory()).readings.values():
        assert reading.question in shown
        assert reading.text() in shown


@pytest.mark.parametrize(
    "address", ["/luat/27-2027/", "/luat/26-2026/dieu-14/", "/luat/148-2023/dieu-1/", "/luat/26-2026/bo-27/",
                "/luat/26-2026/bo-1/tieu-chi-9.9/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
