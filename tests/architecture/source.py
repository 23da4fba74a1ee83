"""The repository's own text, as the tests of its house rules read it."""

import ast
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", ".hypothesis", "__pycache__", "dist", "htmlcov", "node_modules", "var"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """A text file by its path from the root; a planted one in a test never was on disk."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def length(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def is_below(self, *folders: str) -> bool:
        return self.path.startswith(folders)


Rule = Callable[[Source], Iterable[str]]


def sources(*suffixes: str, below: str = "") -> Iterator[Source]:
    """Read the files with these suffixes; without any, all that hold text."""
    for folder, names, files in os.walk(ROOT / below):
        names[:] = [name for name in names if name not in NOT_OURS and not name.endswith("_cache")]
        for path in (Path(folder, name) for name in files if name not in NOT_OURS):
            if not suffixes or path.suffix in suffixes:
                yield from read(path)


def read(path: Path) -> Iterator[Source]:
    try:
        yield Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    except UnicodeDecodeError:
        return  # a picture or a compiled catalogue


def broken(rule: Rule, found: Iterable[Source]) -> list[str]:
    """List every place that breaks a rule."""
    return [f"{source.path}: {complaint}" for source in found for complaint in rule(source)]
