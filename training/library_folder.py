"""A folder that the library was exported to: written file by file, and never outside itself."""

import json
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from training.services.exchange.taking_out import MANIFEST, OutFile, manifest_of

LARGEST_MANIFEST = 10_000_000


class FolderRefused(Exception):
    """The folder cannot be written; the text says why, with the remedy."""


def read_manifest(root: Path) -> dict[str, str]:
    """Read what an export wrote; empty where the folder is no export."""
    try:
        with (root / MANIFEST).open("rb") as file:
            found = json.loads(file.read(LARGEST_MANIFEST))
    except (OSError, ValueError, RecursionError):
        return {}
    files = found.get("files") if isinstance(found, dict) else None
    if not isinstance(files, dict):
        return {}
    return {path: digest for path, digest in files.items() if isinstance(digest, str)}


def write_folder(root: Path, files: Iterable[OutFile], *, force: bool) -> list[str]:
    """Write files and the list of them; raises `FolderRefused` before anything is written over.

    A file that was changed since an earlier export is somebody's work: it stops the export.
    """
    known = _permit(root, force=force)
    root.mkdir(parents=True, exist_ok=True)
    written: dict[str, str] = {}
    for file in files:
        place = _inside(root, file.path)
        if known.get(file.path) != file.digest or not place.exists():
            _write(place, file.content)
        written[file.path] = file.digest
    for path in known.keys() - written.keys():
        _inside(root, path).unlink(missing_ok=True)
    _write(root / MANIFEST, manifest_of(written))
    return sorted(written)


def _permit(root: Path, *, force: bool) -> Mapping[str, str]:
    """Tell what an earlier export wrote there, if this one may go over it."""
    if root.exists() and not root.is_dir():
        raise FolderRefused(f"{root}: this is a file. Name a folder.")
    known = read_manifest(root)
    is_full = root.is_dir() and any(root.iterdir())
    if is_full and not known and not force:
        raise FolderRefused(
            f"{root}: this folder holds other files. Name an empty folder, an earlier export, or "
            "give --force to write over what has the same name."
        )
    changed = [path for path, digest in known.items() if _is_changed(root, path, digest)]
    if changed and not force:
        raise FolderRefused(
            f"{root}: changed since the last export: {', '.join(sorted(changed)[:10])}. Load these "
            "first with training load, or give --force to write over them."
        )
    return {} if force else known


def _is_changed(root: Path, path: str, digest: str) -> bool:
    place = _inside(root, path)
    return place.exists() and sha256(place.read_bytes()).hexdigest() != digest


def _inside(root: Path, path: str) -> Path:
    """Give the place of a file; refuse one that a link or a name leads out of the folder."""
    place, home = root / path, root.resolve()
    is_inside = place.parent.resolve().is_relative_to(home) and ".." not in place.parts
    if not is_inside or Path(path).is_absolute() or place.is_symlink():
        raise FolderRefused(f"{place}: a link leads out of the folder. Remove it.")
    return place


def _write(place: Path, content: bytes) -> None:
    """Replace a file in one step: half a file is never left behind."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f".{place.name}.new")
    try:
        # Made anew, never opened: whatever has this name, a link included, is not followed.
        fresh.unlink(missing_ok=True)
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)
