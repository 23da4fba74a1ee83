"""A panel of the tests: opened, its members asked, and each giving what they are told to."""

from collections.abc import Mapping

from tests.services.authoring import desk
from tests.world import World
from training.services.audit import Actor
from training.services.improving import panel, rating
from training.services.improving.panel import PanelPage
from training.services.improving.rated import RatedOption
from training.services.improving.rating import Ballot, RatingPage

PATH = "content/scenarios/bank.md"
ASK, REFER, REFUSE = "Ik vraag wat", "Ik geef hem", "Ik zeg dat"
PROMISE, CALL = "Ik beloof", "Ik vraag het na"
AS_WRITTEN = {ASK: 3, REFER: 1, REFUSE: 0, PROMISE: 1, CALL: 3}


def tom(world: World) -> Actor:
    return Actor(desk.person(world, "tom"))


def open_panel(world: World, path: str = PATH) -> None:
    with world.transaction() as library:
        panel.open_panel(library, path, tom(world), at=world.clock())


def invite(world: World, name: str, side: str = "citizen", path: str = PATH) -> str:
    with world.transaction() as library:
        return panel.invite(library, path, tom(world), name=name, side=side, at=world.clock())


def close(world: World, path: str = PATH) -> None:
    with world.transaction() as library:
        panel.close(library, path, tom(world), at=world.clock())


def page(world: World, path: str = PATH) -> PanelPage:
    with world.transaction() as library:
        return panel.panel_page(library, path)


def offered(world: World, token: str, number: int | None = None) -> RatingPage:
    with world.transaction() as library:
        return rating.rating_page(library, token, number)


def ballot_of(page: RatingPage, levels: Mapping[str, int], reason: str) -> Ballot:
    assert page.part
    found = {
        option.position: next(v for text, v in levels.items() if option.text.startswith(text))
        for option in page.part.options
    }
    return Ballot(page.part.number, found, {1: reason})


def rate_all(
    world: World, token: str, levels: Mapping[str, int], reason: str = "Zo voelt het"
) -> None:
    while (seen := offered(world, token)).part:
        with world.transaction() as library:
            rating.rate(library, token, ballot_of(seen, levels, reason), at=world.clock())
    with world.transaction() as library:
        rating.finish(library, token, at=world.clock())


def sit(world: World, citizens: Mapping[str, int], officials: Mapping[str, int]) -> None:
    """Let four citizens and four officials rate everything, and close the panel."""
    open_panel(world)
    for side, levels in (("citizen", citizens), ("official", officials)):
        for number in range(4):
            rate_all(world, invite(world, f"{side} {number}", side), levels)
    close(world)


def options(world: World) -> dict[str, RatedOption]:
    shown = page(world).panel
    assert shown
    return {o.text: o for part in shown.parts for o in part.options}


def option(world: World, start: str) -> RatedOption:
    return next(found for text, found in options(world).items() if text.startswith(start))
