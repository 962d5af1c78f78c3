"""The evidence vault: writes of papers. Files come in by ``vault_receiving``, pages are turned by ``vault_pages``.

Everything that a page needs is offered here: ``start_upload, append_chunk, finish_upload, cancel_upload, store_file,
store_photo, turn_page`` and the operations below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import orjson
from django.db.models import Field
from django.utils import timezone

from ocop.directory.models import Producer
from ocop.dossiers import vault_access as access
from ocop.dossiers.file_services import start_upload
from ocop.dossiers.models import DossierAnswer, Paper, PaperFile, Product, Submission
from ocop.dossiers.vault_kinds import OTHER, kind_names
from ocop.dossiers.vault_pages import turn_page
from ocop.dossiers.vault_receiving import (
    OffsetConflict,
    append_chunk,
    cancel_upload,
    clean_up,
    finish_upload,
    store_file,
    store_photo,
)
from ocop.kernel.access import Actor
from ocop.kernel.checks import values_of
from ocop.kernel.operations import Conflict, Refused, now, operation, record_event
from ocop.kernel.text import clean, date_vi

__all__ = [
    "OffsetConflict",
    "PaperValues",
    "append_chunk",
    "attach_file",
    "cancel_upload",
    "clean_up",
    "create_paper",
    "detach_file",
    "finish_upload",
    "remove_paper",
    "replace_paper",
    "start_upload",
    "store_file",
    "store_photo",
    "turn_page",
    "update_paper",
]

MAX_FILES = 60
"""Files of one paper: a scan of forty single photos and some more."""


@dataclass(frozen=True, kw_only=True)
class PaperValues:
    """What a person says about a paper. ``holder_name``: the producer's name as printed; ``valid_until``: its last day."""

    kind: str = OTHER
    title: str = ""
    number: str = ""
    issuer: str = ""
    holder_name: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    note: str = ""
    is_sensitive: bool = False
    is_illustrative: bool = False


_FIELDS = tuple(field.name for field in fields(PaperValues))
_LABELS = {
    "title": "Tên giấy",
    "number": "Số giấy",
    "issuer": "Nơi cấp",
    "holder_name": "Tên cơ sở in trên giấy",
    "note": "Ghi chú",
}


@operation(access=access.write_for)
def create_paper(
    *,
    actor: Actor,
    producer: Producer,
    files: Sequence[PaperFile] = (),
    products: Sequence[Product] = (),
    **values: Any,
) -> Paper:
    """A new paper; the other keyword arguments are the fields of :class:`PaperValues`. Without a title it has its kind's name.

    Raises:
        Refused: an unknown kind, a text too long, dates that cannot be, a product or file of another producer, or a file
            that belongs to another paper.
    """
    paper = Paper(producer=producer, created_at=now(), **_checked(PaperValues(**values)))
    paper.save(force_insert=True)
    _set_products(paper, products)
    _attach(paper, files)
    record_event("paper.created", f"paper:{paper.pk}", {"producer": producer.pk, "kind": paper.kind})
    return paper


@operation(access=access.write_paper)
def update_paper(
    *, actor: Actor, paper: Paper, version: int, products: Sequence[Product] | None = None, **changes: Any
) -> Paper:
    """Change what is said about a paper that still has ``version``. What was submitted stays as it was frozen.

    Raises:
        Conflict: somebody changed the paper in between.
        Refused: as for :func:`create_paper`, or the paper was removed.
    """
    unknown = set(changes) - set(_FIELDS)
    if unknown:
        raise TypeError(f"a paper has no {', '.join(sorted(unknown))}")
    current = _locked(paper, version)
    before = {name: getattr(current, name) for name in _FIELDS}
    for name, value in _checked(PaperValues(**(before | changes))).items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    if products is not None:
        _set_products(current, products)
    changed = sorted(name for name in _FIELDS if getattr(current, name) != before[name])
    record_event("paper.changed", f"paper:{current.pk}", {"fields": changed, "version": current.version})
    return current


