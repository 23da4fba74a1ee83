"""The old names of scenes and questions: each leads to one that is there, or is given up."""

from collections.abc import Collection, Iterable

from training.compiler.reading import Reading
from training.compiler.report import TOP
from training.domain.changes import DROPPED


def check_renamed(
    pairs: Iterable[tuple[str, str]], names: Collection[str], variant: str, reading: Reading
) -> None:
    """Report what was renamed to something that is not in this text."""
    place = reading.settings.places.get("renamed", TOP)
    for old, new in pairs:
        if new != DROPPED and new not in names:
            reading.report.add("E08", place, variant, target=new, old=old)
