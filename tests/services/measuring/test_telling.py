"""A measurement is told of once, and once more a week before its end; never to who finished."""

from collections.abc import Mapping
from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.services.measuring.waves import Waves
from tests.world import World
from training.services.audit import Actor
from training.services.jobs import Stage, Task
from training.services.mail import send_next
from training.services.measuring import planning, telling
from training.store.job import Job
from training.store.mail import Mail
from training.store.people import Learner, Person

EVERYONE = 5
"""The four of the world, and one more who works at the desk."""


@pytest.fixture
def waves(small_world: World) -> Waves:
    return Waves(small_world)


def told(template: str, language: str, **values: object) -> tuple[str, str]:
    """Write as the template does, but for the words."""
    return template, "second" if values["is_second"] else "first"


def night(waves: Waves) -> list[str]:
    """Do the round of a day; give what was written since the last."""
    with waves.world.transaction() as library:
        task = Task(UUID(int=1), {}, None, Stage("", 0, 0))
        telling.step_with(told)(library, task, waves.world.clock())
        written = list(library.session.scalars(select(Mail.body).where(Mail.body != "")))
        library.session.execute(update(Mail).values(body=""))
    return sorted(written)


def person(waves: Waves, key: UUID, **values: object) -> None:
    with waves.world.session() as session:
        person_id = session.scalars(select(Learner.person_id).where(Learner.key == key)).one()
        session.execute(update(Person).where(Person.id == person_id).values(**values))


def test_everybody_is_told_once_and_reminded_once(waves: Waves) -> None:
    waves.staff("Balie", 1)
    waves.open()
    assert night(waves) == ["first"] * EVERYONE
    assert night(waves) == []
    waves.world.clock.advance(days=6)
    assert night(waves) == []
    waves.world.clock.advance(days=1)
    assert night(waves) == ["second"] * EVERYONE
    waves.world.clock.advance(days=1)
    assert night(waves) == []


def test_who_finished_is_not_reminded(waves: Waves) -> None:
    (key,) = waves.staff("Balie", 1)
    number = waves.open()
    night(waves)
    waves.take(number, key, 2)
    waves.world.clock.advance(days=7)
    assert night(waves) == ["second"] * (EVERYONE - 1)


def test_who_is_away_is_told_when_back_and_who_left_never(waves: Waves) -> None:
    key, other = waves.staff("Balie", 2)
    waves.open()
    today = waves.world.clock().date()
    person(waves, key, away_from=today, away_until=today + timedelta(days=9))
    person(waves, other, is_active=False)
    assert night(waves) == ["first"] * (EVERYONE - 1)
    waves.world.clock.advance(days=10)
    # Back four days before the end: the first word, and no reminder right after it.
    assert night(waves) == ["first"] + ["second"] * (EVERYONE - 1)
    waves.world.clock.advance(days=2)
    assert night(waves) == []


def test_nothing_is_said_of_one_that_is_planned_or_closed(waves: Waves) -> None:
    waves.plan()
    assert night(waves) == []
    waves.close(waves.open())
    assert night(waves) == []


def test_the_round_begins_when_all_have_a_form(waves: Waves) -> None:
    number = waves.open()
    with waves.world.session() as session:
        keys = set(session.scalars(select(Job.key).where(Job.kind == telling.KIND)))
    assert keys == {f"{telling.KIND}:opened:{number}"}


def outcomes(waves: Waves) -> Mapping[str, str]:
    """Send all that waits; give what became of each mail."""
    sent: list[EmailMessage] = []
    while send_next(waves.world.session, sent.append, "x@y.example", at=waves.world.clock()):
        pass
    with waves.world.session() as session:
        rows = session.execute(select(Mail.recipient, Mail.outcome)).all()
    return {row[0]: row[1] for row in rows}


def test_a_mail_that_waits_for_office_hours_stops_for_who_finished(waves: Waves) -> None:
    key, _ = waves.staff("Balie", 2)
    number = waves.open()
    with waves.world.transaction() as library:
        task = Task(UUID(int=1), {}, None, Stage("", 0, 0))
        telling.step_with(told)(library, task, waves.world.clock())
        assert set(library.session.scalars(select(Mail.is_quiet))) == {True}
    waves.take(number, key, 2)
    assert sorted(outcomes(waves).values()) == ["cancelled"] + ["sent"] * EVERYONE


def test_a_closed_measurement_asks_nobody_any_more(waves: Waves) -> None:
    number = waves.open()
    with waves.world.transaction() as library:
        task = Task(UUID(int=1), {}, None, Stage("", 0, 0))
        telling.step_with(told)(library, task, waves.world.clock())
        planning.close(library, number, actor=Actor(), at=waves.world.clock())
    assert set(outcomes(waves).values()) == {"cancelled"}
