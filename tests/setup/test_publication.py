"""The files that others judge the project by are complete and agree with each other."""

import re
import tomllib
from pathlib import Path

import yaml

import training

ROOT = Path(__file__).resolve().parents[2]
LICENCE = (ROOT / "LICENSE").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PUBLIC = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))


def test_licence_is_the_whole_eupl() -> None:
    assert LICENCE.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    articles = re.findall(r"^(\d+)\.[A-Z]", LICENCE, re.MULTILINE)
    assert articles == [str(number) for number in range(1, 16)]
    assert LICENCE.rstrip().endswith("require the production of a new EUPL version.")
    assert "according to Article 5 EUPL are:" in LICENCE


def test_licence_is_named_alike_everywhere() -> None:
    assert PROJECT["license"] == PUBLIC["legal"]["license"] == "EUPL-1.2"


def test_catalogues_get_descriptions_that_fit_in_both_languages() -> None:
    assert set(PUBLIC["description"]) == set(PUBLIC["localisation"]["availableLanguages"])
    for text in PUBLIC["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert len(text["features"]) >= 5


def test_changelog_knows_this_version_or_has_unreleased_work() -> None:
    headings = re.findall(
        r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert headings[0] in {"Unreleased", training.__version__}
