"""What is in force, and compiled revisions: found by kind and language, or refused."""

from uuid import uuid4

import pytest
from sqlalchemy import update

from tests.world import World
from training.domain.document import Kind
from training.domain.lesson import Lesson
from training.domain.quiz import Quiz
from training.services.errors import NotFound
from training.services.library import Shelf
from training.store.library import Revision


def test_a_document_is_found_in_a_language_else_in_that_of_its_original(world: World) -> None:
    with world.transaction() as library:
        found = {
            language: library.catalogue.find(Kind.SCENARIO, "bank", language)
            for language in ("nl", "en", "fr")
        }
        assert {language: entry and entry.language for language, entry in found.items()} == {
            "nl": "nl",
            "en": "en",
            "fr": "nl",
        }
        assert library.catalogue.find(Kind.SCENARIO, "vragen", "nl") is None
        assert [course.title for course in library.catalogue.courses("en")] == ["Trial course"]


def test_a_revision_that_is_not_there_or_of_another_kind_is_not_found(world: World) -> None:
    with world.transaction() as library:
        entry = library.catalogue.original(Kind.LESSON, "lezen")
        assert entry
        assert library.take(entry.revision_id, Lesson).header.slug == "lezen"
        for revision_id, kind in ((entry.revision_id, Quiz), (uuid4(), Lesson)):
            with pytest.raises(NotFound):
                library.take(revision_id, kind)


def test_a_revision_that_this_version_cannot_read_is_not_found(world: World) -> None:
    with world.transaction() as library:
        entry = library.catalogue.original(Kind.LESSON, "lezen")
        assert entry
        library.session.execute(
            update(Revision).where(Revision.id == entry.revision_id).values(source="")
        )
    fresh = World(world.database, Shelf())
    with fresh.transaction() as library, pytest.raises(NotFound):
        library.take(entry.revision_id, Lesson)
