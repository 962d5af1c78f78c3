"""The life of a certificate: its state on a day, and the extension of Điều 12 khoản 3 (26/2026/QĐ-TTg).

Pure functions of facts. Where the decision is silent they follow ``law/readings.yaml``; ``convention`` says so.
"""

import datetime
from typing import Literal, NamedTuple

from ocop.rules.clocks import ClockLaw, extension_limit, renewal_window

State = Literal[
    "valid",
    "renewal_window",
    "filed",
    "extended",
    "renewed",
    "upgraded",
    "expired",
    "revoked",
    "ceased",
    "unknown",
    "withdrawn",
]

GOOD: frozenset[State] = frozenset({"valid", "renewal_window", "filed", "extended"})
"""States in which a certificate may be shown as holding."""

_ONE_DAY = datetime.timedelta(days=1)
_DECISION = "Quyết định 26/2026/QĐ-TTg"


class ExtensionSettings(NamedTuple):
    """The province's readings of Điều 12 khoản 3 (``late_filer``, ``after_end`` in ``law/readings.yaml``)."""

    late_filer: Literal["any", "transition"] = "any"
    after_end: Literal["transition", "all", "none"] = "transition"


DEFAULTS = ExtensionSettings()


class Renewal(NamedTuple):
    """A renewal dossier: when the commune received it, and how and when it ended (``None``: still open)."""

    received: datetime.date
    outcome: Literal["recognised", "refused", "withdrawn"] | None = None
    ended: datetime.date | None = None


class Extension(NamedTuple):
    """Whether a certificate is extended. ``since``–``until``: the days it covers, both included.

    ``may_file_until`` is set where a dossier filed by that day would still extend the certificate.
    """

    extended: bool
    since: datetime.date | None
    until: datetime.date | None
    may_file_until: datetime.date | None
    convention: bool
    reason: str
    source: str


class CertificateState(NamedTuple):
    """The state on a day: since when, until when it can last as far as is known, and the legal source."""

    state: State
    since: datetime.date | None
    until: datetime.date | None
    source: str
    reason: str
    convention: bool
    late: bool
    may_file_until: datetime.date | None = None


class CertificateFacts(NamedTuple):
    """What is on record about one certificate. ``last_day`` is ``None`` where the term is not known.

    ``ceased_on``: the commune's confirmation that the product is no longer made (Điều 8 khoản 1 điểm đ).
    ``withdrawn_on``: the recognition decision itself was withdrawn (Điều 10 khoản 1 điểm b).
    """

    last_day: datetime.date | None
    renewal: Renewal | None = None
    upgraded_on: datetime.date | None = None
    renewed_on: datetime.date | None = None
    revoked_on: datetime.date | None = None
    ceased_on: datetime.date | None = None
    withdrawn_on: datetime.date | None = None


def in_transition_group(law: ClockLaw, last_day: datetime.date) -> bool:
    """Whether the day −120 lay before the decision took effect, so that nobody could file in time (A: 22/5–18/9/2026)."""
    effective = law.extension_group.effective
    return last_day >= effective and renewal_window(law, last_day).closes < effective


def extension(
    law: ClockLaw, last_day: datetime.date, renewal: Renewal | None, settings: ExtensionSettings = DEFAULTS
) -> Extension:
    """The extension of a certificate that ends on ``last_day``, given the renewal dossier received by the commune.

    It lasts to the result, at most 180 days; a dossier received before the window opens waits as a draft and counts
    from the day the window opens.
    """
    limit = extension_limit(law, last_day)
    group = in_transition_group(law, last_day)
    if last_day < law.extension_group.effective:
        reason = f"Hết hạn trước ngày {law.extension_group.effective:%d/%m/%Y} nên không được kéo dài."
        return _none(reason, f"{_DECISION}, {law.extension_group.ended_before.place}")
    late_allowed = group or settings.late_filer == "any"
    after_allowed = late_allowed and (settings.after_end == "all" or (settings.after_end == "transition" and group))
    window = renewal_window(law, last_day)
    if renewal is None:
        may = limit if after_allowed else last_day if late_allowed else window.closes
        return _none("UBND cấp xã chưa nhận hồ sơ phân hạng lại.", _EXTENSION_SOURCE, may)
    received = max(renewal.received, window.opens)
    in_time = received <= window.closes
    if received > last_day and not (after_allowed and received <= limit):
        return _none("Nộp sau ngày hết hạn nên không được kéo dài.", _EXTENSION_SOURCE)
    if not in_time and not late_allowed:
        return _none("Nộp muộn và không thuộc nhóm chuyển tiếp.", _EXTENSION_SOURCE)
    since = max(last_day + _ONE_DAY, received)
    until = min(limit, renewal.ended) if renewal.ended else limit
    if until < since:
        return _none("Đã có kết quả trước khi giấy chứng nhận hết hạn.", _EXTENSION_SOURCE)
    why = "Nộp đúng hạn nhưng chưa có kết quả" if in_time else "Nộp muộn, chờ kết quả"
    return Extension(
        True,
        since,
        until,
        None,
        True,
        f"{why}: kéo dài đến khi có kết quả, không quá {until:%d/%m/%Y}.",
        _EXTENSION_SOURCE,
    )


_EXTENSION_SOURCE = f"{_DECISION}, Điều 12 khoản 3 (quy ước)"


def _none(reason: str, source: str, may_file_until: datetime.date | None = None) -> Extension:
    return Extension(False, None, None, may_file_until, source == _EXTENSION_SOURCE, reason, source)


