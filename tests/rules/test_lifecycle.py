"""The life of a certificate: extension under Điều 12 khoản 3 and the state on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.rules.clocks import clocks_of, extension_limit, renewal_window
from ocop.rules.lifecycle import (
    GOOD,
    CertificateFacts,
    ExtensionSettings,
    Renewal,
    certificate_state,
    extension,
    in_transition_group,
    renewal_facts,
)
from ocop.rules.rulebook import law_directory

LAW = clocks_of(law_directory())
TRANSITION = ExtensionSettings(late_filer="transition")
days = st.dates(date(2026, 5, 22), date(2029, 12, 31))
settings_ = st.builds(
    ExtensionSettings, st.sampled_from(["any", "transition"]), st.sampled_from(["transition", "all", "none"])
)


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("last", "group"), [("2026-05-21", False), ("2026-05-22", True), ("2026-09-18", True), ("2026-09-19", False)]
)
def test_the_transition_group_is_bounded_by_two_days(last: str, group: bool) -> None:
    assert in_transition_group(LAW, d(last)) is group


def test_a_certificate_that_ended_before_is_never_extended() -> None:
    for chosen in (ExtensionSettings(), ExtensionSettings("any", "all")):
        found = extension(LAW, d("2026-05-21"), Renewal(d("2026-05-20")), chosen)
        assert not found.extended and "Điều 12 khoản 1" in found.source


def test_the_day_of_the_decision_itself_is_the_first_that_can_be_extended() -> None:
    assert extension(LAW, d("2026-05-22"), Renewal(d("2026-05-20"))).until == d("2026-11-18")


def test_late_filing_extends_from_the_day_after_the_end_to_180_days() -> None:
    found = extension(LAW, d("2026-09-18"), Renewal(d("2026-09-01")))
    assert (found.since, found.until, found.convention) == (d("2026-09-19"), d("2027-03-17"), True)


def test_the_transition_group_may_file_after_the_end() -> None:
    found = extension(LAW, d("2026-09-18"), Renewal(d("2026-10-05")))
    assert (found.extended, found.since) == (True, d("2026-10-05"))
    assert extension(LAW, d("2026-09-18"), Renewal(d("2027-03-17"))).extended
    assert not extension(LAW, d("2026-09-18"), Renewal(d("2027-03-18"))).extended
    assert not extension(LAW, d("2026-09-18"), Renewal(d("2026-10-05")), ExtensionSettings("any", "none")).extended


def test_others_may_not_file_after_the_end_unless_the_province_says_so() -> None:
    filed = Renewal(d("2026-10-05"))
    assert not extension(LAW, d("2026-09-19"), filed).extended
    assert extension(LAW, d("2026-09-19"), filed, ExtensionSettings("any", "all")).extended
    assert not extension(LAW, d("2026-09-19"), filed, ExtensionSettings("transition", "all")).extended


def test_late_filers_outside_the_group_depend_on_the_setting() -> None:
    late, in_time = Renewal(d("2026-09-01")), Renewal(d("2026-05-22"))
    assert extension(LAW, d("2026-09-19"), late).extended
    assert extension(LAW, d("2026-09-19"), Renewal(d("2026-09-19"))).extended, "the last day is not after the end"
    assert extension(LAW, d("2026-09-19"), late).reason.startswith("Nộp muộn")
    assert extension(LAW, d("2026-09-19"), in_time).reason.startswith("Nộp đúng hạn")
    assert not extension(LAW, d("2026-09-19"), late, TRANSITION).extended
    assert extension(LAW, d("2026-09-19"), in_time, TRANSITION).extended, "nobody in time is worse off"


@pytest.mark.parametrize(
    ("last", "chosen", "by"),
    [
        ("2026-09-18", ExtensionSettings(), "2027-03-17"),
        ("2026-09-19", ExtensionSettings(), "2026-09-19"),
        ("2026-09-19", ExtensionSettings("any", "all"), "2027-03-18"),
        ("2026-09-19", TRANSITION, "2026-05-22"),
        ("2026-05-21", ExtensionSettings(), None),
    ],
)
def test_until_when_a_dossier_would_still_extend(last: str, chosen: ExtensionSettings, by: str | None) -> None:
    found = extension(LAW, d(last), None, chosen)
    assert found.may_file_until == (d(by) if by else None)
    if by:
        assert extension(LAW, d(last), Renewal(d(by)), chosen).extended
        assert not extension(LAW, d(last), Renewal(d(by) + timedelta(days=1)), chosen).extended


def test_the_result_ends_the_extension() -> None:
    refused = Renewal(d("2026-09-01"), "refused", d("2026-10-20"))
    assert extension(LAW, d("2026-09-18"), refused).until == d("2026-10-20")
    assert not extension(LAW, d("2026-09-18"), Renewal(d("2026-08-01"), "refused", d("2026-09-10"))).extended


@settings(deadline=None)
@given(days, st.integers(-400, 400), settings_)
def test_an_extension_never_passes_180_days_and_needs_a_dossier(
    last: date, offset: int, settings: ExtensionSettings
) -> None:
    assert not extension(LAW, last, None, settings).extended
    found = extension(LAW, last, Renewal(last + timedelta(days=offset)), settings)
    if found.extended:
        assert found.since and found.until
        assert last < found.since <= found.until == extension_limit(LAW, last)
        assert found.convention


@settings(deadline=None)
@given(days, st.integers(-179, 0))
def test_nobody_in_time_is_worse_off_than_a_late_filer(last: date, offset: int) -> None:
    window = renewal_window(LAW, last)
    late = extension(LAW, last, Renewal(last + timedelta(days=offset)), TRANSITION).extended
    assert extension(LAW, last, Renewal(window.closes), TRANSITION).extended or not late


LAST = d("2029-08-05")


@pytest.mark.parametrize(
    ("as_of", "state", "late"),
    [
        ("2026-08-05", "valid", False),
        ("2029-02-05", "valid", False),
        ("2029-02-06", "renewal_window", False),
        ("2029-04-07", "renewal_window", False),
        ("2029-04-08", "valid", True),
        ("2029-08-05", "valid", True),
        ("2029-08-06", "expired", False),
    ],
)
def test_the_states_of_a_certificate_without_any_act(as_of: str, state: str, late: bool) -> None:
    found = certificate_state(LAW, d(as_of), CertificateFacts(LAST))
    assert (found.state, found.late) == (state, late)
    assert found.source


def test_filed_extended_then_renewed() -> None:
    facts = CertificateFacts(LAST, Renewal(d("2029-03-01"), "recognised", d("2029-09-10")), renewed_on=d("2029-09-10"))
    seen = [
        certificate_state(LAW, d(day), facts).state
        for day in ("2029-02-28", "2029-03-01", "2029-08-05", "2029-08-06", "2029-09-09", "2029-09-10")
    ]
    assert seen == ["renewal_window", "filed", "filed", "extended", "extended", "renewed"]


def test_refused_after_the_end_is_expired_from_the_next_day() -> None:
    facts = CertificateFacts(LAST, Renewal(d("2029-03-01"), "refused", d("2029-09-10")))
    assert certificate_state(LAW, d("2029-09-10"), facts).state == "extended"
    found = certificate_state(LAW, d("2029-09-11"), facts)
    assert (found.state, found.since) == ("expired", d("2029-09-11"))


def test_a_refused_or_withdrawn_dossier_leaves_the_certificate_its_term() -> None:
    facts = CertificateFacts(LAST, Renewal(d("2029-03-01"), "withdrawn", d("2029-03-20")))
    assert certificate_state(LAW, d("2029-03-25"), facts).state == "renewal_window"
    assert certificate_state(LAW, d("2029-08-06"), facts).state == "expired"


def test_between_the_end_and_a_late_dossier_it_is_expired_with_a_way_out() -> None:
    facts = CertificateFacts(d("2026-09-18"), Renewal(d("2026-10-05")))
    between = certificate_state(LAW, d("2026-10-01"), facts)
    assert (between.state, between.may_file_until) == ("expired", d("2027-03-17"))
    assert "17/03/2027" in between.reason
    after = certificate_state(LAW, d("2026-10-05"), facts)
    assert (after.state, after.convention, after.until) == ("extended", True, d("2027-03-17"))
    assert certificate_state(LAW, d("2027-03-18"), facts).state == "expired"


def test_an_unknown_term_is_unknown_never_expired() -> None:
    assert certificate_state(LAW, d("2030-01-01"), CertificateFacts(None)).state == "unknown"
    assert (
        certificate_state(LAW, d("2030-01-01"), CertificateFacts(None, revoked_on=d("2029-01-01"))).state == "revoked"
    )


def test_acts_end_a_certificate_from_their_day() -> None:
    upgraded = CertificateFacts(LAST, upgraded_on=d("2028-01-10"), revoked_on=d("2028-06-01"))
    assert certificate_state(LAW, d("2028-01-09"), upgraded).state == "valid"
    assert certificate_state(LAW, d("2028-07-01"), upgraded).state == "upgraded", "what was revoked is the new one"
    ceased = CertificateFacts(LAST, ceased_on=d("2028-01-10"), revoked_on=d("2028-01-20"))
    assert certificate_state(LAW, d("2028-01-15"), ceased).state == "ceased"
    assert certificate_state(LAW, d("2028-01-20"), ceased).state == "revoked"
    withdrawn = CertificateFacts(LAST, withdrawn_on=d("2028-03-01"), upgraded_on=d("2028-01-10"))
    assert certificate_state(LAW, d("2028-03-01"), withdrawn).state == "withdrawn"


@settings(deadline=None)
@given(days, st.integers(-1200, 400), settings_)
def test_without_acts_or_dossier_it_holds_exactly_through_its_last_day(
    last: date, offset: int, settings: ExtensionSettings
) -> None:
    as_of = last + timedelta(days=offset)
    state = certificate_state(LAW, as_of, CertificateFacts(last), settings).state
    assert (state in GOOD) == (as_of <= last)


@settings(deadline=None)
@given(days, st.integers(-400, 400), st.integers(-400, 400))
def test_a_dossier_not_yet_received_changes_nothing(last: date, filed: int, offset: int) -> None:
    as_of, received = last + timedelta(days=offset), last + timedelta(days=filed)
    if received > as_of:
        with_it = certificate_state(LAW, as_of, CertificateFacts(last, Renewal(received)))
        assert with_it == certificate_state(LAW, as_of, CertificateFacts(last))


@pytest.mark.parametrize(
    ("last", "on", "true"),
    [
        ("2029-08-05", "2029-02-05", {"certificate_in_force", "may_still_renew"}),
        ("2029-08-05", "2029-02-06", {"certificate_in_force", "may_still_renew", "window_open"}),
        ("2029-08-05", "2029-04-07", {"certificate_in_force", "may_still_renew", "window_open"}),
        ("2029-08-05", "2029-04-08", {"certificate_in_force", "may_still_renew", "window_open", "late"}),
        ("2029-08-05", "2029-08-05", {"certificate_in_force", "may_still_renew", "window_open", "late"}),
        ("2029-08-05", "2029-08-06", {"window_open", "late"}),
        ("2026-09-18", "2026-09-19", {"may_still_renew", "window_open", "late"}),
        ("2026-09-18", "2027-03-18", {"window_open", "late"}),
    ],
)
def test_what_a_renewal_of_a_day_meets(last: str, on: str, true: set[str]) -> None:
    assert {name for name, value in renewal_facts(LAW, d(last), d(on)).items() if value} == true


IN_TIME, EARLY, LATE = (Renewal(d(day)) for day in ("2029-03-01", "2028-12-01", "2029-05-02"))


@pytest.mark.parametrize(
    ("as_of", "facts", "expected"),
    [
        ("2028-06-01", CertificateFacts(LAST), ("valid", None, "2029-08-05", False, False)),
        ("2029-03-01", CertificateFacts(LAST), ("renewal_window", "2029-02-06", "2029-04-07", False, False)),
        ("2029-04-08", CertificateFacts(LAST), ("valid", "2029-04-08", "2029-08-05", False, True)),
        ("2029-03-01", CertificateFacts(LAST, IN_TIME), ("filed", "2029-03-01", "2029-08-05", False, False)),
        ("2029-02-05", CertificateFacts(LAST, EARLY), ("valid", None, "2029-08-05", False, False)),
        ("2029-02-06", CertificateFacts(LAST, EARLY), ("filed", "2029-02-06", "2029-08-05", False, False)),
        ("2029-06-01", CertificateFacts(LAST, LATE), ("filed", "2029-05-02", "2029-08-05", False, True)),
        ("2029-08-05", CertificateFacts(LAST, Renewal(d("2029-04-07"))), ("filed", "2029-04-07", "2029-08-05", False, False)),
        ("2029-08-06", CertificateFacts(LAST, IN_TIME), ("extended", "2029-08-06", "2030-02-01", True, False)),
        ("2030-02-02", CertificateFacts(LAST, IN_TIME), ("expired", "2030-02-02", None, False, False)),
        ("2030-02-02", CertificateFacts(LAST), ("expired", "2029-08-06", None, False, False)),
        ("2029-03-20", CertificateFacts(LAST, Renewal(d("2029-03-01"), "withdrawn", d("2029-03-20"))),
         ("renewal_window", "2029-02-06", "2029-04-07", False, False)),
        ("2029-09-09", CertificateFacts(LAST, Renewal(d("2029-03-01"), "refused", d("2029-09-10"))),
         ("extended", "2029-08-06", "2030-02-01", True, False)),
        ("2029-09-10", CertificateFacts(LAST, Renewal(d("2029-03-01"), "refused", d("2029-09-10"))),
         ("extended", "2029-08-06", "2029-09-10", True, False)),
        ("2028-01-10", CertificateFacts(LAST, ceased_on=d("2028-01-10")), ("ceased", "2028-01-10", None, False, False)),
        ("2028-01-10", CertificateFacts(LAST, revoked_on=d("2028-01-10")), ("revoked", "2028-01-10", None, False, False)),
        ("2028-01-10", CertificateFacts(LAST, renewed_on=d("2028-01-10")), ("renewed", "2028-01-10", None, True, False)),
        ("2028-01-10", CertificateFacts(LAST, upgraded_on=d("2028-01-10")), ("upgraded", "2028-01-10", None, True, False)),
        ("2028-01-10", CertificateFacts(LAST, withdrawn_on=d("2028-01-10")), ("withdrawn", "2028-01-10", None, False, False)),
        ("2028-01-10", CertificateFacts(None), ("unknown", None, None, False, False)),
    ],
)  # fmt: skip
def test_a_state_says_since_when_until_when_and_on_what_it_rests(
    as_of: str, facts: CertificateFacts, expected: tuple[str, str | None, str | None, bool, bool]
) -> None:
    state, since, until, convention, late = expected
    found = certificate_state(LAW, d(as_of), facts)
    assert found.state == state
    assert found.since == (d(since) if since else None)
    assert found.until == (d(until) if until else None)
    assert (found.convention, found.late) == (convention, late)
    assert found.reason.endswith(".") and found.source


def test_an_extension_names_what_it_rests_on() -> None:
    assert extension(LAW, d("2026-05-21"), None).convention is False
    assert extension(LAW, d("2029-08-05"), None).convention is True
