"""Personal data in running text: found by their shape, and replaced by what they are.

A machine finds what has a shape: numbers, addresses, a name behind a title; in a letter also who
signs and common first names. Other names that stand alone it does not know; so a person reads every
text after it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from training.domain.masking_names import names
from training.domain.masking_plates import plates


class Found(StrEnum):
    """What was found; the value is what stands in its place."""

    MAIL = "mail"
    IBAN = "iban"
    CITIZEN_NUMBER = "citizen-number"
    PHONE = "phone"
    PLATE = "plate"
    ADDRESS = "address"
    NAME = "name"
    OTHER = "other"


WORDS: Mapping[Found, str] = {
    Found.MAIL: "[e-mailadres]",
    Found.IBAN: "[rekeningnummer]",
    Found.CITIZEN_NUMBER: "[burgernummer]",
    Found.PHONE: "[telefoonnummer]",
    Found.PLATE: "[kenteken]",
    Found.ADDRESS: "[adres]",
    Found.NAME: "[naam]",
    Found.OTHER: "[weggelaten]",
}


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a text where personal data stand."""

    kind: Found
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text as it was typed; `kind` is none of what stays."""

    text: str
    kind: Found | None = None


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without what was found, and how often what was found."""

    text: str
    counts: Mapping[str, int]


_MADE_UP = ("example.", "voorbeeld.")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?P<domain>\w[\w-]{0,62}(?:\.[\w-]{1,63}){1,6})")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ .]?[A-Za-z0-9]{4}){2,7}(?:[ .]?[A-Za-z0-9]{1,3})?\b")
_NINE = re.compile(r"(?<![\d.,-])\d{4}[ .]?\d{2}[ .]?\d{3}(?![\d,])|(?<![\d.,-])\d{9}(?!\d)")
_BELGIAN = re.compile(r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]?\d{3}[ .-]?\d{2}(?!\d)")
_PHONE = re.compile(r"(?<![\w.,])(?:\+|00|0|\(0)\d(?:[ ()./–-]{0,2}\d){7,12}(?!\w)")  # noqa: RUF001 -- people type this dash
_POSTCODE = re.compile(
    r"(?<![\w-])[1-9]\d{3}(?: ?[A-Z]{2}|[a-z]{2})(?:,? ?(?:nr\.? ?)?\d{1,5}(?: ?[a-zA-Z])?)?(?!\w)"
)
_STREET = re.compile(
    r"\b(?:[A-Z][\w.'-]{0,20} (?:(?:van|de|der|den|ten|ter) ){0,2}){0,3}"
    r"[A-Z][\w'-]{0,40}(?:straat|str\.|laan|weg|plein|kade|gracht|dijk|dreef|hof|pad|steenweg|lei|singel|"
    r"plantsoen|steeg|kaai|burgwal|boulevard|baan)"
    r" (?:nr\.? ?)?\d{1,5}(?: ?[a-zA-Z](?!\w)| ?bus \d{1,4})?(?:,? (?:B-)?[1-9]\d{3} [A-Z][\w-]+)?"
)
_TITLES = (
    r"mevrouw|meneer|mijnheer|mevr\.?|mw\.?|dhr\.?|de heer|mej\.?|juffrouw|dr\.|drs\.|ir\.|ing\.|"
    r"mr\.|prof\.|meester|dokter|professor|wethouder|schepen|burgemeester|raadslid|ambtenaar|"
    r"mrs\.?|ms\.?|mister|miss|alderman|councillor|mayor|mijn naam is|ik heet|my name is"
)
_BETWEEN = r"(?:van|de|der|den|het|'t|ten|ter|te|op|in|von|el|al|bin|ben|du|la|le|d')"
_NAME = re.compile(
    rf"\b(?i:{_TITLES})\s+(?P<name>(?:[A-Z]\.\s?){{0,4}}(?:(?i:{_BETWEEN})[ ]?){{0,3}}"
    r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:[ -](?:(?:van|de|der|den|ten|ter|te) ){0,2}[A-ZÀ-ÖØ-Þ][\w’'-]+){0,2})"  # noqa: RUF001 -- people type this apostrophe
)
Finder = tuple[Found, Callable[[str], Iterator[re.Match[str]]]]
_DIGITS_OF_PHONE = range(9, 14)
_CAPITAL_INSIDE = re.compile(r"(?<=[\w,;:)] )[A-ZÀ-ÖØ-Þ][\w'-]{2,30}")
MOST_CANDIDATES = 12
SHORTEST_WORD = 3
"""Letters of a word of somebody's name: a shorter one, such as de, is a word of any text."""
_NATIONAL = 97
_BORN_FROM_2000 = 2_000_000_000
_ELEVEN = 11
_IBAN_LENGTHS = range(15, 35)


def find(text: str, own: Iterable[str] = (), *, is_letter: bool = False) -> tuple[Match, ...]:
    """Find personal data from left to right; what overlaps is found once.

    `own` holds what is known of the writer, such as a name and a number: their words are found
    wherever they stand. In a letter also who signs is found, and names without a title.
    """
    letter: tuple[Finder, ...] = ((Found.NAME, names),) if is_letter else ()
    return _find(text, (*_FINDERS, (Found.NAME, partial(_words, own)), *letter))


def _find(text: str, finders: Iterable[Finder]) -> tuple[Match, ...]:
    found: list[Match] = []
    taken = bytearray(len(text))
    for kind, matches in finders:
        for match in matches(text):
            start, end = match.span("name") if "name" in match.re.groupindex else match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Match(kind, start, end))
    return tuple(sorted(found, key=lambda match: match.start))


