"""All routes. Pages live in ``web``; the health check is here."""

from django.urls import include, path

from ocop.web.accounts import pages as account_pages
from ocop.web.public.health import healthz
from ocop.web.ui.views import components

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("giao-dien/", components, name="components"),
    path("tai-khoan/", include("ocop.web.accounts.urls")),
    path("viec-cua-toi/", account_pages.work, name="work"),
    path("luat/", include("ocop.web.public.law_urls")),
    path("", include("ocop.web.public.urls")),
]
handler400 = "ocop.web.public.errors.bad_request"
handler403 = "ocop.web.public.errors.forbidden"
handler404 = "ocop.web.public.errors.not_found"
handler500 = "ocop.web.public.errors.server_error"
handler429 = "ocop.web.accounts.pages.too_many"
