"""Rows of uploads, stored files and page pictures. The files themselves are written before, outside these transactions."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from ocop.directory.models import Producer
from ocop.dossiers import vault_access as access
from ocop.dossiers.enums import FileState, UploadState
from ocop.dossiers.models import PaperFile, PaperPage, Upload
from ocop.dossiers.uploads.kinds import check_promise
from ocop.dossiers.uploads.limits import limits
from ocop.dossiers.uploads.preparing import Prepared, plain_name
from ocop.kernel.access import Actor
from ocop.kernel.jobs import enqueue
from ocop.kernel.operations import Refused, now, operation, record_event

MAKE_PAGES = "ocop.dossiers.vault_pages.make_pages"
DOWNLOAD_NOTE = "Tệp này chỉ tải về được. Muốn Hội đồng xem ngay trên màn hình, hãy tải thêm bản PDF hoặc ảnh chụp."
WAITING_NOTE = "Đang làm ảnh trang để xem; thường xong trong vài giây."


class PageRow(NamedTuple):
    """A page picture in the store, to be remembered."""

    number: int
    image: str
    thumbnail: str
    width: int
    height: int
    sharpness: float
    is_readable: bool


@operation(access=access.write_for)
def start_upload(*, actor: Actor, producer: Producer, name: str, size: int) -> Upload:
    """Begin an upload in pieces of a file of ``size`` bytes; it is kept 72 hours.

    Raises:
        Refused: name or size show already that the file cannot be taken, or too many uploads are open.
    """
    name = plain_name(name)
    check_promise(name, size)
    if actor.user is None:
        raise Refused("Hãy đăng nhập rồi tải tệp lên.")
    made = now()
    allowed = limits().upload
    running = Upload.objects.filter(user=actor.user, state=UploadState.OPEN, expires_at__gt=made).count()
    if running >= allowed.open_per_person:
        raise Refused(f"Đang có {running} tệp tải dở. Hãy tải xong hoặc bỏ bớt các tệp đó rồi tải tệp mới.")
    upload = Upload(
        producer=producer, user=actor.user, name=name, size=size, created_at=made,
        expires_at=made + timedelta(hours=allowed.hours),
    )  # fmt: skip
    upload.save(force_insert=True)
    record_event("upload.started", f"upload:{upload.pk}", {"producer": producer.pk, "size": size})
    return upload


@operation(access=access.write_for)
def record_file(*, actor: Actor, producer: Producer, prepared: Prepared, upload: Upload | None = None) -> PaperFile:
    """Remember a stored file. The second end of one upload gives the file of the first."""
    if upload is not None:
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.file is not None:
            record_event("upload.repeated", f"upload:{locked.pk}")
            return locked.file
        upload = locked
    row = _new_file(actor, producer, prepared)
    if upload is not None:
        upload.file, upload.state, upload.message = row, UploadState.DONE, ""
        upload.save(update_fields=("file", "state", "message"))
    return row


@operation(access=access.take_photo)
def record_photo(*, actor: Actor, producer: Producer, prepared: Prepared) -> PaperFile:
    """Remember a photo that an officer took about a producer; it belongs to no paper."""
    return _new_file(actor, producer, prepared)


def _new_file(actor: Actor, producer: Producer, prepared: Prepared) -> PaperFile:
    state = FileState.WAITING if prepared.page_count else FileState.DOWNLOAD_ONLY
    row = PaperFile(
        producer=producer, name=prepared.name, media_type=prepared.media_type, size=prepared.stored.size,
        path=prepared.stored.path, digest=prepared.stored.digest, original_digest=prepared.original_digest,
        state=state, state_note=WAITING_NOTE if prepared.page_count else DOWNLOAD_NOTE, page_count=prepared.page_count,
        uploaded_by=actor.user, created_at=now(),
    )  # fmt: skip
    row.save(force_insert=True)
    record_event(
        "paper_file.stored", f"paperfile:{row.pk}", {"producer": producer.pk, "digest": row.digest, "size": row.size}
    )
    if prepared.page_count:
        enqueue(MAKE_PAGES, file_id=row.pk)
    return row


@operation(access=access.own_upload)
def refuse_upload(*, actor: Actor, upload: Upload, message: str) -> Upload:
    """Remember why an upload was not taken, so that the page can still say so after a lost connection."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state == UploadState.OPEN:
        locked.state, locked.message = UploadState.REFUSED, message[:600]
        locked.save(update_fields=("state", "message"))
    record_event("upload.refused", f"upload:{locked.pk}")
    return locked


@operation(access=access.job)
def record_pages(
    *, actor: Actor, file: PaperFile, pages: Sequence[PageRow], state: str = "", note: str = ""
) -> PaperFile:
    """Remember page pictures (those there already stay) and the state of their file."""
    locked = PaperFile.objects.select_for_update().get(pk=file.pk)
    known = set(locked.pages.values_list("number", flat=True))
    fresh = [PaperPage(file=locked, **page._asdict()) for page in pages if page.number not in known]
    PaperPage.objects.bulk_create(fresh)
    if state:
        locked.state, locked.state_note = state, note
        locked.save(update_fields=("state", "state_note"))
    record_event("paper_file.pages_made", f"paperfile:{locked.pk}", {"pages": len(fresh), "state": locked.state})
    return locked


@operation(access=access.turn)
def record_turn(*, actor: Actor, page: PaperPage, turned: int, picture: PageRow) -> PaperPage:
    """Remember the picture of a page that was turned."""
    locked = PaperPage.objects.select_for_update().get(pk=page.pk)
    locked.turned = turned
    locked.image, locked.thumbnail = picture.image, picture.thumbnail
    locked.width, locked.height = picture.width, picture.height
    locked.save(update_fields=("turned", "image", "thumbnail", "width", "height"))
    record_event("paper_page.turned", f"paperfile:{locked.file_id}", {"page": locked.number, "turned": turned})
    return locked


@operation(access=access.job)
def close_expired_uploads(*, actor: Actor) -> list[Upload]:
    """Close uploads whose time is over; their pieces may be removed afterwards."""
    over = list(Upload.objects.select_for_update().filter(state=UploadState.OPEN, expires_at__lte=now()))
    note = "Tải dở quá thời gian giữ nên đã bỏ. Hãy chọn lại tệp và tải lên."
    Upload.objects.filter(pk__in=[one.pk for one in over]).update(state=UploadState.REFUSED, message=note)
    record_event("uploads.expired", "", {"count": len(over)})
    return over
