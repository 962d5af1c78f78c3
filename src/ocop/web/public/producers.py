"""Public pages."""

from django.http import HttpRequest, HttpResponse

from ocop.web.access import public_page


@public_page
def producer_list(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("")


@public_page
def producer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("")
