"""Headings, lists, quotes, tables and their places: the structure that any Markdown viewer sees."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, backtick, html_inline, image, link
from markdown_it.token import Token

from training.compiler.report import Place

_LOCATED = frozenset({"link_open", "image", "code_inline", "html_inline"})
_Rule = Callable[[StateInline, bool], bool]


@dataclass(frozen=True, slots=True)
class Inline:
    """The running text of one block: source without its indentation, tokens, and where it stands.

    A token of `_LOCATED` carries in its `meta` the `start` and `end` of its source inside `text`.
    `lazy_row` is the first row that ended up in a quotation without a mark of its own, 0 for none.
    """

    text: str
    tokens: tuple[Token, ...]
    line: int
    columns: tuple[int, ...]
    lazy_row: int = 0

    def place(self, offset: int) -> Place:
        """Give the position in the file of an offset in `text`."""
        row = self.text.count("\n", 0, offset)
        column = offset - (self.text.rfind("\n", 0, offset) + 1)
        return Place(self.line + row, self.columns[row] + column + 1)

    @property
    def plain(self) -> str:
        """Give the words without any mark-up."""
        return plain(self.tokens)


NO_INLINE = Inline("", (), 1, (0,))


@dataclass(frozen=True, slots=True)
class Block:
    """One block with the blocks inside it; `mark` is what kind of list, fence or heading it is."""

    type: str
    line: int
    column: int = 1
    children: tuple["Block", ...] = ()
    inline: Inline = NO_INLINE
    content: str = ""
    mark: str = ""
    level: int = 0
    is_tight: bool = False

    @property
    def place(self) -> Place:
        """Give where the block begins."""
        return Place(self.line, self.column)

    def walk(self) -> Iterator["Block"]:
        """Give this block and everything inside it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """All blocks of a document and the link definitions they share."""

    blocks: tuple[Block, ...]
    definitions: dict[str, tuple[str, str]]
    too_deep_line: int = 0


def unquoted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Open the quotations: below a choice or question the mark says "feedback", no more."""
    return tuple(
        inner
        for block in blocks
        for inner in (block.children if block.type == "blockquote" else (block,))
    )


def plain(tokens: tuple[Token, ...]) -> str:
    """Join the words of inline tokens."""
    return "".join(
        " " if token.type in ("softbreak", "hardbreak") else token.content
        for token in tokens
        if token.type in ("text", "code_inline", "softbreak", "hardbreak")
    ).strip()


def _located(rule: _Rule) -> _Rule:
    """Let an inline rule write down where its source begins and ends; tokens know no place."""

    def run(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        is_match = rule(state, silent)
        if is_match and not silent:
            token = next((new for new in state.tokens[known:] if new.type in _LOCATED), None)
            if token is not None:
                token.meta.update(start=start, end=state.pos)
        return is_match

    return run


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    rules = {
        "backticks": backtick,
        "link": link,
        "image": image,
        "autolink": autolink,
        "html_inline": html_inline,
    }
    for name, rule in rules.items():
        parser.inline.ruler.at(name, _located(rule))
    # every address is read as a link here, so that `references` can say which one is not allowed
    parser.validateLink = _any_address  # type: ignore[method-assign, assignment]  # as its manual says
    return parser


def _any_address(_address: str) -> bool:
    return True


_PARSER = _parser()


def read_outline(body: str) -> Outline:
    """Read the structure; `body` has a blank line for every line of the header."""
    environment: dict[str, dict[str, dict[str, str]]] = {}
    tokens = _PARSER.parse(body, environment)
    depth = _PARSER.options["maxNesting"]  # where the parser stops and leaves the rest unread
    too_deep = (token.map[0] + 1 for token in tokens if token.level >= depth - 1 and token.map)
    definitions = {
        label.casefold(): (found["href"], found.get("title", ""))
        for label, found in environment.get("references", {}).items()
    }
    blocks = _assemble(tokens, body.split("\n"))
    return Outline(blocks, definitions, next(too_deep, 0))


def _assemble(tokens: list[Token], lines: list[str]) -> tuple[Block, ...]:
    """Turn the flat row of tokens into nested blocks; a table's head and body are just its rows."""
    top: list[Block] = []
    open_blocks: list[tuple[Token, list[Block]]] = []
    inlines: dict[int, Inline] = {}
    for token in tokens:
        siblings = open_blocks[-1][1] if open_blocks else top
        if token.type == "inline":
            depth = len(open_blocks)
            is_cell = open_blocks[-1][0].type in ("th_open", "td_open")
            inlines[depth] = (
                _cell(token, lines, inlines.get(depth)) if is_cell else _inline(token, lines)
            )
        elif token.nesting == 1:
            open_blocks.append((token, []))
        elif token.nesting == 0:
            siblings.append(_block(token, lines))
        else:
            inline = inlines.get(len(open_blocks), NO_INLINE)
            opened, children = open_blocks.pop()
            outside = open_blocks[-1][1] if open_blocks else top
            if opened.type in ("thead_open", "tbody_open"):
                outside.extend(children)
            else:
                outside.append(_block(opened, lines, tuple(children), inline))
    return tuple(top)


_TEXTUAL = frozenset({"paragraph", "heading", "th", "td"})


def _block(
    token: Token, lines: list[str], children: tuple[Block, ...] = (), inline: Inline = NO_INLINE
) -> Block:
    first = token.map[0] if token.map else (children[0].line - 1 if children else inline.line - 1)
    kind = token.type.removesuffix("_open")
    source = lines[first] if first < len(lines) else ""
    return Block(
        type=kind,
        line=first + 1,
        column=len(source) - len(source.lstrip()) + 1,
        children=children,
        inline=inline if kind in _TEXTUAL else NO_INLINE,
        content=token.content,
        mark=token.info or token.markup,
        level=int(token.tag[1]) if kind == "heading" else 0,
        is_tight=token.hidden,
    )


def _inline(token: Token, lines: list[str]) -> Inline:
    """Find each line of the text at the end of its source line: indentation stands before it."""
    first = _first(token)
    columns = tuple(
        max(0, lines[row].rfind(text.strip()))
        for row, text in enumerate(token.content.split("\n"), start=first)
    )
    lazy = _lazy_row(lines[first : first + len(columns)], columns)
    return Inline(token.content, tuple(token.children or ()), first + 1, columns, lazy)


def _lazy_row(rows: list[str], columns: tuple[int, ...]) -> int:
    """Count the rows until one that belongs to a quotation without its mark; 0 for none."""
    quoted = [">" in row[:column] for row, column in zip(rows, columns, strict=False)]
    return quoted.index(False) if quoted and quoted[0] and False in quoted else 0


def _cell(token: Token, lines: list[str], previous: Inline | None) -> Inline:
    """Find the text of a table cell behind the cell before it."""
    first = _first(token)
    edge = 0
    if previous and previous.line == first + 1:
        edge = previous.columns[0] + len(previous.text)
    column = max(edge, lines[first].find(token.content, edge))
    return Inline(token.content, tuple(token.children or ()), first + 1, (column,))


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0
