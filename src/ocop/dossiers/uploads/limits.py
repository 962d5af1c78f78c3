"""The limits of ``limits.toml``, typed."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class UploadLimits:
    """Of an upload in pieces."""

    hours: int
    open_per_person: int
    chunk_max: int


@dataclass(frozen=True)
class ImageLimits:
    """Of a picture, and how it is stored."""

    max_bytes: int
    max_pixels: int
    max_pixels_whole: int
    long_side: int
    quality: int


@dataclass(frozen=True)
class PdfLimits:
    """Of a PDF."""

    max_bytes: int
    max_pages: int
    max_objects: int
    max_image_pixels: int


@dataclass(frozen=True)
class OfficeLimits:
    """Of a Word or Excel file."""

    max_bytes: int
    max_entries: int
    max_unpacked: int
    max_ratio: int


@dataclass(frozen=True)
class VideoLimits:
    """Of a film."""

    max_bytes: int


@dataclass(frozen=True)
class PageLimits:
    """Of page pictures, and when a page counts as readable."""

    long_side: int
    thumbnail: int
    max_bytes: int
    thumbnail_max_bytes: int
    min_long_side: int
    min_sharpness: float


@dataclass(frozen=True)
class Limits:
    """Everything of ``limits.toml``."""

    upload: UploadLimits
    image: ImageLimits
    pdf: PdfLimits
    office: OfficeLimits
    video: VideoLimits
    pages: PageLimits


@lru_cache(maxsize=1)
def limits() -> Limits:
    """The limits, read once in a process."""
    data = tomllib.loads(Path(__file__).with_name("limits.toml").read_text(encoding="utf-8"))
    return Limits(
        upload=UploadLimits(**data["upload"]),
        image=ImageLimits(**data["image"]),
        pdf=PdfLimits(**data["pdf"]),
        office=OfficeLimits(**data["office"]),
        video=VideoLimits(**data["video"]),
        pages=PageLimits(**data["pages"]),
    )
