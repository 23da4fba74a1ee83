"""The files of a library on disk, by their path below the folder that holds the library."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from training.compiler.addresses import MEDIA
from training.services.media.shelf import LARGEST

FOLDERS = ("content", "quizzes")
MAX_SIZE = 1_000_001
"""Enough for the compiler to see that a file is too large; no more of it is read."""


def find_root(path: Path) -> Path | None:
    """Give the folder whose `content` or `quizzes` holds this path, or that has them itself."""
    path = path.resolve()
    if not path.exists():
        return None
    for root in (path, *path.parents):
        parts = path.relative_to(root).parts
        if (not parts or parts[0] in FOLDERS) and any((root / name).is_dir() for name in FOLDERS):
            return root
    return None


def read_files(root: Path) -> Mapping[str, bytes]:
    """Read every Markdown file; of an image the name is enough."""
    paths = (path for name in FOLDERS for path in sorted((root / name).rglob("*")))
    return {
        relative: b"" if relative.startswith(f"{MEDIA}/") else _read(path)
        for path in paths
        if path.is_file() and (relative := path.relative_to(root).as_posix())
    }


def media_of(root: Path) -> Mapping[str, Callable[[], bytes]]:
    """Map every image and sound to what reads it; no more is read than may be kept."""
    folder = root / MEDIA
    return {
        path.relative_to(root).as_posix(): partial(_read_up_to, path, LARGEST + 1)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _read_up_to(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _read(path: Path) -> bytes:
    if path.suffix != ".md":
        return b""
    return _read_up_to(path, MAX_SIZE)
