"""What changed as a table to take along: the same figures as on the page, and nothing more."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from training.services.measuring.results import Estimate, GroupResult, Result
from training.services.reporting.sheet import Row, Sheet

TITLES = ("group", "people", "level", "low", "high", "share", "share-low", "share-high", "verdict")
EXACT = 4
"""Decimals: figures are in steps, and this takes away what a float adds."""

Verdict = Callable[[float, float], str]


def sheet_of(result: Result, title: str, words: Mapping[str, str], verdict: Verdict) -> Sheet:
    """Give the groups of which a difference is told, in the order of the page."""
    told = [group for group in result.groups if group.effect and group.effect.level.value]
    return Sheet(
        name=words["file"],
        titles=tuple(words[name] for name in TITLES),
        rows=list(_rows(told, words, verdict)),
        about=title,
        end=words["end"],
    )


def _rows(told: list[GroupResult], words: Mapping[str, str], verdict: Verdict) -> Iterator[Row]:
    for group in told:
        effect = group.effect
        level = effect.level.value if effect else None
        if effect is None or level is None:
            continue
        yield (
            group.name or words[group.key],
            effect.pairs.value,
            *_cells(level),
            *_cells(effect.share.value),
            verdict(level[1], level[2]),
        )


def _cells(estimate: Estimate | None) -> tuple[Decimal | None, ...]:
    if estimate is None:
        return (None, None, None)
    return tuple(Decimal(str(round(number, EXACT))) for number in estimate)
