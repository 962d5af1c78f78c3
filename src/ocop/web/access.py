"""Every route declares its access; without a declaration a page needs an account, and the architecture test fails."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required

View = TypeVar("View", bound=Callable[..., Any])


def public_page(view: View) -> View:
    """A page that anybody may open."""
    view = login_not_required(view)
    view.access = "public"  # type: ignore[attr-defined]
    return view
