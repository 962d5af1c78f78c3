"""The kinds of law file, so that ``ocop law check`` proves all of them.

A kind ties the value of ``schema:`` to a model and, where facts in several places must agree, to a cross-check.
A module that owns kinds puts them in a tuple named ``KINDS`` and its name into :data:`MODULES`.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from ocop.rules.reader import Document, Fault
from ocop.rules.schema import LawFile

MODULES: tuple[str, ...] = (
    "case_law",
    "criteria_check",
    "legal_text",
    "calendar",
    "clocks",
    "governing",
    "law_models",
    "procedures",
    "reporting_law",
)
"""Modules of ``ocop.rules`` that hold a tuple ``KINDS``."""

Documents = Mapping[str, Document[Any]]
"""Every file that could be read, by its path relative to the law directory (with ``/``)."""


class Kind(NamedTuple):
    """A kind of law file.

    ``check(relative path, document, all documents)`` names faults that the model alone cannot see.
    """

    schema: str
    model: type[LawFile]
    check: Callable[[str, Document[Any], Documents], Iterable[Fault]] | None = None


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every kind by the value of its ``schema:`` key."""
    found: dict[str, Kind] = {}
    for module in MODULES:
        for kind in import_module(f"ocop.rules.{module}").KINDS:
            if kind.schema in found:
                raise ValueError(f"two kinds of law file are named {kind.schema}")
            found[kind.schema] = kind
    return found
