"""Our reading against GitHub's own parser: the same scenes, choices, targets, in the same order."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import cmarkgfm
import pytest
from hypothesis import given, settings

from tests.compiler.golden import CASES
from tests.compiler.writing import TEXTS, Story, stories
from training.compiler.scenario import compile_scenario

ROOT = Path(__file__).parents[2]
Scenes = list[tuple[str, list[tuple[str, str]]]]
SHIPPED = [
    *sorted((ROOT / "content" / "scenarios").glob("*.md")),
    *(CASES / f"scenario-{name}.md" for name in ("good", "slips", "tabs", "graph", "feedback")),
    *(CASES / f"scenario-{name}.md" for name in ("levels", "wording", "titles", "bom-crlf")),
]


OURS_ALONE = {"E06", "E10", "E24", "E46", "W42"}
"""Where we refuse, or keep apart, what a viewer shows as it stands."""


class GitHubReader(HTMLParser):
    """Collects from rendered HTML what a reader of the page can click."""

    def __init__(self) -> None:
        super().__init__()
        self.scenes: Scenes = []
        self.path: list[str] = []
        self.has_begun = True
        self.heading = self.label = self.href = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.path.append(tag)
        if tag == "li":
            self.has_begun = False
        elif tag == "h2":
            self.heading = ""
        elif tag == "a":
            self.href, self.label = dict(attributes).get("href") or "", ""

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Pass over what has no inside: a rule, a break, an image."""

    def handle_data(self, data: str) -> None:
        self.heading += data
        self.label += data
        if data.strip() and "a" not in self.path:
            self.has_begun = True

    def handle_endtag(self, tag: str) -> None:
        self.path.reverse()
        self.path.remove(tag)
        self.path.reverse()
        if tag == "h2" and not self.path:
            self.scenes.append((self.heading, []))
        elif tag == "a":
            self.finish_link()

    def finish_link(self) -> None:
        """Count a link that opens an item of a list, or that is a paragraph of its own."""
        opens_item = "li" in self.path and not self.has_begun and self.path.count("ul") == 1
        if self.scenes and self.href.startswith("#") and (opens_item or self.path == ["p"]):
            self.scenes[-1][1].append((self.label, unquote(self.href[1:])))
            self.has_begun = True


def read_as_github(source: str) -> Scenes:
    body = re.sub(r"\A\ufeff?---\n.*?\n---\n", "", source.replace("\r\n", "\n"), flags=re.DOTALL)
    reader = GitHubReader()
    reader.feed(cmarkgfm.github_flavored_markdown_to_html(body))
    return reader.scenes


def read_as_we_do(source: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    scenario = compile_scenario(source).value
    assert scenario is not None
    for scene in scenario.scenes:
        yield scene.title, [(choice.text, choice.target) for choice in scene.choices]


def steps(scenes: Iterable[tuple[str, list[tuple[str, str]]]]) -> list[tuple[str, list[str]]]:
    """Keep names and targets: blank space is folded, and what stands behind a link is ours."""
    return [
        (" ".join(title.split()), [target for _, target in choices]) for title, choices in scenes
    ]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenario_plays_the_same_on_github(path: Path) -> None:
    source = path.read_bytes().decode()
    assert list(read_as_we_do(source)) == read_as_github(source)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_story_that_can_be_read_plays_the_same_on_github(text: str) -> None:
    text = text.replace("~", "")  # struck-out text is GitHub's alone; we show the marks
    source = f"---\ntitel: Proef\nid: proef\n---\n\n## Begin\n\n{text}"
    compiled = compile_scenario(source)
    if compiled.value and not OURS_ALONE & {found.code for found in compiled.diagnostics}:
        assert steps(read_as_we_do(source)) == steps(read_as_github(source))


@given(stories())
@settings(max_examples=20, deadline=None)
def test_generated_story_plays_the_same_on_github(story: Story) -> None:
    for source in (story.source("", "  "), story.source("dicht", "    ")):
        assert list(read_as_we_do(source)) == read_as_github(source)
