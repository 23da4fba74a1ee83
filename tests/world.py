"""The small world of the tests: a library of one course, and four persons."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Role
from training.services.library import Library, Shelf
from training.services.loading import LoadReport, load
from training.services.passwords import Passwords
from training.services.people import NewPerson, add
from training.store import migrate
from training.store.engine import Database, open_database
from training.store.people import find_learner_key

LIBRARY = Path(__file__).parent / "library"
MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PASSWORD = "vier woorden zijn genoeg"  # noqa: S105 -- of persons that do not exist
PERSONS = {
    "lena": NewPerson("lena@voorbeeld.example", "Lena de Wit", Role.LEARNER),
    "tom": NewPerson("tom@voorbeeld.example", "Tom Bakker", Role.TRAINER),
    "hanne": NewPerson("hanne@voorbeeld.example", "Hanne Peeters", Role.HR),
    "otto": NewPerson("otto@voorbeeld.example", "Otto Vos", Role.LEARNER),
}


def light_passwords() -> Passwords:
    """Make digests as fast as argon2 allows."""
    return Passwords(memory_kib=8, time_cost=1)


def read_files(root: Path = LIBRARY) -> dict[str, bytes]:
    """Read a library from disk."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.md"))
    }


def prepare_with(root: Path) -> Callable[[str], None]:
    """Make the function that fills an empty database: schema, a library, persons."""

    def fill(url: str) -> None:
        database = open_database(url)
        migrate.upgrade(database.engine)
        digest = light_passwords().digest(PASSWORD)
        with database.writing() as session, session.begin():
            library = Library(session, Shelf())
            report = load(library, read_files(root), at=MOMENT, today=MOMENT.date())
            assert not report.refused, report.refused
            for person in PERSONS.values():
                add(session, person, password_digest=digest, at=MOMENT)
        database.close()

    return fill


prepare = prepare_with(LIBRARY)


@dataclass
class Clock:
    """A clock that tests move by hand."""

    now: datetime = MOMENT

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class World:
    """An open database with its library, for tests of use cases."""

    database: Database
    shelf: Shelf = field(default_factory=Shelf)
    clock: Clock = field(default_factory=Clock)

    @contextmanager
    def transaction(self) -> Iterator[Library]:
        """Run use cases and commit."""
        with self.database.writing() as session, session.begin():
            yield Library(session, self.shelf)

    def session(self) -> AbstractContextManager[Session]:
        """Open a transaction that commits at its end, for use cases that need no library."""
        return self.database.writing.begin()

    def learner(self, name: str) -> UUID:
        """Give the learner key of a person."""
        with self.database.reading() as session:
            key = find_learner_key(session, PERSONS[name].email)
        assert key is not None
        return key

    def load(self, files: dict[str, bytes]) -> LoadReport:
        """Load a folder, as a start does."""
        with self.transaction() as library:
            return load(library, files, at=self.clock(), today=self.clock().date())
