"""The repository speaks of the project only: no machine, no place that packages came from."""

import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import Source, broken, sources

MACHINE = re.compile(
    r"(?<![\w.:/-])/(?:root|work|home/\w+|Users/\w+)\b"  # somebody's folders
    r"|(?:pypi|pythonhosted|registry\.npmjs|deb\.debian)\.[a-z]+"  # hosts of registries
    r"|--(?:extra-)?index[-]url|--find[-]links"
)


def traces_of_machines(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.text.splitlines(), start=1):
        yield from (f"line {number} names {found.group()}" for found in MACHINE.finditer(line))


def test_repository_names_no_machine_and_no_registry() -> None:
    assert broken(traces_of_machines, sources()) == []


@pytest.mark.parametrize(
    "text",
    [
        "cd " + "/wor" + "k/main",
        "see " + "/hom" + "e/lena/uitnodigend",
        "https://files.python" + "hosted.org/packages",
        "registry.npm" + "js.org",
        "pip install --index" + "-url=x",
    ],
)
def test_planted_trace_is_reported(text: str) -> None:
    assert list(traces_of_machines(Source("README.md", text))) != []


@pytest.mark.parametrize("text", ["net/work/day", "https://x.example/home/lena", "--hash=sha256:0"])
def test_innocent_text_is_left_alone(text: str) -> None:
    assert list(traces_of_machines(Source("README.md", text))) == []
