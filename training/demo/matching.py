"""Finds the rules that hold for somebody; of two for one course the one that is due first."""

from collections.abc import Sequence
from itertools import groupby

from training.demo.people import Worker
from training.demo.rules import Rule
from training.domain.assignment import Target


class Matcher:
    """Remembers what it found: colleagues with one function in one unit have the same rules."""

    def __init__(self, rules: Sequence[Rule], cohort_id: str) -> None:
        """Look at the rules in the order of their courses."""
        self._rules = sorted(rules, key=lambda rule: (rule.course_id, rule.created, rule.id))
        self._cohort_id = cohort_id
        self._unit = ""
        self._found: dict[tuple[str, bool], list[tuple[Rule, ...]]] = {}

    def rules_for(self, worker: Worker, *, is_new: bool) -> list[Rule]:
        """List one rule for each course that somebody has to do."""
        if worker.unit.id != self._unit:
            self._unit, self._found = worker.unit.id, {}
        key = worker.function, is_new
        if key not in self._found:
            held = [rule for rule in self._rules if self._holds(rule, worker, is_new=is_new)]
            self._found[key] = [
                tuple(group) for _, group in groupby(held, key=lambda rule: rule.course_id)
            ]
        return [
            group[0] if len(group) == 1 else _soonest(group, worker) for group in self._found[key]
        ]

    def _holds(self, rule: Rule, worker: Worker, *, is_new: bool) -> bool:
        return {
            Target.EVERYONE: True,
            Target.UNIT: rule.about in worker.unit.path,
            Target.LAYER: rule.about == worker.unit.post.layer,
            Target.FUNCTION: rule.about == worker.function,
            Target.COHORT: is_new and rule.about == self._cohort_id,
            Target.PERSON: False,
        }[Target(rule.target)]


def _soonest(group: Sequence[Rule], worker: Worker) -> Rule:
    hired, until = worker.stay.hired, worker.stay.until
    met = [rule for rule in group if max(rule.created, hired) <= until]
    return min(
        met or group,
        key=lambda rule: rule.due_day(hired, max(rule.created, hired)) or 10**9,
    )
