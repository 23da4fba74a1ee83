"""The statements of the stocktake in their versions, as they are read by a side."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from training.domain.stocktake import ORGANISATION, Length, Side, statements_of
from training.resources import PACKAGE

NEWEST = "1"
VERSIONS = ("1",)
LANGUAGES = ("nl", "en")
TERMS = ("gemeente-nl", "gemeente-vl", "waterschap", "provincie-nl", "provincie-vl")

Texts = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Code, language, side."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as one side reads it."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """All that a form says in one language, in the words of one kind of government body."""

    opening: str
    statements: tuple[Statement, ...]
    organisation: tuple[Statement, ...]
    body: str
    board: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Which texts a wave uses."""

    version: str
    terms: str
    length: Length


def instrument(edition: Edition, side: Side, language: str) -> Instrument:
    """Give the texts of a form."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    told = _table(edition.version, "terms")[edition.terms][language]
    words = {"body": told["body"], "deciders": told["deciders"]}
    statements = _table(edition.version, "statements")
    asked = _table(edition.version, "organisation")
    return Instrument(
        _opening(edition.version, language)[side].format_map(words),
        tuple(
            Statement(code, statements[code][language][side].format_map(words))
            for code in statements_of(edition.length)
        ),
        tuple(
            Statement(code, asked[code][language][side])
            for code in ORGANISATION
            if side is not Side.INITIATIVES
        ),
        told["body"],
        told["board"],
    )


def terms_names(language: str) -> list[tuple[str, str]]:
    """List the kinds of government body with their names."""
    told = _table(NEWEST, "terms")
    language = language if language in LANGUAGES else LANGUAGES[0]
    return [(code, told[code][language]["name"]) for code in TERMS]


def _opening(version: str, language: str) -> Mapping[str, str]:
    return _file(version)["opening"][language]


def _table(version: str, name: str) -> Texts:
    return _file(version)[name]  # type: ignore[return-value]  # a test reads every text of the file


@cache
def _file(version: str) -> dict[str, Mapping[str, Mapping[str, str]]]:
    path = PACKAGE / "instruments" / f"stocktake-{version}.toml"
    return tomllib.loads(path.read_text("utf-8"))
