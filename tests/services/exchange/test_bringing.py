"""A folder of an author is brought in: what it asks of the database, and what moves along."""

import pytest
from sqlalchemy import select

from tests.services.authoring import desk
from tests.services.statements import counted
from tests.services.test_three_way import edited, publish
from tests.world import World, read_files
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.exchange.bringing import Brought, Order, Outcome, bring
from training.services.publishing import reviewing
from training.store.base import Base
from training.store.draft import DraftSave, ReviewRemark

LESSON = "content/lessons/lezen.md"
MOVED, OTHER = "content/lessons/les.md", "content/lessons/anders.md"
READS_ALL = "SELECT revision.id, revision.source"


def bring_in(world: World, files: dict[str, bytes]) -> Brought:
    with world.transaction() as library:
        at = world.clock()
        return bring(library, Order(files), at=at, today=at.date())


@pytest.fixture
def files() -> dict[str, bytes]:
    return read_files()


def test_the_texts_in_force_are_read_once(world: World, files: dict[str, bytes]) -> None:
    files[LESSON] = files[LESSON].replace(b"titel: Lezen", b"titel: Leren")
    with counted(world) as statements:
        assert bring_in(world, files).outcomes[LESSON] is Outcome.CHANGED
    assert len([text for text in statements if text.replace("\n", "").startswith(READS_ALL)]) == 1


def renamed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Give a folder in which the lesson, and what leads to it, has another name."""
    found = {path: data.replace(b"lezen.md", b"les.md") for path, data in files.items()}
    found[MOVED] = found.pop(LESSON)
    return found


def leave_behind(world: World, path: str = LESSON, *, is_draft: bool = False) -> None:
    """Write, have a line remarked on, and throw the text away."""
    desk.save(world, path, "half een zin", 0)
    actor = Actor(desk.person(world, "tom"), "here")
    assert actor.person_id
    at = world.clock()
    with world.transaction() as library:
        who = reviewing.Desk(actor, lambda *_, **__: ("", ""), at)
        reviewing.remark(library, path, 1, "Wat bedoelt u?", who)
        if not is_draft:
            drafts.discard(library, path=path, by=actor.person_id, at=at)


def kept(world: World) -> dict[str, list[str]]:
    """Give the paths of all that is kept beside a file."""
    with world.session() as session:
        return {
            table.__tablename__: list(session.scalars(select(table.path)))
            for table in (DraftSave, ReviewRemark)
        }


def test_what_was_written_and_remarked_moves_along_with_a_file(
    world: World, files: dict[str, bytes]
) -> None:
    leave_behind(world)
    assert bring_in(world, renamed(files)).outcomes[MOVED] is Outcome.RENAMED
    assert kept(world) == {"draft_save": [MOVED], "review_remark": [MOVED]}


def test_a_new_name_in_the_folder_takes_a_draft_and_its_remarks_along(
    world: World, files: dict[str, bytes]
) -> None:
    publish(world, LESSON, edited(files))
    leave_behind(world)
    leave_behind(world, is_draft=True)
    assert world.load(renamed(files)).refused == {}
    assert kept(world) == {"draft_save": [MOVED], "review_remark": [MOVED, MOVED]}
    with world.transaction() as library:
        assert drafts.read(library, MOVED).source == "half een zin"


def test_what_belongs_to_another_text_stays(world: World, files: dict[str, bytes]) -> None:
    leave_behind(world)
    files[OTHER] = files[LESSON].replace(b"id: lezen", b"id: anders")
    assert not bring_in(world, files).faults
    assert kept(world) == {"draft_save": [LESSON], "review_remark": [LESSON]}


def test_every_table_with_a_path_is_known_here() -> None:
    # A new one has to move along too: see `training.store.draft.move`.
    with_path = {name for name, table in Base.metadata.tables.items() if "path" in table.columns}
    kept_beside = {"draft", "draft_save", "review_remark", "signal_lesson"}
    assert with_path == kept_beside | {"origin", "revision"}
