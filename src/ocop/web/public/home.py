"""Public pages."""

from django.http import HttpRequest, HttpResponse

from ocop.web.access import public_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("")
