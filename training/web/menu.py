"""A line of a menu, with the pages below it; the template draws both rows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of a menu or a tab; `is_open` where it, or a page below it, is the one shown."""

    address: str
    text: str
    is_here: bool
    is_open: bool
    below: "tuple[MenuItem, ...]" = ()
