"""Every case is read exactly as it is written down beside it."""

from pathlib import Path

import pytest

from tests.compiler.golden import case_paths, compile_case, describe


@pytest.mark.parametrize("path", case_paths(), ids=lambda path: path.stem)
def test_case_is_read_as_expected(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8")
    assert describe(compile_case(path)) == expected
