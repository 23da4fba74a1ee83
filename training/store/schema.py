"""All tables together, for migrations and for the test that holds them to the models."""

from training.store import (
    assignment,
    attempts,
    audit,
    certificate,
    dispensation,
    enrolment,
    job,
    library,
    logins,
    mail,
    organisation,
    people,
    reminder,
    report,
    report_file,
    tally,
)
from training.store.base import Base

TABLES = (
    assignment,
    attempts,
    audit,
    certificate,
    dispensation,
    enrolment,
    job,
    library,
    logins,
    mail,
    organisation,
    people,
    reminder,
    report,
    report_file,
    tally,
)
metadata = Base.metadata
