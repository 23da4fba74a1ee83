"""Logging in, staying logged in, and choosing a new password."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from tests.services.together import at_once
from tests.world import PASSWORD, PERSONS, World, light_passwords
from training.services import logins
from training.services.audit import Actor
from training.services.errors import NotFound, TooMany
from training.services.logins import TRIES, Visit
from training.store.logins import LoginSession, LoginTry, PasswordReset
from training.store.people import Person, find_by_email

DIGEST = "new digest"
LENA, VISITOR = PERSONS["lena"].email, Actor(origin="192.0.2.7")


def log_in(world: World, name: str = "lena") -> str:
    email = PERSONS[name].email
    with world.session() as session:
        account = logins.find_account(session, email)
        assert account
        return logins.open_session(session, account, email, VISITOR, at=world.clock())


def visit(world: World, token: str) -> Visit | None:
    with world.session() as session:
        return logins.find_visit(session, token, at=world.clock())


def knock(world: World, email: str = LENA) -> None:
    with world.session() as session:
        logins.note_try(session, email, at=world.clock())


def person(world: World, name: str = "lena") -> Person:
    with world.session() as session:
        found = find_by_email(session, PERSONS[name].email)
        assert found
        return found


def ask_reset(world: World, email: str = LENA) -> str | None:
    with world.session() as session:
        link = logins.request_reset(session, email, VISITOR, at=world.clock())
        return link.token if link else None


def reset(world: World, token: str, digest: str = DIGEST) -> None:
    with world.session() as session:
        logins.reset_password(session, token, digest, VISITOR, at=world.clock())


def is_open(world: World, token: str) -> bool:
    with world.session() as session:
        return logins.is_reset_open(session, token, at=world.clock())


def deactivate(world: World, name: str = "lena") -> None:
    with world.session() as session:
        session.get_one(Person, person(world, name).id).is_active = False


def test_only_the_right_password_of_an_active_person_is_right(world: World) -> None:
    passwords = light_passwords()
    with world.session() as session:
        lena, nobody = (logins.find_account(session, e) for e in (LENA, "x@y.example"))
        capitals = logins.find_account(session, " Lena@Voorbeeld.EXAMPLE ")
    assert lena == capitals
    assert nobody is None
    assert logins.is_right(passwords, lena, PASSWORD)
    assert not logins.is_right(passwords, lena, PASSWORD + "!")
    assert not logins.is_right(passwords, nobody, PASSWORD)
    deactivate(world)
    with world.session() as session:
        assert not logins.is_right(passwords, logins.find_account(session, LENA), PASSWORD)


def test_a_token_leads_to_the_person_and_is_not_kept(world: World) -> None:
    token = log_in(world)
    found = visit(world, token)
    assert found
    assert (found.name, found.role, found.language) == ("Lena de Wit", "learner", "nl")
    assert found.learner_key == world.learner("lena")
    assert visit(world, token + "x") is None
    with world.session() as session:
        assert token not in session.scalars(select(LoginSession.token_digest)).all()


@pytest.mark.parametrize(("name", "minutes"), [("lena", 120), ("tom", 30), ("hanne", 30)])
def test_a_session_ends_when_nobody_uses_it(world: World, name: str, minutes: int) -> None:
    token = log_in(world, name)
    world.clock.advance(minutes=minutes, seconds=-1)
    assert visit(world, token)
    world.clock.advance(seconds=1)
    assert visit(world, token) is None


def test_a_session_in_use_ends_after_twelve_hours(world: World) -> None:
    token, began = log_in(world), world.clock()
    while world.clock() - began < timedelta(hours=11):
        world.clock.advance(hours=1)
        with world.session() as session:
            logins.touch(session, token, at=world.clock())
    world.clock.advance(minutes=59)
    assert visit(world, token)
    world.clock.advance(minutes=1)
    assert visit(world, token) is None


def test_a_session_is_written_again_once_a_minute(world: World) -> None:
    found = visit(world, log_in(world))
    assert found
    now = world.clock()
    assert not logins.needs_touch(found, at=now + timedelta(seconds=59))
    assert logins.needs_touch(found, at=now + timedelta(seconds=60))


def test_deactivating_a_person_ends_the_visit_at_once(world: World) -> None:
    token = log_in(world)
    deactivate(world)
    assert visit(world, token) is None


def test_logging_out_ends_one_session_or_all(world: World) -> None:
    first, second, third = log_in(world), log_in(world), log_in(world)
    actor = Actor(person(world).id)
    with world.session() as session:
        logins.close_session(session, first, actor, at=world.clock())
    assert [bool(visit(world, token)) for token in (first, second, third)] == [False, True, True]
    with world.session() as session:
        logins.close_all_sessions(session, person(world).id, actor, at=world.clock())
    assert [visit(world, token) for token in (first, second, third)] == [None] * 3


def test_a_profile_lists_the_own_sessions_and_knows_this_one(world: World) -> None:
    old = log_in(world)
    world.clock.advance(minutes=5)
    here = log_in(world)
    log_in(world, "otto")
    with world.session() as session:
        profile = logins.profile(session, person(world).id, here, at=world.clock())
    assert (profile.name, profile.email, profile.role) == ("Lena de Wit", LENA, "learner")
    assert [row.is_current for row in profile.sessions] == [True, False]
    assert old
    with world.session() as session, pytest.raises(NotFound):
        logins.profile(session, world.learner("lena"), here, at=world.clock())


def test_the_eleventh_try_in_a_minute_is_refused(world: World) -> None:
    for _ in range(TRIES):
        knock(world, " LENA@voorbeeld.example")
    with pytest.raises(TooMany) as refusal:
        knock(world)
    assert refusal.value.values == {"seconds": "60"}
    knock(world, PERSONS["otto"].email)
    world.clock.advance(seconds=60)
    knock(world)


def test_tries_at_the_same_moment_count_as_well(world: World) -> None:
    refused = []

    def guess() -> None:
        try:
            knock(world)
        except TooMany:
            refused.append(True)

    at_once([guess] * 20)
    assert len(refused) == 10
    with world.session() as session:
        assert session.scalars(select(func.count()).select_from(LoginTry)).one() == TRIES


def test_a_success_forgets_the_own_tries_and_those_that_are_old(world: World) -> None:
    knock(world, PERSONS["otto"].email)
    world.clock.advance(minutes=2)
    knock(world, PERSONS["tom"].email)
    knock(world)
    log_in(world)
    with world.session() as session:
        assert session.scalars(select(func.count()).select_from(LoginTry)).one() == 1


def test_a_reset_link_works_once_and_ends_all_sessions(world: World) -> None:
    session_token, token = log_in(world), ask_reset(world)
    assert token
    assert is_open(world, token)
    reset(world, token)
    assert person(world).password_digest == DIGEST
    assert visit(world, session_token) is None
    assert not is_open(world, token)
    with pytest.raises(NotFound):
        reset(world, token)


def test_a_reset_link_ends_after_half_an_hour(world: World) -> None:
    token = ask_reset(world)
    assert token
    world.clock.advance(minutes=29, seconds=59)
    assert is_open(world, token)
    world.clock.advance(seconds=1)
    assert not is_open(world, token)
    with pytest.raises(NotFound):
        reset(world, token)
    assert person(world).password_digest != DIGEST


def test_a_new_link_makes_the_former_useless(world: World) -> None:
    first = ask_reset(world)
    world.clock.advance(minutes=2)
    second = ask_reset(world)
    assert first
    assert second
    assert not is_open(world, first)
    assert is_open(world, second)


def test_a_link_used_in_two_tabs_at_once_works_once(world: World) -> None:
    token, done = ask_reset(world), []
    assert token

    def use() -> None:
        try:
            reset(world, token)
            done.append(True)
        except NotFound:
            pass

    at_once([use] * 4)
    assert done == [True]


def test_an_unknown_or_inactive_address_gets_no_link_and_nobody_is_told(world: World) -> None:
    assert ask_reset(world, "niemand@voorbeeld.example") is None
    deactivate(world)
    assert ask_reset(world) is None
    with world.session() as session:
        assert session.scalars(select(PasswordReset)).all() == []


def test_a_link_of_a_person_who_was_deactivated_since_is_useless(world: World) -> None:
    token = ask_reset(world)
    assert token
    deactivate(world)
    with pytest.raises(NotFound):
        reset(world, token)


def test_an_address_that_no_database_keeps_is_simply_unknown(world: World) -> None:
    assert ask_reset(world, "lena\0@voorbeeld.example") is None
    with world.session() as session:
        assert logins.find_account(session, "\0") is None
    knock(world, "\0")
    at_once([partial(knock, world, "\0")])
