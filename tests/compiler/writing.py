"""Strategies that write documents: any text, hostile text, and scenarios that are right."""

from dataclasses import dataclass

from hypothesis import strategies as st

_BLOCKS = ["# ", "## ", "##", "- ", "* ", "1. ", "> ", "    ", "\t", "\n", "\n\n", "---\n", "```\n"]
_INLINES = ["[a](#b)", "[a](#b 'uitnodigend 2.1')", "![", "](", "<b>", "&", "**Maar** ", "\\", "`"]
_WORDS_OF_OURS = ["[x] ", "[ ] ", "titel: a\n", "id: b\n", "Einde: ", "[r]: #b\n", "|", "2.1 "]
_ODD = ["\u2028", "\x0b", "\r\n", "\r", "é"]
MARKS = st.sampled_from([*_BLOCKS, *_INLINES, *_WORDS_OF_OURS, *_ODD])
TEXTS = st.lists(MARKS | st.text(max_size=12), max_size=60).map("".join)
DOCUMENTS = st.one_of(TEXTS, TEXTS.map("---\ntitel: Proef\nid: proef\n---\n\n## Begin\n\n".__add__))

_WORDS = st.lists(
    st.sampled_from(["ik", "bel", "haar", "morgen", "zelf", "naar", "café", "één"]),
    min_size=1,
    max_size=6,
).map(" ".join)
_TITLES = st.sampled_from(
    ["", "uitnodigend 2.1", "afwachtend 3.2, grens L6", "meewerkend 1.1, +2 dagen"]
)


@dataclass(frozen=True)
class Story:
    """A scenario as it was meant: names of scenes, and per scene text, target and title."""

    names: list[str]
    choices: list[list[tuple[str, int, str]]]

    def source(self, blank_line: str, indent: str) -> str:
        lines = ["---", "titel: Proef", "id: proef", "---", "", "# Proef", "", "Inleiding."]
        for name, ways in zip(self.names, self.choices, strict=True):
            lines += ["", f"## {name}", "", "Er gebeurt iets.", "", '> "Wat nu?"']
            lines += [blank_line] if blank_line == "" else []
            for text, target, title in ways:
                shown = f' "{title}"' if title else ""
                lines.append(f"- [{text}](#{anchor_of(self.names[target])}{shown})")
                if title:
                    lines += ["", f"{indent}> **Begrijpelijk, want** het is druk."]
                    lines += [f"{indent}> **Uitnodigend klinkt zo:** Kom binnen.", ""]
        return "\n".join(lines) + "\n"


def anchor_of(name: str) -> str:
    return name.lower().replace(":", "").replace(" ", "-")


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw a story in which every scene leads to the next, and the last one is the ending."""
    count = draw(st.integers(1, 8))
    names = [f"Scène {number} {draw(_WORDS)}" for number in range(count)] + ["Einde: klaar"]
    choices = [
        [
            (draw(_WORDS), here + 1 if first else draw(st.integers(0, count)), draw(_TITLES))
            for first in [True] + [False] * draw(st.integers(0, 3))
        ]
        for here in range(count)
    ]
    return Story(names, [*choices, []])
