"""A panel rates options by itself, and what it says leads to nobody."""

import pytest
from sqlalchemy import select

from tests.services.improving import jury
from tests.services.improving.jury import AS_WRITTEN, ASK, PATH, REFUSE
from tests.world import World
from training.services.errors import Conflict, Invalid, NotFound
from training.services.improving import panel, rating
from training.services.improving.rating import Ballot
from training.store.panel import Panellist, Rating

HOSTILE = "Robert'); DROP TABLE rating;-- <b>\u202e"


def test_what_crosses_a_limit_stays_low(world: World) -> None:
    jury.sit(world, {**AS_WRITTEN, jury.PROMISE: 3}, {**AS_WRITTEN, jury.PROMISE: 3})
    assert jury.option(world, jury.PROMISE).verdict.proposed == 1


def test_fewer_than_eight_give_only_the_split(world: World) -> None:
    jury.open_panel(world)
    for name in ("Een", "Twee", "Drie"):
        jury.rate_all(world, jury.invite(world, name), AS_WRITTEN)
    jury.close(world)
    found = jury.option(world, ASK).verdict
    assert found.split == (0, 0, 0, 3)
    assert found.proposed is None
    shown = jury.page(world).panel
    assert shown
    assert shown.reliability is None


def test_levels_and_reasons_of_fewer_than_three_of_a_side_are_shown_nowhere(world: World) -> None:
    jury.open_panel(world)
    for number in range(3):
        jury.rate_all(world, jury.invite(world, f"I{number}"), AS_WRITTEN, "Als inwoner")
    other = dict.fromkeys(AS_WRITTEN, 2)
    for number in range(2):
        jury.rate_all(world, jury.invite(world, f"A{number}", "official"), other, "Als ambtenaar")
    jury.close(world)
    told = repr(jury.page(world).panel and jury.page(world).panel.parts)  # type: ignore[union-attr]
    assert "Als inwoner" in told
    assert "Als ambtenaar" not in told
    for found in jury.options(world).values():
        assert found.verdict.officials == (0, 0, 0, 0)
        assert found.verdict.split == found.verdict.citizens
        assert found.verdict.n == 3


def test_nothing_is_told_before_the_panel_is_closed(world: World) -> None:
    jury.open_panel(world)
    jury.rate_all(world, jury.invite(world, "Een"), AS_WRITTEN)
    shown = jury.page(world).panel
    assert shown
    assert shown.parts == ()
    assert [(m.name, m.rated, m.is_finished) for m in shown.members] == [("Een", 5, True)]


def test_member_sees_options_without_level_in_an_own_order(world: World) -> None:
    jury.open_panel(world)
    orders = set()
    for number in range(6):
        seen = jury.offered(world, jury.invite(world, f"Lid {number}"))
        assert seen.part
        assert {o.level for o in seen.part.options} == {None}
        orders.add(tuple(o.text for o in seen.part.options))
    assert len(orders) > 1


def test_rating_goes_on_where_it_was_and_can_be_given_again(world: World) -> None:
    jury.open_panel(world)
    token = jury.invite(world, "Een")
    first = jury.offered(world, token)
    for levels in (AS_WRITTEN, {**AS_WRITTEN, REFUSE: 2}):
        with world.transaction() as library:
            ballot = jury.ballot_of(first, levels, "Omdat")
            rating.rate(library, token, ballot, at=world.clock())
    again = jury.offered(world, token)
    assert again.rated == {1}
    assert again.part
    assert again.part.number == 2
    back = jury.offered(world, token, 1)
    assert back.part
    assert {o.level for o in back.part.options} == {3, 1, 2}
    with world.transaction() as library, pytest.raises(Invalid, match="parts-open"):
        rating.finish(library, token, at=world.clock())


@pytest.mark.parametrize(
    ("ballot", "code"),
    [
        (Ballot(1, {1: 3, 2: 2}, {1: "x"}), "level-missing"),
        (Ballot(1, {1: 3, 2: 2, 3: 4}, {1: "x"}), "level-missing"),
        (Ballot(1, {1: 3, 2: 2, 3: -1}, {1: "x"}), "level-missing"),
        (Ballot(1, {1: 3, 2: 2, 3: 1}, {1: " "}), "reason-missing"),
        (Ballot(1, {1: 3, 2: 2, 3: 1}, {9: "x"}), "reason-missing"),
        (Ballot(1, {1: 3, 2: 2, 3: 1}, {1: "x" * 501}), "reason-long"),
    ],
)
def test_an_incomplete_ballot_is_refused(world: World, ballot: Ballot, code: str) -> None:
    jury.open_panel(world)
    token = jury.invite(world, "Een")
    with world.transaction() as library, pytest.raises(Invalid, match=code):
        rating.rate(library, token, ballot, at=world.clock())


def test_a_link_opens_nothing_but_its_own(world: World) -> None:
    jury.open_panel(world)
    one, two = jury.invite(world, "Een"), jury.invite(world, "Twee")
    assert one != two
    jury.rate_all(world, one, AS_WRITTEN)
    assert jury.offered(world, two).rated == frozenset()
    with world.session() as session:
        digests = {row.token_digest for row in session.scalars(select(Panellist))}
        raters = {row.panellist_id for row in session.scalars(select(Rating))}
    assert len(raters) == 1
    assert digests.isdisjoint({one, two})
    for wrong in ("", "x" * 43, one[:-1], next(iter(digests)), "\udcff"):
        with pytest.raises(NotFound):
            jury.offered(world, wrong)


def test_a_closed_panel_takes_nothing(world: World) -> None:
    jury.open_panel(world)
    token = jury.invite(world, "Een")
    first = jury.offered(world, token)
    jury.close(world)
    seen = jury.offered(world, token)
    assert seen.is_closed
    assert seen.part is None
    with world.transaction() as library, pytest.raises(NotFound):
        rating.rate(library, token, jury.ballot_of(first, AS_WRITTEN, "x"), at=world.clock())
    with world.transaction() as library, pytest.raises(NotFound):
        rating.finish(library, token, at=world.clock())
    with pytest.raises(NotFound):
        jury.invite(world, "Twee")
    with pytest.raises(NotFound):
        jury.close(world)


def test_one_panel_at_a_time_and_earlier_ones_stay(world: World) -> None:
    jury.open_panel(world)
    with pytest.raises(Conflict):
        jury.open_panel(world)
    jury.close(world)
    world.clock.advance(days=1)
    jury.open_panel(world)
    shown = jury.page(world)
    assert len(shown.earlier) == 1
    with world.transaction() as library:
        earlier = panel.panel_page(library, PATH, shown.earlier[0][0])
    assert earlier.panel
    assert earlier.panel.closed_at


@pytest.mark.parametrize(
    ("name", "side"), [("", "citizen"), ("x" * 121, "citizen"), ("A", "mayor")]
)
def test_a_member_has_a_name_and_a_side(world: World, name: str, side: str) -> None:
    jury.open_panel(world)
    with pytest.raises(Invalid):
        jury.invite(world, name, side)


def test_hostile_names_and_reasons_are_kept_as_they_are(world: World) -> None:
    jury.open_panel(world)
    for _ in range(3):
        jury.rate_all(world, jury.invite(world, HOSTILE), AS_WRITTEN, HOSTILE)
    jury.close(world)
    shown = jury.page(world).panel
    assert shown
    assert shown.members[0].name == HOSTILE
    assert HOSTILE in {r.text for o in jury.options(world).values() for r in o.reasons}
