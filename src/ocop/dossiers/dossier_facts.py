"""What the law says about a dossier: its sections, its governing decision and set, and open points on who may take part."""

from datetime import date
from typing import NamedTuple

from ocop.directory.enums import ProducerType
from ocop.directory.models import Producer, ProducerProfile
from ocop.rules.calendar import calendar_of
from ocop.rules.clocks import clocks_of
from ocop.rules.governing import ApplicationKind, governing, transition_of
from ocop.rules.law_models import FormSection, catalogue_of
from ocop.rules.rulebook import law_directory

FORMS = ("mau_01", "mau_02")
"""The two forms of a producer's dossier (26/2026, Điều 6 khoản 1)."""
TOURISM_SET = 26


class TaskSection(NamedTuple):
    """A section of the task list; ``code`` is ``form.section``."""

    code: str
    section: FormSection


def sections_of(kind: str) -> tuple[TaskSection, ...]:
    """The sections that a dossier of ``kind`` has, in the order of Mẫu 01 and Mẫu 02."""
    forms = catalogue_of(law_directory()).forms
    return tuple(
        TaskSection(f"{form}.{section.id}", section)
        for form in FORMS
        for section in forms[form].sections
        if not section.only_for or kind in section.only_for
    )


def decision_on(day: date, kind: ApplicationKind) -> str:
    """The decision that governs a dossier filed on ``day`` (``law/transition``). Raises :class:`LawError` outside the data."""
    law = law_directory()
    return governing(transition_of(law), clocks_of(law), calendar_of(law), filed=day, kind=kind).decision


def open_points(producer: Producer, set_number: int) -> tuple[str, ...]:
    """What the commune has to confirm about who may take part (Điều 2 khoản 3). Shown, never a block."""
    law = catalogue_of(law_directory()).entities
    kind = next((one for one in law.kinds if one.code == producer.producer_type), None)
    if producer.producer_type == ProducerType.UNKNOWN or kind is None:
        return (f"Chưa rõ loại hình của cơ sở; UBND cấp xã xác nhận ({law.place}).",)
    profile = ProducerProfile.objects.filter(producer=producer).first()
    found = []
    if kind.sets == "tourism" and set_number != TOURISM_SET:
        found.append(f"«{kind.name}» chỉ tham gia với dịch vụ du lịch; UBND cấp xã xác nhận ({kind.place}).")
    if kind.registration and not (profile and profile.registration_number):
        found.append(f"Chưa ghi số giấy đăng ký kinh doanh; UBND cấp xã xác nhận ({kind.place}).")
    if kind.size and not (profile and profile.is_small_or_medium):
        found.append(f"Chưa xác nhận là doanh nghiệp nhỏ và vừa; UBND cấp xã xác nhận ({kind.place}).")
    return tuple(found)
