"""Who reads a page of a stocktake, and which side an address is about."""

from training.domain.access import Permission, Role, may
from training.domain.stocktake import Side
from training.services.errors import NotFound
from training.web.identity import visit


def is_host() -> bool:
    """Tell whether somebody may run stocktakes."""
    return may(Role(visit().role), Permission.TAKE_STOCK)


def side_of(text: str) -> Side:
    """Read a side; raises `NotFound`."""
    if text not in list(Side):
        raise NotFound("side")
    return Side(text)
