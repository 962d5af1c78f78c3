"""The list of producers and the page of one producer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ocop.directory.enums import ProducerType
from ocop.kernel.text import date_vi
from ocop.recognition.queries import producer_list as find_producers
from ocop.recognition.queries import producer_page
from ocop.web.access import public_page
from ocop.web.public.forms import PAGE_SIZE, on_page, read_producers
from ocop.web.public.products import area_choices
from ocop.web.public.words import TYPE_WORDS, Place, sources


@public_page
def producer_list(request: HttpRequest) -> HttpResponse:
    """All producers, also those without a recognised product; search and filters as in the register."""
    question = read_producers(request.GET)
    asked = question.filter
    entries = find_producers(question.as_of, q=asked.q, producer_types=asked.producer_types, scope=question.scope)
    pages = -(-len(entries) // PAGE_SIZE) or 1
    question = on_page(question, pages)
    start = (question.page - 1) * PAGE_SIZE
    rows = [{"producer": one.producer, "place": Place(one.producer), "products": one.products, "stars": one.best_stars,
             "type": type_words(one.producer)} for one in entries[start : start + PAGE_SIZE]]  # fmt: skip
    context = {
        "question": question,
        "rows": rows,
        "total": len(entries),
        "pages": pages,
        "types": [(code, word) for code, word in TYPE_WORDS.items() if code != ProducerType.UNKNOWN],
        "areas": area_choices(),
        "chosen_types": question.values.get("loai", ()),
        "chosen_area": "".join(question.values.get("dia-ban", ())),
        "filters_count": question.chosen or "",
        "clear_url": reverse("producers") if question.chosen or asked.q else "",
        "page_query": question.query(),
        "caption": f"Chủ thể OCOP, tính đến {date_vi(question.as_of)}",
        "empty_title": f"Không tìm thấy «{asked.q}»" if asked.q else "Không có chủ thể nào như vậy",
    }
    return render(request, "public/producers/list.html", context, status=422 if question.problems else 200)


def type_words(producer: Any) -> str:
    """The kind of producer as we know it, else as the source writes it; empty when nobody says."""
    if producer.producer_type != ProducerType.UNKNOWN:
        return str(producer.get_producer_type_display())
    return str(producer.stated_type)


@public_page
def producer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A producer with its products; only sections that have data."""
    shown = producer_page(slug)
    if shown is None:
        raise Http404(f"no producer {slug}")
    producer = shown.producer
    place = Place(producer)
    products = [
        {
            "product": product,
            "stars": item.recognition.stars if item else None,
            "status": item.state.value if item else "",
            "until": date_vi(item.recognition.valid_until) if item else "",
            "standing": "" if item else product.get_standing_display(),
        }
        for product, item in shown.products
    ]
    context = {
        "producer": producer,
        "place": place,
        "type": type_words(producer),
        "products": products,
        "sources": sources(producer.source),
        "phone": producer.phone if producer.phone_is_public else "",
        "seed": place.code or producer.slug,
        "set_number": next((one.set_number for one, _ in shown.products if one.set_number), None),
        "crumbs": [{"label": "Chủ thể", "url": reverse("producers")}, {"label": producer.name, "url": ""}],
    }
    return render(request, "public/producers/detail.html", context)
