"""A badge says what Open Badges 3.0 asks, and a verifier that is not ours believes it."""

import base64
import json
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from flask import Flask
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, OpenBadgeCredential
from openbadgeslib.ob3.credential import IdentityObject

from tests.services.evidence.completed import completed, reissue, set_expiry
from tests.services.learner import Learner
from tests.web.conftest import Browser
from tests.world import PERSONS, World, read_files

LONG_AGO = datetime(2025, 1, 6, 9, 30, tzinfo=UTC)
PUBLIC = ("/badges/issuer", "/badges/keys", "/badges/courses/proef")


@pytest.fixture
def learner(small_world: World) -> Learner:
    # The verifier has a clock of its own: the badge must lie in the past of any day.
    small_world.clock.now = LONG_AGO
    return completed(small_world)[0]


@pytest.fixture
def token(learner: Learner, lena: Browser) -> str:
    return badge(lena, learner.receipt().number)


def badge(browser: Browser, number: str) -> str:
    response = browser.client.get(f"/certificates/{number}/badge.jwt")
    assert response.status_code == 200
    assert response.mimetype == "application/vc+jwt"
    return response.text


def read(app: Flask, address: str) -> dict[str, Any]:
    """Ask as a stranger for what an address gives, without leaving this machine."""
    parts = urlsplit(address)
    assert not parts.netloc or f"{parts.scheme}://{parts.netloc}" == "http://127.0.0.1:8000"
    response = app.test_client().get(parts.path)
    assert response.status_code == 200, address
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    found: dict[str, Any] = response.get_json()
    return found


def verifier(app: Flask, token: str) -> OB3Verifier:
    """Make the verifier with the key that the badge itself points at, through our own address."""
    key = jwt.PyJWK(read(app, jwt.get_unverified_header(token)["kid"])).key
    assert isinstance(key, RSAPublicKey)
    return OB3Verifier(key)


def verified(app: Flask, token: str) -> OpenBadgeCredential:
    return verifier(app, token).verify(token)


def test_an_independent_verifier_believes_it(app: Flask, token: str, learner: Learner) -> None:
    number = learner.receipt().number
    found = verified(app, token)
    assert found.id == f"http://127.0.0.1:8000/certificate/{number}"
    assert found.achievement.name == "Proefcursus"
    assert found.achievement.criteria_narrative == "Alle onderdelen van deze cursus zijn afgerond."
    assert found.issuance_date == LONG_AGO
    assert found.expiration_date is None


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_tampered_badge_is_refused(app: Flask, token: str, part: int) -> None:
    judge, parts = verifier(app, token), token.split(".")
    letters = parts[part]
    parts[part] = letters[:20] + ("A" if letters[20] != "A" else "B") + letters[21:]
    with pytest.raises(OB3VerificationError):
        judge.verify(".".join(parts))


def test_a_badge_with_another_course_in_it_is_refused(app: Flask, token: str) -> None:
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["credentialSubject"]["achievement"]["name"] = "Burgemeester"
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    unsigned = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    for fake in (f"{head}.{forged}.{signature}", f"{unsigned}.{forged}."):
        with pytest.raises(OB3VerificationError):
            verifier(app, token).verify(fake)


def test_an_expired_badge_is_refused(app: Flask, learner: Learner, lena: Browser) -> None:
    set_expiry(learner, date(2025, 3, 31))
    token = badge(lena, learner.receipt().number)
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["validUntil"] == "2025-03-31T22:00:00Z"  # the end of that day in Amsterdam
    with pytest.raises(OB3VerificationError, match="expired"):
        verified(app, token)


def test_the_holder_is_a_digest_that_only_the_address_opens(app: Flask, token: str) -> None:
    found = verified(app, token)
    assert found.recipient_id is None
    (identity,) = found.identifiers
    email = PERSONS["lena"].email
    assert identity == IdentityObject.create(email, identity.salt)
    assert identity != IdentityObject.create(PERSONS["otto"].email, identity.salt)
    written = json.dumps(jwt.decode(token, options={"verify_signature": False}))
    for secret in (email, "Lena", "score", "De bank", "Vragen"):
        assert secret not in written


def test_all_that_a_badge_refers_to_can_be_read_by_anyone(app: Flask, token: str) -> None:
    claims = jwt.decode(token, options={"verify_signature": False})
    issuer, subject = claims["issuer"], claims["credentialSubject"]
    profile = read(app, issuer["id"])
    assert {name: profile[name] for name in issuer} == issuer
    assert claims["iss"] == issuer["id"]
    achievement = subject["achievement"]
    public = read(app, achievement["id"])
    assert {name: public[name] for name in achievement} == achievement
    assert read(app, "/badges/keys")["keys"] == [read(app, jwt.get_unverified_header(token)["kid"])]


def test_a_replaced_badge_is_on_the_list_of_its_own_number(
    app: Flask, token: str, learner: Learner
) -> None:
    claims = jwt.decode(token, options={"verify_signature": False})
    place = claims["credentialStatus"]["id"]
    assert claims["credentialStatus"]["type"] == "1EdTechRevocationList"
    assert read(app, place)["revokedCredential"] == []
    new = reissue(learner, learner.receipt().number)
    (entry,) = read(app, place)["revokedCredential"]
    assert (entry["id"], entry["revoked"]) == (claims["id"], True)
    assert new not in json.dumps(read(app, place))


def test_the_key_is_made_once_and_never_shows_its_private_half(
    app: Flask, token: str, learner: Learner, lena: Browser
) -> None:
    again = badge(lena, learner.receipt().number)
    kid = jwt.get_unverified_header(token)["kid"]
    assert jwt.get_unverified_header(again)["kid"] == kid
    (public,) = read(app, "/badges/keys")["keys"]
    assert set(public) == {"kty", "n", "e", "kid", "use"}


def test_a_badge_is_for_its_owner_alone(app: Flask, learner: Learner) -> None:
    path = f"/certificates/{learner.receipt().number}/badge.jwt"
    other = Browser(app.test_client())
    assert other.get(path).request.path == "/login"
    other.log_in("hanne")
    assert other.get(path).status_code == 404


def test_a_retired_course_keeps_its_badge(app: Flask, learner: Learner, lena: Browser) -> None:
    learner.world.load({p: t for p, t in read_files().items() if "/courses/" not in p})
    token = badge(lena, learner.receipt().number)
    assert read(app, "/badges/courses/proef")["name"] == "Proefcursus"
    assert verified(app, token).achievement.name == "Proefcursus"


def test_before_first_use_there_are_no_keys_and_looking_makes_none(app: Flask) -> None:
    for path in PUBLIC:
        read(app, path)
    assert read(app, "/badges/keys") == {"keys": []}
    client = app.test_client()
    for path in ("/badges/courses/nope", "/badges/status/2026-AAAA-AAAA", "/badges/status/x"):
        assert client.get(path).status_code == 404
