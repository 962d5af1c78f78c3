"""What every page knows: the places of the navigation and the name of the installation."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse


class Place(NamedTuple):
    """An entry of the navigation."""

    code: str
    label: str
    url: str


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of every page. Only places that exist are linked."""
    places = (
        Place("products", "Sản phẩm", reverse("products")),
        Place("producers", "Chủ thể", reverse("producers")),
        Place("practice", "Thử chấm điểm", reverse("practice")),
    )
    return {"places": places, "current_path": request.path}
