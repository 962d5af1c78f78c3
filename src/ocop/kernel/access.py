"""Who acts, and what a rule of access answers."""

from dataclasses import dataclass

from ocop.kernel.models import User


@dataclass(frozen=True)
class Actor:
    """Who does something: a signed-in person, or the system itself (commands run by the operator)."""

    name: str
    user: User | None = None
    is_system: bool = False

    @classmethod
    def system(cls, name: str) -> "Actor":
        """The operator's command ``name``, such as ``ocop demo``."""
        return cls(name=name, is_system=True)


@dataclass(frozen=True)
class Verdict:
    """The answer of an access rule: yes, or no with the reason in Vietnamese."""

    allowed: bool
    reason: str = ""


ALLOWED = Verdict(allowed=True)


def system_only(*, actor: Actor, **_facts: object) -> Verdict:
    """Only commands of the operator may do this. Roles of people come with accounts and grants."""
    if actor.is_system:
        return ALLOWED
    return Verdict(allowed=False, reason="Việc này chỉ thực hiện bằng lệnh của người vận hành.")
