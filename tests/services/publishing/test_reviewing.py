"""A second trainer: asked once, at a line, for exactly this text; never for the own one."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from tests.services.authoring.desk import person, save
from tests.services.publishing.test_publishing import look, publish, text
from tests.services.revisiting.looking import BANK, PLAN
from tests.world import PERSONS, World
from training.domain.access import Role
from training.domain.document import Change
from training.services.audit import Actor
from training.services.errors import Conflict, Forbidden, Invalid, NotFound
from training.services.publishing import reviewing
from training.services.publishing.reviewing import Desk, ReviewPage
from training.store.audit import AuditEvent
from training.store.mail import Mail
from training.store.people import Person


@pytest.fixture
def draft(world: World) -> World:
    """Tom wrote; Hanne is a trainer too."""
    with world.session() as session:
        hanne = update(Person).where(Person.email == PERSONS["hanne"].email)
        session.execute(hanne.values(role=Role.TRAINER))
    save(world, BANK, text(BANK, PLAN), 0)
    return world


def write(template: str, language: str, **values: object) -> tuple[str, str]:
    return f"{template} {values['title']}", str(values["path"])


def desk(world: World, name: str) -> Desk:
    return Desk(Actor(person(world, name)), write, world.clock())


def page(world: World, name: str = "hanne") -> ReviewPage:
    reader = person(world, name)
    with world.transaction() as library:
        return reviewing.read(library, BANK, reader)


def ask(world: World, digest: str = "") -> None:
    digest = digest or page(world).digest
    at = desk(world, "tom")
    with world.transaction() as library:
        reviewing.ask(library, BANK, digest, at)


def answer(world: World, name: str, *, is_good: bool, digest: str = "") -> None:
    digest = digest or page(world).digest
    at = desk(world, name)
    with world.transaction() as library:
        reviewing.answer(library, BANK, digest, at, is_good=is_good)


def remark(world: World, line: int, said: str) -> None:
    at = desk(world, "hanne")
    with world.transaction() as library:
        reviewing.remark(library, BANK, line, said, at)


def mails(world: World) -> list[tuple[str, str]]:
    with world.session() as session:
        return [(mail.recipient, mail.subject) for mail in session.scalars(select(Mail))]


def test_the_others_are_asked_once_by_mail_and_find_it_in_their_list(draft: World) -> None:
    ask(draft)
    ask(draft)
    assert mails(draft) == [(PERSONS["hanne"].email, "review_asked De bank")]
    hanne, tom = person(draft, "hanne"), person(draft, "tom")
    with draft.transaction() as library:
        [waiting] = reviewing.list_waiting(library, hanne)
        assert (waiting.path, waiting.asked_by, waiting.is_own) == (BANK, "Tom Bakker", False)
        assert reviewing.list_waiting(library, tom)[0].is_own


def test_an_approved_text_may_be_published_and_its_writer_hears_of_it(draft: World) -> None:
    ask(draft)
    answer(draft, "hanne", is_good=True)
    assert mails(draft)[-1] == (PERSONS["tom"].email, "review_approved De bank")
    assert look(draft, BANK, review=True).refusals == ()
    assert publish(draft, BANK, Change.TYPO, review=True).number == 2
    with draft.session() as session:
        trail = session.execute(select(AuditEvent.action, AuditEvent.result)).all()
    assert ("review-answered", "approved") in [tuple(row) for row in trail]


def test_a_text_that_was_sent_back_is_not_published(draft: World) -> None:
    ask(draft)
    answer(draft, "hanne", is_good=False)
    assert mails(draft)[-1] == (PERSONS["tom"].email, "review_returned De bank")
    assert look(draft, BANK, review=True).refusals == ("not-approved",)


def test_one_word_more_after_approval_asks_for_approval_again(draft: World) -> None:
    ask(draft)
    answer(draft, "hanne", is_good=True)
    save(draft, BANK, text(BANK, PLAN, ("duur: 3", "duur: 4")), 1)
    assert look(draft, BANK, review=True).refusals == ("not-approved",)
    save(draft, BANK, text(BANK, PLAN), 2)
    assert look(draft, BANK, review=True).refusals == ("not-approved",)


def test_nobody_approves_of_the_own_text(draft: World) -> None:
    ask(draft)
    with pytest.raises(Forbidden):
        answer(draft, "tom", is_good=True)
    save(draft, BANK, text(BANK, PLAN, ("duur: 3", "duur: 4")), 1, by="hanne")
    ask(draft)
    for name in ("hanne", "tom"):
        with pytest.raises(Forbidden):
            answer(draft, name, is_good=True)


def test_who_wrote_in_between_does_not_approve_either(draft: World) -> None:
    save(draft, BANK, text(BANK, PLAN, ("duur: 3", "duur: 4")), 1, by="hanne")
    save(draft, BANK, text(BANK, PLAN, ("duur: 3", "duur: 5")), 2)
    ask(draft)
    assert page(draft).is_own
    with pytest.raises(Forbidden):
        answer(draft, "hanne", is_good=True)


def test_who_wrote_beside_a_draft_does_not_approve_of_it(draft: World) -> None:
    assert save(draft, BANK, text(BANK, ("duur: 3", "duur: 9")), 0, by="hanne").is_beside
    ask(draft)
    with pytest.raises(Forbidden):
        answer(draft, "hanne", is_good=True)


@pytest.mark.parametrize("is_good", [True, False])
def test_an_answer_is_to_what_was_asked_and_to_this_text(draft: World, is_good: bool) -> None:
    with pytest.raises(Conflict, match="review-answered"):
        answer(draft, "hanne", is_good=is_good)
    ask(draft)
    with pytest.raises(Conflict, match="draft-changed"):
        answer(draft, "hanne", is_good=is_good, digest="an older one")
    answer(draft, "hanne", is_good=is_good)
    with pytest.raises(Conflict, match="review-answered"):
        answer(draft, "hanne", is_good=is_good)


def test_a_remark_follows_its_line(draft: World) -> None:
    line = page(draft).lines.index("## Het plan") + 1
    remark(draft, line, "Klopt dit?\n<b>Nee</b>")
    assert [each.text for each in page(draft).at(line)] == ["Klopt dit?\n<b>Nee</b>"]
    save(draft, BANK, text(BANK, ("duur: 3", "duur: 3\nbron: Claes\neigenaar: Tom")), 1)
    assert page(draft).at(line + 2)
    save(draft, BANK, "# Iets anders\n", 2)
    assert [each.quote for each in page(draft).at(0)] == ["## Het plan"]


def test_a_remark_is_dealt_with_once_or_by_publishing(draft: World) -> None:
    remark(draft, 1, "Een")
    remark(draft, 2, "Twee")
    first = page(draft).at(1)[0]
    at = desk(draft, "tom")
    for _ in range(2):
        with draft.transaction() as library:
            reviewing.settle(library, BANK, first.id, at)
    assert not page(draft).at(1)
    publish(draft, BANK, Change.TYPO)
    save(draft, BANK, text(BANK, PLAN, ("duur: 3", "duur: 4")), 0)
    assert all(each.is_settled for each in page(draft).remarks)


@pytest.mark.parametrize(
    ("line", "said", "code"),
    [(1, " \0 ", "remark-empty"), (0, "x", "line"), (9999, "x", "line"), (1, "x" * 2001, "long")],
)
def test_a_remark_says_something_about_a_line(
    draft: World, line: int, said: str, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        remark(draft, line, said)


@pytest.mark.parametrize("act", [lambda w: ask(w, "x"), lambda w: page(w)])
def test_without_a_draft_there_is_nothing_to_review(
    world: World, act: Callable[[World], object]
) -> None:
    with pytest.raises(NotFound):
        act(world)
