"""Open Badges: the learner's own to download, and what a verifier asks for."""

from datetime import datetime, timedelta
from uuid import UUID

from flask import Blueprint, Response, jsonify, make_response
from flask_babel import force_locale
from flask_babel import gettext as _
from joserfc.jwk import RSAKey

from training.domain.access import Permission
from training.services.errors import NotFound
from training.services.evidence import badges, certificates, keys
from training.services.evidence.badges import Issuer, Places, Wording
from training.services.evidence.certificates import Certificate
from training.services.evidence.keys import KeyPair
from training.web.access import needs, public
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.language import language
from training.web.site import address_of, site

bp = Blueprint("badge", __name__)


@bp.get("/certificates/<number>/badge.jwt")
@needs(Permission.LEARN)
def download(number: str) -> Response:
    """Send an own certificate as a signed badge."""
    with reading() as library:
        learner_key = visit().learner_key
        found = certificates.find_own(library, learner_key, number, language=language())
        wording = _wording(*badges.title_of_course(library.session, found.course_slug))
        email = badges.address_of_learner(library.session, learner_key)
    pair, places = _key_pair(), _places(found)
    body = badges.credential(
        found, _issuer(), places, wording, email=email, valid_until=_end_of(found)
    )
    response = make_response(badges.signed(body, pair, places))
    response.headers["Content-Type"] = "application/vc+jwt"
    name = _("bewijs") + f"-{found.number}.jwt"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get("/badges/issuer")
@public
def issuer() -> Response:
    """Tell who issues badges."""
    context = {"@context": list(badges.CONTEXT)}
    return _open({**context, **_issuer().profile()})


@bp.get("/badges/keys")
@public
def key_set() -> Response:
    """Give all public keys there have been, as a JWK set."""
    with reading() as library:
        found = keys.list_public(library.session)
    return _open({"keys": [_jwk(key_id, key) for key_id, key in found.items()]})


@bp.get("/badges/keys/<uuid:key_id>")
@public
def key(key_id: UUID) -> Response:
    """Give the public key that a badge names, as a JWK."""
    with reading() as library:
        found = keys.list_public(library.session).get(key_id)
    if found is None:
        raise NotFound("key")
    return _open(_jwk(key_id, found))


@bp.get("/badges/courses/<course>")
@public
def achievement(course: str) -> Response:
    """Tell what a badge for a course stands for."""
    with reading() as library:
        wording = _wording(*badges.title_of_course(library.session, course))
    address = address_of("badge.achievement", course=course)
    return _open({"@context": list(badges.CONTEXT), **badges.achievement(address, wording)})


@bp.get("/badges/status/<number>")
@public
def status(number: str) -> Response:
    """Tell whether a badge was replaced."""
    own = address_of("certificate.show", number=number)
    place = address_of("badge.status", number=number)
    with reading() as library:
        issuer_address = address_of("badge.issuer")
        return _open(badges.status(library.session, number, issuer_address, place, own))


def _key_pair() -> KeyPair:
    secret = site().settings.secret_key
    with reading() as library:
        found = keys.in_use(library.session, secret)
    if found:
        return found
    drafted: RSAKey = keys.draft()
    with transaction() as library:
        return keys.keep(library.session, drafted, secret, at=site().now())


def _issuer() -> Issuer:
    settings = site().settings
    return Issuer(address_of("badge.issuer"), settings.issuer, settings.base_url)


def _places(certificate: Certificate) -> Places:
    return Places(
        issuer=address_of("badge.issuer"),
        keys=address_of("badge.key_set"),
        achievement=address_of("badge.achievement", course=certificate.course_slug),
        credential=address_of("certificate.show", number=certificate.number),
        status=address_of("badge.status", number=certificate.number),
    )


def _wording(course_language: str, title: str) -> Wording:
    """Word the badge in the language of the course, whoever asks."""
    with force_locale(course_language):
        return Wording(
            name=title,
            description=_("Een cursus van %(name)s.", name=site().settings.issuer),
            criteria=_("Alle onderdelen van deze cursus zijn afgerond."),
        )


def _end_of(certificate: Certificate) -> datetime | None:
    day = certificate.expires_on
    return site().start_of(day + timedelta(days=1)) if day else None


def _jwk(key_id: UUID, found: badges.Json) -> badges.Json:
    return {**found, "kid": address_of("badge.key", key_id=str(key_id)), "use": "sig"}


def _open(content: badges.Json) -> Response:
    """Answer a verifier, which may be a page of another site."""
    response = jsonify(content)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
