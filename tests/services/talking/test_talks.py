"""A team that splits gets a card and sees what a talk changed; a small one sees no figures."""

from datetime import date

import pytest
from sqlalchemy import delete, select

from tests.organisation import Organisation
from tests.services.talking.teams import SPLIT, Teams, close, open_talk, vote
from tests.world import World
from training.domain.access import Role
from training.services.errors import Conflict, Invalid, NotFound
from training.services.scope import EVERYTHING, Scope
from training.services.talking import cards, voting, work
from training.services.talking.cards import TalkIndex
from training.services.talking.units import talk_scope
from training.store.alignment import AlignmentReport
from training.store.answer import Answer
from training.store.audit import AuditEvent
from training.store.base import new_id
from training.store.organisation import OrgUnit
from training.store.talk_count import TalkSplit
from training.store.unlinking import unlink_answers


@pytest.fixture
def teams(world: World) -> Teams:
    return Teams(world, Organisation(world).build())


def index(teams: Teams, unit: str, scope: Scope = EVERYTHING) -> TalkIndex:
    teams.report()
    with teams.world.transaction() as library:
        return cards.read_index(library, scope, teams.unit(unit), "nl")


def names(found: TalkIndex) -> list[tuple[str, bool]]:
    return [(each.title, each.is_own) for each in found.candidates]


def test_a_team_that_splits_talks_and_sees_what_changed(teams: Teams) -> None:
    people = teams.fill("Vergunningen", SPLIT)
    assert names(index(teams, "Vergunningen")) == [("De vraag", True)]
    number = open_talk(teams, "Vergunningen")
    for key in people:
        vote(teams, number, key, 0)
    card = close(teams, number)
    assert card.before
    assert card.after
    assert (card.before.total, card.before.shares) == (23, (50, 50, 0))
    # That it is all of them is not told.
    assert (card.after.total, card.after.shares) == (23, (85, None, None))


def test_a_unanimous_team_gets_no_card(teams: Teams) -> None:
    teams.fill("Vergunningen", [0] * 25)
    teams.fill("Balie", [1] * 25)
    assert index(teams, "Vergunningen").candidates == ()
    assert names(index(teams, "")) == [("De vraag", True)]
    with pytest.raises(Conflict):
        open_talk(teams, "Vergunningen")


def test_who_unlinked_is_not_what_a_second_card_lacks(teams: Teams) -> None:
    people = teams.fill("Vergunningen", SPLIT)
    first = open_talk(teams, "Vergunningen")
    before = close(teams, first).before
    with teams.world.session() as session:
        unlink_answers(session, people[0])
    again = open_talk(teams, "Vergunningen")
    assert close(teams, again).before == before


def test_without_a_report_there_is_nothing_to_talk_about(teams: Teams) -> None:
    teams.fill("Vergunningen", SPLIT)
    with teams.world.transaction() as library:
        found = cards.read_index(library, EVERYTHING, teams.unit("Vergunningen"), "nl")
    assert found.candidates == ()


def test_units_of_after_the_report_are_not_counted_anew(teams: Teams) -> None:
    """A team that hangs elsewhere since would be the old whole less the new one."""
    teams.fill("Vergunningen", SPLIT)
    teams.fill("Griffie", [1] * 4)
    teams.report()
    with teams.world.session() as session:
        session.get_one(OrgUnit, teams.unit("Griffie")).parent_id = teams.unit("Vergunningen")
    assert names(index(teams, "Vergunningen")) == [("De vraag", False)]


def test_what_was_counted_stays_as_it_is_until_a_newer_report(teams: Teams) -> None:
    teams.fill("Vergunningen", SPLIT)
    before = index(teams, "Vergunningen")
    with teams.world.session() as session:
        session.execute(delete(Answer))
    assert index(teams, "Vergunningen") == before
    with teams.world.transaction() as library:
        assert work.due_job(library) is None
    newer = {"until_on": date(2026, 10, 31), "from_on": date(2026, 10, 1)}
    with teams.world.session() as session:
        report = session.scalars(select(AlignmentReport)).one()
        columns = {c.name: getattr(report, c.name) for c in AlignmentReport.__table__.columns}
        session.add(AlignmentReport(**{**columns, **newer, "id": new_id(report.made_at)}))
    assert index(teams, "Vergunningen") == before
    teams.count()
    assert index(teams, "Vergunningen").candidates == ()
    with teams.world.session() as session:
        assert session.scalars(select(TalkSplit)).all() == []


