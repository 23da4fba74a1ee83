"""Refuses what is put on the trail without words, in whichever test that happens."""

from typing import Any

from sqlalchemy import event

from training.store.audit import AuditEvent
from training.web.trail_words import ACTIONS, OBJECTS, RESULTS


def install() -> None:
    """Look at every line before it is written."""
    event.listen(AuditEvent, "before_insert", _refuse_bare_codes)


def _refuse_bare_codes(_mapper: Any, _connection: Any, line: AuditEvent) -> None:
    # Any: the arguments of an event, which SQLAlchemy does not type
    kind = line.object.partition(":")[0]
    is_text = line.action == "publish"  # its object and result name a text and its version
    assert line.action in ACTIONS, f"{line.action} has no words in training/web/trail_words.py"
    assert is_text or kind in OBJECTS, f"{kind} has no words in training/web/trail_words.py"
    assert is_text or line.result in RESULTS, f"{line.result} has no words"
