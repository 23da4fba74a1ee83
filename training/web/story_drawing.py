"""The map of a story as SVG needs it: words cut into lines, and lines as paths."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from training.domain.layers import WIDTH
from training.domain.story_map import Box, Line, Point, draw
from training.services.authoring.story import Story, StoryChoice, StoryScene

MOST_DRAWN = 500
TITLE_MARKS, CHOICE_MARKS, TITLE_LINES = 25, 26, 3
TITLE_ROW, MARK_ROW, CHOICE_ROW, INSET = 19, 17, 20, 12
STRAIGHT = 0.5


@dataclass(frozen=True, slots=True)
class DrawnText:
    """Words at a height in their scene."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class DrawnChoice:
    """A choice as a row in its scene; `text` is cut short, the whole is in the list."""

    choice: StoryChoice
    text: str
    y: float


@dataclass(frozen=True, slots=True)
class DrawnScene:
    """A scene with its rows, measured from its upper left corner; `marks_y` is 0 without marks."""

    scene: StoryScene
    x: float
    y: float
    height: float
    title: tuple[DrawnText, ...]
    marks_y: float
    choices: tuple[DrawnChoice, ...]


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line from scene to scene as a path; `label` are the numbers of its choices."""

    path: str
    is_back: bool
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole map."""

    width: float
    height: float
    scene_width: float
    scenes: tuple[DrawnScene, ...]
    lines: tuple[DrawnLine, ...]


def drawing_of(story: Story) -> Drawing | None:
    """Draw a story; none where it has too many scenes to look at."""
    if not story.scenes or len(story.scenes) > MOST_DRAWN:
        return None
    scenes = {scene.name: scene for scene in story.scenes}
    exits = {
        scene.name: tuple(choice.target for choice in scene.choices if choice.target in scenes)
        for scene in story.scenes
    }
    heights = {scene.name: float(_rows(scene)[3]) for scene in story.scenes}
    found = draw(exits, heights)
    return Drawing(
        round(found.width),
        round(found.height),
        WIDTH,
        tuple(_scene(*pair) for pair in zip(story.scenes, found.boxes, strict=True)),
        tuple(_line(line, scenes[line.source]) for line in found.lines),
    )


def path_of(line: Line) -> str:
    """Write a line as a path: straight along and around scenes, curved between two rows."""
    parts = [f"M{_point(line.points[0])}"]
    for before, after in pairwise(line.points):
        is_aslant = abs(before[0] - after[0]) > STRAIGHT and abs(before[1] - after[1]) > STRAIGHT
        if is_aslant:
            middle = (before[1] + after[1]) / 2
            bends = (before[0], middle), (after[0], middle), after
            parts.append("C" + " ".join(map(_point, bends)))
        else:
            parts.append(f"L{_point(after)}")
    return "".join(parts)


def _line(line: Line, source: StoryScene) -> DrawnLine:
    numbers = [str(choice.number) for choice in source.choices if choice.target == line.target]
    label = ", ".join(numbers) if len(source.choices) > 1 else ""
    x, y = line.points[0]
    return DrawnLine(path_of(line), line.is_back, label, round(x + 5, 1), round(y + 15, 1))


def _scene(scene: StoryScene, box: Box) -> DrawnScene:
    title, marks_y, choices_y, height = _rows(scene)
    return DrawnScene(
        scene=scene,
        x=round(box.x, 1),
        y=round(box.y, 1),
        height=height,
        title=tuple(
            DrawnText(text, INSET + TITLE_ROW * number - 5)
            for number, text in enumerate(title, start=1)
        ),
        marks_y=marks_y,
        choices=tuple(
            DrawnChoice(choice, _short(choice.text), choices_y + CHOICE_ROW * number)
            for number, choice in enumerate(scene.choices)
        ),
    )


def _rows(scene: StoryScene) -> tuple[Sequence[str], int, int, int]:
    """Give the lines of the title, where marks and choices begin, and the height of all."""
    title = wrap(scene.title, TITLE_MARKS, max_lines=TITLE_LINES, placeholder=" …") or [scene.name]
    has_marks = any(
        (scene.is_start, scene.is_ending, scene.is_common, scene.is_unreached, scene.is_caught)
    )
    below = INSET + TITLE_ROW * len(title)
    marks_y = below + MARK_ROW - 5 if has_marks else 0
    below += MARK_ROW if has_marks else 0
    choices_y = below + CHOICE_ROW
    height = below + CHOICE_ROW * len(scene.choices) + INSET
    return title, marks_y, choices_y, height


def _short(text: str) -> str:
    return text if len(text) <= CHOICE_MARKS else f"{text[: CHOICE_MARKS - 1].rstrip()}…"


def _point(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
