"""Make a small house style from a published theme of NL Design System.

Run `python -m tests.browser.house_style theme.css > style.css`: it keeps the tokens that our style
sheets read, and whatever those refer to.
"""

import re
import sys
from pathlib import Path

from tests.browser.contrast import TOKENS, declarations

INHERITED = re.compile(r"--([\w-]+)")


def used() -> set[str]:
    """Name the tokens that a house style may set."""
    css = "".join(path.read_text() for path in TOKENS.parent.glob("*.css"))
    return set(INHERITED.findall(css))


def prune(theme: str) -> str:
    """Keep the tokens we use and those they refer to, on the page itself."""
    given = declarations(theme)
    wanted, kept = [name for name in given if name in used()], set[str]()
    while wanted:
        name = wanted.pop()
        if name in given and name not in kept:
            kept.add(name)
            wanted += INHERITED.findall(given[name])
    rows = "".join(f"  --{name}: {given[name]};\n" for name in sorted(kept))
    return f":root {{\n  color-scheme: light;\n{rows}}}\n"


if __name__ == "__main__":
    sys.stdout.write(prune("".join(Path(name).read_text() for name in sys.argv[1:])))
