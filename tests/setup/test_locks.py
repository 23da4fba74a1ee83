"""The locks hold what pyproject.toml asks for, with hashes and without addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ASKED = {
    "default": PROJECT["project"]["dependencies"],
    "test": PROJECT["dependency-groups"]["test"],
    "quality": PROJECT["dependency-groups"]["quality"],
}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins_of(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    requirements = [
        Requirement(line) for line in re.findall(r"^([a-z].*?) *\\$", text, re.MULTILINE)
    ]
    return {
        canonical(found.name): str(found.specifier).removeprefix("==") for found in requirements
    }


@pytest.mark.parametrize("lock", ASKED)
def test_lock_holds_what_is_asked_for(lock: str) -> None:
    pins = pins_of(lock)
    asked = [Requirement(line) for line in ASKED[lock]]
    wrong = [
        str(want)
        for want in asked
        if not want.specifier.contains(pins.get(canonical(want.name), "0"))
    ]
    assert wrong == [], "run `make lock`"


@pytest.mark.parametrize(("smaller", "larger"), [("default", "test"), ("test", "quality")])
def test_every_lock_holds_the_one_before_it(smaller: str, larger: str) -> None:
    assert pins_of(smaller).items() <= pins_of(larger).items()


@pytest.mark.parametrize("lock", ASKED)
def test_lock_is_hashes_only(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for line in lines:
        assert re.fullmatch(
            r"[a-z0-9-]+==\S+( ; [^:@]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line
        )
    assert "://" not in text
