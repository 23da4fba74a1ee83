"""The library that ships with the code, read once."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from tests.world import read_files
from training.compiler.library import CompiledLibrary, compile_library
from training.domain.competency import Framework
from training.domain.course import Course
from training.domain.quiz import Quiz
from training.domain.scenario import Choice, Scenario, Scene

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
SUB_POINTS = [f"{principle}.{point}" for principle in (1, 2, 3) for point in (1, 2, 3)]
T = TypeVar("T", Scenario, Quiz, Framework, Course)


@cache
def shipped() -> CompiledLibrary:
    return compile_library(read_files(ROOT), TODAY)


def values(kind: type[T], language: str = "nl") -> list[T]:
    documents = (found.value for found in shipped().documents.values())
    return [
        value
        for value in documents
        if isinstance(value, kind) and value.header.language == language
    ]


def decisions(language: str = "nl") -> Iterator[Scene]:
    """Give every scene whose choices say something about attitude."""
    for scenario in values(Scenario, language):
        yield from (scene for scene in scenario.scenes if scene.is_scored)


def level_of(choice: Choice) -> int:
    return choice.judgement.level if choice.judgement else -1


def best_of(scene: Scene) -> Choice:
    return max(scene.choices, key=level_of)
