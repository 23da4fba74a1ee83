"""The words and facts of a certificate on paper, in the reader's language."""

from flask_babel import gettext

from training.services.evidence.certificates import Certificate
from training.web.language import language
from training.web.marking import N_
from training.web.templating import day

_KINDS = {"lesson": N_("Les"), "scenario": N_("Scenario"), "quiz": N_("Quiz")}


def data_of(certificate: Certificate, *, organisation: str, address: str) -> dict[str, object]:
    """Give all that `certificate.typ` prints."""
    return {
        "language": language(),
        "words": _words(certificate),
        "values": {
            "organisation": organisation,
            "name": certificate.person_name,
            "course": certificate.course_title,
            "number": certificate.number,
            "address": address,
        },
        "facts": _facts(certificate),
        "columns": [gettext("Onderdeel"), gettext("Klaar op"), gettext("Versie")],
        "units": [
            [f"{_kind(unit.kind)}: {unit.title}", day(unit.completed_at), str(unit.version)]
            for unit in certificate.units
        ],
    }


def _words(certificate: Certificate) -> dict[str, str]:
    by_hand = gettext("Dat is vastgesteld door de organisatie.")
    silent = gettext("Op dit bewijs staat niet wat iemand heeft geantwoord.")
    return {
        "title": gettext("Bewijs van afronding"),
        "intro": gettext("Hiermee verklaren wij dat"),
        "completed": gettext("deze cursus heeft afgerond:"),
        "number": gettext("Nummer"),
        "page": gettext("Bladzijde"),
        "units": gettext("Wat is gedaan"),
        "code": gettext("QR-code met het adres waar u dit bewijs controleert"),
        "check_title": gettext("Klopt dit bewijs?"),
        "check": gettext("Iedereen kan dit nagaan. Ga naar dit adres, of scan de code."),
        "silent": f"{by_hand} {silent}" if certificate.is_by_hand else silent,
    }


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    facts = [(gettext("Afgerond op"), day(certificate.completed_on))]
    if certificate.expires_on:
        facts.append((gettext("Geldig tot en met"), day(certificate.expires_on)))
    facts.append((gettext("Nummer"), certificate.number))
    if certificate.course_version is not None:
        facts.append((gettext("Versie van de cursus"), str(certificate.course_version)))
    return facts


def _kind(kind: str) -> str:
    return str(gettext(_KINDS[kind]))
