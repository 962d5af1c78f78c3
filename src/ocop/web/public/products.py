"""The register of products and the page of one product."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ocop.directory.enums import AreaLevel, ProducerType, UnitList
from ocop.directory.queries import areas_of, own_communes
from ocop.dossiers.enums import ProductGroup
from ocop.kernel.text import date_vi
from ocop.recognition.queries import product_page
from ocop.recognition.register import Facets, Register, register
from ocop.recognition.states import RecognitionState
from ocop.web.access import public_page
from ocop.web.public.forms import OTHER_LISTS, PAGE_SIZE, STARS, Question, on_page, read_register
from ocop.web.public.practice_sheet import practice_set
from ocop.web.public.words import GROUP_SHORT, TYPE_WORDS, Place, sources, status_word

OLD_DAY = "2025-06-30"
"""The last day of the former units: how an old code is written in an address."""

Choice = tuple[str, str, Any]


@dataclass(frozen=True)
class Chip:
    """A filter in use, and the address without it."""

    label: str
    url: str


@public_page
def product_list(request: HttpRequest) -> HttpResponse:
    """The register with search and filters; a wrong value gives 422 with the form as it was sent."""
    question = read_register(request.GET)
    found = register(question.as_of, filter=question.filter, scope=question.scope)
    total = len(found)
    unnamed = found.unnamed()
    # Records without a name stand behind all others, except among words asked for, where the rank goes first.
    pages = -(-(total if question.filter.q else total - unnamed) // PAGE_SIZE) or 1
    past_end = question.page > pages
    question = on_page(question, pages)
    start = (question.page - 1) * PAGE_SIZE
    rows = [_row(entry) for entry in found[start : start + PAGE_SIZE] if entry.product.has_public_name]
    areas = area_choices()
    context = {
        "question": question,
        "problems": question.problems,
        "rows": rows,
        "total": total,
        "named": total - unnamed,
        "unnamed": unnamed if question.page == pages else 0,
        "pages": pages,
        "past_end": past_end,
        "facets": facet_choices(found.facets(), question),
        "areas": areas,
        "others": _others(found, question),
        "other_name": OTHER_LISTS.get(question.other, ""),
        "chips": _chips(question, dict(areas)),
        "page_query": question.query(),
        "search_text": question.filter.q,
        "filters_count": question.chosen or "",
        "clear_url": reverse("products") if question.chosen or question.filter.q else "",
        "chosen_statuses": question.values.get("tinh-trang", ()),
        "chosen_area": "".join(question.values.get("dia-ban", ())),
        "chosen_day": question.as_of.isoformat() if question.day_given and not question.problem("ngay") else "",
        "title": OTHER_LISTS.get(question.other, "Sản phẩm OCOP"),
        "empty_title": f"Không tìm thấy «{question.filter.q}»"
        if question.filter.q
        else "Không có sản phẩm nào như vậy",
        "caption": _caption(question, dict(areas)),
    }
    return render(request, "public/products/list.html", context, status=422 if question.problems else 200)


@dataclass(frozen=True)
class Row:
    """A line of the register in words."""

    name: str
    url: str
    sample: bool
    set_number: int | None
    stars: int | None
    ranked: bool
    status: str
    until: str
    producer: str
    producer_url: str
    place: Place
    decision: str


def _row(entry: Any) -> Row:
    product, recognition = entry.product, entry.recognition
    producer = product.producer
    return Row(
        product.name,
        reverse("product", args=[product.slug]),
        product.is_illustrative,
        product.set_number,
        recognition.stars if recognition else None,
        recognition is not None,
        entry.state.value if entry.state else "",
        date_vi(recognition.valid_until) if recognition and recognition.valid_until else "",
        producer.name if producer else "",
        reverse("producer", args=[producer.slug]) if producer else "",
        Place(product),
        decision_words(recognition) if recognition else product.get_standing_display(),
    )


def decision_words(recognition: Any) -> str:
    """«QĐ 1391/QĐ-UBND, 06/7/2020», as far as it is known."""
    number = f"Số {recognition.decision_number}" if recognition.decision_number else ""
    day = str(recognition.decided)
    return ", ".join(part for part in (number, day) if part)


def area_choices() -> list[tuple[str, str]]:
    """Where one can look: the old provinces that the installation came from, then today's communes."""
    old = areas_of(UnitList.BEFORE, AreaLevel.PROVINCE).filter(
        successions__new__code=settings.CONFIG.province, successions__new__level=AreaLevel.PROVINCE
    )
    choices = [(f"{area.code}@{OLD_DAY}", f"{area.name} trước 01/7/2025") for area in old]
    return choices + [(area.code, area.name) for area in own_communes()]


