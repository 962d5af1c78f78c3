"""Who acts, and what a rule of access answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from ocop.kernel.models import User

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class RoleAt:
    """A running grant: a role at a unit. ``area_ids`` are the unit and all within it, old and new units alike."""

    role: str
    grant_id: int
    area_id: int
    area_name: str
    area_ids: frozenset[int]


@dataclass(frozen=True)
class Actor:
    """Who does something: a signed-in person with roles and producers, or the system itself (commands of the operator)."""

    name: str
    user: User | None = None
    is_system: bool = False
    roles: tuple[RoleAt, ...] = ()
    producer_ids: frozenset[int] = frozenset()

    @classmethod
    def system(cls, name: str) -> "Actor":
        """The operator's command ``name``, such as ``ocop demo``."""
        return cls(name=name, is_system=True)

    def has(self, *roles: str) -> bool:
        """True when one of ``roles`` is granted somewhere."""
        return any(one.role in roles for one in self.roles)

    def areas_as(self, *roles: str) -> frozenset[int]:
        """Ids of all units in which one of ``roles`` holds."""
        return frozenset().union(*(one.area_ids for one in self.roles if one.role in roles))


@dataclass(frozen=True)
class Verdict:
    """The answer of an access rule: yes, or no with the reason in Vietnamese."""

    allowed: bool
    reason: str = ""


ALLOWED = Verdict(allowed=True)


class RowRule(Generic[Row]):
    """One definition gives both "which rows?" and "may I?", so that they cannot disagree.

    ``rows_for`` turns an actor into a condition on the model. The system sees every row.
    """

    def __init__(self, model: type[Row], rows_for: Callable[[Actor], Q], reason: str) -> None:
        self._model, self._rows_for, self._reason = model, rows_for, reason

    def rows(self, actor: Actor) -> QuerySet[Row]:
        """The rows that ``actor`` may see or act on."""
        every = self._model._default_manager.all()
        return every if actor.is_system else every.filter(self._rows_for(actor)).distinct()

    def check(self, actor: Actor, row: Row) -> Verdict:
        """Whether ``actor`` may for this row; the reason when not."""
        if actor.is_system or self.rows(actor).filter(pk=row.pk).exists():
            return ALLOWED
        return Verdict(allowed=False, reason=self._reason)


def system_only(*, actor: Actor, **_facts: object) -> Verdict:
    """Only commands of the operator may do this."""
    if actor.is_system:
        return ALLOWED
    return Verdict(allowed=False, reason="Việc này chỉ thực hiện bằng lệnh của người vận hành.")
