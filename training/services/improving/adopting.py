"""Writes the levels that a panel agreed on into a draft: those words, and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.compiler.vocabulary import VOCABULARY
from training.domain.item_tally import questions_of
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.services import audit
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.checking import Checker
from training.services.authoring.drafts import Manuscript, Saved
from training.services.errors import Conflict, NotFound
from training.services.improving.rated import rated_parts, result_of, text_of
from training.services.library import Library
from training.store import library as library_store
from training.store import panel as store
from training.store.library import Entry
from training.store.panel import Panel

Changes = Mapping[tuple[int, int], int]
"""The new level of an option, by the place of its part and its own."""

_TITLE = re.compile(r"""(\]\(\s*<?#[^\s)>]*>?\s+["'(]\s*)([^\s"',]+)""")


@dataclass(frozen=True, slots=True)
class Adoption:
    """A text with the levels that a panel agreed on, and what it was made from."""

    before: Manuscript
    entry: Entry
    panel_id: UUID
    source: str


def prepare(library: Library, checker: Checker, path: str, *, today: date) -> Adoption:
    """Put the agreed levels of the newest closed panel into the text; nothing is kept yet.

    Reading a text takes long, so nobody waits for it. Raises `NotFound` where there is nothing to
    adopt, `Conflict` where the text was changed since the panel saw it, so that it is not clear
    which option is which.
    """
    manuscript = drafts.read(library, path)
    entry = manuscript.entry
    panel = store.find_panel(library.session, entry.document_id) if entry else None
    if entry is None or panel is None or panel.closed_at is None:
        raise NotFound("panel")
    changes = agreed_changes(library, entry.kind, panel)
    if not changes:
        raise NotFound("levels")
    text = checker.check(library, path, manuscript.source, today=today).value
    rated = text_of(library, entry.kind, panel.revision_id)
    if not isinstance(text, Scenario | Quiz) or _names(text) != _names(rated):
        raise Conflict("text-changed")
    source = relevel(manuscript.source, text, changes)
    written = checker.check(library, path, source, today=today).value
    if not isinstance(written, Scenario | Quiz) or not _is_as_meant(text, written, changes):
        raise Conflict("text-changed")
    return Adoption(manuscript, entry, panel.id, source)


def adopt(library: Library, adoption: Adoption, actor: Actor, *, at: datetime) -> Saved:
    """Keep it as a draft; raises `Conflict` where text or panel is another than it was made from.

    Raises `NotFound` for nobody in particular.
    """
    if actor.person_id is None:
        raise NotFound("panel")
    library_store.lock_library(library.session)
    library.forget_catalogue()
    before, path = adoption.before, adoption.before.path
    panel = store.find_panel(library.session, adoption.entry.document_id)
    if panel is None or panel.id != adoption.panel_id or drafts.read(library, path) != before:
        raise Conflict("text-changed")
    saved = drafts.save(
        library,
        path=path,
        source=adoption.source,
        version=before.version,
        by=actor.person_id,
        at=at,
    )
    if saved.is_beside:
        raise Conflict("text-changed")
    what = f"document:{adoption.entry.slug}"
    audit.note(library.session, actor, "levels-adopted", what, "ok", at=at)
    return saved


def agreed_changes(library: Library, kind: str, panel: Panel) -> dict[tuple[int, int], int]:
    """List the levels that the panel agrees should be others, where no talk is needed."""
    return {
        (part.place, place): option.verdict.proposed
        for part in result_of(library, kind, panel)
        for place, option in enumerate(part.options)
        if option.verdict.is_adoptable and option.verdict.proposed is not None
    }


def relevel(source: str, text: Scenario | Quiz, changes: Changes) -> str:
    """Replace the word of the level in the title of links; every other byte stays.

    Raises `Conflict` where the word is not found at its line.
    """
    words = VOCABULARY[text.header.language].levels
    starts = [0]
    for content in source.split("\n"):
        starts.append(starts[-1] + len(content) + 1)
    for (part, option), level in sorted(
        changes.items(), key=lambda change: _line(text, *change[0]), reverse=True
    ):
        line = _line(text, part, option)
        begin = starts[line - 1] if 1 <= line < len(starts) else len(source)
        found = _TITLE.search(source, begin)
        if found is None or found.start() >= starts[min(line + 1, len(starts) - 1)]:
            raise Conflict("text-changed")
        word = words[level].capitalize() if found[2][:1].isupper() else words[level]
        source = source[: found.start(2)] + word + source[found.end(2) :]
    return source


def _line(text: Scenario | Quiz, part: int, option: int) -> int:
    if isinstance(text, Scenario):
        return text.scenes[part].choices[option].line
    return text.items[part].options[option].line


def _names(text: Scenario | Quiz) -> list[tuple[int, str, int]]:
    return [(place, question.name, question.size) for place, question in rated_parts(text)]


def _is_as_meant(before: Scenario | Quiz, after: Scenario | Quiz, changes: Changes) -> bool:
    """Tell whether the new text has the new levels and is otherwise the same."""
    meant = [
        tuple(changes.get((place, option), level) for option, level in enumerate(question.levels))
        for place, question in enumerate(questions_of(before))
    ]
    return [question.levels for question in questions_of(after)] == meant