def facet_choices(facets: Facets, question: Question) -> dict[str, list[Choice]]:
    """The options of each filter with how many products it would leave; what nobody has is left out unless chosen."""

    def kept(name: str, options: list[Choice]) -> list[Choice]:
        chosen = question.values.get(name, ())
        return [option for option in options if option[2] or option[0] in chosen]

    states = [
        (state.value, status_word(state.value), facets.statuses.get(state.value, 0)) for state in RecognitionState
    ]
    return {
        "stars": kept("sao", [(star, f"{star} sao", facets.stars.get(int(star), 0)) for star in STARS]),
        "groups": kept("nhom", [(code, GROUP_SHORT[code], facets.groups.get(code, 0)) for code in ProductGroup.values]),
        "types": kept("loai", [(c, TYPE_WORDS[c], facets.producer_types.get(c, 0)) for c in ProducerType.values]),
        "statuses": kept("tinh-trang", states),
    }


def _others(found: Register, question: Question) -> list[dict[str, Any]]:
    """The lists beside the recognised products, with their counts."""
    if question.other:
        return []
    counts = found.besides()
    keys = {"tiem-nang": "potential", "neu-ten": "named", "chua-ro-ngay": "undated"}
    return [
        {
            "label": OTHER_LISTS[name].lower(),
            "count": counts[key],
            "url": "?" + question.query(muc=name, sao="", tinh_trang=""),
        }
        for name, key in keys.items()
        if counts[key]
    ]


def _chips(question: Question, areas: dict[str, str]) -> list[Chip]:
    words: dict[str, Callable[[str], str]] = {
        "sao": lambda value: f"{value} sao",
        "nhom": lambda value: GROUP_SHORT[value],
        "loai": lambda value: TYPE_WORDS[value],
        "tinh-trang": status_word,
        "dia-ban": lambda value: areas.get(value, question.scope.name if question.scope else value),
        "muc": lambda value: OTHER_LISTS[value],
    }
    chips = [Chip(f"«{question.filter.q}»", "?" + question.query(q=""))] if question.filter.q else []
    for name, word in words.items():
        values = question.values.get(name, ())
        if question.problem(name) and name == "dia-ban":
            continue
        for value in values:
            rest = tuple(other for other in values if other != value)
            chips.append(Chip(word(value), "?" + question.query(**{name.replace("-", "_"): rest})))
    if question.day_given and not question.problem("ngay"):
        chips.append(Chip(f"ngày {date_vi(question.as_of)}", "?" + question.query(ngay="")))
    return chips


def _caption(question: Question, areas: dict[str, str]) -> str:
    """The title of the list, also in print: what it holds, of which day, and how it was narrowed."""
    title = OTHER_LISTS.get(question.other, "Sản phẩm OCOP đã được công nhận")
    narrowed = [chip.label for chip in _chips(question, areas) if not chip.label.startswith("ngày ")]
    tail = f"; chọn: {', '.join(narrowed)}" if narrowed else ""
    return f"{title}, tính đến {date_vi(question.as_of)}{tail}"


@public_page
def product_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A product with its star history; only sections that have data."""
    shown = product_page(slug)
    if shown is None:
        raise Http404(f"no product {slug}")
    product, place = shown.product, Place(shown.product)
    set_name, named_sources = _set_name(product.set_number), sources(product.source)
    context = {
        "page": shown,
        "product": product,
        "place": place,
        "set_name": set_name,
        "has_facts": bool(product.producer or place.now or place.former or set_name or product.note or named_sources),
        "group": "" if product.group == ProductGroup.UNKNOWN else product.get_group_display(),
        "history": [event(item) for item in shown.history],
        "current": shown.current,
        "current_status": shown.current.state.value if shown.current else "",
        "current_until": date_vi(shown.current.recognition.valid_until) if shown.current else "",
        "sources": named_sources,
        "seed": place.code or product.slug,
        "crumbs": [{"label": "Sản phẩm", "url": reverse("products")}, {"label": product.name, "url": ""}],
    }
    return render(request, "public/products/detail.html", context)


def _set_name(number: int | None) -> str:
    if not number:
        return ""
    try:
        return practice_set(number).name
    except KeyError:
        return ""


def event(item: Any) -> dict[str, Any]:
    """One recognition as a line of the star history. The term is stated only where a source states it."""
    recognition = item.recognition
    return {
        "recognition": recognition,
        "status": item.state.value,
        "date": str(recognition.decided),
        "stars": recognition.stars,
        "title": _event_title(recognition),
        "until": date_vi(recognition.valid_until) if recognition.valid_until else "",
        "authority": recognition.authority,
        "number": recognition.decision_number,
        "sources": sources(recognition.source),
        "reported": recognition.certainty == "reported",
    }


def _event_title(recognition: Any) -> str:
    return {"first": "Công nhận lần đầu", "upgrade": "Nâng hạng", "renewal": "Phân hạng lại"}.get(
        recognition.kind, "Được công nhận"
    )
