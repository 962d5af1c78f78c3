"""Stored files: named by their content, written completely before any row names them, never overwritten."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

BLOCK = 256 * 1024
"""Bytes read and written at a time: a stored file is never held in memory as a whole."""


@dataclass(frozen=True)
class StoredFile:
    """Where a file lies and what it is: ``path`` relative to the store, SHA-256 in hex, size in bytes."""

    path: str
    digest: str
    size: int


class FileTooLarge(Exception):
    """More bytes came than were allowed."""


class WrongOffset(Exception):
    """A piece does not begin where the file ends; ``received`` bytes are there."""

    def __init__(self, received: int) -> None:
        super().__init__(f"{received} bytes received")
        self.received = received


class FileStore:
    """A directory of files named by their SHA-256 (``ab/cd/<digest>``). Another kind of store offers the same methods.

    A file is written beside its place, brought to disk (fsync) and renamed. A process killed in between leaves a temporary
    file, and one killed before the row is committed leaves a file without a row: both are harmless.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, content: bytes | BinaryIO) -> StoredFile:
        """Store the bytes; the same bytes twice are one file."""
        with self.scratch() as scratch:
            if isinstance(content, bytes):
                scratch.write(content)
            else:
                while block := content.read(BLOCK):
                    scratch.write(block)
            return self.keep(scratch)

    def scratch(self) -> "Scratch":
        """A temporary file on the same disk, gone at the end of ``with`` unless it was kept."""
        directory = self._root / "incoming"
        directory.mkdir(parents=True, exist_ok=True)
        return Scratch(directory)

    def keep(self, scratch: "Scratch") -> StoredFile:
        """Bring a scratch file to its place."""
        scratch.sync()
        return self.keep_path(scratch.path)

    def keep_path(self, path: Path) -> StoredFile:
        """Bring a file that lies on the same disk to its place, by renaming it."""
        digest, size = digest_of(path)
        name = f"{digest[:2]}/{digest[2:4]}/{digest}"
        place = self._root / name
        if place.is_file() and place.stat().st_size == size:
            path.unlink()
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
            _sync_directory(place.parent)
        return StoredFile(name, digest, size)

    def local(self, name: str) -> Path:
        """The file on this machine's disk, for libraries that need a path.

        Raises:
            FileNotFoundError: there is none of that name, or the name leaves the store.
        """
        path = (self._root / name).resolve()
        if not path.is_relative_to(self._root.resolve()) or not path.is_file():
            raise FileNotFoundError(name)
        return path

    def open(self, name: str) -> BinaryIO:
        """The file as a stream. Raises ``FileNotFoundError`` as :meth:`local`."""
        return self.local(name).open("rb")

    def blocks(self, name: str) -> Iterator[bytes]:
        """The file's bytes, block by block."""
        with self.open(name) as stream:
            while block := stream.read(BLOCK):
                yield block

    def is_whole(self, name: str) -> bool:
        """True when the stored bytes still have the digest that names them."""
        try:
            return digest_of(self.local(name))[0] == Path(name).name
        except FileNotFoundError:
            return False

    def partial(self, key: UUID) -> "PartialFile":
        """The file that grows under ``key`` while it is uploaded in pieces."""
        return PartialFile(self._root / "incoming" / f"{key}.part")

    def old_leftovers(self, before: datetime) -> list[Path]:
        """Temporary and growing files that nobody has touched since ``before``."""
        directory = self._root / "incoming"
        if not directory.is_dir():
            return []
        limit = before.timestamp()
        return sorted(path for path in directory.iterdir() if path.is_file() and path.stat().st_mtime < limit)


class Scratch:
    """A temporary file that is written once."""

    def __init__(self, directory: Path) -> None:
        descriptor, name = tempfile.mkstemp(dir=directory, suffix=".tmp")
        self.path = Path(name)
        self._stream = os.fdopen(descriptor, "wb")

    def __enter__(self) -> "Scratch":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stream.close()
        with suppress(FileNotFoundError):
            self.path.unlink()

    def write(self, data: bytes) -> None:
        """Append bytes."""
        self._stream.write(data)

    def copy(self, stream: BinaryIO, limit: int) -> int:
        """Append everything of ``stream`` and return how much that was. Raises :class:`FileTooLarge` beyond ``limit``."""
        size = 0
        while block := stream.read(BLOCK):
            size += len(block)
            if size > limit:
                raise FileTooLarge
            self._stream.write(block)
        return size

    def sync(self) -> None:
        """Bring everything written to disk."""
        self._stream.flush()
        os.fsync(self._stream.fileno())


class PartialFile:
    """A file that grows piece by piece. What lies on disk is the truth; pieces that come at once take turns."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def received(self) -> int:
        """How many bytes are there."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, offset: int, data: bytes, limit: int) -> int:
        """Add ``data`` that begins at ``offset`` and return how many bytes are there now.

        A piece that is there already, or whose first part is, is taken as such: a browser sends a piece again when the
        answer was lost.

        Raises:
            WrongOffset: bytes are missing before ``offset``, or what is there differs from the piece.
            FileTooLarge: the file would grow beyond ``limit``.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            received = stream.seek(0, os.SEEK_END)
            if offset < 0 or offset > received:
                raise WrongOffset(received)
            if offset + len(data) > limit:
                raise FileTooLarge
            stream.seek(offset)
            known = stream.read(min(len(data), received - offset))
            if known != data[: len(known)]:
                raise WrongOffset(received)
            stream.write(data[len(known) :])
            stream.flush()
            os.fsync(stream.fileno())
            return max(received, offset + len(data))

    def remove(self) -> None:
        """Forget what has come."""
        with suppress(FileNotFoundError):
            self.path.unlink()


def digest_of(path: Path) -> tuple[str, int]:
    """SHA-256 in hex and size of a file."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
        return digest.hexdigest(), stream.tell()


def _sync_directory(path: Path) -> None:
    """Bring the name of a new file to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def file_store() -> FileStore:
    """The store of this installation."""
    return FileStore(Path(settings.MEDIA_ROOT))
