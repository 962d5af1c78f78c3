"""``ocop law check``: proves every law file at once and names each fault by file and line."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ocop.rules.errors import Fault, LawError
from ocop.rules.kinds import kinds
from ocop.rules.lock import LOCK, check_lock, law_files
from ocop.rules.reader import Document, read_document, schema_of


def check_law(law_dir: Path, extra_dir: Path | None = None, *, locked: bool = True) -> list[Fault]:
    """Every fault of the law files below ``law_dir``: form, cross-checks and (``locked``) the digests of ``law/LOCK``.

    A province's own files (``extra_dir``) are proven together with them; they may add a file, never replace one, and
    their digests are proven where they have a ``LOCK`` of their own. An empty list means that everything is proven.
    """
    documents, faults = read_all(law_dir)
    if extra_dir is not None:
        added, more = read_all(extra_dir)
        twice = [
            Fault(one.file, 1, f"tệp {name} đã có trong luật; đặt tên khác")
            for name, one in added.items()
            if (law_dir / name).exists()
        ]
        faults += [*more, *twice, *(check_lock(extra_dir) if locked and (extra_dir / LOCK).exists() else ())]
        documents |= {name: one for name, one in added.items() if name not in documents}
    for name, document in documents.items():
        kind = kinds()[document.model.schema_id]
        if kind.check is not None:
            faults.extend(kind.check(name, document, documents))
    if locked:
        faults.extend(check_lock(law_dir))
    return sorted(faults, key=lambda fault: (fault.file, fault.line))


def read_all(law_dir: Path) -> tuple[dict[str, Document[Any]], list[Fault]]:
    """Every YAML file that can be read, by relative path, and the faults of those that cannot."""
    documents: dict[str, Document[Any]] = {}
    faults: list[Fault] = []
    names = [name for name in law_files(law_dir) if name.endswith((".yaml", ".yml"))]
    if not names:
        faults.append(Fault(str(law_dir), 0, "không có tệp luật nào trong thư mục này"))
    for name in names:
        path = law_dir / name
        raw = path.read_bytes()
        schema = schema_of(raw)
        kind = kinds().get(schema or "")
        if kind is None:
            near = ", ".join(get_close_matches(schema or "", kinds(), 3, 0.1) or sorted(kinds())[:3])
            message = f"khóa đầu phải là «schema:» với một loại tệp đã biết ({near}…); đang là «{schema}»"
            faults.append(Fault(str(path), 1, message))
            continue
        try:
            documents[name] = read_document(path, kind.model, raw)
        except LawError as error:
            faults.extend(error.faults)
    return documents, faults
