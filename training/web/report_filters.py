"""Reads the filters of a report from its address."""

from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import request
from werkzeug.datastructures import MultiDict

from training.domain.access import Role
from training.domain.organisation import Layer
from training.domain.standing import Standing
from training.services.errors import NotFound
from training.services.reporting.view import Filters, Viewer
from training.web.identity import visit
from training.web.language import language
from training.web.site import site

E = TypeVar("E", bound=StrEnum)


def viewer() -> Viewer:
    """Say who looks."""
    who = visit()
    return Viewer(who.person_id, Role(who.role), language(), site().today())


def asked() -> Filters:
    """Read the filters of this request."""
    return read_filters(request.args)


def read_filters(values: MultiDict[str, str]) -> Filters:
    """Read filters; an empty one is not set, one that cannot be is not found."""
    return Filters(
        _unit(values.get("unit", "")),
        _one_of(Layer, values.get("layer", "")),
        values.get("course", ""),
        _one_of(Standing, values.get("standing", "")),
        values.get("q", ""),
    )


def _unit(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise NotFound("unit") from error


def _one_of(kind: type[E], text: str) -> E | None:
    try:
        return kind(text) if text else None
    except ValueError as error:
        raise NotFound("filter") from error
