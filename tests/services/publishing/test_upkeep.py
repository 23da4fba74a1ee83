"""Who owns a text hears a month before its day, and on the day; nobody twice."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.world import MOMENT, PERSONS, World, read_files
from training.services.jobs import enqueue, run_next
from training.services.publishing import upkeep
from training.store.mail import Mail

LESSON = "content/lessons/lezen.md"
DAY = date(2027, 1, 31)


def write(template: str, language: str, **values: object) -> tuple[str, str]:
    texts = values["texts"]
    assert isinstance(texts, tuple)
    return template, " ".join(text.path for text in texts)


def owned(world: World, owner: str) -> None:
    files = read_files()
    header = f"id: lezen\ncontroleer-voor: {DAY}\neigenaar: {owner}\n".encode()
    files[LESSON] = files[LESSON].replace(b"id: lezen\n", header)
    assert LESSON in world.load(files).published


def night(world: World, day: date) -> None:
    """Do the round of a day, as a worker would; a day that was done is not done again."""
    at = MOMENT + (day - MOMENT.date())
    with world.session() as session:
        enqueue(session, upkeep.due_job(at), at=at)
    while run_next(world.transaction, {upkeep.KIND: upkeep.step_with(write)}, at=at):
        pass


def told(world: World) -> list[str]:
    with world.session() as session:
        return list(session.scalars(select(Mail.recipient).order_by(Mail.id)))


def test_the_owner_hears_a_month_before_and_on_the_day(world: World) -> None:
    owned(world, "TOM@voorbeeld.example")
    for back in range(35, -5, -1):
        night(world, DAY - timedelta(days=back))
        night(world, DAY - timedelta(days=back))
    assert told(world) == [PERSONS["tom"].email] * 2


@pytest.mark.parametrize("owner", ["Redactie", "lena@voorbeeld.example"])
def test_without_an_owner_who_is_a_trainer_all_trainers_hear(world: World, owner: str) -> None:
    owned(world, owner)
    night(world, DAY)
    assert told(world) == [PERSONS["tom"].email]


def test_nights_that_were_missed_are_made_up_for(world: World) -> None:
    owned(world, "Redactie")
    night(world, DAY - timedelta(days=4))
    night(world, DAY + timedelta(days=3))
    assert len(told(world)) == 1


def test_texts_with_a_day_are_listed_the_first_one_first(world: World) -> None:
    owned(world, "Redactie")
    with world.transaction() as library:
        [found] = upkeep.list_due(library, today=DAY - timedelta(days=2))
    assert (found.path, found.days_left, found.is_past, found.owner) == (
        LESSON,
        2,
        False,
        "Redactie",
    )
