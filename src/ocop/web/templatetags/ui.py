"""``{% load ui %}``: the drawn things of :mod:`ocop.web.ui`."""

from ocop.web.ui.tags import register

__all__ = ["register"]
