"""Which views take a large request: a form that takes a file, or a long text."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

LARGEST_BODY = "largest_body"
LARGEST_FIELDS = "largest_fields"
OVERHEAD = 1024 * 1024
"""What a form adds to its file."""


def takes_file(largest: int) -> Callable[[View], View]:
    """Mark a view that takes a file of so many bytes."""

    def mark(view: View) -> View:
        setattr(view, LARGEST_BODY, largest + OVERHEAD)
        return view

    return mark


def takes_text(largest: int) -> Callable[[View], View]:
    """Mark a view that takes a text of so many bytes: the fields of its form are kept in memory."""

    def mark(view: View) -> View:
        setattr(view, LARGEST_FIELDS, largest + OVERHEAD)
        return takes_file(largest)(view)

    return mark


def largest_fields(view: Callable[..., Any]) -> int | None:
    """Give how much of a form may be no file; none for the limit of all others."""
    return getattr(view, LARGEST_FIELDS, None)


def largest_body(view: Callable[..., Any]) -> int | None:
    """Give how much a marked view takes; none for the limit of all others."""
    return getattr(view, LARGEST_BODY, None)
