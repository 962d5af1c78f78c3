"""Our own account pages: second factor, «việc của tôi», keep-alive, and what went wrong there."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone

from ocop.directory.enums import Role
from ocop.directory.people_queries import producers_of
from ocop.kernel.access import Actor
from ocop.kernel.text import date_vi
from ocop.web.access import account_page, person_page, public_page


@account_page
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor, and the two ways to set one up."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    facts = {"has_second_factor": is_mfa_enabled(request.user), "is_official": bool(actor.roles)}
    return render(request, "accounts/second_factor.html", facts)


@person_page
def work(request: HttpRequest) -> HttpResponse:
    """The landing page of a signed-in person: roles and producers."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    roles = [{"label": Role(one.role).label, "area_name": one.area_name} for one in actor.roles]
    facts = {
        "producers": producers_of(actor),
        "roles": roles,
        "today_line": f"Hôm nay, {date_vi(timezone.localdate())}.",
    }
    return render(request, "accounts/work.html", facts)


@account_page
def keep_alive(request: HttpRequest) -> HttpResponse:
    """Asked by ``session.js``: the session runs on, and open forms get the present protection token."""
    return JsonResponse({"token": get_token(request)})


@public_page
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many attempts in a short time."""
    return render(request, "errors/429.html", status=429)


@public_page
def session_over(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without a valid protection token."""
    return render(request, "errors/419.html", status=403)
