"""The right answer to the quiz question that is on the screen, found in the library."""

from dataclasses import dataclass
from uuid import UUID

from playwright.sync_api import Locator, Page
from sqlalchemy import select

from tests.browser.keyboard import focus_on, follow
from tests.world import World
from training.domain.quiz import Item, ItemKind, Quiz
from training.domain.scoring import right_answer
from training.domain.sitting import Sitting
from training.store.attempts import Attempt


@dataclass(frozen=True)
class Asked:
    """The item on the screen, with the order in which its options stand there."""

    item: Item
    sitting: Sitting

    @property
    def positions(self) -> tuple[int, ...]:
        """Give the positions to tick; any for a poll."""
        order = self.sitting.order(self.item)
        right = right_answer(self.item) or (0,)
        return tuple(order.index(option) + 1 for option in right)

    @property
    def selections(self) -> dict[str, int]:
        """Give the values of the lists of an ordering or matching item."""
        order, right = self.sitting.order(self.item), right_answer(self.item)
        if self.item.kind is ItemKind.ORDERING:
            return {
                f"place-{order.index(option) + 1}": place + 1 for place, option in enumerate(right)
            }
        matches = self.sitting.match_order(self.item)
        return {
            f"match-{order.index(option) + 1}": matches.index(row) + 1
            for option, row in enumerate(right)
        }


def asked(page: Page, world: World) -> Asked:
    """Find the item that the page asks."""
    attempt_id = UUID(page.url.partition("?")[0].rpartition("/")[2])
    name = page.locator("form[action$='/responses'] [name=item]").first.input_value()
    with world.transaction() as library:
        attempt = library.session.scalars(select(Attempt).where(Attempt.id == attempt_id)).one()
        quiz = library.take(attempt.revision_id, Quiz)
        return Asked(quiz.item(name), Sitting(quiz, attempt.seed, attempt.round))


def answer_by_click(page: Page, world: World) -> None:
    """Answer rightly with the mouse."""
    question = asked(page, world)
    if question.item.kind is ItemKind.REFLECTION:
        page.locator("form[action$='/responses'] textarea").fill(
            "Als iemand belt, dan vraag ik naar het doel."
        )
    elif question.item.kind in (ItemKind.ORDERING, ItemKind.MATCHING):
        for name, value in question.selections.items():
            page.locator(f"select[name={name}]").select_option(str(value))
    else:
        for position in question.positions:
            box(page, position).check()
    follow(page.locator("form[action$='/responses'] .button"))


def answer_by_keyboard(page: Page, world: World) -> None:
    """Answer rightly with Tab, arrows, the space bar and digits."""
    question = asked(page, world)
    if question.item.kind is ItemKind.REFLECTION:
        focus_on(page, page.locator("form[action$='/responses'] textarea"))
        page.keyboard.type("Als iemand belt, dan vraag ik naar het doel.")
    elif question.item.kind in (ItemKind.ORDERING, ItemKind.MATCHING):
        for name, value in question.selections.items():
            choose_from_list(page, page.locator(f"select[name={name}]"), value)
    elif question.item.kind is ItemKind.MULTIPLE:
        for position in sorted(question.positions):
            focus_on(page, box(page, position))
            page.keyboard.press("Space")
    else:
        focus_on(page, box(page, 1))
        page.keyboard.press("Space")
        for _ in range(question.positions[0] - 1):
            page.keyboard.press("ArrowDown")
    focus_on(page, page.locator("form[action$='/responses'] .button"))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose_from_list(page: Page, select: Locator, value: int) -> None:
    """Walk down a list until the wanted entry is chosen."""
    focus_on(page, select)
    for _ in range(20):
        if select.input_value() == str(value):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the list has no {value}")


def box(page: Page, position: int) -> Locator:
    """Give the radio button or tick box at a position."""
    return page.locator(f"input[name=answer][value='{position}']")
