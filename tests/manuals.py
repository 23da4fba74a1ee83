"""The project's own manuals, read as any Markdown viewer reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from training.compiler.anchors import anchor

ROOT = Path(__file__).resolve().parents[1]
PARSER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Link:
    """A link or image: where it stands and where it leads."""

    line: int
    address: str


@dataclass(frozen=True)
class Example:
    """A fenced block; `above` is the paragraph before it, `about` what follows the language."""

    line: int
    language: str
    about: str
    above: str
    text: str


@dataclass(frozen=True)
class Manual:
    """One Markdown document by its path from the root."""

    path: str
    text: str

    @property
    def tokens(self) -> list[Token]:
        return PARSER.parse(self.text)

    def links(self) -> Iterator[Link]:
        for token in self.tokens:
            for child in token.children or ():
                address = child.attrs.get("href") or child.attrs.get("src")
                if address:
                    yield Link(token.map[0] + 1 if token.map else 1, unquote(str(address)))

    def anchors(self) -> set[str]:
        tokens = self.tokens
        return {
            anchor(_plain(inline))
            for opening, inline in pairwise(tokens)
            if opening.type == "heading_open"
        }

    def examples(self) -> Iterator[Example]:
        above = ""
        for token in self.tokens:
            if token.type == "inline":
                above = token.content
            if token.type == "fence" and token.map:
                language, _, about = token.info.partition(" ")
                yield Example(token.map[0] + 1, language, about.strip(), above, token.content)


def manuals() -> Iterator[Manual]:
    """Read everything that is written for people who run, write for or work on the platform."""
    for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))):
        yield read(path.relative_to(ROOT).as_posix())


def read(path: str) -> Manual:
    """Read one manual."""
    return Manual(path, (ROOT / path).read_text("utf-8"))


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())
