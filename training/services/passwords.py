"""Password digests by argon2id, a few at a time."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB = 19 * 1024
TIME_COST = 2
AT_ONCE = 2
MINIMUM = 8
MAXIMUM = 256


class Passwords:
    """Makes and checks digests.

    The parameters are those of the OWASP password storage cheat sheet (19 MiB, 2 passes, 1 lane).
    At most two run at the same moment, so that a rush of log-ins leaves processor and memory for
    the people who are learning.
    """

    def __init__(self, memory_kib: int = MEMORY_KIB, time_cost: int = TIME_COST) -> None:
        """Choose how heavy a digest is; tests take the lightest."""
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=1)
        self._turnstile = BoundedSemaphore(AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    def digest(self, password: str) -> str:
        """Make a digest to store."""
        with self._turnstile:
            return self._hasher.hash(password)

    def matches(self, digest: str | None, password: str) -> bool:
        """Check a password; an unknown account costs as much time as a known one."""
        with self._turnstile:
            try:
                self._hasher.verify(digest or self._nobody, password)
            except (VerificationError, InvalidHashError):
                return False
        return bool(digest)
