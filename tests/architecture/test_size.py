"""Files, functions, views and templates stay small enough to read in one go."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Function, Rule, Source, broken, sources

# A migration is a record of statements, drafted by a tool: cutting it up would only hide it.
RECORDS = "training/store/migrations/versions/"
ROUTES = {"route", "get", "post"}


def length_of(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_view(function: Function) -> bool:
    calls = [mark.func for mark in function.decorator_list if isinstance(mark, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in ROUTES for call in calls)


def limit_of(source: Source, function: Function) -> int:
    if source.is_below("tests/") and function.name.startswith("test_"):
        return 40
    return 25 if source.is_below("training/web/") and is_view(function) else 50


def long_files(source: Source) -> Iterator[str]:
    if source.length > 300 and not source.is_below(RECORDS):
        yield f"{source.length} lines, at most 300"


def long_functions(source: Source) -> Iterator[str]:
    for function in source.functions() if not source.is_below(RECORDS) else ():
        length, limit = length_of(function), limit_of(source, function)
        if length > limit:
            yield f"{function.name} has {length} lines, at most {limit}"


def long_templates(source: Source) -> Iterator[str]:
    if source.length > 150:
        yield f"{source.length} lines, at most 150"


@pytest.mark.parametrize("rule", [long_files, long_functions])
def test_python_stays_small(rule: Rule) -> None:
    assert broken(rule, sources(".py")) == []


def test_templates_stay_small() -> None:
    assert broken(long_templates, sources(below="templates")) == []


def function(name: str, lines: int, mark: str = "") -> str:
    return f"{mark}def {name}():\n" + "    pass\n" * (lines - 1)


@pytest.mark.parametrize(
    ("rule", "path", "fits", "too_long"),
    [
        (long_files, "training/a.py", "pass\n" * 300, "pass\n" * 301),
        (long_functions, "training/a.py", function("f", 50), function("f", 51)),
        (long_functions, "tests/test_a.py", function("test_f", 40), function("test_f", 41)),
        (
            long_functions,
            "training/web/a.py",
            function("view", 25, "@pages.get('/')\n"),
            function("view", 26, "@pages.get('/')\n"),
        ),
        (long_templates, "templates/a.html", "<p>\n" * 150, "<p>\n" * 151),
    ],
)
def test_planted_excess_is_reported(rule: Rule, path: str, fits: str, too_long: str) -> None:
    assert list(rule(Source(path, fits))) == []
    assert list(rule(Source(path, too_long))) != []
