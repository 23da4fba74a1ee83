"""A branching story: scenes, the choices that lead out of them, and their feedback."""

from dataclasses import dataclass

from training.domain.document import Header
from training.domain.judgement import Judgement
from training.domain.prose import NO_PROSE, Prose

LAYERS = ("council", "executive", "officials")
"""The three layers of a government body, from the elected council to the officials."""

JURISDICTIONS = ("netherlands", "flanders")
"""Whose law and whose words a story follows."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the learner reads after a choice, by recognised slot; `remark` is all the rest."""

    tempting: Prose = NO_PROSE
    objection: Prose = NO_PROSE
    inviting: Prose = NO_PROSE
    remark: Prose = NO_PROSE

    def __bool__(self) -> bool:
        """Tell whether there is anything to read."""
        return any((self.tempting, self.objection, self.inviting, self.remark))


NO_FEEDBACK = Feedback()


@dataclass(frozen=True, slots=True)
class Choice:
    """A way out of a scene; without a judgement it only continues the story.

    `line` and `column` say where its target is written.
    """

    text: str
    target: str
    judgement: Judgement | None = None
    feedback: Feedback = NO_FEEDBACK
    line: int = 0
    column: int = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """A passage of the story; `name` is its anchor, as any Markdown viewer makes it."""

    name: str
    title: str
    body: Prose = NO_PROSE
    choices: tuple[Choice, ...] = ()
    is_ending: bool = False
    line: int = 0

    @property
    def is_scored(self) -> bool:
        """Tell whether a choice here says something about attitude."""
        return any(choice.judgement for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole story; it starts at its first scene.

    `common` names the scenes that lie on every path from the start to any ending: only those are
    compared between people. `renamed` maps an old scene name to its present one, or to a hyphen
    where the scene is gone for good. `layer` and `jurisdiction` are empty or one of `LAYERS` and
    `JURISDICTIONS`; `is_shuffled` tells whether the order of the choices may vary. `pivot` names
    the scene after which is asked what one should, would and may do; empty where nothing is.
    """

    header: Header
    introduction: Prose
    scenes: tuple[Scene, ...]
    role: str = ""
    layer: str = ""
    jurisdiction: str = ""
    common: frozenset[str] = frozenset()
    renamed: tuple[tuple[str, str], ...] = ()
    is_shuffled: bool = True
    pivot: str = ""

    @property
    def start(self) -> Scene:
        """Give the scene where the story starts."""
        return self.scenes[0]

    def scene(self, name: str) -> Scene:
        """Give a scene by name; raises `KeyError` for a name that the story does not have."""
        for scene in self.scenes:
            if scene.name == name:
                return scene
        raise KeyError(name)
