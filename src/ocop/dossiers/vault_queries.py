"""What pages show of the vault: by kind, expiring, serving a criterion, in the viewer, and one file as a stream."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from ocop.directory.models import Producer
from ocop.dossiers import vault_access as access
from ocop.dossiers.enums import FileState
from ocop.dossiers.models import Paper, PaperFile, PaperPage, Product, Upload
from ocop.dossiers.vault_kinds import OTHER, OTHER_NAME, evidence_kinds
from ocop.kernel.access import Actor
from ocop.kernel.files import file_store

WEBP = "image/webp"


@dataclass(frozen=True)
class Shelf:
    """The papers of one kind, newest first. ``number`` is that of the decision, ``None`` for other papers.

    ``printed``: the decision's words; ``must_show``: what an examiner looks for (our reading).
    """

    code: str
    number: int | None
    name: str
    printed: str
    must_show: tuple[str, ...]
    has_term: bool
    when: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class ViewerPage:
    """One page to look at. ``paper_page`` counts through the whole paper; ``page`` is ``None`` while it is being drawn."""

    file: PaperFile
    number: int
    paper_page: int
    page: PaperPage | None


@dataclass(frozen=True)
class Viewer:
    """A paper in the viewer: pages of all its files in order, and files that can only be downloaded."""

    paper: Paper
    files: tuple[PaperFile, ...]
    pages: tuple[ViewerPage, ...]
    downloads: tuple[PaperFile, ...]
    previous: Paper | None
    next: Paper | None
    is_waiting: bool = field(default=False)

    @property
    def unreadable(self) -> tuple[ViewerPage, ...]:
        """Pages that are too small or not sharp."""
        return tuple(one for one in self.pages if one.page is not None and not one.page.is_readable)


@dataclass(frozen=True)
class FileToSend:
    """A stored file to be sent. ``digest`` may serve as ETag: the content of a path never changes."""

    path: str
    name: str
    media_type: str
    size: int
    digest: str

    def blocks(self) -> Iterator[bytes]:
        """The bytes, block by block."""
        return file_store().blocks(self.path)


@dataclass(frozen=True)
class UploadStatus:
    """Where an upload stands; ``received`` bytes of ``size`` are there."""

    upload: Upload
    received: int


def papers_of(producer: Producer) -> QuerySet[Paper]:
    """The papers in the vault: neither removed nor replaced."""
    files = Prefetch("files", PaperFile.objects.order_by("ordinal", "id"))
    return (
        Paper.objects.filter(producer=producer, removed_at__isnull=True, replaced_by__isnull=True)
        .prefetch_related(files, "products")
        .order_by("kind", F("issued_on").desc(nulls_last=True), "-id")
    )


def vault_of(producer: Producer, *, actor: Actor | None = None) -> list[Shelf]:
    """The vault by kind in the order of the decision, other papers last; empty kinds too (``papers`` is then empty).

    With ``actor`` only the papers that he may read.
    """
    papers = papers_of(producer)
    if actor is not None:
        papers = papers.filter(pk__in=access.READABLE_PAPERS.rows(actor).values("pk"))
    by_kind: dict[str, list[Paper]] = {}
    for paper in papers:
        by_kind.setdefault(paper.kind, []).append(paper)
    shelves = [
        Shelf(
            one.code,
            one.number,
            one.name,
            one.printed,
            one.must_show,
            one.has_term,
            one.when,
            _taken(by_kind, one.code),
        )
        for one in evidence_kinds()
    ]
    rest = tuple(paper for papers in by_kind.values() for paper in papers)
    return [*shelves, Shelf(OTHER, None, OTHER_NAME, "", (), has_term=False, when="advised", papers=rest)]


def _taken(by_kind: dict[str, list[Paper]], code: str) -> tuple[Paper, ...]:
    return tuple(by_kind.pop(code, ()))


def expiring(producer: Producer, before: date) -> QuerySet[Paper]:
    """Papers whose last day lies before ``before``, the first to end first."""
    return papers_of(producer).filter(valid_until__lt=before).order_by("valid_until", "id")


def papers_serving(producer: Producer, kinds: Iterable[str], product: Product | None = None) -> QuerySet[Paper]:
    """Papers of these kinds, for offering them at a criterion. With ``product``: its papers and those of no one product."""
    found = papers_of(producer).filter(kind__in=list(kinds))
    if product is not None:
        serving = Paper.products.through.objects.filter(product_id=product.pk).values("paper_id")
        tied = Paper.products.through.objects.values("paper_id")
        found = found.filter(Q(pk__in=serving) | ~Q(pk__in=tied))
    return found


def readable_paper(actor: Actor, paper_id: int) -> Paper | None:
    """The paper, if the actor may read it; ``None`` for strangers (404)."""
    return access.READABLE_PAPERS.rows(actor).select_related("producer", "replaced_by").filter(pk=paper_id).first()


def may_write(actor: Actor, producer: Producer) -> bool:
    """Whether to offer adding and changing papers."""
    return access.WRITABLE_PRODUCERS.check(actor, producer).allowed


def latest_edition(paper: Paper) -> Paper:
    """The edition that replaces all others (the paper itself when none does)."""
    while paper.replaced_by is not None:
        paper = paper.replaced_by
    return paper


def earlier_editions(paper: Paper) -> list[Paper]:
    """The editions before this one, newest first."""
    found: list[Paper] = []
    level = [paper]
    while level:
        level = list(Paper.objects.filter(replaced_by__in=level).order_by("-created_at"))
        found += level
    return found


def viewer(paper: Paper, among: Sequence[Paper] = ()) -> Viewer:
    """Everything the viewer shows of a paper; ``among``: the papers one turns through («giấy trước», «giấy sau»)."""
    files = tuple(paper.files.order_by("ordinal", "id").prefetch_related("pages"))
    pages: list[ViewerPage] = []
    for file in files:
        made = {page.number: page for page in file.pages.all()}
        for number in range(1, file.page_count + 1):
            pages.append(ViewerPage(file, number, len(pages) + 1, made.get(number)))
    order = [one.pk for one in among]
    at = order.index(paper.pk) if paper.pk in order else -1
    return Viewer(
        paper=paper,
        files=files,
        pages=tuple(pages),
        downloads=tuple(file for file in files if file.state in (FileState.DOWNLOAD_ONLY, FileState.FAILED)),
        previous=among[at - 1] if at > 0 else None,
        next=among[at + 1] if 0 <= at < len(among) - 1 else None,
        is_waiting=any(file.state == FileState.WAITING for file in files),
    )


def readable_page(actor: Actor, page_id: int) -> PaperPage | None:
    """A page picture's row, if the actor may look at it."""
    return access.READABLE_PAGES.rows(actor).select_related("file__paper").filter(pk=page_id).first()


