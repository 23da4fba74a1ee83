"""Every link between the manuals leads somewhere."""

from collections.abc import Iterator
from posixpath import dirname, join, normpath

import pytest

from tests.manuals import ROOT, Manual, manuals, read

ELSEWHERE = ("https:", "http:", "mailto:")
# Written at the same time as the pages that link to them; to be taken out as soon as they are here.
AWAITED = {"docs/settings.md"}


def lost_links(manual: Manual) -> Iterator[str]:
    for link in manual.links():
        if link.address.startswith(ELSEWHERE):
            continue
        address, _, name = link.address.partition("#")
        path = normpath(join(dirname(manual.path), address)) if address else manual.path
        if path in AWAITED and not (ROOT / path).exists():
            continue
        if not (ROOT / path).exists():
            yield f"{manual.path}:{link.line}: {link.address} is not there"
        elif name and name not in anchors_of(manual, path):
            yield f"{manual.path}:{link.line}: {path} has no heading #{name}"


def anchors_of(manual: Manual, path: str) -> set[str]:
    return manual.anchors() if path == manual.path else read(path).anchors()


def test_every_link_leads_somewhere() -> None:
    assert [lost for manual in manuals() for lost in lost_links(manual)] == []


def test_every_manual_can_be_found_from_the_readme() -> None:
    waiting, seen = ["README.md"], {"README.md"}
    while waiting:
        manual = read(waiting.pop())
        for link in manual.links():
            path = normpath(join(dirname(manual.path), link.address.partition("#")[0]))
            if path.endswith(".md") and path not in seen and (ROOT / path).exists():
                seen.add(path)
                waiting.append(path)
    assert {manual.path for manual in manuals()} - seen == set()


@pytest.mark.parametrize(
    "text", ["[a](docs/nothing.md)", "![a](nothing.png)", "# A\n\n[b](#b)", "[a](SECURITY.md#b)"]
)
def test_planted_lost_link_is_reported(text: str) -> None:
    assert list(lost_links(Manual("README.md", text))) != []


def test_a_link_in_an_example_is_no_link() -> None:
    assert list(lost_links(Manual("README.md", "```markdown\n[a](#b)\n```\n"))) == []
