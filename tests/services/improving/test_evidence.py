"""Figures of a text: first attempts of one meaning, counted in steps, never of a few."""

import json

import pytest
from sqlalchemy import select, update

from tests.services.authoring import desk
from tests.services.improving import crowd
from tests.services.improving.crowd import answer_many, count, kept, play_many
from tests.world import LIBRARY, World
from training.domain.document import Kind
from training.services.errors import NotFound
from training.services.improving import counting
from training.services.improving.counting import EvidenceWork, due_job
from training.services.improving.evidence import (
    EvidencePage,
    ask_count,
    evidence_page,
    overview,
)
from training.services.jobs import enqueue, run_next
from training.store.attempts import Attempt
from training.store.evidence import Evidence
from training.store.job import Job

PATH = "content/scenarios/bank.md"
QUIZ = "quizzes/vragen.md"
ASK, PLAN = "de-vraag", "het-plan"
BEST = ((ASK, 0), (PLAN, 1))
TRAP = ((ASK, 0), (PLAN, 0))
REFERRED = ((ASK, 1), (PLAN, 1))
REFUSED = ((ASK, 2),)
RIGHT = ((0,), (0, 1), (0,), (0,), (0, 1, 2), (0, 1))
WRONG = ((1,), (0, 2), (1,), (1,), (2, 1, 0), (1, 0))


def page(world: World, path: str = PATH) -> EvidencePage:
    with world.transaction() as library:
        return evidence_page(library, path)


def counts(world: World, place: int = 0, path: str = PATH) -> tuple[int | None, ...] | None:
    report = page(world, path).parts[place].report
    cells = report.tables[0].value if report and report.tables else None
    return cells.counts if cells else None


def test_first_choices_are_counted(world: World) -> None:
    play_many(world, [BEST] * 30 + [REFERRED] * 12 + [REFUSED] * 8)
    assert count(world, learners=7) > 3
    assert counts(world) == (30, 12, 8)
    found = page(world)
    assert found.attempts == 50
    share = found.parts[0].report
    assert share
    difficulty = share.share(found.parts[0].question)
    assert difficulty
    assert difficulty.value == 0.6


def test_a_step_counts_only_so_many_and_the_next_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    play_many(world, [BEST] * 23)
    monkeypatch.setattr(counting, "ATTEMPTS_AT_ONCE", 5)
    assert count(world, learners=1_000) >= 5
    row = kept(world)
    assert row
    assert row.attempts == 23


def test_a_text_that_nobody_did_has_no_figures(world: World) -> None:
    count(world)
    assert kept(world) is None
    assert page(world).attempts == 0
    assert page(world).parts[0].report is None


def test_few_answers_are_too_few(world: World) -> None:
    play_many(world, [BEST] * 12)
    count(world)
    report = page(world).parts[0].report
    assert report
    assert report.n.value == 12
    assert not report.is_counted


def test_practice_second_goes_and_unfinished_ones_do_not_count(world: World) -> None:
    play_many(world, [BEST] * 20 + [REFUSED] * 10)
    play_many(world, [TRAP] * 20, is_practice=True)
    play_many(world, [TRAP] * 20, finished_at=None)
    with world.transaction() as library:
        entry = crowd.original(library, Kind.SCENARIO, "bank")
        keys = select(Attempt.learner_key).where(Attempt.finished_at.is_not(None))
        first = library.session.scalars(keys.limit(1)).one()
        at = world.clock()
        later = crowd.attempt_row(entry, first, at.replace(year=2027))
        library.session.add(Attempt(**later))
    count(world)
    assert page(world).attempts == 30
    assert counts(world) == (20, 0, 10)


def test_a_loop_counts_the_first_choice_only(world: World) -> None:
    play_many(world, [((ASK, 0), (PLAN, 1), (ASK, 2))] * 25)
    count(world)
    assert counts(world) == (25, 0, 0)


def test_a_quiz_is_counted_by_its_kinds_of_question(world: World) -> None:
    answer_many(world, [RIGHT] * 70 + [WRONG] * 50)
    count(world)
    found = page(world, QUIZ)
    assert [len(part.report.tables) for part in found.parts if part.report] == [1, 3, 1, 1, 0, 0]
    assert counts(world, 0, QUIZ) == (70, 50)
    several = found.parts[1].report
    assert several
    assert several.right
    assert several.right.value
    assert several.right.value.counts == (70, 50)
    assert several.tables[0].value is None or several.tables[0].value.counts == (None, None)
    assert found.parts[0].report
    assert found.parts[0].report.discrimination.value == 1.0
    assert found.alpha is not None


def test_a_few_newcomers_change_nothing(world: World) -> None:
    play_many(world, [BEST] * 30 + [REFUSED] * 10)
    count(world)
    play_many(world, [BEST] * 9)
    count(world)
    assert page(world).attempts == 40
    play_many(world, [BEST])
    count(world)
    assert page(world).attempts == 50
    assert counts(world) == (40, 0, 10)


