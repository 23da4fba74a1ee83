"""Keys are made once, open with the secret key alone, and stay public for ever."""

from functools import partial

import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import select

from tests.services.together import at_once
from tests.world import World
from training.services.evidence import keys
from training.services.evidence.keys import KeyPair
from training.store.certificate import SigningKey

SECRET = "s" * 32
OTHER = "t" * 32


@pytest.fixture(scope="module")
def drafted() -> list[RSAKey]:
    """Two keys, of fewer bits than ours so that they are made at once."""
    return [RSAKey.generate_key(2048) for _ in range(2)]


def keep(world: World, key: RSAKey, secret: str = SECRET) -> KeyPair:
    with world.session() as session:
        return keys.keep(session, key, secret, at=world.clock())


def test_there_is_no_key_before_first_use(world: World) -> None:
    with world.session() as session:
        assert keys.in_use(session, SECRET) is None
        assert keys.list_public(session) == {}


def test_a_key_is_kept_with_its_private_half_closed(world: World, drafted: list[RSAKey]) -> None:
    pair = keep(world, drafted[0])
    with world.session() as session:
        found = keys.in_use(session, SECRET)
        assert found
        assert found.private.as_dict(private=True) == drafted[0].as_dict(private=True)
        row = session.scalars(select(SigningKey)).one()
        assert str(drafted[0].as_dict(private=True)["d"]) not in row.private_jwe + row.public_jwk
        (public,) = keys.list_public(session).values()
    assert set(public) >= {"kty", "n", "e"}
    assert not {"d", "p", "q", "dp", "dq", "qi"} & set(public)
    assert pair.id == found.id


def test_the_first_key_stays_in_use(world: World, drafted: list[RSAKey]) -> None:
    first = keep(world, drafted[0])
    world.clock.advance(seconds=1)
    assert keep(world, drafted[1]).id == first.id


def test_another_secret_key_gets_a_key_of_its_own_and_the_old_one_stays_public(
    world: World, drafted: list[RSAKey]
) -> None:
    first = keep(world, drafted[0])
    world.clock.advance(seconds=1)
    with world.session() as session:
        assert keys.in_use(session, OTHER) is None
    second = keep(world, drafted[1], OTHER)
    with world.session() as session:
        assert list(keys.list_public(session)) == [first.id, second.id]
        assert keys.in_use(session, SECRET) is not None


def test_two_processes_at_once_end_with_one_key(world: World, drafted: list[RSAKey]) -> None:
    kept = at_once([partial(keep, world, key) for key in drafted])
    assert len(kept) == 2
    assert len({pair.id for pair in kept}) == 1
    with world.session() as session:
        assert len(keys.list_public(session)) == 1


def test_a_key_of_ours_is_long_enough_for_years() -> None:
    assert keys.BITS >= 3072
    assert keys.draft().as_dict(private=False)["e"] == "AQAB"
