"""The designed pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ocop.web.access import public_page


def _page(request: HttpRequest, status: int, reason: str = "") -> HttpResponse:
    return HttpResponse(render_to_string(f"errors/{status}.html", {"reason": reason}, request), status=status)


@public_page
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request cannot be read."""
    return _page(request, 422)


@public_page
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Known person, no right; the reason of the access rule is told."""
    return _page(request, 403, str(exception or ""))


@public_page
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or not for this person."""
    return _page(request, 404)


@public_page
def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return _page(request, 500)
