"""Images and recordings, made in code."""

import io

from PIL import Image


def picture(format_: str = "PNG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """Draw an image whose left side is red and whose right side is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def frame(filling: bytes = b"\x55") -> bytes:
    """Give a frame of MPEG 1, layer III, 128 kbit/s at 44 100 Hz."""
    return b"\xff\xfb\x90\x00" + filling * (417 - 4)


def recording(frames: int = 20) -> bytes:
    """Give a recording of so many frames."""
    return frame() * frames


def id3(size: int = 50) -> bytes:
    """Give a tag at the beginning, with a name in it."""
    return b"ID3\x04\x00\x00" + bytes([0, 0, size >> 7, size & 127]) + b"Geheim".ljust(size, b"x")
