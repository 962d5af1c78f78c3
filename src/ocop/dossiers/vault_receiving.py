"""Taking in files: in pieces that survive a lost connection, or in one go from a plain form.

Checks and cleaning take seconds, so they run before the transaction that remembers the file.
"""

from datetime import timedelta
from typing import BinaryIO

from ocop.directory.models import Producer
from ocop.dossiers import vault_access as access
from ocop.dossiers.enums import FileState, UploadState
from ocop.dossiers.file_services import MAKE_PAGES, close_expired_uploads, record_file, record_photo, refuse_upload
from ocop.dossiers.models import PaperFile, Upload
from ocop.dossiers.uploads.kinds import Family, check_size, detect, megabytes
from ocop.dossiers.uploads.limits import limits
from ocop.dossiers.uploads.preparing import Prepared, plain_name, prepare
from ocop.kernel.access import Actor, Verdict
from ocop.kernel.files import FileTooLarge, WrongOffset, digest_of, file_store
from ocop.kernel.jobs import enqueue
from ocop.kernel.operations import Conflict, NotAllowed, Refused, now


class OffsetConflict(Conflict):
    """A piece does not fit; go on from ``received``."""

    def __init__(self, received: int) -> None:
        super().__init__(f"Đã nhận {received} byte; hãy gửi tiếp từ vị trí đó.")
        self.received = received


def _demand(verdict: Verdict) -> None:
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)


def append_chunk(*, actor: Actor, upload: Upload, offset: int, data: bytes) -> int:
    """Add a piece that begins at ``offset``; the number of bytes that are there now. The same piece again is harmless.

    Only the growing file is written, no row: what lies on disk is the truth about how much has come.

    Raises:
        OffsetConflict: bytes before ``offset`` are missing, or the piece differs from what is there.
        Refused: the upload is closed or over, or the piece goes beyond the declared size or 8 MB.
    """
    _demand(access.own_upload(actor=actor, upload=upload))
    if upload.state != UploadState.OPEN or upload.expires_at <= now():
        raise Refused(upload.message or "Lượt tải này đã kết thúc. Hãy chọn lại tệp và tải lên.")
    most = limits().upload.chunk_max
    if len(data) > most:
        raise Refused(f"Một đoạn tải lên dài tối đa {megabytes(most)}; hãy gửi đoạn ngắn hơn.")
    try:
        return file_store().partial(upload.pk).append(offset, data, upload.size)
    except WrongOffset as wrong:
        raise OffsetConflict(wrong.received) from None
    except FileTooLarge:
        raise Refused("Tệp dài hơn số byte báo trước, có thể đã bị đổi trong lúc tải. Hãy chọn lại tệp.") from None


def finish_upload(*, actor: Actor, upload: Upload, digest: str | None = None) -> PaperFile:
    """Check and keep a file that has come completely. ``digest``: SHA-256 (hex) that the browser computed, if it did.

    Raises:
        OffsetConflict: pieces are still missing.
        Refused: the file is not taken, or was damaged on the way; the upload is closed and remembers why.
    """
    _demand(access.own_upload(actor=actor, upload=upload))
    upload.refresh_from_db()
    if upload.file is not None:
        return upload.file
    if upload.state != UploadState.OPEN:
        raise Refused(upload.message or "Lượt tải này đã kết thúc. Hãy chọn lại tệp và tải lên.")
    store = file_store()
    partial = store.partial(upload.pk)
    if partial.received != upload.size:
        raise OffsetConflict(partial.received)
    try:
        if digest and digest_of(partial.path)[0] != digest.lower():
            raise Refused(f"Tệp «{upload.name}» bị thay đổi trên đường truyền. Hãy chọn lại tệp và tải lên.")
        with store.scratch() as scratch:
            with partial.path.open("rb") as stream:
                scratch.copy(stream, upload.size)
            scratch.sync()
            prepared = prepare(store, scratch.path, upload.name)
    except FileNotFoundError:
        return _finished_by_another(upload)
    except Refused as refused:
        refuse_upload(actor=actor, upload=upload, message=str(refused))
        partial.remove()
        raise
    file = record_file(actor=actor, producer=upload.producer, prepared=prepared, upload=upload)
    partial.remove()
    return file


def _finished_by_another(upload: Upload) -> PaperFile:
    """The file of an upload whose last call came twice at the same moment."""
    upload.refresh_from_db()
    if upload.file is None:
        raise Refused(upload.message or f"Tệp «{upload.name}» chưa tải xong. Hãy chọn lại tệp và tải lên.")
    return upload.file


def cancel_upload(*, actor: Actor, upload: Upload) -> None:
    """Give up an upload; its pieces are removed."""
    refuse_upload(actor=actor, upload=upload, message="Đã bỏ lượt tải này.")
    file_store().partial(upload.pk).remove()


def store_file(*, actor: Actor, producer: Producer, name: str, stream: BinaryIO) -> PaperFile:
    """Check and keep a file that came in one go (a form without script). It belongs to no paper yet.

    Raises:
        Refused: the file is not taken; the message says what it is, why that matters and what to do.
    """
    _demand(access.write_for(actor=actor, producer=producer))
    return record_file(actor=actor, producer=producer, prepared=_taken(name, stream))


def store_photo(
    *, actor: Actor, producer: Producer, name: str, stream: BinaryIO, keep_position: bool = False
) -> PaperFile:
    """Keep a photo by a case officer: a signed slip of consent, what must be mended, a field visit.

    ``keep_position``: position and time in the photo are kept (field visits).

    Raises:
        Refused: it is no picture, or one that is not taken.
    """
    _demand(access.take_photo(actor=actor, producer=producer))
    prepared = _taken(name, stream, only=Family.IMAGE, keep_position=keep_position)
    return record_photo(actor=actor, producer=producer, prepared=prepared)


def _taken(name: str, stream: BinaryIO, *, only: Family | None = None, keep_position: bool = False) -> Prepared:
    store = file_store()
    name = plain_name(name)
    most = max(family.max_bytes for family in Family)
    with store.scratch() as scratch:
        try:
            scratch.copy(stream, most)
        except FileTooLarge:
            check_size(name, only or Family.VIDEO, most + 1)
        scratch.sync()
        if only is not None and detect(scratch.path, name).family is not only:
            raise Refused(f"Tệp «{name}» không phải ảnh. Hãy chụp ảnh hoặc chọn ảnh JPEG, PNG, HEIC, WebP.")
        return prepare(store, scratch.path, name, keep_position=keep_position)


def clean_up(*, actor: Actor) -> int:
    """For ``ocop tick``: close uploads that are over, remove old pieces, ask again for pages that were not made.

    Returns the number of temporary files removed. Safe to run twice.
    """
    store = file_store()
    for upload in close_expired_uploads(actor=actor):
        store.partial(upload.pk).remove()
    old = store.old_leftovers(now() - timedelta(hours=limits().upload.hours + 24))
    for path in old:
        path.unlink(missing_ok=True)
    late = PaperFile.objects.filter(state=FileState.WAITING, created_at__lt=now() - timedelta(minutes=10))
    for file_id in late.values_list("pk", flat=True):
        enqueue(MAKE_PAGES, file_id=file_id)
    return len(old)
