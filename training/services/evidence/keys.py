"""The keys that sign badges: made at first use, their private halves encrypted at rest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy.orm import Session

from training.store import certificate as store
from training.store.base import new_id
from training.store.certificate import SigningKey

ALGORITHM = "RS256"
"""The one algorithm that every verifier of Open Badges 3.0 must know."""

BITS = 3072
PURPOSE = b"uitnodigend: private halves of the keys that sign badges"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A key to sign with, and the identifier under which its public half is found."""

    id: UUID
    private: RSAKey


def draft() -> RSAKey:
    """Make a key; it takes a tenth of a second or so, and so belongs outside any transaction."""
    return RSAKey.generate_key(BITS)


def in_use(session: Session, secret: str) -> KeyPair | None:
    """Give the newest key whose private half opens with the secret key of this installation.

    There is none before first use, and none after the secret key was changed: what was signed
    before stays verifiable, as public halves are kept.
    """
    for row in reversed(store.list_keys(session)):
        private = _opened(row.private_jwe, secret)
        if private:
            return KeyPair(row.id, private)
    return None


def keep(session: Session, drafted: RSAKey, secret: str, *, at: datetime) -> KeyPair:
    """Keep a drafted key, unless another process was first: then that one is in use."""
    store.lock_keys(session)
    found = in_use(session, secret)
    if found:
        return found
    row = SigningKey(
        id=new_id(at),
        public_jwk=json.dumps(drafted.as_dict(private=False)),
        private_jwe=_closed(drafted, secret),
        created_at=at,
    )
    session.add(row)
    session.flush()
    return KeyPair(row.id, drafted)


def list_public(session: Session) -> dict[UUID, Mapping[str, object]]:
    """Give the public halves of all keys there have been, as JWKs by identifier."""
    return {row.id: json.loads(row.public_jwk) for row in store.list_keys(session)}


def _closed(key: RSAKey, secret: str) -> str:
    text = json.dumps(key.as_dict(private=True))
    return jwe.encrypt_compact({"alg": "dir", "enc": "A256GCM"}, text, _wrapping(secret))


def _opened(closed: str, secret: str) -> RSAKey | None:
    try:
        opened = jwe.decrypt_compact(closed, _wrapping(secret))
    except JoseError:
        return None
    return RSAKey.import_key(json.loads(opened.plaintext or b"{}"))


def _wrapping(secret: str) -> OctKey:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return OctKey.import_key(derived)
