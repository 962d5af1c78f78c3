"""Pictures: opened with fixed formats, checked before decoding, and always stored re-encoded and upright."""

import io
import warnings
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from ocop.dossiers.uploads.kinds import HEIC, JPEG, FileType
from ocop.dossiers.uploads.limits import limits
from ocop.kernel.operations import Refused

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = limits().image.max_pixels
# Pillow only warns between once and twice its limit; here every picture above the limit is refused.
warnings.simplefilter("error", Image.DecompressionBombWarning)

_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
_POSITION = 0x8825
_ORIENTATION = 0x0112
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, RuntimeError, IndexError, TypeError)


def cleaned_image(path: Path, kind: FileType, name: str, *, keep_position: bool = False) -> bytes:
    """The picture as a JPEG: upright, at most 2,600 px, without what the camera wrote into it.

    Whatever else was in the file (a script behind the picture, comments, the position) is left behind, because only the
    colours of the points are taken over. ``keep_position``: position and time of a field visit are kept.

    Raises:
        Refused: the picture is broken, cut off, or so large that it would fill the server's memory.
    """
    try:
        _check(path, kind, name)
        with Image.open(path, formats=(_FORMATS[kind.code],)) as image:
            exif = image.getexif()
            side = limits().image.long_side
            if kind is JPEG:
                image.draft("RGB", (side, side))
            image.load()
            upright = ImageOps.exif_transpose(image) if kind is not HEIC else image
            upright.thumbnail((side, side), Image.Resampling.LANCZOS)
            return _encoded(_on_white(upright), _kept(exif) if keep_position else None)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_too_many(name)) from None
    except UnidentifiedImageError:
        raise Refused(_broken(name)) from None
    except _BROKEN:
        raise Refused(_broken(name)) from None


def _check(path: Path, kind: FileType, name: str) -> None:
    """Measure from the header, then let the format's own checks run over the file."""
    with Image.open(path, formats=(_FORMATS[kind.code],)) as image:
        pixels = image.width * image.height
        allowed = limits().image
        if pixels > (allowed.max_pixels if kind is JPEG else allowed.max_pixels_whole):
            raise Refused(_too_many(name))
        if kind is not HEIC:
            image.verify()


def _kept(exif: Image.Exif) -> Image.Exif:
    """Only position and time of taking."""
    kept = Image.Exif()
    position = exif.get_ifd(_POSITION)
    if position:
        kept[_POSITION] = position
    for tag in (0x0132, 0x9003):
        value = exif.get(tag)
        if value:
            kept[tag] = value
    return kept


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")


def _encoded(image: Image.Image, exif: Image.Exif | None) -> bytes:
    out = io.BytesIO()
    options: dict[str, Any] = {"exif": exif.tobytes()} if exif else {}
    image.info.clear()
    image.save(out, "JPEG", quality=limits().image.quality, optimize=True, **options)
    return out.getvalue()


def _broken(name: str) -> str:
    return (
        f"Ảnh «{name}» bị hỏng hoặc chưa tải hết nên không mở được. "
        "Hãy mở ảnh trên điện thoại xem có đủ không, rồi chụp lại hoặc chọn lại ảnh."
    )


def _too_many(name: str) -> str:
    most = limits().image.max_pixels // 1_000_000
    return (
        f"Ảnh «{name}» có quá nhiều điểm ảnh (nhận tối đa {most} triệu với JPEG, "
        f"{limits().image.max_pixels_whole // 1_000_000} triệu với loại khác); mở ra sẽ làm đầy bộ nhớ máy chủ. "
        "Hãy chụp lại ở cỡ thường, hoặc thu nhỏ ảnh rồi tải lên."
    )
