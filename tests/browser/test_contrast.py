"""Contrast: enough of it everywhere, also in browsers that get only the light palette."""

import re

from tests.browser.contrast import TOKENS, colour, declarations, measure


def test_every_pair_of_tokens_has_enough_contrast() -> None:
    low = [pair for pair in measure() if pair.ratio < pair.least]
    assert low == []


def test_a_house_style_that_is_too_pale_is_found() -> None:
    pale = measure(":root { --utrecht-link-color: #9fb8ad; }")
    assert any(pair.front == "utrecht-link-color" and pair.ratio < pair.least for pair in pale)


def test_older_browsers_get_the_light_half_of_the_palette() -> None:
    css = TOKENS.read_text()
    tokens = declarations(css)
    fallback = dict(re.findall(r"--([\w-]+):\s*([^;]+);", css.partition("@supports")[2]))
    palette = {name for name, value in tokens.items() if "light-dark(" in value}
    assert set(fallback) == palette
    for name in palette:
        assert colour(name, "light", fallback) == colour(name, "light", tokens)
