"""Public pages."""

from django.http import HttpRequest, HttpResponse

from ocop.web.access import public_page


@public_page
def choose_set(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("")


@public_page
def sheet(request: HttpRequest, set_number: int) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("")
