"""All tables together, for migrations and for the test that holds them to the models."""

from training.store import attempts, audit, enrolment, library, logins, mail, people
from training.store.base import Base

TABLES = (attempts, audit, enrolment, library, logins, mail, people)
metadata = Base.metadata
