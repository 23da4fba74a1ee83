"""People to try the application with; they exist only where `TRAINING_DEMO` allows it."""

from datetime import datetime, timedelta

from training.domain.access import Role
from training.domain.document import Kind
from training.services.enrolment import duty_by, enrol
from training.services.library import Library, Shelf
from training.services.passwords import Passwords
from training.services.people import NewPerson, add, is_empty
from training.store.engine import Database
from training.store.library import lock_library
from training.store.people import find_by_email

DEMO_PASSWORD = "uitnodigend"  # noqa: S105 -- printed at every start, for people who try it out
DEMO_PEOPLE = (
    NewPerson("lena@voorbeeld.example", "Lena de Wit", Role.LEARNER),
    NewPerson("mo@voorbeeld.example", "Mo Haddad", Role.MANAGER),
    NewPerson("hanne@voorbeeld.example", "Hanne Peeters", Role.HR),
    NewPerson("tom@voorbeeld.example", "Tom Bakker", Role.TRAINER),
    NewPerson("ada@voorbeeld.example", "Ada Janssen", Role.ADMIN),
)
DEMO_COURSES = {Role.LEARNER: "eerste-lijn", Role.MANAGER: "leidinggevende"}
EVERYONES_COURSE = "uitnodigende-houding"
WEEKS = timedelta(weeks=3)


def welcome_demo_people(database: Database, passwords: Passwords, *, at: datetime) -> bool:
    """Give an empty installation its demo people; tell whether they are here now."""
    with database.writing() as session, session.begin():
        lock_library(session)  # processes that start together must not do this twice
        if not is_empty(session):
            return find_by_email(session, DEMO_PEOPLE[0].email) is not None
        library = Library(session, Shelf())
        digest = passwords.digest(DEMO_PASSWORD)
        for person in DEMO_PEOPLE:
            key = add(session, person, password_digest=digest, at=at)
            for slug in (EVERYONES_COURSE, DEMO_COURSES.get(person.role)):
                # An organisation with a library of its own may have neither.
                if slug and library.catalogue.original(Kind.COURSE, slug):
                    duty = duty_by((at + WEEKS).date())
                    enrol(library, learner_key=key, course_slug=slug, at=at, duty=duty)
    return True
