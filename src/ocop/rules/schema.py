"""Base classes and field types that every model of a law file is built from.

A law file is YAML whose first key is ``schema:``. Models are frozen, refuse unknown keys and convert nothing
silently: dates are ISO strings, points are decimal strings, lists become tuples.
"""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

_POINTS = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]{1,2})?")


def _decimal_string(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _POINTS.fullmatch(value):
        raise ValueError(f"điểm phải là số thập phân đặt trong dấu nháy, như '2' hoặc '1.5', đang là {value!r}")
    return Decimal(value)


def _no_star(value: str) -> str:
    if "*" in value:
        raise ValueError("còn sót dấu * trong câu chữ; mức sao tối thiểu phải ghi bằng khóa riêng")
    return value


Points = Annotated[Decimal, BeforeValidator(_decimal_string)]
"""Points as printed, written as a decimal string with at most two decimals."""

Line = Annotated[str, StringConstraints(min_length=1, pattern=r"(?s)^\S(.*\S)?$")]
"""Text that is not empty and has no blank at either end."""

LawText = Annotated[Line, BeforeValidator(lambda value: _no_star(value) if isinstance(value, str) else value)]
"""Text of a decision, quoted exactly; star marks are data of their own, so a ``*`` left in it is an error."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""A code of our own: lower-case ASCII letters, digits and underscores."""


class LawModel(BaseModel):
    """Base of everything that stands in a law file: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class LawFile(LawModel):
    """Base of a whole law file. ``schema:`` names the kind of file, see :mod:`ocop.rules.kinds`."""

    schema_id: str = Field(alias="schema")


class Citation(LawModel):
    """Where a fact of a law file comes from.

    ``instrument`` is the id of a file in ``law/instruments``; ``source`` names the transcription that was read and
    ``checked`` says against what it was or must still be compared.
    """

    instrument: str
    place: str
    source: str | None = None
    checked: str | None = None
