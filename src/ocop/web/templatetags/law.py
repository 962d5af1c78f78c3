"""Filters of the law pages."""

from collections.abc import Sequence
from typing import Any

from django import template

from ocop.rules.numbers import spoken
from ocop.web.public.practice_sheet import sentence_case

register = template.Library()
register.filter("sentence", sentence_case)


@register.filter
def points(scaled: int) -> str:
    """Scaled points as people read them: 150 → «1,5»."""
    return spoken(scaled)


@register.filter
def nth(items: Sequence[Any], index: int) -> Any:
    """The item at ``index``."""
    return items[index]