def renewal_facts(
    law: ClockLaw, last_day: datetime.date, on: datetime.date, settings: ExtensionSettings = DEFAULTS
) -> dict[str, bool]:
    """What a renewal filed on ``on`` meets, under the names of ``law/procedures/vocabulary.yaml``.

    Within the term a late dossier is received all the same; after it only where Điều 12 khoản 3 still extends.
    """
    window = renewal_window(law, last_day)
    in_force = on <= last_day
    return {
        "certificate_in_force": in_force,
        "window_open": on >= window.opens,
        "late": on > window.closes,
        "may_still_renew": in_force or extension(law, last_day, Renewal(on), settings).extended,
    }


def certificate_state(
    law: ClockLaw, as_of: datetime.date, facts: CertificateFacts, settings: ExtensionSettings = DEFAULTS
) -> CertificateState:
    """The state of a certificate on ``as_of``. What ends it for good comes first, then its term, then the renewal."""
    ended = _ended(as_of, facts)
    if ended is not None:
        return ended
    if facts.last_day is None:
        source = "Chưa có giấy chứng nhận hoặc quyết định ghi thời hạn"
        return CertificateState("unknown", None, None, source, "Chưa rõ thời hạn.", False, False)
    received = facts.renewal.received if facts.renewal and facts.renewal.received <= as_of else None
    if as_of <= facts.last_day:
        return _running(law, as_of, facts.last_day, _open_renewal(facts.renewal, as_of))
    known = facts.renewal if received is not None else None
    return _after_end(as_of, facts.last_day, extension(law, facts.last_day, _known(known, as_of), settings))


def _ended(as_of: datetime.date, facts: CertificateFacts) -> CertificateState | None:
    """The act that ended the certificate by ``as_of``; a withdrawn recognition outweighs all, else the earliest act."""
    if facts.withdrawn_on and facts.withdrawn_on <= as_of:
        return _act("withdrawn", facts.withdrawn_on, "Điều 10 khoản 1 điểm b", "Đã thu hồi quyết định công nhận.")
    acts: list[tuple[datetime.date, State, str, str]] = []
    if facts.upgraded_on:
        acts.append((facts.upgraded_on, "upgraded", "Điều 4 khoản 3 và Điều 7 khoản 5 (quy ước)", "Đã nâng hạng."))
    if facts.renewed_on:
        acts.append((facts.renewed_on, "renewed", "Điều 7 khoản 6 (quy ước)", "Đã phân hạng lại."))
    if facts.revoked_on:
        acts.append((facts.revoked_on, "revoked", "Điều 8", "Đã thu hồi giấy chứng nhận."))
    past = [act for act in acts if act[0] <= as_of]
    if past:
        day, state, place, reason = min(past, key=lambda act: act[0])
        return _act(state, day, place, reason)
    if facts.ceased_on and facts.ceased_on <= as_of:
        reason = "UBND cấp xã xác nhận không còn sản xuất; chờ quyết định thu hồi."
        return _act("ceased", facts.ceased_on, "Điều 8 khoản 1 điểm đ", reason)
    return None


def _act(state: State, day: datetime.date, place: str, reason: str) -> CertificateState:
    return CertificateState(state, day, None, f"{_DECISION}, {place}", reason, "quy ước" in place, False)


def _open_renewal(renewal: Renewal | None, as_of: datetime.date) -> Renewal | None:
    if renewal is None or renewal.received > as_of:
        return None
    return renewal if renewal.ended is None or renewal.ended > as_of else None


def _known(renewal: Renewal | None, as_of: datetime.date) -> Renewal | None:
    """The dossier as far as it was known on ``as_of``: a later result is not."""
    if renewal is None or renewal.ended is None or renewal.ended <= as_of:
        return renewal
    return Renewal(renewal.received)


def _running(law: ClockLaw, as_of: datetime.date, last_day: datetime.date, renewal: Renewal | None) -> CertificateState:
    window = renewal_window(law, last_day)
    source = f"{_DECISION}, Điều 7 khoản 6 điểm a"
    if renewal is not None and window.opens <= as_of:
        since = max(renewal.received, window.opens)
        return CertificateState(
            "filed", since, last_day, source, "Đã nộp hồ sơ phân hạng lại.", False, since > window.closes
        )
    if window.opens <= as_of <= window.closes:
        reason = f"Nộp hồ sơ phân hạng lại đến hết ngày {window.closes:%d/%m/%Y}."
        return CertificateState("renewal_window", window.opens, window.closes, source, reason, False, False)
    if as_of > window.closes:
        reason = f"Còn hiệu lực; đã quá hạn nộp đúng hạn ({window.closes:%d/%m/%Y}), hồ sơ nộp từ nay là nộp muộn."
        return CertificateState("valid", window.closes + _ONE_DAY, last_day, source, reason, False, True)
    reason = f"Còn hiệu lực đến hết ngày {last_day:%d/%m/%Y}."
    return CertificateState("valid", None, last_day, f"{_DECISION}, Điều 4 khoản 3", reason, False, False)


def _after_end(as_of: datetime.date, last_day: datetime.date, found: Extension) -> CertificateState:
    if found.extended and found.since and found.until and found.since <= as_of <= found.until:
        return CertificateState("extended", found.since, found.until, found.source, found.reason, True, False)
    may = found.may_file_until if found.may_file_until and found.may_file_until >= as_of else None
    since = found.until + _ONE_DAY if found.extended and found.until and as_of > found.until else last_day + _ONE_DAY
    reason = f"Hết hạn ngày {last_day:%d/%m/%Y}."
    if may:
        reason += f" Có thể nộp hồ sơ theo Điều 12.3 đến hết ngày {may:%d/%m/%Y}."
    return CertificateState("expired", since, None, f"{_DECISION}, Điều 4 khoản 3", reason, False, False, may)
