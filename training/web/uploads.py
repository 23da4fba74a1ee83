"""Which views take a large request: a form that takes a file."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

LARGEST_BODY = "largest_body"
OVERHEAD = 1024 * 1024
"""What a form adds to its file."""


def takes_file(largest: int) -> Callable[[View], View]:
    """Mark a view that takes a file of so many bytes."""

    def mark(view: View) -> View:
        setattr(view, LARGEST_BODY, largest + OVERHEAD)
        return view

    return mark


def largest_body(view: Callable[..., Any]) -> int | None:
    """Give how much a marked view takes; none for the limit of all others."""
    return getattr(view, LARGEST_BODY, None)
