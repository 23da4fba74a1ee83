"""Summaries of checked files, kept between two runs; a lost or damaged cache costs only time."""

import hashlib
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

import training
from training.compiler.library import Files, check_library
from training.compiler.summary import Summaries, dump, load
from training.domain.diagnostics import Diagnostic

_READERS = ("markdown-it-py", "pyyaml", "pydantic")


def check_with_cache(
    root: Path, files: Files, today: date, folder: Path | None
) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Check a library; files that did not change since the last run are not read again."""
    if folder is None:
        return check_library(files, today).diagnostics
    name = hashlib.sha256(str(root).encode()).hexdigest()[:16]
    store = folder / f"{name}.json"
    known = _load(store)
    checked = check_library(files, today, compiler_version(), known)
    if checked.summaries.keys() != known.keys():
        _save(store, checked.summaries)
    return checked.diagnostics


def compiler_version() -> str:
    """Give a digest of the compiler itself: no summary outlives a change to its rules."""
    package = Path(training.__file__).parent
    digest = hashlib.sha256(repr([version(name) for name in _READERS]).encode())
    for folder in ("compiler", "domain"):
        for path in sorted((package / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _load(store: Path) -> Summaries:
    try:
        return load(store.read_bytes())
    except OSError:
        return {}


def _save(store: Path, summaries: Summaries) -> None:
    """Replace the file in one step; where one may not write, there is simply no cache."""
    fresh = store.with_suffix(".new")
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(dump(summaries))
        fresh.replace(store)
    except OSError:
        return