def page_picture(page: PaperPage, *, thumbnail: bool = False) -> FileToSend:
    """The picture of a page (WebP) as a file to send."""
    path = page.thumbnail if thumbnail else page.image
    size = file_store().local(path).stat().st_size
    return FileToSend(path, f"trang-{page.number}.webp", WEBP, size, path.rsplit("/", 1)[-1])


def readable_file(actor: Actor, file_id: int) -> PaperFile | None:
    """A stored file's row, if the actor may read it."""
    return access.READABLE_FILES.rows(actor).select_related("paper", "producer").filter(pk=file_id).first()


def original(file: PaperFile) -> FileToSend:
    """The stored file as a download (send it as an attachment, never inline)."""
    return FileToSend(file.path, file.name, file.media_type, file.size, file.digest)


def free_files(producer: Producer, ids: Iterable[int]) -> list[PaperFile]:
    """Files of the producer that belong to no paper yet, in the order of ``ids``: what a form carries after uploads."""
    wanted = list(dict.fromkeys(ids))
    rows = {row.pk: row for row in PaperFile.objects.filter(producer=producer, paper__isnull=True, pk__in=wanted)}
    return [rows[one] for one in wanted if one in rows]


def own_upload(actor: Actor, upload_id: UUID) -> UploadStatus | None:
    """An upload that the actor began, with the bytes that are there (to resume)."""
    upload = access.OWN_UPLOADS.rows(actor).select_related("producer", "file").filter(pk=upload_id).first()
    return None if upload is None else UploadStatus(upload, received_of(upload))


def received_of(upload: Upload) -> int:
    """How many bytes of an upload are on disk."""
    return file_store().partial(upload.pk).received


def changed_since(producer: Producer, moment: datetime) -> QuerySet[Paper]:
    """Papers that came into the vault after ``moment`` (a renewal shows what is new)."""
    return papers_of(producer).filter(created_at__gt=moment)
