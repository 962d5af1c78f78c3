"""The life of a certificate on its border days, and which of several acts ended it."""

from datetime import date
from itertools import permutations

import pytest

from ocop.rules.clocks import clocks_of
from ocop.rules.lifecycle import CertificateFacts, certificate_state
from ocop.rules.rulebook import law_directory

LAW = clocks_of(law_directory())
GROUP_END = date(2026, 9, 18)


@pytest.mark.parametrize(
    ("day", "may"), [(date(2027, 3, 16), True), (date(2027, 3, 17), True), (date(2027, 3, 18), False)]
)
def test_the_last_day_on_which_the_transition_group_may_still_file(day: date, may: bool) -> None:
    found = certificate_state(LAW, day, CertificateFacts(GROUP_END))
    assert (found.state, found.since) == ("expired", date(2026, 9, 19))
    assert found.may_file_until == (date(2027, 3, 17) if may else None)
    assert ("17/03/2027" in found.reason) is may


@pytest.mark.parametrize("order", list(permutations(["upgraded_on", "renewed_on", "revoked_on"])))
def test_the_earliest_act_ended_the_certificate(order: tuple[str, ...]) -> None:
    acts = {name: date(2026, 7, day) for day, name in enumerate(order, start=1)}
    found = certificate_state(LAW, date(2026, 7, 31), CertificateFacts(date(2028, 1, 1), **acts))
    assert (f"{found.state}_on", found.since) == (order[0], date(2026, 7, 1))
