"""One law file with an edit, checked as ``ocop law check`` checks it, beside the untouched rest."""

from ocop.rules.kinds import Documents, kinds
from ocop.rules.reader import read_document
from ocop.rules.rulebook import law_directory


def text_of(name: str) -> str:
    return (law_directory() / name).read_text(encoding="utf-8")


def faults(
    name: str, *edits: tuple[str, str], beside: tuple[str, ...] = (), text: str | None = None
) -> list[tuple[str, str]]:
    """The faults of the edited file: (message, the words on the line that is named). ``beside``: files it leans on."""
    text = text or text_of(name)
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    documents: Documents = {other: _document(other, text_of(other)) for other in beside}
    document = _document(name, text)
    check = kinds()[document.model.schema_id].check
    assert check is not None
    lines = ["", *text.splitlines()]
    return [(one.message, lines[one.line].strip()) for one in check(name, document, documents)]


def _document(name: str, text: str):  # type: ignore[no-untyped-def]
    schema = text.splitlines()[0].removeprefix("schema: ").strip()
    return read_document(law_directory() / name, kinds()[schema].model, text.encode(), name)
