"""``ocop clock`` and ``ocop law which``: terms and the governing decision, as text or JSON."""

import datetime
import json
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple, cast

from ocop.rules.calendar import FIRST_YEAR, LAST_YEAR, WorkingCalendar, calendar_of
from ocop.rules.clocks import (
    ClockLaw,
    RoundCutoff,
    Term,
    certificate_last_day,
    clocks_of,
    deadline,
    extension_limit,
    next_rounds,
    renewal_window,
)
from ocop.rules.errors import LawError
from ocop.rules.governing import ApplicationKind, Governing, authorities_of, authority, governing, transition_of
from ocop.rules.law_models import Instrument
from ocop.rules.lifecycle import extension, in_transition_group
from ocop.rules.reader import read
from ocop.rules.rulebook import law_directory
from ocop.rules.schema import Citation

KINDS = ("commune_check", "reappraisal", "revocation", "certificate", "renewal_window", "extension", "round")
APPLICATIONS = ("first", "upgrade", "renewal")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEVELS = {"province": "Cấp tỉnh", "ministry": "Bộ Nông nghiệp và Môi trường"}
_NAMES = {"first": "lần đầu", "upgrade": "nâng hạng", "renewal": "phân hạng lại"}
_UNKNOWN_AUTHORITY = "chưa rõ"


class _Unusable(Exception):
    """Input that cannot be used, with the sentence for standard error."""


class _Law(NamedTuple):
    folder: Path
    clocks: ClockLaw
    calendar: WorkingCalendar

    def cite(self, instrument: str, place: str | None) -> str:
        """An instrument and a place in it, as a reader quotes it."""
        short = read(self.folder / "instruments" / f"{instrument}.yaml", Instrument).short
        return f"{short}, {place}" if place else short

    def source(self, term: Term) -> str:
        """Where the term and its counting come from."""
        counting = self.clocks.counting
        parts = [self.cite(term.instrument, term.place)]
        citations = [counting.months if term.unit == "months" else counting.first_day]
        if term.rolls and term.unit != "working_days":
            citations.append(counting.day_off)
        if term.direction == "forward":
            parts += [self.cite(one.instrument, one.place) for one in citations]
        return "; ".join(parts)


def run_clock(kind: str, start: str, as_json: bool) -> int:
    """Compute one term from ``start`` (ISO date). 0; 1 when the answer is «no»; 2 for unusable input."""
    try:
        if kind not in KINDS:
            raise _Unusable(f"không có loại thời hạn «{kind}»; dùng một trong: {', '.join(KINDS)}")
        day = _date(start, "--from")
        folder = law_directory()
        law = _Law(folder, clocks_of(folder), calendar_of(folder))
        answer, text = _ANSWERS.get(kind, _term)(law, kind, day)
    except (_Unusable, LawError) as error:
        sys.stderr.write(f"ocop clock: {error}\n")
        return 2
    _write(answer, text, as_json)
    return 1 if answer.get("due", "") is None else 0


def run_law_which(filed: str, kind: str, as_json: bool = False) -> int:
    """Say which decision governs a dossier filed on ``filed``. 0; 1 when none in the data does; 2 for unusable input."""
    try:
        if kind not in APPLICATIONS:
            raise _Unusable(f"không có loại hồ sơ «{kind}»; dùng một trong: {', '.join(APPLICATIONS)}")
        day = _date(filed, "--filed")
        folder = law_directory()
        law = _Law(folder, clocks_of(folder), calendar_of(folder))
        transition = transition_of(folder)
        if day < min(rule.filed_from for rule in transition.rules):
            sys.stderr.write(f"ocop law which: chưa có quyết định nào trong dữ liệu cho hồ sơ nộp ngày {_vn(day)}\n")
            return 1
        application = cast(ApplicationKind, kind)
        found = governing(transition, law.clocks, law.calendar, filed=day, kind=application)
        answer, text = _which(law, found, day, kind)
    except (_Unusable, LawError) as error:
        sys.stderr.write(f"ocop law which: {error}\n")
        return 2
    _write(answer, text, as_json)
    return 0


