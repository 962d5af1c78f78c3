"""Page pictures: what everybody looks at instead of the original (WebP), and whether a page can be read."""

import io
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageFilter, ImageStat

from ocop.dossiers.uploads.limits import limits

_PDFIUM = threading.Lock()
"""PDFium is not safe to use from two threads at once."""

_LAPLACE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
_TILES = 8


@dataclass(frozen=True)
class PagePicture:
    """The picture of one page and its thumbnail (WebP), measured. ``sharpness``: see :func:`sharpness`."""

    image: bytes
    thumbnail: bytes
    width: int
    height: int
    sharpness: float
    is_readable: bool


def image_pages(path: Path) -> "Pages":
    """The one page of a stored picture."""

    def load(_number: int) -> Image.Image:
        with Image.open(path, formats=("JPEG",)) as image:
            image.load()
            return image.convert("RGB")

    return Pages(1, load)


@contextmanager
def pdf_pages(path: Path) -> Iterator["Pages"]:
    """The pages of a PDF, drawn one by one."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(path)
        count = len(document)

    def load(number: int) -> Image.Image:
        with _PDFIUM:
            page = document[number - 1]
            try:
                scale = limits().pages.long_side / max(1.0, *page.get_size())
                drawn: Image.Image = page.render(scale=min(scale, 8.0)).to_pil()
                return drawn.convert("RGB")
            finally:
                page.close()

    try:
        yield Pages(count, load)
    finally:
        with _PDFIUM:
            document.close()


class Pages:
    """The pages of one file by number, from 1."""

    def __init__(self, count: int, load: Callable[[int], Image.Image]) -> None:
        self.count, self._load = count, load

    def picture(self, number: int, turned: int = 0) -> PagePicture:
        """Draw a page, ``turned`` quarter turns clockwise."""
        return picture_of(self._load(number), turned)


def picture_of(source: Image.Image, turned: int = 0) -> PagePicture:
    """Picture and thumbnail of a page within the limits of ``limits.toml``."""
    wanted = limits().pages
    turns: Sequence[Image.Transpose | None] = (
        None,
        Image.Transpose.ROTATE_270,
        Image.Transpose.ROTATE_180,
        Image.Transpose.ROTATE_90,
    )
    turn = turns[turned % 4]
    upright = source.transpose(turn) if turn is not None else source
    side = max(upright.size)
    image = _within(upright, wanted.long_side)
    thumbnail = _within(image, wanted.thumbnail)
    sharp = sharpness(image)
    return PagePicture(
        image=_webp(image, wanted.max_bytes),
        thumbnail=_webp(thumbnail, wanted.thumbnail_max_bytes),
        width=image.width,
        height=image.height,
        sharpness=round(sharp, 1),
        is_readable=side >= wanted.min_long_side and sharp >= wanted.min_sharpness,
    )


def _within(image: Image.Image, side: int) -> Image.Image:
    copy = image.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return copy


def _webp(image: Image.Image, most: int) -> bytes:
    """WebP of at most ``most`` bytes: quality falls first, then size."""
    while True:
        for quality in (76, 55, 35):
            out = io.BytesIO()
            image.save(out, "WEBP", quality=quality, method=2)
            if out.tell() <= most:
                return out.getvalue()
        image = _within(image, max(16, round(max(image.size) * 0.8)))


def sharpness(image: Image.Image) -> float:
    """How sharp the sharpest parts are: variance of the Laplacian in 64 tiles, the value that a tenth of them exceeds.

    Tiles, because a page with three lines is mostly blank and may be sharp all the same. Measured at 1,000 px on the long
    side, so that pictures of every size compare. Printed text in focus lies above 300, out of focus below 60.
    """
    grey = _within(image.convert("L"), 1000).filter(_LAPLACE)
    width, height = grey.size
    values = []
    for row in range(_TILES):
        for column in range(_TILES):
            box = (
                2 + (width - 4) * column // _TILES,
                2 + (height - 4) * row // _TILES,
                2 + (width - 4) * (column + 1) // _TILES,
                2 + (height - 4) * (row + 1) // _TILES,
            )
            if box[2] > box[0] and box[3] > box[1]:
                values.append(ImageStat.Stat(grey.crop(box)).var[0])
    values.sort()
    return float(values[-max(1, len(values) // 10)]) if values else 0.0
