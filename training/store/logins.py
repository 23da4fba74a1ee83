"""Log-in sessions, log-in tries and password resets; only digests of secrets are kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.base import Base
from training.store.organisation import UnitLead
from training.store.people import Learner, Person


class LoginSession(Base):
    """One log-in on one device; deleting the row ends it at once, in every process."""

    __tablename__ = "login_session"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class LoginTry(Base):
    """A log-in that was tried, per account; kept for a minute, forgotten after a success."""

    __tablename__ = "login_try"
    __table_args__ = (Index(None, "account_digest", "tried_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_digest: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime]


class PasswordReset(Base):
    """A single-use link to choose a new password."""

    __tablename__ = "password_reset"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    expires_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is behind a session token, read in one statement."""

    person_id: UUID
    learner_key: UUID
    name: str
    role: str
    language: str
    started_at: datetime
    last_seen_at: datetime
    leads: bool


_VISIT = (
    select(
        Person.id,
        Learner.key,
        Person.name,
        Person.role,
        Person.language,
        LoginSession.started_at,
        LoginSession.last_seen_at,
        exists().where(UnitLead.person_id == Person.id),
    )
    .join(Person, Person.id == LoginSession.person_id)
    .join(Learner, Learner.person_id == Person.id)
    .where(Person.is_active, LoginSession.token_digest == bindparam("token_digest"))
)


def find_visit(session: Session, token_digest: str) -> Visit | None:
    """Find the active person behind a session token."""
    row = session.connection().execute(_VISIT, {"token_digest": token_digest}).one_or_none()
    return Visit(*row) if row else None


def find_owner(session: Session, token_digest: str) -> UUID | None:
    """Find whose session it is or was, as long as its row is there."""
    query = select(LoginSession.person_id).where(LoginSession.token_digest == token_digest)
    return session.scalar(query)


def list_sessions(session: Session, person_id: UUID) -> list[LoginSession]:
    """List where a person is logged in, the latest first."""
    query = select(LoginSession).where(LoginSession.person_id == person_id)
    return list(session.scalars(query.order_by(LoginSession.last_seen_at.desc())))


def touch(session: Session, token_digest: str, at: datetime) -> None:
    """Note that a session is in use."""
    chosen = LoginSession.token_digest == token_digest
    session.execute(update(LoginSession).where(chosen).values(last_seen_at=at))


def end_session(session: Session, token_digest: str) -> None:
    """End one session."""
    session.execute(delete(LoginSession).where(LoginSession.token_digest == token_digest))


def forget_sessions(session: Session, started_before: datetime) -> None:
    """Remove sessions of anyone that are too old to be used."""
    session.execute(delete(LoginSession).where(LoginSession.started_at <= started_before))


def end_all_sessions(session: Session, person_id: UUID) -> None:
    """End all sessions of a person."""
    session.execute(delete(LoginSession).where(LoginSession.person_id == person_id))


def lock_account(session: Session, account_digest: str) -> None:
    """Make parallel tries on one account wait for each other; on SQLite every writer waits."""
    if session.get_bind().dialect.name == "postgresql":
        number = int(account_digest[:15], 16)  # 60 bits: an advisory lock takes a signed 64
        session.execute(select(func.pg_advisory_xact_lock(number)))


def count_tries(session: Session, account_digest: str, since: datetime) -> int:
    """Count the tries on one account since a moment."""
    query = select(func.count()).where(
        LoginTry.account_digest == account_digest, LoginTry.tried_at > since
    )
    return session.scalars(query).one()


def forget_tries(session: Session, account_digest: str, before: datetime) -> None:
    """Forget the tries on one account, and those of anyone that are older than `before`."""
    is_own, is_old = LoginTry.account_digest == account_digest, LoginTry.tried_at < before
    session.execute(delete(LoginTry).where(or_(is_own, is_old)))


def take_reset(session: Session, token_digest: str, at: datetime) -> UUID | None:
    """Use up a reset link; gives the person, or none when it is unknown, used or too old."""
    query = delete(PasswordReset).where(PasswordReset.token_digest == token_digest)
    row = session.execute(
        query.returning(PasswordReset.person_id, PasswordReset.expires_at)
    ).one_or_none()
    return row.person_id if row and row.expires_at > at else None


def is_reset_open(session: Session, token_digest: str, at: datetime) -> bool:
    """Tell whether a reset link can still be used."""
    expires_at = session.scalar(
        select(PasswordReset.expires_at).where(PasswordReset.token_digest == token_digest)
    )
    return expires_at is not None and expires_at > at


def has_reset(session: Session, person_id: UUID, since: datetime) -> bool:
    """Tell whether a person has a reset link that expires after a moment."""
    query = select(PasswordReset.expires_at).where(
        PasswordReset.person_id == person_id, PasswordReset.expires_at > since
    )
    return session.scalars(query).first() is not None


def forget_resets(session: Session, person_id: UUID) -> None:
    """Make all open reset links of a person useless."""
    session.execute(delete(PasswordReset).where(PasswordReset.person_id == person_id))
