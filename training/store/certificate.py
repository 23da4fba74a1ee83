"""Numbers of certificates that were replaced, and the keys that sign badges."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.store.base import Base


class ReplacedNumber(Base):
    """A number that was on a certificate until another was issued for the same completion."""

    __tablename__ = "replaced_number"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    replaced_at: Mapped[datetime]


class SigningKey(Base):
    """A key that signs badges: the public half as a JWK, the private half encrypted."""

    __tablename__ = "signing_key"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    public_jwk: Mapped[str] = mapped_column(Text)
    private_jwe: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
