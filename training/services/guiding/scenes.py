"""The scenes that the guide can give an answer to, and what they say is inviting."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from training.domain.competency import Framework
from training.domain.document import Kind
from training.domain.scenario import Choice, Scenario, Scene
from training.domain.scoring import counted_level
from training.interchange.outgoing import plain_of
from training.services.errors import NotFound
from training.services.library import Library
from training.store.library import Entry


@dataclass(frozen=True, slots=True)
class Source:
    """A scene of a scenario in force, and its place there: translations have other names."""

    entry: Entry
    scene: Scene
    place: int
    competency: str


def list_sources(library: Library) -> Iterator[Source]:
    """Give each scene with a judged choice of the scenarios in force, in their own language."""
    for entry in library.catalogue.entries:
        if entry.kind == Kind.SCENARIO and entry.language == entry.original:
            for place, scene in enumerate(library.take(entry.revision_id, Scenario).scenes):
                best = _best(scene)
                if best and best.judgement:
                    yield Source(entry, scene, place, best.judgement.competency)


def find_source(library: Library, document_id: UUID, part: str) -> Source:
    """Find a scene in force; raises `NotFound`."""
    for source in list_sources(library):
        if (source.entry.document_id, source.scene.name) == (document_id, part):
            return source
    raise NotFound("scene")


def suggest(library: Library, source: Source) -> dict[str, str]:
    """Give by language what sounds inviting: what the best choice says of it, else that choice."""
    found: dict[str, str] = {}
    for entry in library.catalogue.entries:
        is_same = (entry.document_id, entry.meaning, entry.shape) == (
            source.entry.document_id,
            source.entry.meaning,
            source.entry.shape,
        )
        if is_same:
            scene = library.take(entry.revision_id, Scenario).scenes[source.place]
            best = _best(scene)
            if best:
                found[entry.language] = plain_of(best.feedback.inviting) or best.text
    return found


def titles_of(library: Library, revision_id: UUID, part: str, language: str) -> tuple[str, str]:
    """Give the titles of a scenario and a scene as they were, in a language where that is alike."""
    scenario = library.take(revision_id, Scenario)
    place = next((i for i, scene in enumerate(scenario.scenes) if scene.name == part), None)
    if place is None:
        return scenario.header.title, part
    shown = library.catalogue.translated(Kind.SCENARIO, scenario.header.slug, language)
    if shown and shown.language == language:
        found = library.take(shown.revision_id, Scenario)
        original = library.catalogue.original(Kind.SCENARIO, scenario.header.slug)
        if original and original.revision_id == revision_id and place < len(found.scenes):
            scenario = found
    return scenario.header.title, scenario.scenes[place].title


def principle_of(library: Library, competency: str, language: str) -> str:
    """Give the code and name of a sub-point; only its code where the list no longer has it."""
    listed = library.catalogue.framework()
    entry = library.catalogue.find(Kind.COMPETENCIES, listed.slug, language) if listed else None
    framework = library.take(entry.revision_id, Framework) if entry else None
    found = framework.find_competency(competency) if framework else None
    return f"{competency} {found.name}" if found else competency


def _best(scene: Scene) -> Choice | None:
    judged = [choice for choice in scene.choices if choice.judgement]
    return max(
        judged,
        key=lambda choice: counted_level(choice.judgement) if choice.judgement else 0,
        default=None,
    )
