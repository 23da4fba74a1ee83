"""A lesson: pages that are read in order."""

from dataclasses import dataclass

from training.domain.document import Header
from training.domain.prose import NO_PROSE, Prose


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a lesson; `name` is its anchor."""

    name: str
    title: str
    body: Prose = NO_PROSE


@dataclass(frozen=True, slots=True)
class Lesson:
    """Reading; a lesson without sections has exactly one page."""

    header: Header
    introduction: Prose
    pages: tuple[Page, ...]
