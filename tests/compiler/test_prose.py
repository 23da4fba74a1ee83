"""Prose looks alike in our pages and on GitHub, and nothing dangerous comes through."""

import re

import cmarkgfm
import nh3
import pytest
from hypothesis import given, settings

from tests.compiler.writing import TEXTS
from training.compiler.outline import read_outline
from training.compiler.prose import Renderer
from training.compiler.source import read_text
from training.domain.document import Kind


def render(source: str, slugs: dict[str, str] | None = None) -> str:
    outline = read_outline(read_text(source).value or "")
    return Renderer(Kind.SCENARIO, outline, slugs or {}).render(*outline.blocks)


def skeleton(html: str) -> str:
    """Keep tags and words: paragraphs inside items and blank space may differ."""
    html = re.sub(r' rel="[^"]*"| align="[^"]*"|</?p>|</?tbody>|</?thead>', "", html)
    return re.sub(r"\s+", "", html)


ALIKE = {
    "list right after a paragraph": "Wat doet u?\n- een\n- twee\n",
    "list right after a quotation": "> citaat\n- een\n- twee\n",
    "two quotations": "> een\n\n> twee\n",
    "two lists": "- een\n\n* twee\n",
    "nested list of two spaces": "- een\n  - diep\n    - dieper\n- twee\n",
    "quotation in an item, two spaces": "- een\n\n  > citaat\n  > verder\n\n- twee\n",
    "quotation in an item, four spaces": "- een\n\n    > citaat\n\n- twee\n",
    "list in a quotation": "> zin\n> - een\n> - twee\n",
    "numbers with a bracket": "3) drie\n4) vier\n",
    "number in the middle of a line": "In\n1984. Toen\n",
    "heading without space": "##Kop\n",
    "hash at the start of a line": "zin\n\\# geen kop\n",
    "hard breaks": "een  \ntwee\\\ndrie\n",
    "fence with a list": "```\n- geen lijst\n# geen kop\n```\n",
    "fence in an item": "- een\n\n  ```\n  code\n  ```\n",
    "code after a sentence": "- een\n\nzin\n\n    code\n",
    "table": "| a | b |\n|---|---|\n| 1 | `x` \\| y |\n",
    "table right after a paragraph": "zin\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "reference link": "[hier][r] en [r]\n\n[r]: https://example.org\n",
    "emphasis": "*een* _twee_ **drie** __vier__ vijf_zes_zeven\n",
    "entities": "een &amp; twee &euro; < 3\n",
    "headings": "### Kop *met* nadruk\n\n#### Kleiner\n",
    "rule": "een\n\n***\n\ntwee\n",
}


@pytest.mark.parametrize("source", ALIKE.values(), ids=ALIKE.keys())
def test_prose_looks_like_it_does_on_github(source: str) -> None:
    html = cmarkgfm.github_flavored_markdown_to_html(source)
    assert skeleton(render(source)) == skeleton(nh3.clean(html))


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "[x](//example.org/a.md)",
        "[x](/admin)",
        "[x](\\\\host\\a.md)",
        "[x](http://example.org)",
        "![x](javascript:alert(1))",
        "![x](https://example.org/pixel.png)",
        "![x](../../secret.png)",
        "<javascript:alert(1)>",
        "[x][r]\n\n[r]: javascript:alert(1)",
        '[x](#a "title tells the level")',
        "`<script>`",
    ],
)
def test_nothing_dangerous_comes_through(source: str) -> None:
    html = render(source)
    assert not re.search(r"<(?!/?(?:p|a|img|code|blockquote)\b)", html)
    assert not re.search(r'(?:href|src)="(?!#)', html)
    assert "title=" not in html
    assert not re.search(r"<[^>]*\son\w+=", html)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_prose_of_any_text_holds_only_what_is_allowed(source: str) -> None:
    html = render(source[:2_000])
    assert not re.search(r"<(?:script|style|iframe|svg|object|form|input|button)", html)
    for address in re.findall(r'(?:href|src)="([^"]*)"', html):
        assert re.match(r"#|https://|mailto:|/learn/units/|/media/", address)


def test_links_to_units_lead_into_the_application() -> None:
    html = render("[a](../lessons/begin.md#x) [b](../../quizzes/toets.en.md)")
    assert 'href="/learn/units/lesson/begin"' in html
    assert 'href="/learn/units/quiz/toets"' in html


def test_links_use_the_identity_that_a_file_has() -> None:
    slugs = {"content/lessons/begin.md": "het-begin"}
    assert "/learn/units/lesson/het-begin" in render("[a](../lessons/begin.md)", slugs)


def test_images_come_from_the_media_of_the_library() -> None:
    assert 'src="/media/tuin/straat.jpg"' in render("![Een straat](../media/tuin/straat.jpg)")
