"""Draws an image anew: of what came in only the picture is left, upright and not too large."""

import io
import json
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from training.services.confinement import Limits, run_confined

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
"""No SVG: it can carry scripts."""
TYPES = {name: f"image/{name.lower()}" for name in FORMATS}
ENDINGS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WEBP",
    ".avif": "AVIF",
}
LARGEST = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_000
LIMITS = Limits(seconds=20, patience=40, memory=1024 * 1024 * 1024)
_OPTIONS: dict[str, dict[str, object]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "GIF": {"optimize": True},
    "WEBP": {"quality": 82, "method": 4},
    "AVIF": {"quality": 65, "speed": 8, "max_threads": 1},
}


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it will be served."""

    content: bytes
    format: str
    width: int
    height: int


def draw_anew(data: bytes) -> Picture | str:
    """Give the image, or the code of what is wrong; the work is done in a process with limits."""
    if len(data) > LARGEST:
        return "picture-large"
    answer = run_confined(redraw, data, LIMITS)
    if answer is None:
        return "picture-heavy"
    head, _, content = answer.partition(b"\n")
    told = json.loads(head)
    if "code" in told:
        return str(told["code"])
    return Picture(content, str(told["format"]), int(told["width"]), int(told["height"]))


def redraw(data: bytes) -> bytes:
    """Decode and encode; a line that tells what it is, and then the image itself."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        # The head is read first: how large it says to be is known before anything is decoded.
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            found = "JPEG" if image.format == "MPO" else image.format or ""
            if image.width * image.height > MOST_PIXELS:
                return _told(code="picture-pixels")
            if found == "JPEG":
                image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
            drawn = _draw(image, found)
        out = io.BytesIO()
        drawn.save(out, found, **_OPTIONS[found])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _told(code="picture-pixels")
    except UnidentifiedImageError:
        return _told(code="picture-unknown")
    except Exception:
        return _told(code="picture-broken")
    if out.tell() > LARGEST:
        return _told(code="picture-large")
    return _told(format=found, width=drawn.width, height=drawn.height) + out.getvalue()


def _draw(image: Image.Image, format_: str) -> Image.Image:
    """Give the first frame upright, in ordinary colours, at a size that a page can use."""
    image.seek(0)
    image.load()
    upright = _in_screen_colours(ImageOps.exif_transpose(image))
    has_holes = upright.has_transparency_data and format_ != "JPEG"
    plain = upright.convert("RGBA" if has_holes else "L" if upright.mode in ("1", "L") else "RGB")
    if max(plain.size) > LONGEST_SIDE:
        plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # A new one, with the pixels alone: nothing that the old one carried comes along.
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    return fresh


def _in_screen_colours(image: Image.Image) -> Image.Image:
    """Follow the colour profile of a camera, as it is left out of what is kept."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, source, screen, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return image


def _told(**values: object) -> bytes:
    return json.dumps(values).encode() + b"\n"
