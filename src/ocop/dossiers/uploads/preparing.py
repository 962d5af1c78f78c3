"""From a file as it came to what is stored: type by content, checks, cleaning."""

from dataclasses import dataclass
from pathlib import Path, PurePath

from ocop.dossiers.uploads.images import cleaned_image
from ocop.dossiers.uploads.kinds import JPEG, Family, check_size, detect
from ocop.dossiers.uploads.office import check_office
from ocop.dossiers.uploads.pdf import check_pdf
from ocop.dossiers.uploads.video import clean_film
from ocop.kernel.files import FileStore, StoredFile, digest_of
from ocop.kernel.text import clean

MAX_NAME = 200


@dataclass(frozen=True)
class Prepared:
    """A checked file that lies in the store. ``page_count`` is 0 where there are no page pictures (Word, Excel, film)."""

    name: str
    media_type: str
    stored: StoredFile
    original_digest: str
    page_count: int


def plain_name(name: str) -> str:
    """The name to show: no folders, no control signs, at most 200 characters, the ending kept."""
    last = clean("".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable())) or "tep"
    ending = PurePath(last).suffix[:10]
    stem = last[: len(last) - len(ending)] if ending else last
    return stem[: MAX_NAME - len(ending)] + ending


def prepare(store: FileStore, path: Path, name: str, *, keep_position: bool = False) -> Prepared:
    """Check the file at ``path`` (on the store's disk; it is used up) and store it.

    Raises:
        Refused: it is not taken; the message says what it is, why that matters and what to do.
    """
    name = plain_name(name)
    kind = detect(path, name)
    original, size = digest_of(path)
    check_size(name, kind.family, size)
    if kind.family is Family.IMAGE:
        stored = store.put(cleaned_image(path, kind, name, keep_position=keep_position))
        path.unlink()
        return Prepared(str(PurePath(name).with_suffix(".jpg")), JPEG.media_type, stored, original, 1)
    pages = 0
    if kind.family is Family.PDF:
        pages = check_pdf(path, name)
    elif kind.family is Family.OFFICE:
        check_office(path, kind, name)
    else:
        clean_film(path, name, keep_position=keep_position)
    name = name if name.lower().endswith(tuple(f".{one}" for one in kind.endings)) else f"{name}.{kind.endings[0]}"
    return Prepared(name[-MAX_NAME:], kind.media_type, store.keep_path(path), original, pages)
