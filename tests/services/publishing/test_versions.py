"""Versions with who, when and how often; two of them compared; back to an earlier one."""

import pytest
from sqlalchemy import select

from tests.services.authoring.desk import person, save
from tests.services.learner import Learner
from tests.services.publishing.test_publishing import look, publish, text
from tests.services.revisiting.looking import BANK, PLAN
from tests.world import World
from training.domain.document import Change, Kind
from training.services.errors import Invalid, NotFound
from training.services.publishing import versions
from training.services.publishing.versions import History
from training.services.reporting.editions import course_editions
from training.store.draft import DraftSave


@pytest.fixture
def three(world: World) -> World:
    """Three versions: one completed, one running, one new."""
    Learner(world).complete()
    save(world, BANK, text(BANK, PLAN), 0)
    publish(world, BANK, Change.TYPO)
    Learner(world, "otto").start(Kind.SCENARIO, "bank")
    save(world, BANK, text(BANK, PLAN, ("Meneer Claes", "Mevrouw Claes")), 0)
    publish(world, BANK, Change.MEANING)
    return world


def history(world: World, path: str = BANK) -> History:
    with world.transaction() as library:
        return versions.read_history(library, path)


def test_versions_tell_what_changed_and_how_often_they_were_done(three: World) -> None:
    rows = history(three).versions
    assert [(row.number, row.meaning, row.change) for row in rows] == [
        (3, 2, Change.MEANING),
        (2, 1, Change.TYPO),
        (1, 1, None),
    ]
    assert [(row.running, row.completed) for row in rows] == [(0, 0), (1, 0), (0, 1)]
    assert [row.author for row in rows] == ["Tom Bakker", "Tom Bakker", ""]
    assert [row.is_current for row in rows] == [True, False, False]
    assert history(three, "content/lessons/nieuw.md").versions == ()


def test_two_versions_are_compared_the_older_one_first(three: World) -> None:
    with three.transaction() as library:
        found = versions.compare(library, BANK, 3, 1)
        assert (found.older.number, found.newer.number) == (1, 3)
        titles = [part.title for part in found.difference.changed]
        with pytest.raises(NotFound):
            versions.compare(library, BANK, 1, 9)
    assert titles == ["De vraag", "Het plan", "Einde: geen bank"]


def test_an_earlier_version_is_published_anew_with_the_same_question(three: World) -> None:
    save(three, BANK, "een ander concept", 0)
    tom = person(three, "tom")
    with three.transaction() as library:
        versions.take_back(library, BANK, 1, by=tom, at=three.clock())
    proposal = look(three, BANK)
    assert proposal.manuscript.source == text(BANK)
    assert (proposal.refusals, proposal.meanwhile) == ((), None)
    assert publish(three, BANK, Change.MEANING).number == 4
    with three.session() as session:
        assert session.scalars(select(DraftSave.source)).all() == ["een ander concept"]
    assert Learner(three).home().renewed == ()


@pytest.mark.parametrize(("number", "error"), [(3, Invalid), (9, NotFound), (0, NotFound)])
def test_one_goes_back_only_to_another_version(
    three: World, number: int, error: type[Exception]
) -> None:
    tom = person(three, "tom")
    with three.transaction() as library, pytest.raises(error):
        versions.take_back(library, BANK, number, by=tom, at=three.clock())


def test_hr_counts_completions_by_version(three: World) -> None:
    Learner(three, "otto").complete()
    with three.transaction() as library:
        page = course_editions(library, "", language="nl")
        with pytest.raises(NotFound):
            course_editions(library, "nergens", language="nl")
    assert page.slug == "proef"
    found = {text.title: [(row.number, row.count) for row in text.editions] for text in page.texts}
    assert found["De bank"] == [(3, 0), (2, 1), (1, 1)]
    assert found["Proefcursus"] == [(1, 2)]
