"""Prose of an author to HTML that is safe to show: Python-Markdown, then nh3."""

import re
from collections.abc import Mapping, Sequence
from html import escape

import nh3
from markdown import Markdown

from training.compiler.addresses import image_address, link_address
from training.compiler.canonical import to_markdown
from training.compiler.outline import Block, Outline
from training.compiler.sound import is_transcript, sound_of
from training.domain.document import Kind
from training.domain.prose import NO_PROSE, Prose

_INLINE = frozenset({"a", "br", "code", "em", "img", "strong"})
_BLOCKS = frozenset(
    {"blockquote", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
)
_TABLES = frozenset({"table", "tbody", "td", "th", "thead", "tr"})
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
# no `title` on a link: there an author writes what a choice is worth
_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


class Renderer:
    """Renders the prose of one document; not shared, as Python-Markdown keeps state."""

    def __init__(
        self, kind: Kind, outline: Outline, slugs: Mapping[str, str], transcript: str = ""
    ) -> None:
        self._kind, self._slugs, self._transcript = kind, slugs, transcript
        self._markdown = _markdown()
        self._markdown.references.update(outline.definitions)
        self._cleaner = nh3.Cleaner(
            tags=set(_INLINE | _BLOCKS | _TABLES),
            attributes=_ATTRIBUTES,
            attribute_filter=self._attribute,
            url_schemes={"https", "mailto"},
            link_rel="noopener noreferrer",
        )

    def render(self, *blocks: Block) -> Prose:
        """Render blocks one by one: apart, neighbours cannot melt into one quotation or list."""
        parts: list[str] = []
        rest = list(blocks)
        while rest:
            count = next((n for n in range(len(rest)) if self._player(rest[n : n + 2])), len(rest))
            parts.append(self._text(rest[:count]))
            parts.append(self._player(rest[count : count + 2]))
            rest = rest[count + 2 :]
        html = "\n".join(part for part in parts if part)
        return Prose(html) if html else NO_PROSE

    def _text(self, blocks: Sequence[Block]) -> str:
        html = "\n".join(self._markdown.convert(to_markdown(block)) for block in blocks)
        return self._cleaner.clean(html).strip() if html else ""

    def _player(self, blocks: Sequence[Block]) -> str:
        """Make a player of a recording and what is said in it; empty where these are neither."""
        sound = sound_of(blocks[0]) if len(blocks) > 1 else None
        source = image_address(self._kind, sound.href) if sound else None
        if sound is None or source is None or not is_transcript(blocks[1]):
            return ""
        said, label = self._text(blocks[1].children), escape(sound.label)
        return (
            f'<figure class="sound"><figcaption>{label}</figcaption>\n'
            f'<audio controls preload="none" src="{escape(source)}" aria-label="{label}"></audio>\n'
            f'<details class="transcript"><summary>{escape(self._transcript)}</summary>\n'
            f"{said}\n</details></figure>"
        )

    def render_line(self, *blocks: Block) -> Prose:
        """Render without the paragraph around it, where one paragraph is all there is."""
        prose = self.render(*blocks)
        paragraph = _PARAGRAPH.fullmatch(prose)
        return Prose(paragraph[1]) if paragraph else prose

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("a", "href"):
            return link_address(self._kind, value, self._slugs)
        if (tag, name) == ("img", "src"):
            return image_address(self._kind, value)
        is_known = name == "rel" or name in _ATTRIBUTES.get(tag, ())
        return value if is_known else None  # nh3 lets `title` and `lang` in by itself


def _markdown() -> Markdown:
    """Make a converter that knows tables and sane lists, and no HTML at all."""
    markdown = Markdown(extensions=["tables", "sane_lists"])
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    return markdown
