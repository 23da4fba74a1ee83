"""Log-in, log-out, the session behind a token, and password resets."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Role
from training.services import audit
from training.services.audit import Actor
from training.services.errors import NotFound, TooMany
from training.services.passwords import Passwords
from training.store import logins as store
from training.store import people
from training.store.base import new_id
from training.store.logins import LoginSession, LoginTry, PasswordReset
from training.store.logins import Visit as Visit

TOKEN_BYTES = 32
TRIES = 10
TRY_WINDOW = timedelta(minutes=1)
ABSOLUTE_LIMIT = timedelta(hours=12)
IDLE_LIMITS = {Role.LEARNER: timedelta(hours=2), Role.MANAGER: timedelta(hours=2)}
IDLE_LIMIT_STAFF = timedelta(minutes=30)
TOUCH_EVERY = timedelta(minutes=1)
RESET_LIMIT = timedelta(minutes=30)
RESET_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A place where someone is logged in."""

    started_at: datetime
    last_seen_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A person, as that person sees it."""

    name: str
    email: str
    role: str
    sessions: tuple[SessionRow, ...]


@dataclass(frozen=True, slots=True)
class ResetLink:
    """The secret of a reset link, and the address on record to which alone it may be sent."""

    token: str
    email: str


@dataclass(frozen=True, slots=True)
class Account:
    """What is needed to check a password outside a transaction."""

    person_id: UUID
    password_digest: str | None
    is_active: bool


def note_try(session: Session, email: str, *, at: datetime) -> None:
    """Count a log-in before its password is looked at; raises `TooMany` for the eleventh.

    Counting first is what makes parallel guesses count as well.
    """
    account = _account_digest(email)
    store.lock_account(session, account)
    if store.count_tries(session, account, at - TRY_WINDOW) >= TRIES:
        raise TooMany("tries", {"seconds": str(int(TRY_WINDOW.total_seconds()))})
    session.add(LoginTry(id=new_id(at), account_digest=account, tried_at=at))


def find_account(session: Session, email: str) -> Account | None:
    """Find the account to check a password against."""
    person = people.find_by_email(session, email)
    return Account(person.id, person.password_digest, person.is_active) if person else None


def own_account(session: Session, person_id: UUID) -> tuple[str, Account]:
    """Find address and account of who is logged in, to ask for the password once more."""
    person = people.find_person(session, person_id)
    if person is None:
        raise NotFound("person")
    return person.email, Account(person.id, person.password_digest, person.is_active)


def is_right(passwords: Passwords, account: Account | None, password: str) -> bool:
    """Check a password; takes as long for an account that does not exist."""
    is_match = passwords.matches(account.password_digest if account else None, password)
    return is_match and account is not None and account.is_active


def open_session(
    session: Session, account: Account, email: str, actor: Actor, *, at: datetime
) -> str:
    """Start a session and give its token; the database keeps only the digest."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        LoginSession(
            token_digest=_digest(token),
            person_id=account.person_id,
            started_at=at,
            last_seen_at=at,
        )
    )
    store.forget_tries(session, _account_digest(email), before=at - TRY_WINDOW)
    store.forget_sessions(session, started_before=at - ABSOLUTE_LIMIT)
    person = Actor(account.person_id, actor.origin)
    audit.note(session, person, "log-in", f"person:{account.person_id}", "ok", at=at)
    return token


def refuse(session: Session, email: str, actor: Actor, *, at: datetime) -> None:
    """Put a failed log-in on the trail, without the address that was typed."""
    account = _account_digest(email)[:16]
    audit.note(session, actor, "log-in", f"account:{account}", "refused", at=at)


def find_visit(session: Session, token: str, *, at: datetime) -> Visit | None:
    """Find who is behind a token; none when the session ended, idled or grew too old."""
    visit = store.find_visit(session, _digest(token))
    if visit is None:
        return None
    is_alive = _is_alive(Role(visit.role), visit.started_at, visit.last_seen_at, at)
    return visit if is_alive else None


def is_of_another(session: Session, token: str, person_id: UUID) -> bool:
    """Tell whether a session, ended or not, was begun by somebody else."""
    owner = store.find_owner(session, _digest(token))
    return owner is not None and owner != person_id


def needs_touch(visit: Visit, *, at: datetime) -> bool:
    """Tell whether the session's last use is long enough ago to be written again."""
    return at - visit.last_seen_at >= TOUCH_EVERY


def touch(session: Session, token: str, *, at: datetime) -> None:
    """Note that a session is in use."""
    store.touch(session, _digest(token), at)


def close_session(session: Session, token: str, actor: Actor, *, at: datetime) -> None:
    """Log out here."""
    store.end_session(session, _digest(token))
    audit.note(session, actor, "log-out", f"person:{actor.person_id}", "ok", at=at)


def close_all_sessions(session: Session, person_id: UUID, actor: Actor, *, at: datetime) -> None:
    """Log out everywhere, at once and in every process."""
    store.end_all_sessions(session, person_id)
    audit.note(session, actor, "log-out-everywhere", f"person:{person_id}", "ok", at=at)


def profile(session: Session, person_id: UUID, token: str, *, at: datetime) -> Profile:
    """Show a person the own account and the sessions that can be used; raises `NotFound`."""
    person = people.find_person(session, person_id)
    if person is None:
        raise NotFound("person")
    here, role = _digest(token), Role(person.role)
    rows = tuple(
        SessionRow(row.started_at, row.last_seen_at, row.token_digest == here)
        for row in store.list_sessions(session, person_id)
        if _is_alive(role, row.started_at, row.last_seen_at, at)
    )
    return Profile(person.name, person.email, person.role, rows)


def request_reset(session: Session, email: str, actor: Actor, *, at: datetime) -> ResetLink | None:
    """Make a single-use link; none for an unknown address, which nobody gets to know.

    There is none either within a minute of the one before, which then still works: nobody can
    fill somebody else's postbox.
    """
    person = people.find_by_email(session, email)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    audit.note(
        session, actor, "reset-requested", f"account:{_account_digest(email)[:16]}", "ok", at=at
    )
    if person is None or not person.is_active:
        return None
    if store.has_reset(session, person.id, at + RESET_LIMIT - RESET_PAUSE):
        return None
    store.forget_resets(session, person.id)
    session.add(
        PasswordReset(token_digest=_digest(token), person_id=person.id, expires_at=at + RESET_LIMIT)
    )
    return ResetLink(token, person.email)


def is_reset_open(session: Session, token: str, *, at: datetime) -> bool:
    """Tell whether a reset link can still be used."""
    return store.is_reset_open(session, _digest(token), at)


def reset_password(
    session: Session, token: str, password_digest: str, actor: Actor, *, at: datetime
) -> None:
    """Set a new password and end all sessions; raises `NotFound` for a used or old link."""
    person_id = store.take_reset(session, _digest(token), at)
    person = people.find_person(session, person_id) if person_id else None
    if person is None or not person.is_active:
        raise NotFound("reset-link")
    person.password_digest = password_digest
    store.end_all_sessions(session, person.id)
    store.forget_resets(session, person.id)
    audit.note(session, actor, "password-reset", f"person:{person.id}", "ok", at=at)


def _is_alive(role: Role, started_at: datetime, last_seen_at: datetime, at: datetime) -> bool:
    is_idle = at - last_seen_at >= IDLE_LIMITS.get(role, IDLE_LIMIT_STAFF)
    return not is_idle and at - started_at < ABSOLUTE_LIMIT


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _account_digest(email: str) -> str:
    return _digest(people.address_of(email))
