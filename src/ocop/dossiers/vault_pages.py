"""From a stored file to page pictures: the job after an upload, and turning a page."""

import logging
from contextlib import AbstractContextManager, nullcontext

from PIL import UnidentifiedImageError
from pypdfium2 import PdfiumError

from ocop.dossiers import vault_access as access
from ocop.dossiers.enums import FileState
from ocop.dossiers.file_services import PageRow, record_pages, record_turn
from ocop.dossiers.models import PaperFile, PaperPage
from ocop.dossiers.uploads.kinds import PDF
from ocop.dossiers.uploads.pictures import PagePicture, Pages, image_pages, pdf_pages
from ocop.kernel.access import Actor
from ocop.kernel.files import file_store
from ocop.kernel.operations import NotAllowed

_log = logging.getLogger(__name__)
BATCH = 8
"""Pages that are remembered together, after the first one, which is shown at once."""

FAILED_NOTE = "Không vẽ được trang của tệp này. Hãy chụp ảnh từng trang hoặc in lại thành PDF rồi tải lên."


def _pages_of(file: PaperFile) -> AbstractContextManager[Pages]:
    path = file_store().local(file.path)
    return pdf_pages(path) if file.media_type == PDF.media_type else nullcontext(image_pages(path))


def _kept(number: int, picture: PagePicture) -> PageRow:
    store = file_store()
    return PageRow(
        number=number,
        image=store.put(picture.image).path,
        thumbnail=store.put(picture.thumbnail).path,
        width=picture.width,
        height=picture.height,
        sharpness=picture.sharpness,
        is_readable=picture.is_readable,
    )


def make_pages(file_id: int) -> None:
    """Draw the pages of a file that has none yet. Safe to repeat: it goes on after the last page that is there.

    The first page is remembered by itself, so that a scan of 40 pages shows something within seconds.
    """
    actor = Actor.system("page pictures")
    file = PaperFile.objects.filter(pk=file_id).first()
    if file is None or file.state != FileState.WAITING:
        return
    try:
        with _pages_of(file) as pages:
            known = set(file.pages.values_list("number", flat=True))
            missing = [number for number in range(1, pages.count + 1) if number not in known]
            batches = [missing[:1], *(missing[at : at + BATCH] for at in range(1, len(missing), BATCH))]
            for batch in batches:
                rows = [_kept(number, pages.picture(number)) for number in batch]
                record_pages(actor=actor, file=file, pages=rows)
        record_pages(actor=actor, file=file, pages=(), state=FileState.READY)
    except (PdfiumError, UnidentifiedImageError, OSError, ValueError):
        _log.exception("no page pictures of file %s", file_id)
        record_pages(actor=actor, file=file, pages=(), state=FileState.FAILED, note=FAILED_NOTE)


def turn_page(*, actor: Actor, page: PaperPage, quarter_turns: int = 1) -> PaperPage:
    """Turn a page clockwise for everybody who looks at it; drawn anew from the stored file, which stays as it is."""
    verdict = access.turn(actor=actor, page=page)
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    turned = (page.turned + quarter_turns) % 4
    with _pages_of(page.file) as pages:
        picture = _kept(page.number, pages.picture(page.number, turned))
    return record_turn(actor=actor, page=page, turned=turned, picture=picture)
