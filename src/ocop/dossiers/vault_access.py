"""Who may read and write the papers of a producer.

Papers are personal data (law review A26): strangers see nothing; offices see the papers of a producer only once its dossier has
come to them; papers that show ethnicity or disability stay with the producer and the case officers.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ocop.directory.enums import Role
from ocop.directory.models import FilingConsent, Producer
from ocop.dossiers.models import Dossier, Paper, PaperFile, PaperPage, Supplement, Upload
from ocop.kernel.access import ALLOWED, Actor, RowRule, Verdict

COMMUNE = (Role.COMMUNE_OFFICER, Role.COMMUNE_CHAIR)
CASE_OFFICERS = (*COMMUNE, Role.PROVINCE_OFFICE)
READERS = (Role.ADVISORY, Role.COUNCIL_MEMBER, Role.SECRETARY, Role.CHAIR, Role.LEADER, Role.AUDITOR)
"""They read what the province has received, without the sensitive papers."""

NOT_YOURS = "Giấy tờ này thuộc cơ sở khác. Chỉ người của cơ sở và cán bộ đang xử lý hồ sơ của cơ sở mở được."
MAY_NOT_WRITE = (
    "Chỉ người của cơ sở, hoặc cán bộ có phiếu đồng ý nộp hộ còn hiệu lực, thêm hay sửa giấy tờ được. "
    "Cán bộ muốn cơ sở sửa: dùng «trả lại để bổ sung»."
)


def consented(actor: Actor) -> QuerySet[FilingConsent]:
    """Consents that let this officer file for a producer today; they need a running grant where the producer is."""
    places = actor.areas_as(*CASE_OFFICERS)
    today = timezone.localdate()
    return FilingConsent.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=today),
        Q(producer__commune_id__in=places) | Q(producer__area_id__in=places),
        officer=actor.user,
        given_on__lte=today,
    )


def _own(actor: Actor) -> Q:
    """Producers that the actor acts for."""
    condition = Q(pk__in=actor.producer_ids)
    if actor.user is not None and actor.has(*CASE_OFFICERS):
        condition |= Q(pk__in=consented(actor).values("producer_id"))
    return condition


def _with_dossier(actor: Actor, *, commune: tuple[str, ...], province: tuple[str, ...]) -> Q:
    """Producers with a dossier that was filed with the commune, or that reached the province, of the actor."""
    at_commune = Q(commune_id__in=actor.areas_as(*commune), filed_at__isnull=False)
    at_province = Q(commune_id__in=actor.areas_as(*province), proposed_on__isnull=False)
    return Q(pk__in=Dossier.objects.filter(at_commune | at_province).values("producer_id"))


def _own_papers(actor: Actor) -> Q:
    return Q(producer__in=Producer.objects.filter(_own(actor)))


def _readable_papers(actor: Actor) -> Q:
    condition = _own_papers(actor)
    if actor.has(*CASE_OFFICERS):
        case = _with_dossier(actor, commune=COMMUNE, province=(Role.PROVINCE_OFFICE,))
        condition |= Q(producer__in=Producer.objects.filter(case))
    if actor.has(*READERS):
        seen = _with_dossier(actor, commune=(), province=READERS)
        condition |= Q(producer__in=Producer.objects.filter(seen), is_sensitive=False)
    return condition


def _readable_files(actor: Actor) -> Q:
    """Files of readable papers, photos of supplements to the actor's producers, and what the actor uploaded."""
    papers = Paper.objects.filter(_readable_papers(actor))
    condition = Q(paper__in=papers) | _own_papers(actor)
    if actor.user is not None:
        condition |= Q(uploaded_by=actor.user)
    if actor.has(*CASE_OFFICERS):
        places = actor.areas_as(*CASE_OFFICERS)
        photos = Supplement.objects.filter(photo__isnull=False, dossier__commune_id__in=places)
        condition |= Q(pk__in=photos.values("photo_id"))
    return condition


def _readable_pages(actor: Actor) -> Q:
    return Q(file__in=PaperFile.objects.filter(_readable_files(actor)))


WRITABLE_PRODUCERS: RowRule[Producer] = RowRule(Producer, _own, MAY_NOT_WRITE)
READABLE_PAPERS: RowRule[Paper] = RowRule(Paper, _readable_papers, NOT_YOURS)
WRITABLE_PAPERS: RowRule[Paper] = RowRule(Paper, _own_papers, MAY_NOT_WRITE)
READABLE_FILES: RowRule[PaperFile] = RowRule(PaperFile, _readable_files, NOT_YOURS)
READABLE_PAGES: RowRule[PaperPage] = RowRule(PaperPage, _readable_pages, NOT_YOURS)
OWN_UPLOADS: RowRule[Upload] = RowRule(
    Upload, lambda actor: Q(user=actor.user) if actor.user else Q(pk__in=()), "Lượt tải này của người khác."
)


def write_for(*, actor: Actor, producer: Producer, **_facts: Any) -> Verdict:
    """People of the producer, and an officer with a running consent."""
    return WRITABLE_PRODUCERS.check(actor, producer)


def write_paper(*, actor: Actor, paper: Paper, **_facts: Any) -> Verdict:
    """Whoever may write for the paper's producer."""
    return WRITABLE_PAPERS.check(actor, paper)


def turn(*, actor: Actor, page: PaperPage, **_facts: Any) -> Verdict:
    """Whoever may look at a page may turn it; the original stays as it is."""
    return READABLE_PAGES.check(actor, page)


def own_upload(*, actor: Actor, upload: Upload, **_facts: Any) -> Verdict:
    """Only who began an upload goes on with it, and only while he may write for the producer."""
    own = OWN_UPLOADS.check(actor, upload)
    return WRITABLE_PRODUCERS.check(actor, upload.producer) if own.allowed else own


def take_photo(*, actor: Actor, producer: Producer, **_facts: Any) -> Verdict:
    """Case officers of the producer's place: a slip of consent, a fault to mend, a field visit. And the producer's people."""
    places = actor.areas_as(*CASE_OFFICERS)
    if actor.is_system or producer.commune_id in places or producer.area_id in places:
        return ALLOWED
    if Dossier.objects.filter(producer=producer, commune_id__in=places, filed_at__isnull=False).exists():
        return ALLOWED
    return WRITABLE_PRODUCERS.check(actor, producer)


def job(*, actor: Actor, **_facts: Any) -> Verdict:
    """Jobs of the system."""
    return ALLOWED if actor.is_system else Verdict(allowed=False, reason="Việc này do hệ thống tự làm.")
