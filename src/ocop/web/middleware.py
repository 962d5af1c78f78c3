"""Who is asking: the actor of each request, and the second factor that every official must have."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from ocop.directory.actors import actor_of
from ocop.kernel.access import Actor

NOBODY = Actor(name="khách")


class ActorMiddleware:
    """Put ``request.actor`` on each request; it is worked out when first asked for, so public pages cost no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the actor at hand."""
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    return actor_of(request.user) if request.user.is_authenticated else NOBODY


class SecondFactorMiddleware:
    """An official without a second factor sees nothing but the page that sets one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the work is in :meth:`process_view`."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_rest: object
    ) -> HttpResponse | None:
        """Send the official to the set-up page, unless the view is public or belongs to the account itself."""
        if getattr(view, "access", None) in ("public", "account") or not request.user.is_authenticated:
            return None
        from allauth.mfa.utils import is_mfa_enabled

        actor: Actor = request.actor  # type: ignore[attr-defined]
        if actor.roles and not is_mfa_enabled(request.user):
            return redirect(reverse("second-factor"))
        return None