@operation(access=access.write_paper)
def attach_file(*, actor: Actor, paper: Paper, file: PaperFile) -> PaperFile:
    """Put a stored file at the end of a paper. A file that is there already stays where it is.

    Raises:
        Refused: it belongs to another paper or producer, or the paper was removed or is full.
    """
    current = _locked(paper, None)
    _attach(current, [file])
    file.refresh_from_db()
    record_event("paper.file_attached", f"paper:{current.pk}", {"file": file.pk, "digest": file.digest})
    return file


@operation(access=access.write_paper)
def detach_file(*, actor: Actor, paper: Paper, file: PaperFile) -> Paper:
    """Take a file out of a paper (a wrong photo). The stored file stays, so that nothing that was filed is lost.

    Raises:
        Refused: it was submitted; then a new edition of the paper replaces it.
    """
    current = _locked(paper, None)
    file.refresh_from_db()
    if file.paper_id != current.pk:
        raise Refused("Tệp này không còn trong giấy. Hãy mở lại trang để xem bản mới.")
    if _is_submitted(current.producer_id, [file.digest]):
        raise Refused("Tệp này đã nộp trong hồ sơ nên không gỡ được. Nếu cần sửa, hãy dùng «thay bằng bản mới».")
    file.paper = None
    file.save(update_fields=("paper",))
    record_event("paper.file_detached", f"paper:{current.pk}", {"file": file.pk, "digest": file.digest})
    return current


@operation(access=access.write_paper)
def replace_paper(
    *,
    actor: Actor,
    paper: Paper,
    version: int,
    files: Sequence[PaperFile] = (),
    products: Sequence[Product] | None = None,
    **changes: Any,
) -> Paper:
    """A new edition (renewed certificate, better photo). The old one stays for what was filed; drafts point to the new one.

    Raises:
        Conflict: somebody changed or replaced the paper in between.
        Refused: as for :func:`create_paper`.
    """
    old = _locked(paper, version)
    if old.replaced_by_id is not None:
        raise Conflict(f"Giấy «{old.title}» đã được thay bằng bản mới. Hãy mở lại kho giấy tờ để xem bản mới.")
    values = {name: getattr(old, name) for name in _FIELDS} | changes
    fresh = Paper(producer=old.producer, created_at=now(), **_checked(PaperValues(**values)))
    fresh.save(force_insert=True)
    _set_products(fresh, list(old.products.all()) if products is None else products)
    _attach(fresh, files)
    old.replaced_by, old.version = fresh, old.version + 1
    old.save(update_fields=("replaced_by", "version"))
    moved = 0
    for answer in _draft_answers(old):
        answer.papers.remove(old)
        answer.papers.add(fresh)
        moved += 1
    record_event("paper.replaced", f"paper:{old.pk}", {"by": fresh.pk, "draft_answers": moved})
    return fresh


@operation(access=access.write_paper)
def remove_paper(*, actor: Actor, paper: Paper, version: int) -> Paper:
    """Take a paper out of the vault. Row and files stay; drafts no longer point to it.

    Raises:
        Conflict: somebody changed the paper in between.
        Refused: a submission points to it.
    """
    current = _locked(paper, version)
    digests = list(current.files.values_list("digest", flat=True))
    submitted = current.answers.filter(dossier__submissions__isnull=False).exists()
    if submitted or current.supplements.exists() or _is_submitted(current.producer_id, digests):
        raise Refused(
            f"Giấy «{current.title}» đã nộp trong hồ sơ nên không bỏ được. Nếu giấy sai hoặc hết hạn, hãy dùng "
            "«thay bằng bản mới»."
        )
    answers = list(_draft_answers(current))
    for answer in answers:
        answer.papers.remove(current)
    current.removed_at, current.version = now(), current.version + 1
    current.save(update_fields=("removed_at", "version"))
    record_event("paper.removed", f"paper:{current.pk}", {"draft_answers": len(answers)})
    return current


