"""A refusal tells its reason."""

from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from ocop.web.public.errors import forbidden


def test_the_reason_of_a_refusal_is_told() -> None:
    request = RequestFactory().get("/xa/")
    response = forbidden(request, PermissionDenied("Trang này dành cho vai trò khác."))
    assert response.status_code == 403
    assert "Trang này dành cho vai trò khác." in response.content.decode()
