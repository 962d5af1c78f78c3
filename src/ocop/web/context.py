"""What every page knows: the places of the navigation and the name of the installation."""

import csv
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ocop.rules.rulebook import law_directory


class Place(NamedTuple):
    """An entry of the navigation."""

    code: str
    label: str
    url: str


@cache
def province_name() -> str:
    """The province of this installation as people say it («Tây Ninh»), from the list of units in ``law/areas``."""
    path = law_directory() / "areas" / "units_since_2025-07-01.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            if line["level"] == "province" and line["code"] == settings.CONFIG.province:
                return line["name"].removeprefix("Tỉnh ").removeprefix("Thành phố ")
    return ""


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of every page. Only places that exist are linked."""
    places = (
        Place("products", "Sản phẩm", reverse("products")),
        Place("producers", "Chủ thể", reverse("producers")),
        Place("practice", "Thử chấm điểm", reverse("practice")),
    )
    return {"places": places, "current_path": request.path, "province_name": province_name()}
