"""MP4 films: the boxes must be whole; the place where it was filmed is blotted out."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ocop.kernel.operations import Refused

_PLACES = (b"\xa9xyz", b"loci")
_HOLDERS = (b"moov", b"udta", b"trak")


class Box(NamedTuple):
    """A box of an MP4 file: type, where it begins, length of its head, and where it ends."""

    kind: bytes
    start: int
    head: int
    end: int


def clean_film(path: Path, name: str, *, keep_position: bool = False) -> None:
    """Check the boxes of a film and blot out its position in place (``keep_position``: leave it).

    Raises:
        Refused: the file is cut off, or is no film that can be played.
    """
    size = path.stat().st_size
    try:
        with path.open("r+b") as stream:
            boxes = list(_boxes(stream, 0, size))
            kinds = [box.kind for box in boxes]
            if not kinds or kinds[0] != b"ftyp" or kinds.count(b"moov") != 1 or b"mdat" not in kinds:
                raise ValueError("boxes")
            if not keep_position:
                for box in boxes:
                    _blot(stream, box)
    except (ValueError, struct.error, OSError):
        raise Refused(
            f"Phim «{name}» bị hỏng hoặc chưa tải hết nên không phát được. "
            "Hãy mở phim trên điện thoại xem có chạy đến hết không, rồi chọn lại."
        ) from None


def _boxes(stream: BinaryIO, start: int, end: int) -> Iterator[Box]:
    at = start
    while at < end:
        stream.seek(at)
        head = stream.read(16)
        length, kind = struct.unpack(">I4s", head[:8])
        head_size = 8
        if length == 1:
            length, head_size = struct.unpack(">Q", head[8:16])[0], 16
        elif length == 0:
            length = end - at
        if length < head_size or at + length > end:
            raise ValueError("a box leaves the file")
        yield Box(kind, at, head_size, at + length)
        at += length


def _blot(stream: BinaryIO, box: Box) -> None:
    if box.kind in _PLACES:
        stream.seek(box.start + 4)
        stream.write(b"free")
        stream.seek(box.start + box.head)
        stream.write(b"\x00" * (box.end - box.start - box.head))
    elif box.kind in _HOLDERS:
        for inner in list(_inner(stream, box)):
            _blot(stream, inner)


def _inner(stream: BinaryIO, box: Box) -> Iterator[Box]:
    """Boxes inside; user data may end with four zero bytes, which are no box."""
    end = box.end
    if box.kind == b"udta" and box.end - box.start - box.head >= 4:
        stream.seek(box.end - 4)
        if stream.read(4) == b"\x00\x00\x00\x00":
            end -= 4
    return _boxes(stream, box.start + box.head, end)