def _term(law: _Law, kind: str, day: datetime.date) -> tuple[dict[str, Any], list[str]]:
    term = law.clocks.term(kind)
    end = deadline(term, day, law.calendar)
    working = term.unit == "working_days"
    answer = _answer(kind, day, law.source(term), counted="working" if working else "calendar", due=end.due)
    if end.due != end.nominal:
        answer["nominal"] = end.nominal.isoformat()
    text = [
        f"{term.name}: {term.amount} {'ngày làm việc' if working else 'ngày'}",
        f"Từ {_vn(day)} (không tính ngày này), hạn cuối là hết ngày {_vn(end.due)}.",
    ]
    if end.due != end.nominal:
        text.append(f"Ngày {_vn(end.nominal)} là ngày nghỉ nên dời sang ngày làm việc tiếp theo.")
    return _with_notes(answer, text, end.notes)


def _certificate(law: _Law, kind: str, day: datetime.date) -> tuple[dict[str, Any], list[str]]:
    term = law.clocks.term("certificate")
    last = certificate_last_day(law.clocks, day)
    window = renewal_window(law.clocks, last)
    text = [
        f"{term.name}: {term.amount} tháng",
        f"Cấp ngày {_vn(day)}, có giá trị đến hết ngày {_vn(last)}.",
        f"Nộp hồ sơ phân hạng lại từ {_vn(window.opens)} đến hết ngày {_vn(window.closes)}.",
    ]
    return _with_notes(_answer(kind, day, law.source(term), due=last), text, ())


def _window(law: _Law, kind: str, day: datetime.date) -> tuple[dict[str, Any], list[str]]:
    window = renewal_window(law.clocks, day)
    source = law.source(law.clocks.term("renewal_opens"))
    text = [
        "Thời gian nộp hồ sơ phân hạng lại",
        f"Giấy chứng nhận hết hạn ngày {_vn(day)}: nộp từ {_vn(window.opens)} đến hết ngày {_vn(window.closes)}.",
        "Hạn tính lùi không dời khi trùng ngày nghỉ.",
    ]
    return _with_notes(_answer(kind, day, source, opens=window.opens, closes=window.closes), text, ())


def _extension(law: _Law, kind: str, day: datetime.date) -> tuple[dict[str, Any], list[str]]:
    term = law.clocks.term("extension")
    title = f"{term.name} (quy ước)"
    found = extension(law.clocks, day, None)
    if found.may_file_until is None:
        answer = {**_answer(kind, day, found.source), "due": None, "reason": found.reason}
        return _with_notes(answer, [title, found.reason], ())
    limit = extension_limit(law.clocks, day)
    if in_transition_group(law.clocks, day):
        who = f"Nhóm chuyển tiếp: hồ sơ nộp sau ngày hết hạn, chậm nhất {_vn(found.may_file_until)}, cũng được kéo dài."
    else:
        who = f"Hồ sơ phải được UBND cấp xã nhận chậm nhất {_vn(found.may_file_until)}."
    notes = ("Chỉ kéo dài từ ngày UBND cấp xã nhận hồ sơ phân hạng lại, đến khi có kết quả.", who)
    text = [title, f"Hết hạn ngày {_vn(day)}: kéo dài muộn nhất đến hết ngày {_vn(limit)}."]
    return _with_notes(_answer(kind, day, law.source(term), due=limit), text, notes)


def _round(law: _Law, kind: str, day: datetime.date) -> tuple[dict[str, Any], list[str]]:
    rounds = [one for level in _LEVELS for one in next_rounds(law.clocks, day, level, law.calendar)]
    first = rounds[0]
    sources = dict.fromkeys(law.cite(one.rule.instrument, one.rule.place) for one in rounds)
    answer = _answer(kind, day, "; ".join(sources), due=first.proposed_by)
    answer["rounds"] = [_as_json(one) for one in rounds]
    text = ["Đợt đánh giá, phân hạng (ngày chốt không dời khi trùng ngày nghỉ)"]
    for one in rounds:
        text.append(
            f"{_LEVELS[one.rule.level]}, đợt {one.rule.round}: đề nghị chậm nhất {_vn(one.proposed_by)}, "
            f"đánh giá xong chậm nhất {_vn(one.evaluated_by)}."
        )
        if one.last_safe_day:
            text.append(f"  Nộp cho UBND cấp xã chậm nhất {_vn(one.last_safe_day)} để kịp đợt.")
    doubts = [
        note for one in rounds if one.last_safe_day for note in law.calendar.doubts(one.last_safe_day, one.proposed_by)
    ]
    return _with_notes(answer, text, tuple(dict.fromkeys(doubts)))


_ANSWERS = {"certificate": _certificate, "renewal_window": _window, "extension": _extension, "round": _round}


