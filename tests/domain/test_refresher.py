"""A refresher asks one to three questions, none of them known to the learner."""

from datetime import date
from uuid import UUID

from training.domain.refresher import MOST, Choice, Due, Sibling, choose

DAY = date(2026, 11, 23)
CODES = ("1.1", "1.2", "1.3", "2.1")


def sibling(code: str, number: int) -> Sibling:
    return Sibling(UUID(int=number), UUID(int=number), f"q{number}", code, f"{code}-{number}")


POOL = {code: tuple(sibling(code, number) for number in range(3)) for code in CODES}


def ask(
    *codes: str, met: tuple[str, ...] = (), raised: tuple[str, ...] = (), stage: int = 0
) -> Choice:
    due = [Due(code, DAY, stage) for code in codes]
    return choose(due, POOL, met=met, raised=raised, seed=7)


def test_each_sub_point_gets_one_question_and_a_refresher_three_at_most() -> None:
    found = [each.competency for each in ask(*CODES).questions]
    assert found == ["1.1", "1.2", "1.3"]
    assert len(found) == MOST


def test_what_was_met_is_never_asked() -> None:
    met = ("1.1-0", "1.1-2")
    assert [each.digest for each in ask("1.1", met=met).questions] == ["1.1-1"]


def test_a_sub_point_without_new_questions_is_named_and_holds_up_no_other() -> None:
    found = ask("1.1", "1.2", met=("1.1-0", "1.1-1", "1.1-2"))
    assert [each.competency for each in found.questions] == ["1.2"]
    assert found.exhausted == ("1.1",)


def test_the_oldest_goes_first() -> None:
    due = [Due("1.1", DAY, 0), Due("1.2", date(2026, 11, 1), 0)]
    found = choose(due, POOL, met=(), raised=(), seed=7)
    assert [each.competency for each in found.questions] == ["1.2", "1.1"]


def test_a_raised_sub_point_gets_half_as_many_questions_again() -> None:
    plain = sum(len(ask("2.1", stage=stage).questions) for stage in range(4))
    raised = sum(len(ask("2.1", raised=("2.1",), stage=stage).questions) for stage in range(4))
    assert (plain, raised) == (4, 6)


def test_a_raised_sub_point_goes_first() -> None:
    assert ask(*CODES, raised=("2.1",)).questions[0].competency == "2.1"


def test_learners_meet_siblings_in_another_order() -> None:
    due = [Due("1.1", DAY, 0)]
    first = {
        choose(due, POOL, met=(), raised=(), seed=seed).questions[0].digest for seed in range(20)
    }
    assert len(first) == 3
