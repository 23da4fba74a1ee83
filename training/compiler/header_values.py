"""The values of a header, read from an author's texts; pydantic names every wrong one at once."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from training.compiler.vocabulary import VOCABULARY, Words

SLUG = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_DIGITS = re.compile(r"[0-9]{1,3}")
MAX_TITLE = 200
MAX_SLUG = 100
# the front matter stays open to every language, but an identity becomes part of an address


def _words(info: ValidationInfo) -> Words:
    assert isinstance(info.context, Words)  # noqa: S101 - only `header` validates, with its words
    return info.context


def _pick(text: str, meanings: Mapping[str, str]) -> str:
    if text.casefold() not in meanings:
        allowed = ", ".join(meanings)
        raise PydanticCustomError("choice", "unknown word", {"allowed": allowed, "value": text})
    return meanings[text.casefold()]


def _language(text: str) -> str:
    return _pick(text, {language: language for language in VOCABULARY})


def _form(text: str) -> str:
    return _pick(text, {"a": "A", "b": "B"})


def _layer(text: str, info: ValidationInfo) -> str:
    return _pick(text, _words(info).layers)


def _jurisdiction(text: str, info: ValidationInfo) -> str:
    return _pick(text, _words(info).jurisdictions)


def _display(text: str, info: ValidationInfo) -> str:
    return _pick(text, _words(info).displays)


def _order(text: str, info: ValidationInfo) -> str:
    return _pick(text, _words(info).orders)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PydanticCustomError("date", "no day", {"value": text}) from error


def _number(low: int, high: int) -> BeforeValidator:
    def read(text: str) -> int:
        if _DIGITS.fullmatch(text) and low <= int(text) <= high:
            return int(text)
        context = {"low": low, "high": high, "value": text}
        raise PydanticCustomError("number", "no whole number in this range", context)

    return BeforeValidator(read)


def _months(text: str, info: ValidationInfo) -> int:
    months = _words(info).months
    number, _, unit = text.partition(" ")
    if not (_DIGITS.fullmatch(number) and unit in months):
        example = f"12 {list(months)[1]}"
        raise PydanticCustomError("period", "no period", {"value": text, "example": example})
    return int(number) * months[unit]


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in text.split(","):
        old, _, new = (name.strip().lstrip("#") for name in part.partition("->"))
        if not (old and new):
            raise PydanticCustomError("renamed", "no rename", {"value": part.strip()})
        pairs.append((old, new))
    return tuple(pairs)


def _anchor(text: str) -> str:
    return text.strip().lstrip("#")


def _title(text: str) -> str:
    if len(text) > MAX_TITLE:
        raise PydanticCustomError("long", "too long", {"limit": MAX_TITLE})
    return text


def _slug(text: str) -> str:
    if len(text) > MAX_SLUG:
        raise PydanticCustomError("long", "too long", {"limit": MAX_SLUG})
    if not SLUG.fullmatch(text):
        raise PydanticCustomError("slug", "not letters, digits, hyphens", {"value": text})
    return text


class HeaderValues(BaseModel):
    """Every field of every kind; which of them a kind may have is decided in `header`."""

    title: Annotated[str, Field(min_length=1), BeforeValidator(_title)]
    slug: Annotated[str, BeforeValidator(_slug)]
    language: Annotated[str, BeforeValidator(_language)] = "nl"
    minutes: Annotated[int, _number(1, 600)] = 0
    mastery_score: Annotated[int, _number(0, 100)] = 80
    questions: Annotated[int, _number(1, 400)] = 0
    review_by: Annotated[date | None, BeforeValidator(_day)] = None
    meaning: Annotated[int, _number(1, 999)] = 1
    valid_for: Annotated[int, BeforeValidator(_months)] = 0
    renamed: Annotated[tuple[tuple[str, str], ...], BeforeValidator(_pairs)] = ()
    layer: Annotated[str, BeforeValidator(_layer)] = ""
    jurisdiction: Annotated[str, BeforeValidator(_jurisdiction)] = ""
    display: Annotated[str, BeforeValidator(_display)] = "paged"
    order: Annotated[str, BeforeValidator(_order)] = "shuffled"
    form: Annotated[str, BeforeValidator(_form)] = ""
    pivot: Annotated[str, BeforeValidator(_anchor)] = ""
    role: str = ""
    audience: str = ""
    owner: str = ""
    source: str = ""