def _as_json(one: RoundCutoff) -> dict[str, Any]:
    return {
        "level": one.rule.level,
        "round": one.rule.round,
        "proposed_by": one.proposed_by.isoformat(),
        "evaluated_by": one.evaluated_by.isoformat(),
        "last_safe_day_to_file": one.last_safe_day.isoformat() if one.last_safe_day else None,
    }


def _which(law: _Law, found: Governing, filed: datetime.date, kind: str) -> tuple[dict[str, Any], list[str]]:
    clause = _cited(law, found.clause)
    amended = [law.cite(one, None) for one in found.amended_by]
    notes = list(found.notes) + _authority_notes(law, filed, found)
    answer: dict[str, Any] = {
        "filed": filed.isoformat(),
        "kind": kind,
        "decision": found.decision,
        "number": law.cite(found.instrument, None),
        "amended_by": amended,
        "clause": clause,
        "certainty": found.certainty,
        "due": found.due.isoformat() if found.due else None,
        "nominal_due": found.nominal_due.isoformat() if found.nominal_due else None,
        "convention": found.convention,
        "after_due": None,
    }
    text = [
        f"Hồ sơ {_NAMES[kind]} nộp ngày {_vn(filed)}: áp dụng {law.cite(found.instrument, None)} [{found.decision}]."
    ]
    if amended:
        text.append(f"Sửa đổi, bổ sung: {'; '.join(amended)}.")
    if clause:
        text.append(f"Căn cứ: {clause}.")
    if found.due and found.nominal_due and found.after_limit:
        moved = f" (hạn gốc {_vn(found.nominal_due)} là ngày nghỉ, dời theo quy ước)" if found.convention else ""
        effective = transition_of(law.folder).effective
        text.append(
            f"Nếu đến ngày {_vn(effective)} chưa được đánh giá: hoàn thành đánh giá chậm nhất {_vn(found.due)}{moved}."
        )
        after = law.cite(found.after_limit.instrument, None)
        text.append(f"Sau ngày đó mà chưa có kết quả: {after} (quy ước), cơ quan tham mưu xác nhận từng hồ sơ.")
        answer["after_due"] = {
            "decision": found.after_limit.decision,
            "convention": True,
            "confirm_each": found.after_limit.confirm_each,
            "reading": found.after_limit.reading,
        }
    if notes:
        answer["notes"] = notes
    return answer, text + [f"Ghi chú: {note}" for note in notes]


def _authority_notes(law: _Law, filed: datetime.date, found: Governing) -> list[str]:
    """A warning where nobody can say who recognised three stars on the day of filing."""
    level, period = authority(authorities_of(law.folder), 3, filed)
    if level != "unknown" or period is None or period.note is None:
        return []
    return [f"Cấp công nhận 3 sao ngày {_vn(filed)}: {_UNKNOWN_AUTHORITY}. {period.note}"]


def _cited(law: _Law, clause: Citation | None) -> str | None:
    return law.cite(clause.instrument, clause.place) if clause else None


def _answer(
    kind: str, day: datetime.date, source: str, *, counted: str = "calendar", **dates: datetime.date
) -> dict[str, Any]:
    ends = {name: value.isoformat() for name, value in dates.items()}
    return {"kind": kind, "from": day.isoformat(), **ends, "counted": counted, "source": source}


def _with_notes(answer: dict[str, Any], text: list[str], notes: tuple[str, ...]) -> tuple[dict[str, Any], list[str]]:
    if notes:
        answer["notes"] = list(notes)
    return answer, [*text, f"Căn cứ: {answer['source']}.", *(f"Ghi chú: {note}" for note in notes)]


def _date(text: str, option: str) -> datetime.date:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise _Unusable(f"{option}: «{text}» không phải một ngày; viết năm-tháng-ngày như 2026-12-01") from None
    if not FIRST_YEAR < day.year < LAST_YEAR - 4:
        raise _Unusable(f"{option}: năm {day.year} ngoài khoảng tính được ({FIRST_YEAR + 1}–{LAST_YEAR - 5})")
    return day


def _vn(day: datetime.date) -> str:
    return day.strftime("%d/%m/%Y")


def _write(answer: dict[str, Any], text: list[str], as_json: bool) -> None:
    lines = [json.dumps(answer, ensure_ascii=False)] if as_json else text
    sys.stdout.write("\n".join(lines) + "\n")
