"""Draws how one person went through the cycles of one duty, up to today."""

from dataclasses import dataclass

from training.demo.chance import Chance
from training.demo.rules import Rule
from training.domain.standing import Standing

IN_TIME = 0.62
SOON = 0.74
SHORTEST = 14
USUAL = 60
EXEMPT_SHARE = 0.01
EXTENDED_SHARE = 0.12
EXTENSION = 21


@dataclass(slots=True)
class Cycle:
    """One cycle; days are numbers, and what had not happened on `until` is empty."""

    number: int
    opens: int
    due: int | None
    late: int | None
    begun: int | None = None
    completed: int | None = None
    expires: int | None = None


@dataclass(slots=True)
class Course:
    """All cycles of a person in a course, and where that person stands today."""

    rule: Rule
    cycles: list[Cycle]
    counted: Cycle | None = None
    standing: Standing | None = None
    exempt_from: int | None = None
    due_before: int | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """From when until when somebody was here, how fast that person is, and whether still here."""

    hired: int
    until: int
    pace: float
    is_active: bool


def draw_course(rule: Rule, stay: Stay, chance: Chance) -> Course | None:
    """Draw it all; none when the rule never met this person."""
    assigned = max(rule.created, stay.hired)
    if assigned > stay.until:
        return None
    if stay.is_active and chance.random() < EXEMPT_SHARE:
        return _exempt(rule, assigned, stay)
    course = Course(rule, _draw_cycles(rule, assigned, stay, chance))
    if stay.is_active:
        _draw_extension(course, stay.until, chance)
        _settle(course, stay.until)
    return course


def _exempt(rule: Rule, assigned: int, stay: Stay) -> Course:
    due = rule.due_day(stay.hired, assigned)
    only = Cycle(1, assigned, due, rule.late_day(due))
    since = min(assigned + SHORTEST, stay.until)
    return Course(rule, [only], only, Standing.EXEMPT, exempt_from=since)


def _draw_cycles(rule: Rule, assigned: int, stay: Stay, chance: Chance) -> list[Cycle]:
    cycles: list[Cycle] = []
    opens, due = assigned, rule.due_day(stay.hired, assigned)
    while True:
        cycle = Cycle(len(cycles) + 1, opens, due, rule.late_day(due))
        cycles.append(cycle)
        done = opens + _days_needed(opens, due, stay.pace, chance)
        begun = opens + (done - opens) * 3 // 5
        cycle.begun = begun if begun <= stay.until else None
        if done > stay.until:
            return cycles
        cycle.completed, cycle.expires = done, rule.expiry(done)
        if cycle.expires is None:
            return cycles
        opens = max(cycle.expires - rule.renewal.window_days, done + 1)
        due = cycle.expires
        if opens > stay.until:
            return cycles


def _days_needed(opens: int, due: int | None, pace: float, chance: Chance) -> int:
    span = max(due - opens, SHORTEST) if due else USUAL
    drawn = (chance.random() + pace) / 2
    if drawn < IN_TIME:
        return 1 + int(span * drawn)
    if drawn < SOON:
        return int(span * (1 + chance.random() / 2))
    return int(span * (2 + 3 * chance.random()))


def _draw_extension(course: Course, today: int, chance: Chance) -> None:
    """Give a few of those who are late more time."""
    last = course.cycles[-1]
    is_late = not last.completed and last.late and last.late <= today
    if is_late and chance.random() < EXTENDED_SHARE:
        course.due_before = last.due
        last.due = today + EXTENSION
        last.late = course.rule.late_day(last.due)


def _settle(course: Course, today: int) -> None:
    """Say which cycle counts and how it stands, as the rules of the domain do."""
    last = course.counted = course.cycles[-1]
    earlier = course.cycles[-2] if last.number > 1 else None
    if last.completed:
        course.standing = Standing.COMPLETED
    elif earlier and earlier.expires and earlier.expires >= today:
        course.counted, course.standing = earlier, Standing.COMPLETED
    elif last.late and last.late <= today:
        course.standing = Standing.OVERDUE
    else:
        course.standing = Standing.IN_PROGRESS if last.begun else Standing.NOT_STARTED


def turns(course: Course, until: int) -> list[tuple[int, Standing]]:
    """List the days on which the standing changed, in order; the last one holds until the end."""
    found: list[tuple[int, Standing]] = []
    valid_until = 0
    for cycle in course.cycles:
        begin = max(cycle.opens, valid_until + 1) if valid_until else cycle.opens
        done = cycle.completed
        if begin <= until and (done is None or done > begin):
            found.extend(_open_turns(cycle, begin, done or until + 1))
        if done:
            found.append((done, Standing.COMPLETED))
        valid_until = cycle.expires or 0
    if course.exempt_from:
        found = [turn for turn in found if turn[0] < course.exempt_from]
        found.append((course.exempt_from, Standing.EXEMPT))
    return found


def _open_turns(cycle: Cycle, begin: int, end: int) -> list[tuple[int, Standing]]:
    """What happened between the opening of a cycle and its end."""
    turns_ = [(begin, Standing.NOT_STARTED)]
    if cycle.begun and cycle.begun < end:
        turns_.append((max(cycle.begun, begin), Standing.IN_PROGRESS))
    if cycle.late and cycle.late < end:
        late = max(cycle.late, begin)
        turns_ = [turn for turn in turns_ if turn[0] < late]
        turns_.append((late, Standing.OVERDUE))
    return turns_
