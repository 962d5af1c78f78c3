"""Who may write the programme's records."""

from ocop.kernel.access import Actor, Verdict, system_only


def may_keep_programme(*, actor: Actor, **_facts: object) -> Verdict:
    """Only commands of the operator; the programme office gets the right with its accounts."""
    return system_only(actor=actor)
