"""Who may see and write dossiers. One rule gives the rows and the verdict; a stranger sees nothing."""

from typing import Any

from django.db.models import Q

from ocop.directory.enums import Role
from ocop.directory.models import Producer
from ocop.dossiers.models import Dossier
from ocop.dossiers.vault_access import COMMUNE, WRITABLE_PRODUCERS
from ocop.kernel.access import Actor, RowRule, Verdict

MAY_NOT_FILE = "Chỉ người của cơ sở, hoặc cán bộ có phiếu đồng ý nộp hộ còn hiệu lực, soạn hồ sơ này được."
NOT_HERE = "Hồ sơ này chưa nộp, hoặc thuộc địa bàn khác."


def _own(actor: Actor) -> Q:
    return Q(producer__in=WRITABLE_PRODUCERS.rows(actor))


def _at_commune(actor: Actor) -> Q:
    return Q(commune_id__in=actor.areas_as(*COMMUNE), filed_at__isnull=False)


def _at_province(actor: Actor) -> Q:
    return Q(commune_id__in=actor.areas_as(Role.PROVINCE_OFFICE), proposed_on__isnull=False)


own_dossiers: RowRule[Dossier] = RowRule(Dossier, _own, MAY_NOT_FILE)
commune_dossiers: RowRule[Dossier] = RowRule(Dossier, _at_commune, NOT_HERE)
province_dossiers: RowRule[Dossier] = RowRule(Dossier, _at_province, NOT_HERE)


def open_for(*, actor: Actor, producer: Producer, **_facts: Any) -> Verdict:
    """People of the producer, and an officer with a running consent."""
    return WRITABLE_PRODUCERS.check(actor, producer)


def write_own(*, actor: Actor, dossier: Dossier, **_facts: Any) -> Verdict:
    """Whoever may file for the producer of the dossier."""
    return own_dossiers.check(actor, dossier)
