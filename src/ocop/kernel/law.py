"""The law of this installation, opened once in a process for pages and services."""

from functools import cache

from ocop.config import extra_law_dir
from ocop.rules.rulebook import Rulebook


@cache
def rulebook() -> Rulebook:
    """The criteria sets, the province's own (``OCOP_LAW_DIR``) among them."""
    return Rulebook.open(extra_dir=extra_law_dir())