def test_a_small_team_gets_the_situation_of_everybody_whatever_it_chose(teams: Teams) -> None:
    teams.fill("Vergunningen", SPLIT)
    unanimous = teams.fill("Balie", [1] * 6)
    teams.fill("Griffie", [0, 1, 0, 1, 0])
    for unit in ("Balie", "Griffie"):
        assert names(index(teams, unit)) == [("De vraag", False)]
    number = open_talk(teams, "Balie")
    for key in unanimous:
        vote(teams, number, key, 0)
    card = close(teams, number)
    assert (card.before, card.after) == (None, None)
    assert {(option.before, option.after) for option in card.options} == {(None, None)}


def test_a_team_of_four_gets_no_card(teams: Teams) -> None:
    teams.fill("Vergunningen", SPLIT)
    teams.fill("Balie", [0, 1, 0, 1])
    found = index(teams, "Balie")
    assert (found.chosen and found.chosen.has_enough, found.candidates) == (False, ())
    with pytest.raises(Conflict):
        open_talk(teams, "Balie")


def test_a_small_team_beside_a_large_one_hides_neither_by_subtraction(teams: Teams) -> None:
    """The whole and its only large part side by side would tell what the small part chose."""
    teams.fill("Vergunningen", SPLIT)
    teams.fill("Balie", [0])
    assert names(index(teams, "Vergunningen")) == [("De vraag", False)]
    assert names(index(teams, "Dienstverlening")) == [("De vraag", True)]


def test_a_council_is_never_shown_by_itself(teams: Teams) -> None:
    teams.fill("Vergunningen", SPLIT)
    teams.fill("Raad", SPLIT)
    assert names(index(teams, "Raad")) == [("De vraag", False)]


def test_too_few_votes_are_no_figures(teams: Teams) -> None:
    people = teams.fill("Vergunningen", SPLIT)
    number = open_talk(teams, "Vergunningen")
    for key in people[:19]:
        vote(teams, number, key, 0)
    card = close(teams, number)
    assert card.before
    assert card.after is None


def test_answers_that_no_report_counted_do_not_count(teams: Teams) -> None:
    teams.fill("Vergunningen", SPLIT, on=date(2026, 10, 1))
    assert index(teams, "Vergunningen").candidates == ()


def test_one_chooses_once_and_a_closed_talk_takes_nothing(teams: Teams) -> None:
    people = teams.fill("Vergunningen", SPLIT)
    number = open_talk(teams, "Vergunningen")
    with teams.world.transaction() as library:
        assert [v.number for v in voting.list_votes(library, people[0], "nl")] == [number]
    vote(teams, number, people[0], 0)
    vote(teams, number, people[0], 1)
    with teams.world.transaction() as library:
        assert voting.list_votes(library, people[0], "nl") == ()
        page = voting.read_vote(library, number, people[0], "nl")
        assert (page.can_vote, page.has_voted) == (False, True)
        with pytest.raises(Invalid):
            voting.vote(library, number, people[1], 3, at=teams.world.clock())
    close(teams, number)
    with pytest.raises(Conflict):
        vote(teams, number, people[1], 0)


def test_who_works_elsewhere_is_not_asked(teams: Teams) -> None:
    teams.fill("Vergunningen", SPLIT)
    number = open_talk(teams, "Vergunningen")
    with teams.world.transaction() as library, pytest.raises(NotFound):
        voting.read_vote(library, number, teams.world.learner("lena"), "nl")


def test_a_leader_opens_talks_of_the_own_unit_and_a_trainer_of_all(teams: Teams) -> None:
    teams.fill("Vergunningen", SPLIT)
    teams.fill("Griffie", SPLIT)
    otto = teams.organisation.lead("otto", "Vergunningen")
    with teams.world.transaction() as library:
        own = talk_scope(library.session, otto, Role.MANAGER)
        assert talk_scope(library.session, otto, Role.TRAINER) == EVERYTHING
    number = open_talk(teams, "Vergunningen", own)
    with pytest.raises(NotFound):
        open_talk(teams, "Griffie", own)
    other = open_talk(teams, "Griffie")
    with pytest.raises(NotFound):
        close(teams, other, own)
    assert [u.name for u in index(teams, "Vergunningen", own).units] == ["Vergunningen"]
    close(teams, number, own)
    with teams.world.transaction() as library:
        acts = library.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert sorted(act for act in acts if act.startswith("talk")) == [
        "talk-closed",
        "talk-opened",
        "talk-opened",
    ]


def test_a_card_has_two_questions_and_a_situation_one_open_talk(teams: Teams) -> None:
    teams.fill("Vergunningen", SPLIT)
    for asked in (("", "Waarom?"), ("Waarom?", " "), ("Waarom?", "x" * 201)):
        with pytest.raises(Invalid):
            open_talk(teams, "Vergunningen", asked=asked)
    open_talk(teams, "Vergunningen")
    with pytest.raises(Conflict):
        open_talk(teams, "Vergunningen")
