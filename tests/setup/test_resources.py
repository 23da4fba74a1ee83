"""A checkout finds its folders beside the package."""

from pathlib import Path
from typing import get_args

import pytest

from training.resources import Bundle, bundled


@pytest.mark.parametrize("name", get_args(Bundle))
def test_checkout_has_its_folders_beside_the_package(name: Bundle) -> None:
    assert bundled(name) == Path(__file__).resolve().parents[2] / name
