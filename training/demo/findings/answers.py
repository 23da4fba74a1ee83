"""Plants first answers: in courses, in twelve weeks of refreshers, and what people may decide."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from training.demo import bulk
from training.demo.bulk import Row
from training.demo.chance import Chance
from training.demo.findings.colleagues import Colleague, list_colleagues, number_respondents
from training.demo.findings.drawing import AWAY, OF_BOARD, USUAL, Drawer, Question, with_numbers
from training.domain.document import Kind
from training.domain.quarter import quarter_before
from training.domain.scenario import Scenario
from training.domain.stance import May, gap_of
from training.services import answers
from training.services.answers import Asked, Occasion
from training.services.library import Library
from training.store.answer import Answer
from training.store.stance import Stance

WHO, WHEN = ("respondent_id", "question_id"), ("answered_on",)
COLUMNS = (*WHO, "occasion", "occasion_id", "option", "level", *WHEN)
STANCE = (*WHO, "should_level", "would_level", "may", "gap", *WHEN)
QUESTIONS = 12
APART = 3
"""In so many situations those who govern answer otherwise."""

WEEKS, FALLS_IN = 12, 8
"""Weeks of refreshers, and after how many of them one unit falls."""

FITTING, FALLEN, NEVER = 0.8, 0.3, 0.1
LEAST_LEEWAY, USUAL_LEEWAY = 0.4, 0.03
"""How many know what to do, would not do it, and may not decide it."""

ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(weeks=1)

Numbers = dict[tuple[str, int], int]


def plant(library: Library, chance: Chance, today: date) -> bool:
    """Plant all that was answered outside measurements; tells whether there was a question."""
    session, questions = library.session, list_questions(library)
    if not questions:
        return False
    colleagues = list_colleagues(session)
    monday = today - timedelta(days=today.weekday())
    days = [today - timedelta(days=120 - 6 * place) for place in range(10)]
    weeks = [monday - ONE_WEEK * (WEEKS - week) + ONE_DAY * 2 for week in range(WEEKS)]
    asked_on = quarter_before(today).last - timedelta(days=20)
    numbers = number_respondents(session, colleagues, [*days, *weeks, asked_on])
    rows: list[Row] = list(_of_courses(colleagues, questions, days, numbers, Drawer(chance)))
    for week, day in enumerate(weeks):
        question = questions[week % len(questions)]
        rows += _of_week(colleagues, question, (week, day), numbers, chance)
    bulk.prepare(session)
    bulk.insert(session, Answer, COLUMNS, rows)
    _plant_stances(session, colleagues, questions[0], asked_on, numbers, chance)
    return True


def list_questions(library: Library) -> list[Question]:
    """Give situations that everybody meets who does their scenario, numbered."""
    found: list[Asked] = []
    for entry in library.catalogue.entries:
        if entry.kind == Kind.SCENARIO and entry.language == entry.original:
            scenario = library.take(entry.revision_id, Scenario)
            asked = answers.asked_in(entry.document_id, entry.revision_id, scenario)
            found += [one for name, one in asked.items() if name in scenario.common]
    found = found[:QUESTIONS]
    return with_numbers(found, [answers.number_of(library, one) for one in found])


def _of_courses(
    colleagues: Iterable[Colleague],
    questions: list[Question],
    days: list[date],
    numbers: Numbers,
    drawer: Drawer,
) -> Iterable[Row]:
    for place, one in enumerate(colleagues):
        day = days[place % len(days)]
        number, on = numbers[one.key, day.year], day.isoformat()
        for at, question in enumerate(questions):
            weights = USUAL
            if one.is_uninviting:
                weights = AWAY
            elif one.governs and at < APART:
                weights = OF_BOARD
            option = drawer.draw(question.levels, weights)
            level = question.levels[option]
            yield number, question.number, Occasion.COURSE.value, 0, option, level, on


def _of_week(
    colleagues: list[Colleague],
    question: Question,
    when: tuple[int, date],
    numbers: Numbers,
    chance: Chance,
) -> Iterable[Row]:
    """Let all answer once; of each unit so many fit, others of them each week."""
    week, day = when
    units: dict[str, list[Colleague]] = defaultdict(list)
    for one in colleagues:
        units[one.code].append(one)
    for unit in units.values():
        chance.shuffle(unit)
        fitting = round(len(unit) * _share(unit[0], week))
        for place, one in enumerate(unit):
            good = place < fitting
            option = _option(question.levels, good=good)
            number = numbers[one.key, day.year]
            yield (
                number,
                question.number,
                Occasion.REFRESHER.value,
                week + 1,
                option,
                question.levels[option],
                day.isoformat(),
            )


def _share(one: Colleague, week: int) -> float:
    if one.is_uninviting:
        return NEVER
    return FALLEN if one.is_falling and week >= FALLS_IN else FITTING


def _option(levels: tuple[int, ...], *, good: bool) -> int:
    return levels.index(max(levels) if good else min(levels))


def _plant_stances(
    session: Session,
    colleagues: list[Colleague],
    question: Question,
    day: date,
    numbers: Numbers,
    chance: Chance,
) -> None:
    """Let people say what they should, would and may do in one situation."""
    high, low = max(question.levels), min(question.levels)
    rows: list[Row] = []
    for one in colleagues:
        missing = LEAST_LEEWAY if one.is_without_leeway else USUAL_LEEWAY
        would, may = (low, May.NO) if chance.random() < missing else (high, May.YES)
        gap = gap_of(high, would, may)
        who = numbers[one.key, day.year]
        row = (who, question.number, high, would, may.value, gap.value, day.isoformat())
        rows.append(row)
    bulk.insert(session, Stance, STANCE, rows)
