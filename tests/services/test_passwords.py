"""Password digests: salted, checked in equal time, a few at once."""

from functools import partial
from time import monotonic, sleep

import pytest

from tests.services.together import at_once
from tests.world import light_passwords
from training.services.passwords import AT_ONCE, MEMORY_KIB, TIME_COST, Passwords


def test_a_digest_is_argon2id_with_salt_and_the_chosen_weight() -> None:
    digest = Passwords().digest("vier woorden zijn genoeg")
    assert digest.startswith(f"$argon2id$v=19$m={MEMORY_KIB},t={TIME_COST},p=1$")
    assert Passwords().digest("vier woorden zijn genoeg") != digest
    assert (MEMORY_KIB, TIME_COST) == (19456, 2)


def test_only_the_same_password_matches() -> None:
    passwords = light_passwords()
    digest = passwords.digest("wachtwoord ñ 1")
    assert passwords.matches(digest, "wachtwoord ñ 1")
    assert not passwords.matches(digest, "wachtwoord n 1")
    assert not passwords.matches(digest, "")


@pytest.mark.parametrize("digest", [None, "", "plain", "$argon2id$v=19$broken"])
def test_what_is_no_digest_matches_nothing(digest: str | None) -> None:
    assert not light_passwords().matches(digest, "nobody has this password")


def test_no_more_than_two_digests_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords, running, most = light_passwords(), [0], [0]

    class Slow:
        def hash(self, password: str) -> str:
            running[0] += 1
            most[0] = max(most[0], running[0])
            sleep(0.02)
            running[0] -= 1
            return password

    monkeypatch.setattr(passwords, "_hasher", Slow())
    began = monotonic()
    at_once([partial(passwords.digest, "x")] * 8)
    assert most[0] == AT_ONCE
    assert monotonic() - began >= 8 / AT_ONCE * 0.02
