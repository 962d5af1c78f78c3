"""«Luật sống»: every article, product set and criterion of each decision at an address of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ocop.web.access import public_page
from ocop.web.public import law_view


@public_page
def law_home(request: HttpRequest) -> HttpResponse:
    """The decisions: which one holds now, what each contains."""
    return render(request, "public/law/home.html", {"decisions": law_view.decisions(), "crumbs": _crumbs()})


@public_page
def law_readings(request: HttpRequest) -> HttpResponse:
    """What the decisions leave open, the readings offered and the one taken («quy ước»)."""
    context = {"readings": law_view.readings(), "crumbs": _crumbs(None, "Việc luật chưa nói")}
    return render(request, "public/law/readings.html", context)


@public_page
def law_decision(request: HttpRequest, decision: str) -> HttpResponse:
    """One decision: its articles and product sets."""
    card = _card(decision)
    return render(request, "public/law/decision.html", {"card": card, "crumbs": _crumbs(card)})


@public_page
def law_article(request: HttpRequest, decision: str, number: int) -> HttpResponse:
    """One article, word for word."""
    card = _card(decision)
    article = card.text.article(str(number)) if card.text else None
    if article is None:
        raise Http404
    context = {"card": card, "article": article, "crumbs": _crumbs(card, f"Điều {number}")}
    return render(request, "public/law/article.html", context)


@public_page
def law_set(request: HttpRequest, decision: str, number: int) -> HttpResponse:
    """One product set: every criterion with its options, points and star minimums as printed."""
    card = _card(decision)
    criteria_set = law_view.criteria_set_of(card, number)
    if criteria_set is None:
        raise Http404
    rows = [(one, law_view.minimums(one)) for one in criteria_set.criteria]
    context = {"card": card, "set": criteria_set, "rows": rows, "crumbs": _crumbs(card, f"Bộ {number}")}
    return render(request, "public/law/set.html", context)


@public_page
def law_criterion(request: HttpRequest, decision: str, number: int, code: str) -> HttpResponse:
    """One criterion: exact text, plain words, papers that prove it, what the decision before said."""
    card = _card(decision)
    criteria_set = law_view.criteria_set_of(card, number)
    page = law_view.criterion_page(criteria_set, code) if criteria_set else None
    if page is None:
        raise Http404
    crumbs = _crumbs(card, f"Bộ {number}", reverse("law-set", args=(card.slug, number)), f"Tiêu chí {code}")
    return render(request, "public/law/criterion.html", {"card": card, "page": page, "crumbs": crumbs})


def _card(slug: str) -> law_view.DecisionCard:
    card = law_view.decision(slug)
    if card is None:
        raise Http404
    return card


def _crumbs(card: law_view.DecisionCard | None = None, *more: str) -> list[dict[str, str]]:
    """Home, law, the decision, then labels; a label that is followed by an address is a link to it."""
    crumbs = [{"label": "Trang chủ", "url": reverse("home")}, {"label": "Luật và tiêu chí", "url": reverse("law")}]
    if card:
        crumbs.append({"label": f"Quyết định {card.key}", "url": reverse("law-decision", args=(card.slug,))})
    for part in more:
        if part.startswith("/"):
            crumbs[-1]["url"] = part
        else:
            crumbs.append({"label": part, "url": ""})
    return crumbs
