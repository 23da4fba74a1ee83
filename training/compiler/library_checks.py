"""What only shows when files are laid side by side: doubles, lost links, translations, dates."""

import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from training.compiler.addresses import Target, parse_path
from training.compiler.report import Place, Report
from training.compiler.summary import Summaries, Summary
from training.domain.diagnostics import Diagnostic, Severity

MAX_SUGGESTIONS = 20


def check_across(
    summaries: Summaries, paths: Collection[str], today: date
) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Give per path what is wrong between this file and the others; `paths` names every file."""
    reports: dict[str, Report] = defaultdict(Report)
    targets = {path: target for path in summaries if (target := parse_path(path))}
    _check_doubles(summaries, targets, reports)
    for path, summary in summaries.items():
        _check_references(summary, paths, reports[path])
        if targets[path].language:
            original = summaries.get(targets[path].original)
            _check_translation(targets[path], summary, original, reports[path])
        if summary.review_by and summary.review_by < today:
            day = summary.review_by.isoformat()
            reports[path].add("W32", summary.review_place, date=day)
    return {path: tuple(report.found) for path, report in reports.items()}


def _check_doubles(
    summaries: Summaries, targets: Mapping[str, Target], reports: Mapping[str, Report]
) -> None:
    """Report an identity of two originals, in both files; a translation shares its original's."""
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, summary in sorted(summaries.items()):
        if summary.slug and not targets[path].language:
            owners[summary.kind, summary.slug.casefold()].append(path)
    for paths in owners.values():
        for path in paths if len(paths) > 1 else ():
            others = ", ".join(other for other in paths if other != path)
            summary = summaries[path]
            reports[path].add(
                "E02", summary.id_place, "duplicate", value=summary.slug, other=others
            )


def _check_references(summary: Summary, paths: Collection[str], report: Report) -> None:
    lost = [reference for reference in summary.references if reference.path not in paths]
    for count, reference in enumerate(lost):
        place = Place(reference.line, reference.column)
        if reference.is_image:
            report.add("E23", place, "file", path=reference.path)
            continue
        close = _similar(reference.path, paths) if count < MAX_SUGGESTIONS else ""
        if close:
            report.add("E31", place, "suggestion", path=reference.path, suggestion=close)
        else:
            report.add("E31", place, path=reference.path)


def _similar(path: str, paths: Collection[str]) -> str:
    """Find a file of the same folder whose name is nearly this one."""
    folder, _, name = path.rpartition("/")
    names = [other.rpartition("/")[2] for other in paths if other.rpartition("/")[0] == folder]
    close = get_close_matches(name, names, n=1, cutoff=0.7)
    return f"{folder}/{close[0]}" if close else ""


def _check_translation(
    target: Target, summary: Summary, original: Summary | None, report: Report
) -> None:
    path = target.original
    if summary.language and summary.language != target.language:
        expected = target.language
        place = summary.id_place
        report.add("E29", place, "language", language=summary.language, expected=expected)
    if original is None:
        report.add("E29", Place(1), "original", path=path)
        return
    if original.slug and summary.slug and summary.slug != original.slug:
        report.add("E29", summary.id_place, "id", path=path, expected=original.slug)
    for line, variant, values in _differences(summary, original):
        report.add("E29", Place(line), variant, path=path, **values)


def _differences(
    summary: Summary, original: Summary
) -> Iterator[tuple[int, str, dict[str, object]]]:
    """Give every part that is not alike; a part with an error of its own says that error first."""
    ours, theirs = summary.parts, original.parts
    if ours is None or theirs is None:
        return
    different = [
        n for n in range(min(len(ours), len(theirs))) if ours[n].digest != theirs[n].digest
    ]
    if len(ours) != len(theirs):
        yield 1, "count", {"count": len(ours), "expected": len(theirs)}
        different = different[:1]  # behind it every part is compared with its neighbour
    for n in different:
        if not (_has_error(summary, n) or _has_error(original, n)):
            yield ours[n].line, "part", {"name": ours[n].name, "original": theirs[n].name}


def _has_error(summary: Summary, place: int) -> bool:
    starts = [part.line for part in summary.parts or ()]
    end = starts[place + 1] if place + 1 < len(starts) else sys.maxsize
    return any(
        found.severity is Severity.ERROR and starts[place] <= found.line < end
        for found in summary.diagnostics
    )
