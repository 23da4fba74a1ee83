"""No word of a trainer is lost: whatever is wrong with a text, and whoever else writes it."""

import pytest
from sqlalchemy import select

from tests.services.authoring import desk
from tests.world import World
from training.services.authoring import drafts
from training.services.authoring.drafts import Saved
from training.services.errors import NotFound
from training.store.draft import DraftCopy, DraftSave

PATH = "content/lessons/lezen.md"
NEW = "content/scenarios/repair-cafe.md"


def save(world: World, source: str, version: int, *, by: str = "tom", path: str = PATH) -> Saved:
    return desk.save(world, path, source, version, by=by)


def text(world: World, path: str = PATH) -> tuple[str, int]:
    with world.transaction() as library:
        found = drafts.read(library, path)
    return found.source, found.version


def test_a_file_opens_with_the_text_in_force(world: World) -> None:
    source, version = text(world)
    assert source.startswith("---")
    assert version == 0


def test_a_new_file_opens_empty(world: World) -> None:
    assert text(world, NEW) == ("", 0)


@pytest.mark.parametrize("path", ["content/other.md", "content/lessons/x.txt", "../../etc/passwd"])
def test_what_can_be_no_document_is_not_found(world: World, path: str) -> None:
    with pytest.raises(NotFound):
        text(world, path)
    with pytest.raises(NotFound):
        save(world, "tekst", 0, path=path)


def test_a_text_is_kept_whatever_is_wrong_with_it(world: World) -> None:
    assert save(world, "half een zin", 0) == Saved(1)
    assert save(world, "een hele zin", 1) == Saved(2)
    assert text(world) == ("een hele zin", 2)


def test_the_text_in_force_is_no_draft(world: World) -> None:
    source, _ = text(world)
    assert save(world, source, 0) == Saved(0)
    assert text(world) == (source, 0)


def test_the_same_save_twice_is_one(world: World) -> None:
    save(world, "tekst", 0)
    assert save(world, "tekst", 0) == Saved(1)


def test_what_another_saved_first_is_not_written_over(world: World) -> None:
    save(world, "van Tom", 0)
    assert save(world, "van Hanne", 0, by="hanne") == Saved(1, is_beside=True)
    assert text(world) == ("van Tom", 1)
    with world.session() as session:
        (copy,) = session.scalars(select(DraftCopy))
        assert (copy.source, copy.base_version) == ("van Hanne", 0)


def test_a_third_window_keeps_its_text_too(world: World) -> None:
    save(world, "van Tom", 0)
    save(world, "nog een van Tom", 1)
    save(world, "tweede venster", 0)
    save(world, "derde venster", 1)
    with world.session() as session:
        assert session.scalars(select(DraftCopy.source)).all() == ["derde venster"]
        assert session.scalars(select(DraftSave.source)).all() == ["tweede venster"]


def test_what_is_thrown_away_can_be_found_again(world: World) -> None:
    save(world, "van Tom", 0)
    save(world, "van Hanne", 0, by="hanne")
    with world.transaction() as library:
        drafts.discard(library, path=PATH, by=desk.person(world, "tom"), at=world.clock())
    assert text(world)[1] == 0
    with world.session() as session:
        assert set(session.scalars(select(DraftSave.source))) == {"van Tom", "van Hanne"}


def test_there_is_nothing_to_throw_away_without_a_draft(world: World) -> None:
    with world.transaction() as library, pytest.raises(NotFound):
        drafts.discard(library, path=PATH, by=desk.person(world, "tom"), at=world.clock())
