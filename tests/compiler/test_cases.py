"""Every case is read exactly as it is written down beside it."""

from pathlib import Path

import pytest

from tests.compiler.golden import BULKY, case_paths, compile_case, describe
from training.compiler.lesson import compile_lesson


@pytest.mark.parametrize("path", case_paths(), ids=lambda path: path.stem)
def test_case_is_read_as_expected(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8")
    assert describe(compile_case(path)) == expected


@pytest.mark.parametrize("variant", BULKY)
def test_document_that_is_too_large_is_refused(variant: str) -> None:
    found = compile_lesson(BULKY[variant]).diagnostics
    assert [f"{each.code} {each.variant}" for each in found] == [f"E35 {variant}"]
