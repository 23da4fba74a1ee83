"""Small stories for tests of the domain."""

from training.domain.document import Header, Kind
from training.domain.judgement import Judgement, Level
from training.domain.prose import Prose
from training.domain.scenario import Choice, Feedback, Scenario, Scene

FEEDBACK = Feedback(tempting=Prose("a"), inviting=Prose("b"))


def scene(name: str, *targets: str | tuple[str, int], ending: bool = False, line: int = 1) -> Scene:
    """Make a scene; a target with a number is a choice of that level."""
    pairs = [(target, None) if isinstance(target, str) else target for target in targets]
    choices = tuple(
        Choice(
            text=f"naar {target}",
            target=target,
            judgement=None if level is None else Judgement(Level(level), "1.1"),
            feedback=FEEDBACK,
            line=line,
            column=3,
        )
        for target, level in pairs
    )
    return Scene(name, name.title(), choices=choices, is_ending=ending, line=line)


def story(*scenes: Scene) -> Scenario:
    return Scenario(Header(Kind.SCENARIO, "proef", "Proef"), Prose(""), scenes)
