"""Principles, sub-points and limits, and what a scene, a course and feedback say of themselves."""

import pytest

from tests.domain.offers import LOOP, course, framework, unit
from training.domain.competency import Competency
from training.domain.diagnostics import Compiled, Diagnostic, Severity, by_place
from training.domain.document import Kind
from training.domain.prose import Prose
from training.domain.scenario import NO_FEEDBACK, Feedback


def test_a_sub_point_belongs_to_its_principle() -> None:
    principle, point = Competency("2", "Een overheid"), Competency("2.1", "Aanspreekpunt")
    assert (principle.is_principle, point.is_principle) == (True, False)
    assert (principle.principle, point.principle) == ("2", "2")


def test_codes_and_limits_are_found_or_not() -> None:
    known = framework("1", "1.1", limits=("L1", "L2"))
    first, second = known.find_competency("1.1"), known.find_limit("L2")
    assert first
    assert second
    assert (first.code, second.code) == ("1.1", "L2")
    assert known.find_competency("9.9") is None
    assert known.find_limit("L9") is None
    assert known.find_limit(None) is None


def test_a_scene_is_found_by_name_and_knows_whether_it_counts() -> None:
    assert LOOP.start is LOOP.scene("begin")
    assert [scene.is_scored for scene in LOOP.scenes] == [True, True, False]
    with pytest.raises(KeyError):
        LOOP.scene("nergens")


def test_feedback_is_there_when_any_of_its_slots_is() -> None:
    assert not NO_FEEDBACK
    assert Feedback(objection=Prose("Maar"))


def test_a_course_holds_its_units_by_kind_and_slug() -> None:
    found = course(unit(), unit(Kind.QUIZ, "vragen"))
    assert len(found.units) == 2
    assert found.holds(Kind.QUIZ, "vragen")
    assert not found.holds(Kind.SCENARIO, "vragen")
    assert not found.holds(Kind.QUIZ, "andere")


def test_errors_stop_publication_and_warnings_do_not() -> None:
    late, early = Diagnostic("W25", 9), Diagnostic("E08", 2, 5)
    assert (late.severity, early.severity) == (Severity.WARNING, Severity.ERROR)
    assert by_place([late, early]) == (early, late)
    assert Compiled(1, (late, early)).has_errors
    assert not Compiled(1, (late,)).has_errors
