"""What a document may refer to outside itself, as far as it is known when it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Context:
    """`None` means unknown, and what is unknown is not complained about.

    `phrases` holds per language what an official had better not say. `slugs` says of a file
    (`content/lessons/x.md`) which identity it has, for the addresses of links between units.
    `borrowed` holds the Markdown of the questions of those quizzes that a quiz borrows from, by
    `path#question`; one that is not there cannot be asked.
    """

    competencies: frozenset[str] | None = None
    limits: frozenset[str] | None = None
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slugs: Mapping[str, str] = field(default_factory=dict)
    borrowed: Mapping[str, str] = field(default_factory=dict)


NOTHING_KNOWN = Context()
