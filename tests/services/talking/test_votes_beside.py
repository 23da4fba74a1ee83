"""A vote after a talk beside others of its kind: none tells of a few when subtracted."""

import pytest

from tests.organisation import Organisation
from tests.services.talking.teams import SPLIT, Teams, close, open_talk, vote
from tests.world import World
from training.store.people import find_by_learner
from training.store.unlinking import unlink_answers


@pytest.fixture
def teams(world: World) -> Teams:
    return Teams(world, Organisation(world).build())


def test_a_vote_that_could_be_taken_from_another_is_not_shown(teams: Teams) -> None:
    """The votes of the whole less those of its part would be the votes of four."""
    people = teams.fill("Vergunningen", SPLIT)
    others = teams.fill("Balie", SPLIT)
    part, whole = open_talk(teams, "Vergunningen"), open_talk(teams, "Dienstverlening")
    for number in (part, whole):
        for key in people:
            vote(teams, number, key, 0)
    for key in others[:4]:
        vote(teams, whole, key, 1)
    assert close(teams, part).after
    card = close(teams, whole)
    assert card.before
    assert card.after is None


def test_a_second_vote_does_not_tell_of_who_is_in_one_of_them_only(teams: Teams) -> None:
    """The first vote of 23 less the second of 22, who choose as they did, would be of one."""
    people = teams.fill("Vergunningen", SPLIT)
    for voters, is_shown in ((people, True), (people[1:], False), (people, True)):
        number = open_talk(teams, "Vergunningen")
        for place, key in enumerate(voters):
            vote(teams, number, key, place % 2)
        assert (close(teams, number).after is not None) is is_shown


def test_a_vote_of_another_unit_with_the_same_people_is_not_shown(teams: Teams) -> None:
    """HR moves all but one: two units that have nothing in common on paper."""
    people = teams.fill("Vergunningen", SPLIT)
    teams.fill("Griffie", SPLIT)
    first = open_talk(teams, "Vergunningen")
    for place, key in enumerate(people):
        vote(teams, first, key, place % 2)
    assert close(teams, first).after
    with teams.world.session() as session:
        for key in people[1:]:
            find_by_learner(session, key).unit_id = teams.unit("Griffie")
    second = open_talk(teams, "Griffie")
    for place, key in enumerate(people[1:]):
        vote(teams, second, key, (place + 1) % 2)
    card = close(teams, second)
    assert card.before
    assert card.after is None


def test_who_was_unlinked_since_may_be_anybody_of_the_next_vote(teams: Teams) -> None:
    people = teams.fill("Vergunningen", SPLIT)
    first = open_talk(teams, "Vergunningen")
    for place, key in enumerate(people):
        vote(teams, first, key, place % 2)
    assert close(teams, first).after
    with teams.world.session() as session:
        unlink_answers(session, people[0])
    second = open_talk(teams, "Vergunningen")
    for place, key in enumerate(people[1:]):
        vote(teams, second, key, (place + 1) % 2)
    assert close(teams, second).after is None
