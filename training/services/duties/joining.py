"""Takes in somebody who comes outside an HR file: an account, with the duties of the rules."""

from datetime import datetime
from uuid import UUID

from training.services.duties.application import apply_rules
from training.services.library import Library
from training.services.people import NewPerson, add


def join(
    library: Library, new: NewPerson, *, password_digest: str | None = None, at: datetime
) -> UUID:
    """Make an account with all that the rules in force ask, and give the key; see `add`."""
    key = add(library.session, new, password_digest=password_digest, at=at)
    apply_rules(library, [key], today=library.day_of(at), at=at)
    return key
