"""Everything a producer ever filed, in one archive that is streamed: papers of all editions, submissions as JSON."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import orjson

from ocop.directory.models import Producer
from ocop.directory.slugs import slug_of
from ocop.dossiers import vault_access as access
from ocop.dossiers.models import Paper, PaperFile, Submission
from ocop.dossiers.vault_kinds import kind_names
from ocop.kernel.access import Actor
from ocop.kernel.files import file_store
from ocop.kernel.operations import NotAllowed


class _Outlet(io.RawIOBase):
    """Where the archive is written: kept only until it is handed on."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """What was written since the last call."""
        taken, self._waiting = b"".join(self._waiting), []
        return taken


def takeout(*, actor: Actor, producer: Producer) -> Iterator[bytes]:
    """The bytes of a ZIP: ``giay-to/…`` the files, ``ho-so/…json`` each submission as frozen, ``muc-luc.json`` the list.

    Removed and replaced papers are in it too: they may stand in a submission. Bounded memory, whatever the size.

    Raises:
        NotAllowed: the actor does not act for the producer.
    """
    verdict = access.write_for(actor=actor, producer=producer)
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    return _archive(producer)


def _archive(producer: Producer) -> Iterator[bytes]:
    outlet = _Outlet()
    papers = Paper.objects.filter(producer=producer).order_by("id").prefetch_related("files", "products")
    loose = PaperFile.objects.filter(producer=producer, paper__isnull=True).order_by("id")
    index: list[dict[str, Any]] = []
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for paper in papers:
            entry = _described(paper)
            for file in paper.files.all():
                name = f"giay-to/{paper.pk}-{paper.kind}/{_entry_name(file)}"
                entry["files"].append({"name": name, "sha256": file.digest, "size": file.size})
                yield from _copied(archive, outlet, file, name)
            index.append(entry)
        for file in loose:
            yield from _copied(archive, outlet, file, f"giay-to/chua-gan/{_entry_name(file)}")
        submissions = Submission.objects.filter(dossier__producer=producer).select_related("dossier__product")
        for submission in submissions.order_by("at", "id"):
            product = slug_of(submission.dossier.product.name) or "san-pham"
            text = orjson.dumps(submission.content, option=orjson.OPT_INDENT_2)
            archive.writestr(f"ho-so/{submission.at:%Y-%m-%d}-{product}-lan-{submission.number}.json", text)
            yield outlet.take()
        archive.writestr("muc-luc.json", orjson.dumps(index, option=orjson.OPT_INDENT_2))
    yield outlet.take()


def _copied(archive: zipfile.ZipFile, outlet: _Outlet, file: PaperFile, name: str) -> Iterator[bytes]:
    with archive.open(zipfile.ZipInfo(name, file.created_at.timetuple()[:6]), "w", force_zip64=True) as entry:
        for block in file_store().blocks(file.path):
            entry.write(block)
            yield outlet.take()
    yield outlet.take()


def _entry_name(file: PaperFile) -> str:
    return f"{file.pk}-{PurePath(file.name).name}"


def _described(paper: Paper) -> dict[str, Any]:
    return {
        "id": paper.pk,
        "kind": paper.kind,
        "kind_name": kind_names().get(paper.kind, paper.kind),
        "title": paper.title,
        "number": paper.number,
        "issuer": paper.issuer,
        "holder_name": paper.holder_name,
        "issued_on": paper.issued_on,
        "valid_until": paper.valid_until,
        "products": [product.name for product in paper.products.all()],
        "note": paper.note,
        "replaced_by": paper.replaced_by_id,
        "removed_at": paper.removed_at,
        "files": [],
    }
