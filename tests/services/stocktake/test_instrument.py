"""The statements are complete in both languages, and stay as they were."""

from hashlib import sha256

import pytest

from training.domain.stocktake import Length, Side
from training.resources import PACKAGE
from training.services.stocktake.instrument import LANGUAGES, TERMS, VERSIONS, Edition, instrument

DIGESTS = {"1": "083ceebfc9e074c53eb3d90c5bd72bdd1d786ad295bf30c5ebc32fd656c75c40"}
"""Another wording is another version in a new file: a wave never changes its statements."""


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_keeps_its_wording(version: str) -> None:
    content = (PACKAGE / "instruments" / f"stocktake-{version}.toml").read_bytes()
    assert sha256(content).hexdigest() == DIGESTS[version]


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("terms", TERMS)
def test_every_form_reads_in_the_words_of_every_body(side: Side, language: str, terms: str) -> None:
    texts = instrument(Edition("1", terms, Length.LONG), side, language)
    written = [statement.text for statement in (*texts.statements, *texts.organisation)]
    assert len(texts.statements) == 27
    assert len(texts.organisation) == (0 if side is Side.INITIATIVES else 5)
    assert all(text.endswith(".") and "{" not in text for text in written)
    assert len(set(written)) == len(written)
    assert texts.opening.endswith("…")


def test_words_follow_the_body() -> None:
    flemish = instrument(Edition("1", "gemeente-vl", Length.CORE), Side.BOARD, "nl")
    assert "schepencollege" in " ".join(statement.text for statement in flemish.statements)
    water = instrument(Edition("1", "waterschap", Length.CORE), Side.INITIATIVES, "nl")
    assert water.opening == "In ons contact met het waterschap…"
