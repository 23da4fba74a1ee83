"""The mail of a measurement, and what HR may see of who takes part while it runs."""

import re
from datetime import date

import pytest
from flask import Flask

from tests.services.measuring.waves import Waves
from tests.web.conftest import Browser
from tests.world import World
from training.web.mailing import writer_of

VALUES = {"name": "Lena & Jan", "wave": 3, "closes_on": date(2026, 12, 7), "minutes": 2}


@pytest.mark.parametrize(
    ("language", "purpose"),
    [("nl", "Waarvoor? Uw organisatie wil weten"), ("en", "What for? Your organisation wants")],
)
@pytest.mark.parametrize("is_blind", [True, False])
def test_both_mails_say_what_for_and_have_one_subject(
    app: Flask, language: str, purpose: str, is_blind: bool
) -> None:
    write = writer_of(app, "https://training.example.nl")
    first, second = (
        write("measurement", language, **VALUES, is_blind=is_blind, is_second=is_second)
        for is_second in (False, True)
    )
    assert first[0] == second[0]
    assert first[1] != second[1]
    for _, body in (first, second):
        assert purpose in body
        assert "https://training.example.nl/learn/measurements/3\n" in body
        assert "Lena & Jan" in body
        assert "\n\n\n" not in body
        assert not re.search(r"[.?][A-Z]", body)


def test_hr_sees_no_number_that_moves_when_one_person_finishes(
    small_world: World, browser: Browser
) -> None:
    waves = Waves(small_world)
    keys = waves.staff("Balie", 30)
    number = waves.open()
    browser.log_in("hanne")
    pages = []
    for place, key in enumerate(keys[:16]):
        waves.take(number, key, 2)
        if place in {0, 8, 14, 15}:
            browser.get(f"/measurement/{number}")
            pages.append(browser.page.partition("Wie doet mee")[2].partition("</p>")[0])
    assert pages[0] == pages[1]
    assert "minder dan tien" in pages[0]
    assert pages[2] == pages[3]
    assert "ongeveer 45%" in pages[2]
