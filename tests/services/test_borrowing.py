"""A quiz that borrows a question asks it as it was when the quiz was published."""

import pytest

from tests.world import World, read_files
from training.compiler.library import check_library
from training.domain.document import Change, Kind
from training.domain.quiz import Quiz
from training.domain.sitting import Sitting
from training.services.audit import Actor
from training.services.authoring.checking import Checker
from training.services.borrowing import list_loans
from training.services.errors import Invalid
from training.services.library import Library
from training.services.publication import Text, put_in_force
from training.store.library import Entry

SOURCE, BORROWER = "quizzes/vragen.md", "quizzes/herhaling.md"
QUIZ = """\
---
titel: Herhaling
id: herhaling
vragen: 1
---

# Herhaling

## [1.1 Wat is het doel?](vragen.md#11-wat-is-het-doel)

## [1.2 Wat helpt?](vragen.md#12-wat-helpt)
"""
Files = dict[str, bytes]


@pytest.fixture
def files() -> Files:
    return {**read_files(), BORROWER: QUIZ.encode()}


def entry_of(library: Library, slug: str) -> Entry:
    found = library.catalogue.original(Kind.QUIZ, slug)
    assert found
    return found


def quiz(world: World, slug: str = "herhaling") -> Quiz:
    with world.transaction() as library:
        return library.take(entry_of(library, slug).revision_id, Quiz)


def test_text_options_and_feedback_are_those_of_the_other_quiz(world: World, files: Files) -> None:
    assert BORROWER in world.load(files).published
    here, there = quiz(world), quiz(world, "vragen")
    for item, other in zip(here.items, there.items, strict=False):
        assert (item.name, item.title, item.competency) == (
            other.name,
            other.title,
            other.competency,
        )
        assert [option.feedback for option in item.options] == [o.feedback for o in other.options]
        assert item.explanation == other.explanation
    assert here.draw == 1


def test_another_folder_gives_the_borrower_a_revision_too(world: World, files: Files) -> None:
    world.load(files)
    assert world.load(files).published == ()
    files[SOURCE] = files[SOURCE].replace(b"Een bank van hout.", b"Een bank van steen.")
    assert world.load(files).published == (BORROWER, SOURCE)
    assert "steen" in quiz(world).items[0].options[1].text


def test_what_was_published_stays_what_it_was(world: World, files: Files) -> None:
    world.load(files)
    changed = files[SOURCE].replace(b"Een bank van hout.", b"Een bank van steen.")
    with world.transaction() as library:
        value = Checker().check(library, SOURCE, changed.decode(), today=world.clock().date()).value
        assert value
        put_in_force(library, Text(SOURCE, changed, value), Actor(), at=world.clock())
    assert "hout" in quiz(world).items[0].options[1].text
    with world.transaction() as library:
        assert {(loan.address, loan.is_outdated) for loan in list_loans(library)} == {
            (f"{SOURCE}#11-wat-is-het-doel", True),
            (f"{SOURCE}#12-wat-helpt", False),
        }


def test_the_studio_says_what_the_command_line_says(world: World, files: Files) -> None:
    world.load(files)
    for text in (
        QUIZ,
        QUIZ.replace("#12-wat-helpt", "#12-wat-helt"),
        QUIZ.replace("vragen.md", "x.md"),
    ):
        with world.transaction() as library:
            here = Checker().check(library, BORROWER, text, today=world.clock().date())
        there = check_library({**files, BORROWER: text.encode()}, world.clock().date())
        assert here.diagnostics == there.diagnostics[BORROWER]


def test_a_quiz_that_lost_its_source_keeps_its_last_good_revision(
    world: World, files: Files
) -> None:
    world.load(files)
    files[SOURCE] = files[SOURCE].replace(b"## 1.2 Wat helpt?", b"## 1.2 Wat helpt niet?")
    report = world.load(files)
    assert {found.code for found in report.refused[BORROWER]} == {"E52"}
    assert len(quiz(world).items) == 2


def test_a_draw_takes_borrowed_questions_too(world: World, files: Files) -> None:
    world.load(files)
    found = quiz(world)
    drawn = {item.name for seed in range(20) for item in Sitting(found, seed, 1, ()).drawn}
    assert drawn == {item.name for item in found.items}
    assert len(Sitting(found, 1, 1, ()).drawn) == 1


def test_a_slip_may_not_change_the_shape_of_what_is_borrowed(world: World, files: Files) -> None:
    world.load(files)
    changed = files[SOURCE].replace(b"- [ ] Een bank van hout.", b"- [x] Een bank van hout.")
    with world.transaction() as library:
        value = Checker().check(library, SOURCE, changed.decode(), today=world.clock().date()).value
        assert value
        put_in_force(library, Text(SOURCE, changed, value), Actor(), at=world.clock())
        again = Checker().check(library, BORROWER, QUIZ, today=world.clock().date()).value
        assert again
        text = Text(BORROWER, QUIZ.encode(), again, Change.TYPO)
        with pytest.raises(Invalid):
            put_in_force(library, text, Actor(), at=world.clock())
