"""Every route declares its access; without a declaration a page needs an account, and the architecture test fails."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from ocop.kernel.access import Actor

View = TypeVar("View", bound=Callable[..., Any])


def public_page(view: View) -> View:
    """A page that anybody may open."""
    view = login_not_required(view)
    view.access = "public"  # type: ignore[attr-defined]
    return view


def account_page(view: View) -> View:
    """A page of one's own account: any signed-in person, also an official who has no second factor yet."""
    view.access = "account"  # type: ignore[attr-defined]
    return view


def person_page(view: View) -> View:
    """A page of any signed-in person; an official needs the second factor."""
    view.access = "person"  # type: ignore[attr-defined]
    return view


def workplace(*roles: str) -> Callable[[View], View]:
    """A page of a workplace: only for people who hold one of ``roles``.

    Whoever holds no role at all gets 404, as if the page were not there; an official with other roles 403 with the reason.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if not actor.has(*roles):
                if not actor.roles:
                    raise Http404
                raise PermissionDenied("Trang này dành cho vai trò khác.")
            response: HttpResponse = view(request, *args, **kwargs)
            return response

        guarded.access = tuple(roles)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def producer_page(view: View) -> View:
    """A page of the producer's place: for people of a producer. Others get 404."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not actor.producer_ids:
            raise Http404
        response: HttpResponse = view(request, *args, **kwargs)
        return response

    guarded.access = "producer"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]
