"""`training check`: every mistake in the library, with its place and what to do about it."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from training.cli.sentences import translator
from training.cli.summary_cache import check_with_cache
from training.domain.diagnostics import Diagnostic, Severity
from training.library_files import find_root, read_files
from training.web import excerpts
from training.web.diagnostics import CHECKED, sentence

DEFAULT_PATHS = (Path("content"), Path("quizzes"))
CACHE = Path("var/check")
Found = Mapping[Path, tuple[Diagnostic, ...]]


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the subcommand."""
    parser = subparsers.add_parser("check", help="check lessons, scenarios, quizzes and courses")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--language", choices=("nl", "en"), default="nl")
    parser.add_argument("--no-cache", action="store_true", help="read every file again")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    today = datetime.now().astimezone().date()  # noqa: TID251 - an entry point reads the clock
    cache_dir = None if arguments.no_cache else CACHE
    return run(arguments.paths, arguments.format, arguments.language, today, cache_dir)


def run(
    paths: Sequence[Path], output_format: str, language: str, today: date, cache_dir: Path | None
) -> int:
    """Check what the paths hold; 1 for errors, 2 for a path that is no part of a library."""
    asked = list(paths) or [path for path in DEFAULT_PATHS if path.exists()] or [*DEFAULT_PATHS]
    roots: dict[Path, list[Path]] = {}
    for path in asked:
        root = find_root(path)
        if root is None:
            sys.stderr.write(f"{path}: no such file or folder in a library\n")
            return 2
        roots.setdefault(root, []).append(path.resolve())
    found: dict[Path, tuple[Diagnostic, ...]] = {}
    for root, wanted in roots.items():
        diagnostics = check_with_cache(root, read_files(root), today, cache_dir)
        found |= {
            root / path: diagnostics[path]
            for path in sorted(diagnostics)
            if any((root / path).is_relative_to(part) for part in wanted)
        }
    write = _write_json if output_format == "json" else _write_text
    write(found, translator(language))
    return 1 if _count(found, Severity.ERROR) else 0


def _write_text(found: Found, gettext: Callable[[str], str]) -> None:
    for path, diagnostics in found.items():
        sys.stdout.write(told(path, diagnostics, gettext))
    counts = {
        "files": len(found),
        "errors": _count(found, Severity.ERROR),
        "warnings": _count(found, Severity.WARNING),
    }
    sys.stdout.write(gettext(CHECKED) % counts + "\n")


def told(path: Path, diagnostics: Sequence[Diagnostic], gettext: Callable[[str], str]) -> str:
    """Tell every problem of a file as `file:line:column: code sentence`, with its line."""
    lines = _lines(path) if diagnostics else []
    return "".join(
        f"{_shown(path)}:{each.line}:{each.column}: {each.code} {sentence(each, gettext)}\n"
        + excerpt(lines, each.line, each.column)
        for each in diagnostics
    )


def _write_json(found: Found, gettext: Callable[[str], str]) -> None:
    rows = [
        {
            "path": _shown(path),
            "line": each.line,
            "column": each.column,
            "code": each.code,
            "severity": each.severity,
            "sentence": sentence(each, gettext),
        }
        for path, diagnostics in found.items()
        for each in diagnostics
    ]
    json.dump(rows, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def excerpt(lines: Sequence[str], line: int, column: int) -> str:
    """Show the source line, cut to what fits a screen, with a caret under the column."""
    found = excerpts.excerpt(lines, line, column)
    return f"    {found.text}\n    {found.caret}\n" if found else ""


def _lines(path: Path) -> list[str]:
    return excerpts.lines_of(path.read_bytes().decode("utf-8-sig", "replace"))


def _shown(path: Path) -> str:
    """Give the path as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def _count(found: Found, severity: Severity) -> int:
    return sum(each.severity is severity for diagnostics in found.values() for each in diagnostics)
