"""What a browser receives escapes its text, loads nothing from elsewhere and keeps its macros."""

import re
from collections.abc import Iterator
from functools import partial

import pytest

from tests.architecture.source import Rule, Source, broken, sources

UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b")
ELSEWHERE = r"""(?:[a-z]+:)?//"""
# A link that a reader may follow is no load; whatever the browser fetches or sends by itself is.
LOADS = {
    ".html": re.compile(
        rf"""\b(?:src|srcset|poster|data|action|formaction|hx-[a-z]+)\s*=\s*["']?\s*{ELSEWHERE}"""
        rf"""|<(?:link|use|image|base)\b[^>]*\bhref\s*=\s*["']?\s*{ELSEWHERE}""",
        re.IGNORECASE,
    ),
    ".css": re.compile(rf"""(?:url\(|@import)\s*["']?\s*{ELSEWHERE}""", re.IGNORECASE),
    ".js": re.compile(
        rf"""(?:\b(?:import|from|fetch|importScripts|Worker|WebSocket|open|sendBeacon)\b\s*\(?"""
        rf"""|\b(?:src|href)\s*=)\s*["'`]{ELSEWHERE}"""
    ),
}
LOADS[".svg"] = LOADS[".html"]


def unescaped_text(source: Source) -> Iterator[str]:
    for found in UNESCAPED.finditer(source.text):
        yield f"{found.group()} switches escaping off; prose goes through its filter"


def loads_from_elsewhere(source: Source) -> Iterator[str]:
    suffix = "." + source.path.rpartition(".")[2]
    for pattern in (LOADS.get(suffix), LOADS[".css"] if suffix in {".html", ".svg"} else None):
        for found in pattern.finditer(source.text) if pattern else ():
            yield f"loads {found.group()!r}"


IMPORTED = re.compile(
    r'{%-?\s*from\s+"[^"]+"\s+import\s+([\w ,]+?)(?:\s+with(?:out)? context)?\s*-?%}'
)
FRAME = re.compile(r'{%-?\s*extends\s+"([^"]+)"')


def imported_by(source: Source) -> dict[str, str]:
    """The names that a template imports, each with the statement that does."""
    return {
        name.split(" as ")[-1].strip(): found.group()
        for found in IMPORTED.finditer(source.text)
        for name in found.group(1).split(",")
    }


def imports_twice(frames: dict[str, Source], source: Source) -> Iterator[str]:
    """A frame runs after its page: a name that both import is the frame's in every block."""
    own, frame = imported_by(source), FRAME.search(source.text)
    while frame:
        above = frames[f"templates/{frame.group(1)}"]
        for name, statement in imported_by(above).items():
            if name in own and own[name] != statement:
                yield f"imports {name!r}, which {above.path} imports from elsewhere"
        frame = FRAME.search(above.text)


def test_no_page_loses_a_macro_to_its_frame() -> None:
    templates = {source.path: source for source in sources(".html", below="templates")}
    assert broken(partial(imports_twice, templates), templates.values()) == []


def test_a_macro_lost_to_a_frame_is_reported() -> None:
    page = Source(
        "templates/page.html", '{% extends "frame.html" %}{% from "b.html" import menu, use %}'
    )
    frame = Source("templates/frame.html", '{% from "a.html" import menu %}')
    assert list(imports_twice({frame.path: frame}, page)) == [
        "imports 'menu', which templates/frame.html imports from elsewhere"
    ]


def test_templates_escape_text() -> None:
    assert broken(unescaped_text, sources(below="templates")) == []


@pytest.mark.parametrize("folder", ["templates", "training/web/static"])
def test_pages_load_nothing_from_elsewhere(folder: str) -> None:
    assert broken(loads_from_elsewhere, sources(*LOADS, below=folder)) == []


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (unescaped_text, "a.html", "{{ name|safe }}"),
        (unescaped_text, "a.html", "{{ name | safe }}"),
        (unescaped_text, "a.html", "{% autoescape false %}"),
        (loads_from_elsewhere, "a.html", '<script src="https://x.example/a.js">'),
        (loads_from_elsewhere, "a.html", "<img alt='' src=//x.example/a.png>"),
        (loads_from_elsewhere, "a.html", '<link rel="icon"\n href="http://x.example/a.ico">'),
        (loads_from_elsewhere, "a.html", '<form action="https://x.example/">'),
        (loads_from_elsewhere, "a.html", '<p style="background: url(//x.example/a)">'),
        (loads_from_elsewhere, "a.svg", '<use href="https://x.example/a#b"/>'),
        (loads_from_elsewhere, "a.css", "@import 'https://x.example/a.css';"),
        (loads_from_elsewhere, "a.css", "src: url( https://x.example/a.woff2 )"),
        (loads_from_elsewhere, "a.js", 'import x from "https://x.example/a.js"'),
        (loads_from_elsewhere, "a.js", 'fetch("//x.example/")'),
        (loads_from_elsewhere, "a.js", "image.src = `https://x.example/`"),
    ],
)
def test_planted_violation_is_reported(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) != []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", '<a href="https://x.example/">verder lezen</a>'),
        ("a.html", '<img src="/static/a.svg" alt="">'),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg">'),
        ("a.css", "src: url(/static/a.woff2)"),
        ("a.js", 'const namespace = "http://www.w3.org/2000/svg"'),
    ],
)
def test_links_and_names_are_no_loads(path: str, text: str) -> None:
    assert list(loads_from_elsewhere(Source(path, text))) == []
