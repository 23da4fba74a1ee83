"""House rules for Python that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tests.architecture.source import Function, Rule, Source, broken, sources

VAGUE = {"utils", "helpers", "common", "misc", "manager", "models", "views"}
# A migration is a transaction of its own: no request and no use case takes part in it.
COMMITTERS = (
    "training/web/database.py",
    "training/cli/",
    "training/publishing.py",
    "training/store/migrate.py",
)
MARKUP_MAKERS = ("training/web/templating.py",)
BARE = re.compile(r"# (noqa(: [A-Z0-9, ]+)?|type: ignore(\[[a-z, -]+\])?)$")
"""What a linter or the type checker is told to pass over, with nothing behind it."""


def vague_names(source: Source) -> Iterator[str]:
    parts = set(PurePosixPath(source.path).with_suffix("").parts)
    yield from (f"{name} says nothing about its contents" for name in sorted(VAGUE & parts))


def missing_docstrings(source: Source) -> Iterator[str]:
    # Empty files only mark a folder of tests as a package.
    first = (ast.get_docstring(source.tree) or "").partition("\n\n")[0]
    if source.text and not first.endswith("."):
        yield "no sentence at the top says what the module is for"


def local_imports(source: Source) -> Iterator[str]:
    for function in source.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"line {node.lineno} imports inside {function.name}"


def stray_commits(source: Source) -> Iterator[str]:
    if source.is_below(*COMMITTERS):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "begin"}:
            yield f"line {node.lineno} ends or begins a transaction"


def stray_markup(source: Source) -> Iterator[str]:
    if source.is_below(*MARKUP_MAKERS):
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id="Markup") | ast.Attribute(attr="Markup"):
                yield f"line {node.lineno} declares text to be safe HTML"


def untyped_functions(source: Source) -> Iterator[str]:
    for function in source.functions():
        untyped = [name.arg for name in arguments_of(function) if name.annotation is None]
        if set(untyped) - {"self", "cls"} or function.returns is None:
            yield f"line {function.lineno}: {function.name} is not fully typed"


def bare_exceptions(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.text.splitlines(), 1):
        if BARE.search(line):
            yield f"line {number} is an exception without a reason beside it"


def arguments_of(function: Function) -> list[ast.arg]:
    named = function.args
    rest = [found for found in (named.vararg, named.kwarg) if found]
    return [*named.posonlyargs, *named.args, *named.kwonlyargs, *rest]


@pytest.mark.parametrize(
    "rule", [vague_names, missing_docstrings, local_imports, untyped_functions]
)
def test_all_python_keeps_the_rule(rule: Rule) -> None:
    found = [*sources(".py", below="training"), *sources(".py", below="tests")]
    assert broken(rule, found) == []


@pytest.mark.parametrize("rule", [stray_commits, stray_markup, bare_exceptions])
def test_application_keeps_the_rule(rule: Rule) -> None:
    assert broken(rule, sources(".py", below="training")) == []


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (vague_names, "training/web/helpers.py", ""),
        (vague_names, "training/utils/text.py", ""),
        (missing_docstrings, "training/a.py", "import os\n"),
        (missing_docstrings, "training/a.py", '"""Things"""\n'),
        (local_imports, "training/a.py", "def f():\n    if True:\n        import os\n"),
        (stray_commits, "training/services/a.py", "def f(session):\n    session.commit()\n"),
        (stray_commits, "training/web/learn.py", "with engine.begin() as c:\n    pass\n"),
        (stray_markup, "training/web/learn.py", "html = Markup(text)\n"),
        (bare_exceptions, "training/a.py", "a = 2  # noqa: PLR2004"),
        (bare_exceptions, "training/a.py", "a = b()  # type: ignore[attr-defined]\nc = 1"),
        (stray_markup, "training/web/learn.py", "html = flask.Markup(text)\n"),
        (untyped_functions, "training/a.py", "def f(a) -> None: ...\n"),
        (untyped_functions, "training/a.py", "async def f(*a: int, **b) -> None: ...\n"),
        (untyped_functions, "training/a.py", "def f(self): ...\n"),
    ],
)
def test_planted_violation_is_reported(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) != []


def test_the_one_place_that_commits_may_do_so() -> None:
    assert list(stray_commits(Source("training/web/database.py", "session.commit()\n"))) == []
