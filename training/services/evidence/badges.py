"""Open Badges 3.0: a certificate as a credential that anyone can verify, signed as a VC-JWT."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from joserfc import jwt
from sqlalchemy.orm import Session

from training.domain.document import Kind
from training.services.errors import NotFound
from training.services.evidence.certificates import Certificate
from training.services.evidence.checking import read_number
from training.services.evidence.keys import ALGORITHM, KeyPair
from training.store import certificate as store
from training.store.library import find_document, find_title
from training.store.people import find_by_learner

Json = Mapping[str, object]

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Places:
    """The public addresses that a credential refers to."""

    issuer: str
    keys: str
    achievement: str
    credential: str
    status: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues badges."""

    address: str
    name: str
    site: str

    def profile(self) -> Json:
        """Give the profile that a credential embeds."""
        return {"id": self.address, "type": ["Profile"], "name": self.name, "url": self.site}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a course is called, what it is, and what earns the badge."""

    name: str
    description: str
    criteria: str


def title_of_course(session: Session, slug: str) -> tuple[str, str]:
    """Give language and title of a course in its original, retired or not; raises `NotFound`."""
    document = find_document(session, Kind.COURSE, slug)
    title = find_title(session, document.id, document.language) if document else None
    if document is None or title is None:
        raise NotFound("course")
    return document.language, title


def address_of_learner(session: Session, learner_key: UUID) -> str:
    """Give the mail address to which a badge is bound."""
    return find_by_learner(session, learner_key).email


def achievement(address: str, wording: Wording) -> Json:
    """Describe what is achieved, as a credential embeds it."""
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": wording.name,
        "description": wording.description,
        "criteria": {"narrative": wording.criteria},
    }


def credential(
    certificate: Certificate,
    issuer: Issuer,
    places: Places,
    wording: Wording,
    *,
    email: str,
    valid_until: datetime | None,
) -> dict[str, object]:
    """Describe a certificate as an `OpenBadgeCredential`: never an answer, a score or the name.

    The holder is named by a salted digest of the mail address alone: who has the address can tell
    that the badge is of that person, and others learn nothing.
    """
    body: dict[str, object] = {
        "@context": list(CONTEXT),
        "id": places.credential,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": wording.name,
        "issuer": issuer.profile(),
        "validFrom": _moment(certificate.completed_at),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [_identity(email)],
            "achievement": achievement(places.achievement, wording),
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {"id": places.status, "type": "1EdTechRevocationList"},
        # The registered names of a JWT say the same as the credential beside them.
        "iss": issuer.address,
        "jti": places.credential,
        "nbf": int(certificate.completed_at.timestamp()),
    }
    if valid_until:
        body["validUntil"] = _moment(valid_until)
        body["exp"] = int(valid_until.timestamp())
    return body


def signed(body: dict[str, object], pair: KeyPair, places: Places) -> str:
    """Sign a credential; the header says where the public half is."""
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": f"{places.keys}/{pair.id}"}
    return jwt.encode(header, body, pair.private, algorithms=[ALGORITHM])


def status(session: Session, typed: str, issuer: str, list_address: str, own: str) -> Json:
    """Give the revocation list of one number; raises `NotFound` for a number never issued.

    A list of all replaced numbers would hand them to anyone: each number has a list of its own.
    """
    is_spelled = typed != "" and read_number(typed) == typed
    is_replaced = is_spelled and store.find_replaced(session, typed) is not None
    if not is_replaced and not (is_spelled and store.find_completed(session, typed)):
        raise NotFound("certificate")
    entry = {"id": own, "revoked": True, "revocationReason": "replaced"}
    return {
        "id": list_address,
        "type": ["1EdTechRevocationList"],
        "issuer": issuer,
        "revokedCredential": [entry] if is_replaced else [],
    }


def _identity(email: str) -> Json:
    salt = secrets.token_hex(SALT_BYTES)
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${sha256((email + salt).encode()).hexdigest()}",
        "identityType": "emailAddress",
        "salt": salt,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
