"""Vietnamese numbers and dates in templates; always loaded."""

from datetime import date
from decimal import Decimal

from django import template

from ocop.kernel.text import date_vi, number_vi

register = template.Library()


@register.filter
def so(value: int | Decimal | str) -> str:
    """1234.5 → «1.234,5»."""
    return number_vi(value)


@register.filter
def ngay(value: date | None) -> str:
    """2022-06-24 → «24/06/2022»."""
    return date_vi(value)
