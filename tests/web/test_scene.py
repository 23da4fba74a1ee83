"""The page of a scene."""

from tests.web.conftest import Browser
from tests.world import World


def test_a_choice_leads_on_with_feedback(lena: Browser) -> None:
    lena.start("scenario", "bank")
    response = lena.pick("Ik geef hem")
    assert response.status_code == 200
    assert "Het plan" in response.text
    assert "Ik zoek het uit en bel u donderdag." in response.text


def test_the_click_survives_an_expired_session(lena: Browser, small_world: World) -> None:
    lena.start("scenario", "bank")
    small_world.clock.advance(hours=3)
    response = lena.pick("Ik geef hem")
    assert response.status_code == 401
    assert "Inloggen" in response.text
