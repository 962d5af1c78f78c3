"""The home page: find a product, what a star means, and the figures of a chosen day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ocop.directory.queries import own_communes
from ocop.kernel.text import date_vi, number_vi
from ocop.papers.charts import Bar, Chart, bar_chart, worth_a_chart
from ocop.recognition.figures import Figures, YearFigure, figures
from ocop.recognition.queries import held_on
from ocop.recognition.states import state_by_term
from ocop.web.access import public_page
from ocop.web.public.forms import read_day
from ocop.web.public.words import Place
from ocop.web.ui.hexmap import CommuneValue, cells_of

NEWEST = 6
"""Products shown as newly recognised."""


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Search, figures as of a day, a chart, the commune map, the newest recognitions."""
    question = read_day(request.GET)
    day = question.as_of
    found = figures(day)
    stars = sorted({star for year in found.by_year for star in year.by_star}, reverse=True)
    communes = commune_values(day, question.day_given)
    placed = sum(one.value for one in communes)
    context = {
        "question": question,
        "day": day,
        "figures": found,
        "stats": _stats(found, question.query()),
        "sentence": finding(found.by_year),
        "chart": _chart(found.by_year),
        "years": _table(found.by_year, stars),
        "stars": stars,
        "communes": communes,
        "has_counts": placed > 0,
        "has_map": bool(cells_of(settings.CONFIG.province)),
        "province": settings.CONFIG.province,
        "map_sentence": _map_sentence(communes, found.total - placed),
        "newest": _newest(day),
        "illustrative": held_on(day).order_by().filter(product__is_illustrative=True).count(),
        "list_url": reverse("products") + (f"?{question.query()}" if question.query() else ""),
    }
    return render(request, "public/home.html", context, status=422 if question.problems else 200)


@dataclass(frozen=True)
class Stat:
    """A figure that opens the list behind it."""

    value: str
    label: str
    url: str
    stars: int | None = None


def _stats(found: Figures, query: str) -> list[Stat]:
    tail = f"&{query}" if query else ""
    products = reverse("products")
    stats = [Stat(number_vi(found.total), "sản phẩm được công nhận", f"{products}{'?' + query if query else ''}")]
    for star, count in found.by_star.items():
        if star:
            stats.append(Stat(number_vi(count), f"sản phẩm {star} sao", f"{products}?sao={star}{tail}", star))
    stats.append(Stat(number_vi(found.producers), "chủ thể có sản phẩm được công nhận", reverse("producers")))
    return stats


def finding(years: Sequence[YearFigure]) -> str:
    """What the years tell, in one sentence made from the data."""
    with_any = [year for year in years if year.total]
    if not with_any:
        return "Đến ngày này chưa có sản phẩm nào được công nhận."
    first, last = with_any[0], with_any[-1]
    if first.year == last.year:
        return f"Năm {first.year} có {last.total} sản phẩm được công nhận."
    text = f"Từ {first.total} sản phẩm năm {first.year}, đến {date_vi(last.day)} có {number_vi(last.total)} sản phẩm"
    four_first, four_last = first.by_star.get(4, 0), last.by_star.get(4, 0)
    if four_last > four_first:
        return f"{text}; 4 sao tăng từ {four_first} lên {four_last}."
    return f"{text}."


def _table(years: Sequence[YearFigure], stars: Sequence[int]) -> list[tuple[str, int, list[int]]]:
    """A line a year: its name, all products, products of each star level."""
    rows = [(str(year.year), year.total, [year.by_star.get(star, 0) for star in stars]) for year in years]
    if rows:
        rows[-1] = (f"đến {date_vi(years[-1].day)}", *rows[-1][1:])
    return rows


def _chart(years: Sequence[YearFigure]) -> Chart | None:
    if not worth_a_chart([year.total for year in years]):
        return None
    last = years[-1]
    values = [(str(year.year), year.total) for year in years[:-1]]
    return _drawn((*values, (f"{last.year}, đến {last.day:%d/%m}", last.total)))


@lru_cache(maxsize=64)
def _drawn(values: tuple[tuple[str, int], ...]) -> Chart:
    """The picture of one row of figures; a picture costs about 50 ms, so it is kept."""
    bars = [Bar(label, value, marked=label == values[-1][0]) for label, value in values]
    return bar_chart("Số sản phẩm được công nhận theo năm", bars, show_title=False)


def commune_values(day: date, day_given: bool = False) -> list[CommuneValue]:
    """How many products are held in each of today's communes, with the list behind each number."""
    counted = held_on(day).order_by().values_list("product__commune__code").annotate(Count("pk"))
    counts = dict(counted)
    tail = f"&ngay={day.isoformat()}" if day_given else ""
    return [
        CommuneValue(
            area.code,
            area.name,
            counts.get(area.code, 0),
            f"{reverse('products')}?dia-ban={area.code}{tail}" if counts.get(area.code) else "",
            f"{counts.get(area.code, 0)} sản phẩm",
        )
        for area in own_communes()
    ]


def _map_sentence(communes: Sequence[CommuneValue], elsewhere: int) -> str:
    """The map in words: how many communes have products, and how many products cannot be placed."""
    with_any = sum(1 for one in communes if one.value)
    if not communes:
        return ""
    text = f"{with_any} trên {len(communes)} xã, phường có sản phẩm được công nhận."
    if elsewhere:
        text += f" {elsewhere} sản phẩm chưa rõ xã hiện nay nên không có trên bản đồ."
    return text


def _newest(day: date) -> list[dict[str, Any]]:
    """The products recognised last, those with a name and a known day only."""
    rows = held_on(day).filter(product__has_public_name=True).order_by("-decided_on", "product__sort_key", "code")
    return [
        {
            "product": row.product,
            "url": reverse("product", args=[row.product.slug]),
            "stars": row.stars,
            "status": state_by_term(row.valid_until, day).value,
            "until": date_vi(row.valid_until),
            "producer": row.product.producer.name if row.product.producer else "",
            "place": Place(row.product).now,
            "seed": Place(row.product).code or row.product.slug,
        }
        for row in rows[:NEWEST]
    ]
