"""What the organisation chooses about reminders: read it, and change it on the trail."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy.orm import Session

from training.domain.reminder import Policy
from training.services import audit
from training.services.audit import About, Actor
from training.services.errors import Invalid
from training.store import reminder as store

MOST_DAYS = 365
MOST_MOMENTS = 6
HOURS = 24
WEEKDAYS = 7


def read(session: Session) -> Policy:
    """Give the choices that hold now."""
    return store.find_policy(session)


def change(session: Session, policy: Policy, actor: Actor, *, at: datetime) -> bool:
    """Keep other choices; tells whether anything changed. Raises `Invalid` for what cannot be."""
    _check(policy)
    earlier = store.find_policy(session)
    if policy == earlier:
        return False
    store.save_policy(session, policy, at=at, by=actor.person_id)
    changed = [
        field.name
        for field in fields(Policy)
        if getattr(policy, field.name) != getattr(earlier, field.name)
    ]
    about = About(details={"from": _words(earlier, changed), "to": _words(policy, changed)})
    audit.note(session, actor, "reminder-policy", "policy:reminders", "ok", at=at, about=about)
    return True


def _check(policy: Policy) -> None:
    for days in (policy.days_before, policy.days_after):
        is_sound = all(1 <= day <= MOST_DAYS for day in days) and len(set(days)) == len(days)
        if not is_sound or len(days) > MOST_MOMENTS:
            raise Invalid("reminder-days")
    if not 0 <= policy.escalate_after <= MOST_DAYS:
        raise Invalid("reminder-escalation")
    if not 0 <= policy.from_hour < policy.until_hour <= HOURS:
        raise Invalid("reminder-hours")
    if not policy.weekdays or not set(policy.weekdays) <= set(range(WEEKDAYS)):
        raise Invalid("reminder-weekdays")


def _words(policy: Policy, names: list[str]) -> str:
    return "; ".join(f"{name}={_value(getattr(policy, name))}" for name in names)


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "-"
    return str(int(value)) if isinstance(value, bool) else str(value)
