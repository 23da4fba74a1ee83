"""Taking a quiz: every kind of item, exactly once, and the missed ones again until mastery."""

from uuid import UUID, uuid4

import pytest

from tests.answering import posted_for, right_for, wrong_for
from tests.services.learner import Learner
from tests.services.questions import CALL, GOAL, HELP, NAMES, ORDER, PATH, PLAN, POLL, SCORED, WHO
from tests.world import World, read_files
from training.domain.document import Kind
from training.domain.sitting import Posted
from training.services.errors import Conflict, Invalid, NotFound
from training.services.play import Recorded
from training.services.quiz_page import Wish
from training.services.quizzes import REFLECTION_LIMIT


@pytest.fixture
def lena(world: World) -> Learner:
    return Learner(world)


def begin(learner: Learner) -> UUID:
    return learner.start(Kind.QUIZ, "vragen")


def test_each_kind_of_item_is_asked_answered_and_explained(lena: Learner) -> None:
    attempt_id = begin(lena)
    sitting = lena.sitting(attempt_id)
    for number, name in enumerate(NAMES, start=1):
        page, item = lena.quiz(attempt_id), sitting.quiz.item(name)
        assert (page.number, page.total, page.answered) == (number, 7, number - 1)
        assert not page.items[0].is_answered
        posted = right_for(sitting, item)
        assert lena.respond(attempt_id, name, posted) is Recorded.NOW
        (shown,) = lena.quiz(attempt_id, Wish(name)).items
        assert shown.is_answered
        assert shown.is_right is (True if item.is_scored else None)
        assert shown.explanation == item.explanation
    result = lena.quiz(attempt_id).result
    assert result
    assert result.percentage == 100
    assert (result.is_passed, result.missed, result.mastery_percentage) == (True, 0, 80)


def test_nothing_tells_the_key_before_the_answer(lena: Learner) -> None:
    attempt_id = begin(lena)
    for name in NAMES:
        (item,) = lena.quiz(attempt_id, Wish(name)).items
        assert (item.is_right, item.explanation, item.text) == (None, "", "")
        for option in item.options:
            assert (option.is_key, option.level, option.feedback) == (None, None, "")
            assert (option.place, option.right_place, option.is_chosen) == (0, 0, False)


def test_an_answered_item_shows_what_was_chosen_and_what_was_right(lena: Learner) -> None:
    attempt_id = begin(lena)
    sitting = lena.sitting(attempt_id)
    for name in (GOAL, CALL, ORDER, WHO):
        item = sitting.quiz.item(name)
        lena.respond(attempt_id, name, wrong_for(sitting, item))
    goal, call, order, who = (
        lena.quiz(attempt_id, Wish(name)).items[0] for name in (GOAL, CALL, ORDER, WHO)
    )
    assert {option.is_key: option.is_chosen for option in goal.options} == {
        True: False,
        False: True,
    }
    assert sorted(option.level or 0 for option in call.options) == [1, 3]
    assert {option.place + option.right_place for option in order.options} == {4}
    assert all(option.place != option.right_place for option in who.options)
    assert {shown.is_right for shown in (goal, call, order, who)} == {False}
    assert "middel" in "".join(option.feedback for option in goal.options)


def test_a_second_click_changes_nothing_and_another_answer_comes_too_late(lena: Learner) -> None:
    attempt_id = begin(lena)
    sitting = lena.sitting(attempt_id)
    item = sitting.quiz.item(GOAL)
    assert lena.respond(attempt_id, GOAL, right_for(sitting, item)) is Recorded.NOW
    assert lena.respond(attempt_id, GOAL, right_for(sitting, item)) is Recorded.BEFORE
    assert lena.respond(attempt_id, GOAL, wrong_for(sitting, item)) is Recorded.OVERTAKEN
    assert lena.quiz(attempt_id, Wish(GOAL)).items[0].is_right


