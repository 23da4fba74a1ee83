"""Find the templates, content and quizzes that come with the code, in a checkout or in a wheel."""

from pathlib import Path
from typing import Literal

Bundle = Literal["templates", "content", "quizzes"]

PACKAGE = Path(__file__).resolve().parent


def bundled(name: Bundle) -> Path:
    # A wheel carries the three folders inside the package; pyproject.toml says where. A checkout,
    # also one that is installed as editable, has them beside the package.
    packed = PACKAGE / "_bundled"
    return (packed if packed.is_dir() else PACKAGE.parent) / name
