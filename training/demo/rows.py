"""Turns what was drawn into the rows of the tables."""

from dataclasses import dataclass

from training.demo.batch import Batch
from training.demo.chance import Ids
from training.demo.cycles import Course, Cycle
from training.demo.days import Days
from training.demo.people import YEARS_HERE, Placed, Worker, leads
from training.demo.structure import Post
from training.domain.progress import CompletionStatus, SuccessStatus
from training.domain.standing import Standing
from training.store.dispensation import Exemption, Extension
from training.store.enrolment import Enrolment
from training.store.mail import Mail
from training.store.organisation import OrgUnit, UnitAncestor, UnitLead
from training.store.people import Learner, Person
from training.store.reminder import Reminder

REMINDED_DAYS = 60
MOMENTS = {"before-14": -14, "before-3": -3, "due": 0, "after-7": 7, "after-21": 21}
BOUNCE_EVERY = 97
RECEIPT_DIGITS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
YEAR_DIGITS = 4


@dataclass(slots=True)
class Rows:
    """Writes into one batch after another; `hr` is who decides about people here."""

    ids: Ids
    days: Days
    hr: str | None
    reminders_left: int
    first_receipt: int
    batch: Batch

    def add_unit(self, unit: Placed, parent_id: str) -> None:
        """Add a unit with its way to the top; `unit.path` ends at the whole organisation."""
        post: Post = unit.post
        self.batch.add(OrgUnit, unit.id, parent_id, post.code, post.name, post.layer)
        for depth, ancestor in enumerate(unit.path):
            self.batch.add(UnitAncestor, unit.id, ancestor, depth)

    def add_worker(self, worker: Worker, place: int) -> tuple[str, str]:
        """Add somebody with a learner key, and give the ids of both."""
        person_id, key = self.ids(), self.ids()
        day, stay = self.days.text, worker.stay
        since = max(stay.hired, self.days.today - YEARS_HERE)
        self.batch.add(
            Person,
            person_id,
            worker.email,
            worker.name,
            worker.role,
            worker.language,
            int(stay.is_active),
            self.days.moment(since, place),
            worker.staff_number,
            worker.sort_name,
            worker.unit.id,
            worker.function,
            day(stay.hired),
            day(worker.left_on),
            day(worker.away_from),
            day(worker.away_until),
        )
        self.batch.add(Learner, key, person_id)
        if place == 0 and leads(worker.unit.post):
            self.batch.add(UnitLead, worker.unit.id, person_id)
        self.batch.people += 1
        return person_id, key

    def add_course(self, worker: Worker, who: tuple[str, str], course: Course) -> None:
        """Add all cycles of somebody in a course, and what was decided and mailed about them."""
        person_id, key = who
        rule = course.rule
        for cycle in course.cycles:
            row_id = self._add_cycle(worker, key, course, cycle)
            if cycle is course.counted and course.standing in _REMINDED:
                self._remind(worker, person_id, row_id, course)
            if cycle is course.counted and course.due_before:
                self._extend(row_id, course)
        if course.exempt_from:
            self._exempt(key, rule.course_id, course.exempt_from)
        if course.standing:
            self.batch.count(worker.unit.path, rule.course_id, course.standing.value)

    def _add_cycle(self, worker: Worker, key: str, course: Course, cycle: Cycle) -> str:
        rule, day, row_id = course.rule, self.days.text, self.ids()
        done = cycle.completed
        self.batch.add(
            Enrolment,
            row_id,
            key,
            rule.course_id,
            cycle.number,
            self.days.moment(cycle.opens, 0),
            day(cycle.opens) if cycle.number > 1 else None,
            day(cycle.due),
            day(cycle.late),
            day(cycle.expires),
            1,
            rule.id,
            rule.target,
            rule.label,
            worker.unit.id,
            course.standing.value if course.standing and cycle is course.counted else None,
            _COMPLETED if done else _IN_PROGRESS if cycle.begun else _NOT_STARTED,
            _PASSED if done else _UNKNOWN,
            self.days.moment(done, cycle.opens) if done else None,
            rule.revision_id if done else None,
            self._receipt(done) if done else None,
        )
        return row_id

    def _receipt(self, done: int) -> str:
        """Make a receipt number in the usual form; a counter keeps it the only one."""
        self.first_receipt += 1
        number, letters = self.first_receipt, ""
        for _ in range(8):
            number, digit = divmod(number, len(RECEIPT_DIGITS))
            letters = RECEIPT_DIGITS[digit] + letters
        year = (self.days.text(done) or "")[:YEAR_DIGITS]
        return f"{year}-{letters[:4]}-{letters[4:]}"

    def _exempt(self, key: str, course_id: str, day: int) -> None:
        until = None if day % 2 else self.days.text(self.days.today + 180)
        moment, reason = self.days.moment(day, day), "Heeft deze cursus elders gevolgd."
        self.batch.add(Exemption, self.ids(), key, course_id, until, reason, moment, self.hr)

    def _extend(self, row_id: str, course: Course) -> None:
        day, counted = self.days.text, course.counted
        moment = self.days.moment(self.days.today - 1, course.due_before or 0)
        due = day(counted.due) if counted else None
        reason = "Was langere tijd ziek."
        before = day(course.due_before)
        self.batch.add(Extension, self.ids(), row_id, before, due, reason, moment, self.hr)

    def _remind(self, worker: Worker, person_id: str, row_id: str, course: Course) -> None:
        """Log the mails of the last weeks; older ones an organisation clears away."""
        counted = course.counted
        if counted is None or counted.due is None:
            return
        due = course.due_before or counted.due
        first = max(self.days.today - REMINDED_DAYS, counted.opens)
        for name, offset in MOMENTS.items():
            day = due + offset
            if first <= day < self.days.today and self.reminders_left > 0:
                code = f"{name}:{self.days.text(due)}"
                mail_id, at = self._mail(worker, person_id, course.rule.title, day)
                self.batch.add(Reminder, self.ids(), row_id, code, person_id, mail_id, at)

    def _mail(self, worker: Worker, person_id: str, title: str, day: int) -> tuple[str, str]:
        """Add a mail that is done with, and so has no text any more."""
        self.reminders_left -= 1
        mail_id = self.ids()
        at = self.days.moment(day, self.reminders_left)
        bounced = self.reminders_left % BOUNCE_EVERY == 0
        outcome = ("failed", "550 5.1.1 mailbox unavailable") if bounced else ("sent", "")
        sent = None if bounced else at
        self.batch.add(
            Mail,
            mail_id,
            worker.email,
            f"Herinnering: {title}",
            "",
            at,
            sent,
            5 if bounced else 1,
            "reminder",
            person_id,
            1,
            *outcome,
        )
        return mail_id, at


_REMINDED = (Standing.NOT_STARTED, Standing.IN_PROGRESS, Standing.OVERDUE)
_COMPLETED = CompletionStatus.COMPLETED.value
_IN_PROGRESS = CompletionStatus.IN_PROGRESS.value
_NOT_STARTED = CompletionStatus.NOT_STARTED.value
_PASSED, _UNKNOWN = SuccessStatus.PASSED.value, SuccessStatus.UNKNOWN.value
