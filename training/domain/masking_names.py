"""Names in what somebody wrote as a letter: how one is called, who signs, first and last name.

What has a title in front is found in `masking`. Here are the names that stand without one. They are
known by the words before them, by where they stand, or by a common given name; what is the name of
a body, a street or a day is left.
"""

import re
from collections.abc import Iterator

from training.domain.given_names import GIVEN_NAMES

BETWEEN = (
    r"(?:van|de|der|den|het|'t|ten|ter|te|op|in|von|vom|el|al|bin|ben|du|la|le|d'|vander|vande)"
)
CAPITAL = r"[A-ZÀ-ÖØ-ÞĞİŞ][\w’'-]+"  # noqa: RUF001 -- people type this apostrophe
_LINK = rf"(?:(?i:{BETWEEN})\s){{1,3}}"
_INITIALS = r"(?:[A-Z]\.\s?){1,4}"
_FULL = rf"(?:{_INITIALS}|{CAPITAL} )(?:{CAPITAL} )?(?:{_LINK})?{CAPITAL}(?:-{CAPITAL})?"
_ANY = rf"(?:{_FULL}|{_INITIALS}|{CAPITAL})"

_SIGNED = re.compile(
    r"\b(?:[gG]roet(?:en|jes)?|[hH]oogachtend|[mM]\.?[vV]\.?[gG]\.?|[rR]egards|[sS]incerely)"
    rf"(?:,? (?:van|from))?[ ,.!\n-]{{1,6}}(?P<name>{_ANY}|[a-z][a-z'-]{{1,20}}(?=[ .!]{{0,3}}\Z))"
)
_ON_BEHALF = re.compile(rf"\b(?:[nN]amens|[oO]n behalf of) (?P<name>{_ANY})")
_LABELLED = re.compile(
    r"\b(?i:naam|contactpersoon|afzender|ondertekend|getekend|t\.a\.v\.|tav|name|signed)"
    rf"(?: ?: ?| door | )(?P<name>{_FULL})"
)
_CALLED = re.compile(
    r"\b(?i:ik heet|mijn naam is|my name is|ik ben|i am|i'm)\s(?P<name>"
    r"[a-zà-ÿ][\wà-ÿ'-]{1,20}(?: (?:(?:van|de|der|den|ten|ter) ){0,2}[a-zà-ÿ][\wà-ÿ'-]{2,20})?)"
)
_AT_END = re.compile(
    rf"(?:\A|[.!?,;:]\s{{1,4}}|\n\s{{0,4}})(?P<name>{_FULL})[ .,!]{{0,3}}\s{{0,8}}\Z"
)
_OWN_LINE = re.compile(rf"\n[ \t]*(?P<name>{_FULL}|{_INITIALS}|{CAPITAL})[ .,!]{{0,3}}(?=\n|\Z)")
_CAPITAL = re.compile(rf"(?<![\w-]){CAPITAL}")
_REST = re.compile(
    rf"(?P<name>{CAPITAL}(?:(?: (?:{CAPITAL}|[A-Z]\.))?(?: (?:{BETWEEN} ){{0,3}}{CAPITAL}))?)"
)
_BODY_TEXT = """
stichting vereniging gemeente provincie waterschap buurt wijk dorpsraad wijkraad buurtcomité
bewoners buren afdeling dienst ministerie college raad huis partij bureau team commissie werkgroep
werk actiegroep coöperatie comité school kerk club bibliotheek speeltuin park plein oud nieuw sint
st noord zuid oost west het de een
"""
_BODY = frozenset(_BODY_TEXT.split())
_BODY_ENDINGS = re.compile(
    r"(?:straat|laan|weg|plein|kade|gracht|dijk|dreef|hof|pad|steenweg|lei|singel|park|markt|buurt|wijk|"
    r"raad|comité|vereniging|club|school|huis|groep|kerk|tuin|dorp|stad|bos|college|fonds|veld)(?:je|s)?",
    re.IGNORECASE,
)
_NOT_CALLED_TEXT = """
u jullie je hen iedereen hem haar het de een die dat dit niet geen nog al wel ook er hier daar
bekend door in op bij voor van met uit aan om te naar tot over onder als dan en of maar want welkom
blij boos bang moe klaar bezig alleen zelf heel erg zo nu toen vaak steeds weer vrijwilliger
bewoner inwoner buurman buurvrouw ouder moeder vader lid eigenaar iemand degene mantelzorger
teleurgesteld doorgestuurd gebeld geweest not the a an from very
"""
_NOT_CALLED = frozenset(_NOT_CALLED_TEXT.split())
_WORDS_TEXT = """
Dank Bedankt Alvast Graag Help Groet Groeten Hoogachtend Beste Geachte Hallo Dag Ja Nee Wij Ik Dit
Dat Er Het De Een Niemand Iemand Alles Niets Waarom Wat Wie Waar Hoe Wanneer Helaas Jammer Thanks
Thank
"""
_WORDS = frozenset(_WORDS_TEXT.split())
_NAMED_FOR = re.compile(r"(?:Sint|St\.?|Prins|Prinses|Koning|Koningin|Dr\.|Graaf|Huize?)[ -]\Z")


def names(text: str) -> Iterator[re.Match[str]]:
    """Find names without a title in what somebody wrote, the surest first."""
    for pattern in (_SIGNED, _ON_BEHALF, _LABELLED, _AT_END):
        for match in pattern.finditer(text):
            if not _is_body(match["name"]):
                yield match
    yield from _on_lines(text)
    for match in _CALLED.finditer(text):
        words = match["name"].split()
        is_verb = "ben" in match[0][:8].lower() or "am" in match[0][:5].lower()
        if words[0] not in _NOT_CALLED and not (is_verb and words[0].title() not in GIVEN_NAMES):
            yield match
    yield from _given(text)


def _given(text: str) -> Iterator[re.Match[str]]:
    """Find a common given name, with what follows when that is a surname."""
    place = 0
    for word in _CAPITAL.finditer(text):
        if word.start() >= place and word[0] in GIVEN_NAMES:
            match = _REST.match(text, word.start())
            if match and not _is_place(text, match):
                place = match.end()
                yield match


def _on_lines(text: str) -> Iterator[re.Match[str]]:
    """Find a line that holds a name and nothing else, in the last lines of a letter."""
    begin = max(text.rfind("\n", 0, max(0, len(text) - 200)), 0)
    for match in _OWN_LINE.finditer(text, begin):
        if not _is_body(match["name"]):
            yield match


def _is_body(name: str) -> bool:
    words = name.split()
    is_ordinary = words[0] in _WORDS or (len(words) == 1 and words[0].lower() in _NOT_CALLED)
    is_body = words[0].lower() in _BODY or _BODY_ENDINGS.search(words[-1]) is not None
    return is_ordinary or (is_body and words[0] not in GIVEN_NAMES)


def _is_place(text: str, match: re.Match[str]) -> bool:
    """Tell whether a given name is part of the name of a street, school or square."""
    is_named_for = _NAMED_FOR.search(text, max(0, match.start() - 12), match.start()) is not None
    return is_named_for or _BODY_ENDINGS.fullmatch(_tail(match["name"])) is not None


def _tail(name: str) -> str:
    """Give the ending of a name that makes a street of it; empty where there is none."""
    last = name.split()[-1]
    found = [one for one in _BODY_ENDINGS.finditer(last) if one.end() == len(last)]
    return found[-1][0] if found and found[-1].start() > 0 else ""