def mask(text: str, own: Iterable[str] = ()) -> Masked:
    """Replace personal data by what they are, and tell what was replaced; `own` as above."""
    matches = find(text, own, is_letter=True)
    counts = Counter(match.kind.value for match in matches)
    return Masked(_replaced(text, matches), dict(counts))


def take_out(text: str, words: Iterable[str]) -> str:
    """Take out what a person found besides: words or a few of them together, wherever they are."""
    finder: Finder = (Found.OTHER, partial(_phrases, words))
    return _replaced(text, _find(text, (finder,)))


def pieces(text: str, own: Iterable[str] = ()) -> tuple[Piece, ...]:
    """Cut a text in what stays and what is masked, to show a person what was found."""
    found, place = [], 0
    for match in find(text, own, is_letter=True):
        found += [
            Piece(text[place : match.start]),
            Piece(text[match.start : match.end], match.kind),
        ]
        place = match.end
    return tuple(piece for piece in (*found, Piece(text[place:])) if piece.text)


def candidates(text: str) -> tuple[str, ...]:
    """List words in a masked text that may still be a name: a capital inside a sentence."""
    plain = re.sub(r"\[[^\]]*\]", " ", text)
    found = dict.fromkeys(match[0] for match in _CAPITAL_INSIDE.finditer(plain))
    return tuple(found)[:MOST_CANDIDATES]


def _replaced(text: str, matches: Iterable[Match]) -> str:
    parts: list[str] = []
    place = 0
    for match in matches:
        parts += [text[place : match.start], WORDS[match.kind]]
        place = match.end
    return "".join([*parts, text[place:]])


def _mails(text: str) -> Iterator[re.Match[str]]:
    for match in _MAIL.finditer(text):
        if not match["domain"].lower().startswith(_MADE_UP):
            yield match


def _accounts(text: str) -> Iterator[re.Match[str]]:
    """Find account numbers by their check digits (ISO 13616: the rest by 97 is one)."""
    for match in _IBAN.finditer(text):
        letters = re.sub(r"[ .]", "", match[0]).upper()
        turned = letters[4:] + letters[:4]
        number = int("".join(str(int(letter, 36)) for letter in turned))
        if len(letters) in _IBAN_LENGTHS and number % _NATIONAL == 1:
            yield match


def _citizen_numbers(text: str) -> Iterator[re.Match[str]]:
    """Find Dutch (BSN) and Belgian (rijksregister) numbers by their check digits."""
    for match in _BELGIAN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        body, check = int(digits[:9]), int(digits[9:])
        if _NATIONAL - check in {body % _NATIONAL, (_BORN_FROM_2000 + body) % _NATIONAL}:
            yield match
    for match in _NINE.finditer(text):
        numbers = [int(digit) for digit in match[0] if digit.isdigit()]
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        total = sum(weight * digit for weight, digit in zip(weights, numbers, strict=True))
        if total % _ELEVEN == 0 and any(numbers):
            yield match


def _phones(text: str) -> Iterator[re.Match[str]]:
    for match in _PHONE.finditer(text):
        if sum(map(str.isdigit, match[0])) in _DIGITS_OF_PHONE:
            yield match


def _words(own: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    words = {word for each in own for word in re.split(r"[\s,;]+", each)}
    long = sorted((word for word in words if len(word) >= SHORTEST_WORD), key=len, reverse=True)
    if long:
        any_of = "|".join(map(re.escape, long))
        yield from re.finditer(rf"(?<!\w)(?:{any_of})(?!\w)", text, re.IGNORECASE)


def _phrases(words: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    phrases = sorted({" ".join(each.split()) for each in words}, key=len, reverse=True)
    long = [r"\s+".join(map(re.escape, each.split())) for each in phrases if len(each) > 1]
    if long:
        yield from re.finditer(rf"(?<!\w)(?:{'|'.join(long)})(?!\w)", text, re.IGNORECASE)


def _addresses(text: str) -> Iterator[re.Match[str]]:
    yield from _POSTCODE.finditer(text)
    yield from _STREET.finditer(text)


_FINDERS: tuple[Finder, ...] = (
    (Found.MAIL, _mails),
    (Found.IBAN, _accounts),
    (Found.CITIZEN_NUMBER, _citizen_numbers),
    (Found.PHONE, _phones),
    (Found.ADDRESS, _addresses),
    (Found.PLATE, plates),
    (Found.NAME, _NAME.finditer),
)
