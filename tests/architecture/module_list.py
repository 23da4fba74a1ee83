"""The list of modules in docs/architecture.md, made from the sentence at the top of each module.

Run `python -m tests.architecture.module_list` to write the list anew after adding, renaming or
redescribing a module.
"""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.source import ROOT, Source, sources

PAGE = ROOT / "docs" / "architecture.md"
BEGIN = "<!-- modules: written by python -m tests.architecture.module_list -->\n"
END = "<!-- end of modules -->\n"
RECORDS = "training/store/migrations/versions/"


def sentence(source: Source) -> str:
    """Give what the module says it is for, on one line."""
    first = (ast.get_docstring(source.tree) or "").partition("\n\n")[0]
    return " ".join(first.split())


def module_list() -> str:
    """Write one table per package."""
    return "\n".join(_tables())


def listed(page: str) -> str:
    """Give the list as the page has it."""
    return page.partition(BEGIN)[2].partition(END)[0]


def renewed(page: str) -> str:
    """Give the page with the list as it should be."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + module_list() + END + rest.partition(END)[2]


def _tables() -> Iterator[str]:
    packages: dict[str, list[Source]] = {}
    for source in sorted(sources(".py", below="training"), key=lambda found: found.path):
        if source.text and not source.is_below(RECORDS):
            packages.setdefault(PurePosixPath(source.path).parent.as_posix(), []).append(source)
    for package, modules in packages.items():
        about = next((sentence(m) for m in modules if m.path.endswith("__init__.py")), "")
        yield f"\n### {package}/\n"
        if about:
            yield f"{about}\n"
        yield "| Module | Its one job |\n|---|---|"
        for module in modules:
            name = PurePosixPath(module.path).name
            if name != "__init__.py":
                yield f"| `{name}` | {sentence(module)} |"
    yield "\n"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), encoding="utf-8")
