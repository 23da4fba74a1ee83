"""What is kept about somebody as a list and as a file: both say the same, in the same words."""

import json
from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext

from training.services.own_data import Holding
from training.web.own_data_words import WORDS

Kind = tuple[str, int]
"""What it is, and how many rows of it there are."""


def kinds_of(kept: Sequence[Holding]) -> list[Kind]:
    """List what is kept in words, with how much there is of it."""
    return [(str(gettext(WORDS[each.table])), len(each.rows)) for each in kept]


def file_of(kept: Sequence[Holding], *, organisation: str, at: datetime) -> str:
    """Write the file: of each kind what it is, how many rows there are, and the rows."""
    kinds = zip(kept, kinds_of(kept), strict=True)
    rows = {
        each.table: {"what": what, "how_many": count, "rows": each.rows}
        for each, (what, count) in kinds
    }
    made = {"made_at": at.isoformat(), "organisation": organisation, "kept": rows}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