def _locked(paper: Paper, version: int | None) -> Paper:
    """The paper as it is now, locked; ``version`` is what the person saw."""
    current = Paper.objects.select_for_update().select_related("producer").get(pk=paper.pk)
    if current.removed_at is not None:
        raise Refused(f"Giấy «{current.title}» đã được bỏ khỏi kho. Hãy mở lại kho giấy tờ.")
    if version is not None and current.version != version:
        raise Conflict(
            f"Giấy «{current.title}» vừa được người khác sửa. Hãy xem bản mới rồi sửa tiếp; nội dung đã gõ vẫn còn."
        )
    return current


def _checked(values: PaperValues) -> dict[str, Any]:
    """The values as they are stored."""
    checked = values_of(values)
    names = kind_names()
    if values.kind not in names:
        raise Refused(f"Không có loại giấy «{values.kind}». Hãy chọn một loại trong danh sách, hoặc «Giấy tờ khác».")
    for name, label in _LABELS.items():
        checked[name] = clean(checked[name])
        column = Paper._meta.get_field(name)
        longest = column.max_length if isinstance(column, Field) else None
        if longest is not None and len(checked[name]) > longest:
            raise Refused(f"{label} dài {len(checked[name])} ký tự, tối đa {longest}. Hãy rút gọn.")
    checked["title"] = checked["title"] or names[values.kind]
    today = timezone.localdate()
    if values.issued_on is not None and values.issued_on > today:
        raise Refused(f"Ngày cấp {date_vi(values.issued_on)} ở sau hôm nay ({date_vi(today)}). Hãy xem lại trên giấy.")
    if values.issued_on is not None and values.valid_until is not None and values.valid_until < values.issued_on:
        raise Refused(
            f"Ngày hết hạn {date_vi(values.valid_until)} sớm hơn ngày cấp {date_vi(values.issued_on)}. "
            "Hãy xem lại hai ngày trên giấy."
        )
    return checked


def _set_products(paper: Paper, products: Sequence[Product]) -> None:
    for product in products:
        if product.producer_id != paper.producer_id:
            raise Refused(f"Sản phẩm «{product}» không thuộc cơ sở này. Hãy chọn sản phẩm của cơ sở.")
    paper.products.set(products)


def _attach(paper: Paper, files: Sequence[PaperFile]) -> None:
    """Put files at the end, in the order given."""
    rows = {row.pk: row for row in PaperFile.objects.select_for_update().filter(pk__in=[file.pk for file in files])}
    count = paper.files.count()
    last = max(paper.files.values_list("ordinal", flat=True), default=0)
    for file in files:
        row = rows[file.pk]
        if row.paper_id == paper.pk:
            continue
        if row.producer_id != paper.producer_id or row.paper_id is not None:
            raise Refused(f"Tệp «{row.name}» thuộc giấy khác. Hãy tải tệp lên lại cho giấy này.")
        count += 1
        if count > MAX_FILES:
            raise Refused(f"Một giấy có tối đa {MAX_FILES} tệp. Hãy gộp các trang thành một tệp PDF.")
        last += 1
        row.paper, row.ordinal = paper, last
        row.save(update_fields=("paper", "ordinal"))


def _draft_answers(paper: Paper) -> Sequence[DossierAnswer]:
    """Answers that point to the paper in dossiers that were never submitted."""
    return list(paper.answers.filter(dossier__submissions__isnull=True))


def _is_submitted(producer_id: int, digests: Sequence[str]) -> bool:
    """True when a frozen submission of the producer names one of these files."""
    if not digests:
        return False
    contents = Submission.objects.filter(dossier__producer_id=producer_id).values_list("content", flat=True)
    return any(digest in text for text in (orjson.dumps(one).decode() for one in contents) for digest in digests)
