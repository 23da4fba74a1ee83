"""What an installation sets for signals, and the codes by which senders follow theirs."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.domain.signal import DEFAULT_TERMS, Terms
from training.domain.workdays import Country
from training.services.errors import TooMany
from training.store import signal_try as store
from training.store.base import new_id
from training.store.signal_try import SignalTry

PURPOSE = b"uitnodigend: codes of signals, version 1"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that is misread or misheard: no 0 and O, 1, I and L, and no U."""
CODE_LENGTH, GROUP = 12, 4

WINDOW = timedelta(hours=1)
FORMS, CODES = 10, 20
"""How many forms, and how many codes, one place may send in an hour."""

Write = Callable[..., tuple[str, str]]
"""`write(template, language, **values)` gives subject and body."""


@dataclass(frozen=True, slots=True)
class Office:
    """The holidays that count, what is promised, and the secret key of the installation."""

    secret: str
    country: Country = Country.NETHERLANDS
    terms: Terms = DEFAULT_TERMS


def code_of(office: Office, form: str) -> str:
    """Give the code that belongs to a form: the same form sent twice is one signal."""
    number = int.from_bytes(_digest(office, f"code {form}"), "big")
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    text = "".join(letters)
    return "-".join(text[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def code_digest(office: Office, code: str) -> str:
    """Give what is kept of a code, however it was typed; without the key it leads nowhere."""
    letters = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return _digest(office, f"kept {letters[: CODE_LENGTH + 1]}").hex()


def note_try(
    session: Session, office: Office, what: str, origin: str, limit: int, *, at: datetime
) -> None:
    """Count what comes from one place, before it is looked at; raises `TooMany` past the limit.

    Of the place only a keyed digest is kept, for an hour, and tomorrow it is another one.
    """
    digest = _digest(office, f"{what} {at.date().isoformat()} {origin}").hex()
    store.forget_tries(session, at - WINDOW)
    if store.count_tries(session, digest, at - WINDOW) >= limit:
        raise TooMany(f"signal-{what}", {"seconds": str(int(WINDOW.total_seconds()))})
    session.add(SignalTry(id=new_id(at), origin_digest=digest, tried_at=at))
    session.flush()


def _digest(office: Office, text: str) -> bytes:
    key = hmac.digest(office.secret.encode(), PURPOSE, "sha256")
    return hmac.digest(key, text.encode("utf-8", "replace"), "sha256")