@pytest.mark.parametrize(
    ("name", "posted"),
    [
        (GOAL, Posted()),
        (GOAL, Posted(chosen=(1, 2))),
        (GOAL, Posted(chosen=(3,))),
        (HELP, Posted()),
        (HELP, Posted(chosen=(0,))),
        (HELP, Posted(chosen=(1, 1))),
        (POLL, Posted()),
        (CALL, Posted(chosen=(-1,))),
        (ORDER, Posted(placed={1: 1, 2: 1, 3: 2})),
        (ORDER, Posted(placed={1: 1, 2: 2})),
        (ORDER, Posted(placed={1: 1, 2: 2, 9: 3})),
        (WHO, Posted(placed={1: 1})),
        (WHO, Posted(placed={1: 1, 2: 0})),
        (WHO, Posted(placed={1: 1, 2: 3})),
        (PLAN, Posted(text=" \n ")),
        (PLAN, Posted(text="x" * (REFLECTION_LIMIT + 1))),
    ],
)
def test_an_incomplete_or_impossible_answer_is_given_back(
    small_world: World, name: str, posted: Posted
) -> None:
    lena = Learner(small_world)
    attempt_id = begin(lena)
    with pytest.raises(Invalid) as refusal:
        lena.respond(attempt_id, name, posted)
    (item,) = lena.quiz(attempt_id, Wish(name, posted, refusal.value.code)).items
    assert (item.is_answered, item.error, item.text) == (False, refusal.value.code, posted.text)
    assert {o.position for o in item.options if o.is_chosen} <= set(posted.chosen)
    assert [o.place for o in item.options] == [
        posted.placed.get(o.position, 0) for o in item.options
    ]


def test_a_reflection_of_the_longest_length_is_kept_whole_and_private(lena: Learner) -> None:
    attempt_id, text = begin(lena), "é" * REFLECTION_LIMIT
    lena.respond(attempt_id, PLAN, Posted(text=text))
    (item,) = lena.quiz(attempt_id, Wish(PLAN)).items
    assert (item.text, item.is_right) == (text, None)
    with pytest.raises(NotFound):
        Learner(lena.world, "otto").quiz(attempt_id)


def test_text_with_a_character_that_no_database_keeps_does_no_harm(lena: Learner) -> None:
    attempt_id = begin(lena)
    assert lena.respond(attempt_id, PLAN, Posted(text="Als\0 dan")) is Recorded.NOW
    assert lena.respond(attempt_id, PLAN, Posted(text="Als\0 dan")) is Recorded.BEFORE
    assert lena.quiz(attempt_id, Wish(PLAN)).items[0].text == "Als dan"


def test_text_that_came_along_with_another_kind_of_answer_is_not_kept(lena: Learner) -> None:
    attempt_id = begin(lena)
    sitting = lena.sitting(attempt_id)
    posted = right_for(sitting, sitting.quiz.item(GOAL))
    smuggled = Posted(posted.chosen, text="x" * (REFLECTION_LIMIT + 1))
    lena.respond(attempt_id, GOAL, smuggled)
    assert lena.quiz(attempt_id, Wish(GOAL)).items[0].text == ""
    assert lena.respond(attempt_id, GOAL, posted) is Recorded.BEFORE


def test_a_round_that_has_not_begun_and_an_unknown_item_are_refused(lena: Learner) -> None:
    attempt_id = begin(lena)
    sitting = lena.sitting(attempt_id)
    posted = right_for(sitting, sitting.quiz.item(GOAL))
    for round_ in (2, 0, -1):
        with pytest.raises(Conflict):
            lena.respond(attempt_id, GOAL, posted, round_)
    with pytest.raises(NotFound):
        lena.respond(attempt_id, "bestaat-niet", posted)
    with pytest.raises(NotFound):
        Learner(lena.world, "otto").respond(attempt_id, GOAL, posted)
    with pytest.raises(NotFound):
        lena.respond(uuid4(), GOAL, posted)
    assert lena.quiz(attempt_id).answered == 0


def test_a_retake_asks_only_what_was_missed_until_mastery(lena: Learner) -> None:
    attempt_id = lena.take_quiz(wrong=(GOAL, ORDER))
    result = lena.quiz(attempt_id).result
    assert result
    assert (result.is_passed, result.missed, result.percentage) == (False, 2, 60)
    assert lena.states()["vragen"] == "in-progress"
    lena.retake(attempt_id)
    lena.retake(attempt_id)
    page = lena.quiz(attempt_id)
    assert (page.round, page.total, page.items[0].name) == (2, 2, GOAL)
    lena.answer(attempt_id, wrong=(ORDER,), round_=2)
    result = lena.quiz(attempt_id).result
    assert result
    assert (result.is_passed, result.missed, result.percentage) == (True, 1, 80)
    assert lena.states()["vragen"] == "done"
    with pytest.raises(Conflict):
        lena.retake(attempt_id, 2)


