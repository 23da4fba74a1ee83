"""HTML to the Markdown of our files: cleaned first, then written out; what is left out is told.

Own work, as the result has to fit a place: an answer is one paragraph and what hangs below it, a
cell of a table is one line, and nothing in a question may look like a heading or like answers.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

import nh3

from training.interchange.escaping import escape, escape_start

MAX_DEPTH = 20
_INLINE = frozenset({"a", "b", "br", "code", "em", "i", "img", "strong"})
_BLOCKS = frozenset(
    {"blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
)
_TABLES = frozenset({"table", "td", "th", "tr"})
_EMPTY = frozenset({"br", "hr", "img"})
_CLEANER = nh3.Cleaner(
    tags=set(_INLINE | _BLOCKS | _TABLES),
    attributes={"a": {"href"}, "img": {"alt"}, "ol": {"start"}},
    url_schemes={"https", "mailto"},
    link_rel=None,
)
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_END = "end"
_NUMBER = re.compile(r"[0-9]{1,5}")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\ufdd0"
"""No character: stands for a line end until the lines are written."""


@dataclass(slots=True)
class Node:
    """An element, or a text when it has no tag."""

    tag: str = ""
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Give this node and everything inside it."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Builder(HTMLParser):
    """Builds a tree of what was cleaned; what is nested too deep is laid flat."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("div")
        self._open = [self.root]
        self._too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _EMPTY and len(self._open) >= MAX_DEPTH:
            self._too_deep += 1
            return
        node = Node(tag, attributes={name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _EMPTY:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(Node(text=data))


@dataclass(frozen=True, slots=True)
class Block:
    """A block of Markdown: a paragraph, or something of its own with blocks inside it."""

    kind: str
    text: str = ""
    children: tuple[tuple["Block", ...], ...] = ()
    start: int = 1


@dataclass(frozen=True, slots=True)
class Converted:
    """The blocks of a text, and the codes of what was left out of it."""

    blocks: tuple[Block, ...] = ()
    lost: frozenset[str] = frozenset()


def read_html(html: str, *, has_links: bool = True) -> Converted:
    """Read HTML from anybody; scripts, styles and unknown elements are gone."""
    root = tree_of(_CLEANER.clean(html))
    nodes = list(root.walk())
    lost = {_loss(node, has_links) for node in nodes} - {""}
    if not has_links:
        for node in nodes:
            node.attributes.pop("href", None)
    return Converted(tuple(_blocks(root.children)), frozenset(lost))


def tree_of(html: str) -> Node:
    """Build the tree of HTML that was cleaned: by us just now, or by our compiler."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def _loss(node: Node, has_links: bool) -> str:
    if node.tag == "img":
        return "image"
    is_link = node.tag == "a" and bool(node.children)
    return "link" if is_link and not (has_links and _address(node)) else ""


def _address(node: Node) -> str:
    """Give where a link leads, safe to write down; empty for what is not allowed."""
    href = node.attributes.get("href", "").strip()
    scheme = urlsplit(href).scheme if href.startswith(("https://", "mailto:")) else ""
    return quote(href, safe="/:?&=#%@+,;~$!*'-._") if scheme else ""


def _blocks(nodes: list[Node]) -> Iterator[Block]:
    """Gather running text into paragraphs, and turn every other element into its block."""
    running: list[Node] = []
    for node in [*nodes, Node(_END)]:
        if node.tag == "" or node.tag in _INLINE:
            running.append(node)
            continue
        if text := paragraph(running):
            yield Block("p", text)
        running = []
        yield from _block(node)


def _block(node: Node) -> Iterator[Block]:
    write = _WRITERS.get(node.tag)
    yield from write(node) if write else _blocks(node.children)


def _heading(node: Node) -> Iterator[Block]:
    """Keep it below the heading of the question."""
    if text := _one_line(paragraph(node.children)):
        yield Block("h", text, start=max(3, int(node.tag[1])))


def _quotation(node: Node) -> Iterator[Block]:
    if inside := tuple(_blocks(node.children)):
        yield Block("quote", children=(inside,))


def _list(node: Node) -> Iterator[Block]:
    items = tuple(
        found
        for item in node.children
        if item.tag == "li" and (found := tuple(_blocks(item.children)))
    )
    if items:
        start = node.attributes.get("start", "1")
        yield Block(node.tag, children=items, start=int(start) if _NUMBER.fullmatch(start) else 1)


def _code_block(node: Node) -> Iterator[Block]:
    text = "".join(each.text for each in node.walk())
    if text.strip():
        yield Block("pre", text.strip("\n"))


def _rule(_node: Node) -> Iterator[Block]:
    yield Block("hr")


def _nothing(_node: Node) -> Iterator[Block]:
    return iter(())


def _table(node: Node) -> Iterator[Block]:
    rows = tuple(
        tuple(
            Block("cell", _one_line(paragraph([cell])))
            for cell in row.children
            if cell.tag in ("td", "th")
        )
        for row in node.walk()
        if row.tag == "tr"
    )
    rows = tuple(row for row in rows if row)
    if rows:
        yield Block("table", children=rows)


def paragraph(nodes: list[Node]) -> str:
    """Write running text as Markdown."""
    text = _SPACE.sub(" ", "".join(map(_inline, nodes)))
    lines = [line.strip() for line in text.split(_BREAK)]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "\\\n".join(escape_start(line) for line in lines if line)


def _one_line(text: str) -> str:
    return text.replace("\\\n", " ")


_WRITERS: Mapping[str, Callable[[Node], Iterator[Block]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "blockquote": _quotation,
    "pre": _code_block,
    "hr": _rule,
    "table": _table,
    _END: _nothing,
}


def _inline(node: Node) -> str:
    if not node.tag:
        return escape(node.text.replace(_BREAK, ""))
    if node.tag in _EMPTY:
        return escape(node.attributes.get("alt", "")) if node.tag == "img" else _BREAK
    if node.tag == "code":
        return _code(_SPACE.sub(" ", "".join(each.text for each in node.walk())))
    inside = "".join(map(_inline, node.children))
    if node.tag in _MARKS:
        return _marked(inside, _MARKS[node.tag])
    if node.tag == "a" and inside.strip() and (address := _address(node)):
        return f"[{inside}]({address})"
    return inside if node.tag in _INLINE else inside + _BREAK


def _marked(inside: str, mark: str) -> str:
    """Put marks around a text; they may not touch a space, or they are no marks."""
    core = inside.strip()
    if not core or _BREAK in core:
        return inside
    before, _, after = inside.partition(core)
    return f"{before}{mark}{core}{mark}{after}"


def _code(text: str) -> str:
    if not text.strip():
        return text
    longest = max((len(found) for found in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"
