"""The work on a rule that stopped is taken up again from the list of rules."""

from uuid import uuid4

from tests.services.duties.office import Office
from tests.services.duties.test_rules import given_up
from tests.web.conftest import Browser
from tests.web.test_assign import words
from tests.world import World


def test_work_on_a_rule_that_stopped_is_tried_again_from_the_list(
    browser: Browser, small_world: World
) -> None:
    hanne, office = browser, Office(small_world)
    hanne.log_in("hanne")
    rule_id = given_up(office)
    hanne.get("/assign/")
    assert "gestopt door een storing: 4 van 4" in words(hanne)
    address = f"/assign/rules/{rule_id}/again"
    assert address in hanne.page
    hanne.post(address)
    assert "Het toepassen gaat verder waar het was" in words(hanne)
    assert address not in hanne.page
    hanne.post(address)
    assert len(office.trail("rule-resumed")) == 1
    assert hanne.post(f"/assign/rules/{uuid4()}/again").status_code == 404


def test_a_learner_cannot_take_it_up(browser: Browser, small_world: World) -> None:
    rule_id = given_up(Office(small_world))
    browser.log_in("lena")
    browser.get("/learn/")
    assert browser.post(f"/assign/rules/{rule_id}/again").status_code == 403