def test_a_table_waits_where_the_difference_would_tell(world: World) -> None:
    play_many(world, [BEST] * 30 + [REFUSED] * 10)
    count(world)
    play_many(world, [BEST] * 20 + [REFUSED])
    count(world)
    assert counts(world) == (30, 0, 10)
    play_many(world, [BEST] * 8 + [REFUSED] * 2)
    count(world)
    assert counts(world) == (58, 0, 13)


def test_a_scene_does_not_tell_what_is_hidden_before_it(world: World) -> None:
    play_many(world, [BEST] * 20 + [TRAP] * 12 + [REFUSED] * 2)
    count(world)
    assert counts(world) == (None, 0, None)
    later = page(world).parts[1].report
    assert later
    assert later.is_withheld
    assert later.n.value is None


def test_what_is_kept_holds_no_small_group_and_no_person(world: World) -> None:
    play_many(world, [BEST] * 30 + [REFERRED] * 2 + [REFUSED] * 8)
    answer_many(world, [RIGHT] * 30 + [WRONG] * 2)
    count(world)
    with world.session() as session:
        rows = list(session.scalars(select(Evidence)))
    assert len(rows) == 2
    for row in rows:
        text = json.dumps(row.figures)
        numbers = [
            number
            for item in row.figures["items"]  # type: ignore[attr-defined]  # JSON
            for table in [*item["tables"], item["right"]]
            if table
            for number in table["counts"]
        ]
        assert numbers
        assert not {1, 2} & set(numbers)
        assert "-" not in text.replace("2026-11-23", "").replace("over-inviting", "").replace(
            "straw-man", ""
        ).replace("too-easy", "").replace("dead-option", "").replace("weak-option", "")


def test_another_meaning_begins_anew_and_a_mended_heading_goes_on(world: World) -> None:
    play_many(world, [BEST] * 30)
    source = (LIBRARY / PATH).read_text("utf-8")
    mended = source.replace("## De vraag", "## De eerste vraag").replace(
        "duur: 3", "duur: 3\nhernoemd: de-vraag -> de-eerste-vraag"
    )
    world.load({**library_files(), PATH: mended.encode()})
    play_many(world, [(("de-eerste-vraag", 2),)] * 10)
    count(world)
    assert counts(world) == (30, 0, 10)
    other = mended.replace("duur: 3", "duur: 3\nbetekenis: 2")
    world.load({**library_files(), PATH: other.encode()})
    count(world)
    assert page(world).meaning == 2
    assert page(world).attempts == 0


def library_files() -> dict[str, bytes]:
    return {
        path.relative_to(LIBRARY).as_posix(): path.read_bytes() for path in LIBRARY.rglob("*.md")
    } | {"content/scenarios/bank.en.md": (LIBRARY / "content/scenarios/bank.en.md").read_bytes()}


def test_a_worker_that_was_restarted_counts_the_same(world: World) -> None:
    play_many(world, [BEST] * 30 + [REFUSED] * 10)
    at = world.clock()
    with world.transaction() as library:
        enqueue(library.session, due_job(at), at=at)
    for _ in range(2):  # two workers that do one step each, and then a third
        run_next(world.transaction, {"evidence": EvidenceWork(5).step}, at=at)
    work = EvidenceWork(5)
    while run_next(world.transaction, {"evidence": work.step}, at=at):
        pass
    assert counts(world) == (30, 0, 10)


def test_a_trainer_asks_once_an_hour(world: World) -> None:
    by = desk.person(world, "tom")
    with world.transaction() as library:
        for _ in range(3):
            ask_count(library, PATH, by=by, at=world.clock())
        assert len(list(library.session.scalars(select(Job)))) == 1
    world.clock.advance(hours=1)
    with world.transaction() as library:
        ask_count(library, PATH, by=by, at=world.clock())
        assert len(list(library.session.scalars(select(Job)))) == 2


def test_overview_lists_what_has_most_against_it_first(world: World) -> None:
    play_many(world, [BEST] * 60)
    count(world)
    with world.transaction() as library:
        lines = overview(library)
    assert [line.path for line in lines] == [PATH, QUIZ]
    assert "straw-man" in lines[0].flags


def test_a_translation_shows_the_figures_of_both(world: World) -> None:
    play_many(world, [BEST] * 20 + [REFUSED] * 5)
    count(world)
    assert counts(world, 0, "content/scenarios/bank.en.md") == (20, 0, 5)


@pytest.mark.parametrize("path", ["content/lessons/lezen.md", "content/scenarios/x.md"])
def test_what_has_no_choices_has_no_figures(world: World, path: str) -> None:
    assert page(world, path).parts == ()
    with world.transaction() as library, pytest.raises(NotFound):
        ask_count(library, path, by=desk.person(world, "tom"), at=world.clock())


def test_a_path_that_can_be_no_text_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        page(world, "../../etc/passwd")


def test_a_choice_that_the_text_does_not_have_is_left_out(world: World) -> None:
    play_many(world, [BEST] * 20 + [(("gone", 0), (ASK, 99))] * 5)
    with world.session() as session:
        session.execute(update(Attempt).values(seed=2))
    count(world)
    assert counts(world) == (20, 0, 0)
