"""Checks that every service makes of what it is given."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.db.models import Field, Model

from ocop.kernel.operations import Refused
from ocop.kernel.text import clean


def values_of(row: Any) -> dict[str, Any]:
    """The fields of a dataclass as they are (``dataclasses.asdict`` would copy the records inside)."""
    return {field.name: getattr(row, field.name) for field in fields(row)}


def clean_texts(model: type[Model], values: dict[str, Any], names: Iterable[str]) -> None:
    """Bring the named texts into the form in which they are stored.

    Raises:
        Refused: a text is longer than its column.
    """
    for name in names:
        values[name] = clean(values[name])
        column = model._meta.get_field(name)
        longest = column.max_length if isinstance(column, Field) else None
        if longest is not None and len(values[name]) > longest:
            text = f"{values[name][:40]}…"
            raise Refused(f"{name}: «{text}» dài {len(values[name])} ký tự, tối đa {longest}; hãy rút gọn.")