def test_a_retake_waits_for_the_end_of_the_round(lena: Learner) -> None:
    attempt_id = begin(lena)
    with pytest.raises(Conflict):
        lena.retake(attempt_id)
    lena.answer(attempt_id, wrong=(GOAL, ORDER))
    with pytest.raises(Conflict):
        lena.retake(attempt_id, 2)
    with pytest.raises(NotFound):
        Learner(lena.world, "otto").retake(attempt_id)


def test_a_stale_tab_of_an_earlier_round_changes_nothing(lena: Learner) -> None:
    attempt_id = lena.take_quiz(wrong=(GOAL, ORDER))
    lena.retake(attempt_id)
    sitting = lena.sitting(attempt_id)
    item, before = sitting.quiz.item(GOAL), lena.quiz(attempt_id)
    assert lena.respond(attempt_id, GOAL, wrong_for(sitting, item), 1) is Recorded.BEFORE
    assert lena.respond(attempt_id, GOAL, right_for(sitting, item), 1) is Recorded.OVERTAKEN
    with pytest.raises(Conflict):
        lena.respond(attempt_id, HELP, right_for(sitting, sitting.quiz.item(HELP)), 2)
    assert lena.quiz(attempt_id) == before


def test_a_finished_quiz_is_practised_on_a_new_attempt(lena: Learner) -> None:
    first = lena.take_quiz()
    second = begin(lena)
    assert second != first
    assert lena.quiz(second).is_practice
    lena.answer(second, wrong=SCORED)
    assert lena.states()["vragen"] == "done"
    result = lena.quiz(first).result
    assert result
    assert result.percentage == 100


def test_the_language_can_change_in_the_middle(lena: Learner) -> None:
    attempt_id = begin(lena)
    english = Learner(lena.world, "lena", "en")
    sitting = lena.sitting(attempt_id)
    item = sitting.quiz.item(GOAL)
    dutch_page, english_page = lena.quiz(attempt_id), english.quiz(attempt_id)
    assert english_page.title == "Questions"
    assert english_page.items[0].title == "What is the goal?"
    wooden = [option.text.startswith("A wooden bench") for option in english_page.items[0].options]
    assert wooden == ["hout" in option.text for option in dutch_page.items[0].options]
    assert sum(wooden) == 1
    english.respond(attempt_id, GOAL, right_for(sitting, item))
    assert lena.quiz(attempt_id, Wish(GOAL)).items[0].is_right
    assert english.quiz(attempt_id, Wish(GOAL)).items[0].is_right


def test_a_right_hand_side_that_occurs_twice_is_right_in_either_place(lena: Learner) -> None:
    files = read_files()
    files[PATH] = files[PATH].replace(b"| Geld | de raad |", b"| Geld | het college |")
    lena.world.load(files)
    attempt_id = begin(lena)
    sitting = lena.sitting(attempt_id)
    lena.respond(attempt_id, WHO, posted_for(sitting, sitting.quiz.item(WHO), (1, 0)))
    (shown,) = lena.quiz(attempt_id, Wish(WHO)).items
    assert shown.is_right
    assert all(option.place == option.right_place for option in shown.options)


def test_a_quiz_without_scored_items_is_passed_by_answering(small_world: World) -> None:
    files = read_files()
    source = files[PATH].decode()
    head, _, rest = source.partition("## 1.1")
    poll = rest[rest.index("## 2.1") : rest.index("## 2.2")]
    del files["quizzes/vragen.en.md"]
    files[PATH] = (head + poll).encode()
    assert not small_world.load(files).refused
    lena = Learner(small_world)
    attempt_id = begin(lena)
    lena.respond(attempt_id, POLL, Posted(chosen=(1,)))
    result = lena.quiz(attempt_id).result
    assert result
    assert (result.is_scored, result.is_passed, result.percentage) == (False, True, 0)
