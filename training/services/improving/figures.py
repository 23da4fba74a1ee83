"""Writes reports down for the database and reads them back: groups that may be shown, no more."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from training.domain import disclosure
from training.domain.item_flags import Finding, Flag
from training.domain.item_report import Report

Kept = Mapping[str, Any]  # what JSON gives back


def dump(report: Report) -> dict[str, object]:
    """Write one report down."""
    thirds = report.thirds.value if report.thirds else None
    return {
        "n": report.n.value,
        "counted_on": report.counted_on.isoformat() if report.counted_on else None,
        "tables": [disclosure.dump_cells(table) for table in report.tables],
        "right": disclosure.dump_cells(report.right) if report.right else None,
        "discrimination": report.discrimination.value,
        "seconds": report.seconds.value,
        "thirds": thirds,
        "findings": [[finding.flag.value, finding.option] for finding in report.findings],
        "is_withheld": report.is_withheld,
    }


def load(kept: Kept) -> Report:
    """Read one report back."""
    day, right, thirds, seconds = (
        kept[name] for name in ("counted_on", "right", "thirds", "seconds")
    )
    return Report(
        n=disclosure.load(kept["n"]),
        counted_on=date.fromisoformat(day) if day else None,
        tables=tuple(disclosure.load_cells(table) for table in kept["tables"]),
        right=disclosure.load_cells(right) if right else None,
        discrimination=disclosure.load(kept["discrimination"]),
        seconds=disclosure.load(tuple(seconds)) if seconds else disclosure.NO_TIMES,
        thirds=disclosure.load(tuple(map(tuple, thirds))) if thirds else None,
        findings=tuple(Finding(Flag(flag), option) for flag, option in kept["findings"]),
        is_withheld=kept["is_withheld"],
    )


def load_all(figures: Kept, size: int) -> Sequence[Report | None]:
    """Read the reports of a text back, by place; none where there are none for this many parts."""
    kept = figures.get("items", [])
    return [load(one) for one in kept] if len(kept) == size else [None] * size
