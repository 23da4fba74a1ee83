"""What a panel agreed on is written into a draft, word for word, and over nothing else."""

import pytest

from tests.services.authoring import desk
from tests.services.improving import jury
from tests.services.improving.jury import AS_WRITTEN, PATH, REFER
from tests.services.statements import asked
from tests.world import LIBRARY, World, read_files
from training.services import confinement
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.checking import Checker
from training.services.authoring.drafts import Saved
from training.services.errors import Conflict, NotFound
from training.services.improving import adopting
from training.services.improving.adopting import Adoption, relevel


def prepare(world: World, path: str = PATH) -> Adoption:
    with world.transaction() as library:
        return adopting.prepare(library, Checker(), path, today=world.clock().date())


def adopt(world: World, path: str = PATH, adoption: Adoption | None = None) -> Saved:
    found = adoption or prepare(world, path)
    with world.transaction() as library:
        return adopting.adopt(library, found, jury.tom(world), at=world.clock())


def source(world: World, path: str = PATH) -> str:
    with world.transaction() as library:
        return drafts.read(library, path).source


def test_panel_that_agrees_with_the_text_changes_nothing(world: World) -> None:
    jury.sit(world, AS_WRITTEN, AS_WRITTEN)
    shown = jury.page(world).panel
    assert shown
    assert shown.reliability
    assert shown.reliability.alpha == 1.0
    assert all(found.verdict.is_agreed for found in jury.options(world).values())
    with pytest.raises(NotFound):
        adopt(world)


def test_agreed_levels_are_written_into_a_draft_and_every_other_byte_stays(world: World) -> None:
    jury.sit(world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2})
    before = source(world)
    adopt(world)
    assert source(world) == before.replace(
        '"afwachtend 2.2, +1 doorverwijzing', '"meewerkend 2.2, +1 doorverwijzing'
    )


def test_a_difference_between_sides_asks_for_a_talk_and_is_not_adopted(world: World) -> None:
    jury.sit(world, {**AS_WRITTEN, REFER: 0}, {**AS_WRITTEN, REFER: 3})
    found = jury.option(world, REFER).verdict
    assert found.needs_talk
    assert (found.citizens, found.officials) == ((4, 0, 0, 0), (0, 0, 0, 4))
    with pytest.raises(NotFound):
        adopt(world)


def test_a_name_stays_on_the_page_of_the_panel(world: World) -> None:
    jury.sit(world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2})
    with asked(world) as statements:
        adopt(world)
    assert [statement for statement in statements if "panellist.name" in statement] == []


def test_levels_are_not_written_over_a_text_that_says_something_else(world: World) -> None:
    jury.sit(world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2})
    other = (
        source(world).replace("## Het plan", "## Het gesprek").replace("#het-plan", "#het-gesprek")
    )
    desk.save(world, PATH, other, 0)
    with pytest.raises(Conflict):
        adopt(world)
    assert source(world) == other


def test_levels_go_on_top_of_what_was_already_written(world: World) -> None:
    jury.sit(world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2})
    mended = source(world).replace("oudere wandelaars", "oude wandelaars")
    desk.save(world, PATH, mended, 0)
    adopt(world)
    assert source(world) == mended.replace("afwachtend 2.2", "meewerkend 2.2")


def test_levels_of_a_quiz_are_written_too(world: World) -> None:
    text = (LIBRARY / "quizzes/vragen.md").read_text("utf-8")
    with world.transaction() as library:
        value = (
            Checker().check(library, "quizzes/vragen.md", text, today=world.clock().date()).value
        )
    assert value
    assert relevel(text, value, {(3, 1): 0}) == text.replace(  # type: ignore[arg-type]  # a quiz
        '"afwachtend 2.2"', '"afhoudend 2.2"'
    )


def test_windows_lines_and_capitals_stay_as_they_are(world: World) -> None:
    jury.sit(world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2})
    windows = source(world).replace("afwachtend 2.2", "Afwachtend 2.2").replace("\n", "\r\n")
    desk.save(world, PATH, windows, 0)
    adopt(world)
    assert source(world) == windows.replace("Afwachtend 2.2", "Meewerkend 2.2")


@pytest.mark.parametrize("path", ["content/lessons/lezen.md", "content/scenarios/nieuw.md"])
def test_what_has_no_levels_has_no_panel(world: World, path: str) -> None:
    assert not jury.page(world, path).is_ratable
    with pytest.raises(NotFound):
        jury.open_panel(world, path)
    with pytest.raises(NotFound):
        adopt(world, path)


def test_nobody_in_particular_adopts_nothing(world: World) -> None:
    jury.sit(world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2})
    found = prepare(world)
    with world.transaction() as library, pytest.raises(NotFound):
        adopting.adopt(library, found, Actor(), at=world.clock())


def test_nothing_is_written_where_something_changed_after_it_was_looked_at(world: World) -> None:
    jury.sit(world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2})
    found, before = prepare(world), source(world)
    world.load(read_files() | {PATH: before.replace("wandelaars", "lopers").encode()})
    with pytest.raises(Conflict):
        adopt(world, adoption=found)
    found = prepare(world)
    desk.save(world, PATH, before, 0, by="otto")
    with pytest.raises(Conflict):
        adopt(world, adoption=found)
    assert source(world) == before
    found = prepare(world)
    world.clock.advance(days=1)
    jury.open_panel(world)
    with pytest.raises(Conflict):
        adopt(world, adoption=found)


def test_no_text_is_read_while_others_wait_to_write(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    jury.sit(world, {**AS_WRITTEN, REFER: 2}, {**AS_WRITTEN, REFER: 2})
    found = prepare(world)
    monkeypatch.setattr(confinement, "_run", None)
    assert adopt(world, adoption=found).version == 1
