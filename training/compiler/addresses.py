"""Which links and images a document may have, and where they lead inside the application."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import unquote

from training.compiler.vocabulary import VOCABULARY
from training.domain.document import UNIT_KINDS, Kind

FOLDERS: Mapping[Kind, str] = {
    Kind.COMPETENCIES: "content",
    Kind.COURSE: "content/courses",
    Kind.LESSON: "content/lessons",
    Kind.SCENARIO: "content/scenarios",
    Kind.QUIZ: "quizzes",
    Kind.PHRASES: "content",
}
ONLY = {"competencies": Kind.COMPETENCIES, "phrases": Kind.PHRASES}
"""Of these kinds a library has one file, with this name, in the folder that they share."""
MEDIA = "content/media"
SOUND_ENDING = ".mp3"
_SAFE = re.compile(r"#|https://[^/]|mailto:[^/]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


class Address(StrEnum):
    """What an address is to us."""

    SCENE = "scene"
    OUTSIDE = "outside"
    DOCUMENT = "document"
    SOUND = "sound"
    FORBIDDEN = "forbidden"


def classify(href: str) -> Address:
    """Tell what an address is; whatever is not allowed by name is forbidden."""
    if href.startswith("#"):
        return Address.SCENE
    if _SAFE.match(href):
        return Address.OUTSIDE
    path = href.partition("#")[0]
    is_relative = not (_SCHEME.match(path) or path.startswith(("/", "\\")))
    if not is_relative:
        return Address.FORBIDDEN
    endings = {".md": Address.DOCUMENT, SOUND_ENDING: Address.SOUND}
    return endings.get(PurePosixPath(path).suffix, Address.FORBIDDEN)


def is_local_image(address: str) -> bool:
    """Tell whether an image is a file of the library."""
    return bool(address) and not (_SCHEME.match(address) or address.startswith(("/", "\\")))


def resolve(kind: Kind, address: str) -> str:
    """Give the path in the library that an address in a document of this kind means."""
    path = unquote(address.partition("#")[0])
    return posixpath.normpath(posixpath.join(FOLDERS[kind], path))


@dataclass(frozen=True, slots=True)
class Target:
    """A document of the library by kind and name; `language` is empty for an original."""

    kind: Kind
    name: str
    language: str = ""

    @property
    def original(self) -> str:
        """Give the path of the original that this is a translation of, or its own."""
        return f"{FOLDERS[self.kind]}/{self.name}.md"


def parse_path(path: str) -> Target | None:
    """Read kind, name and language from a path; `None` for what is no document."""
    pure = PurePosixPath(path)
    if pure.suffix != ".md":
        return None
    name, _, language = pure.stem.partition(".")
    if language and language not in VOCABULARY:
        return None
    folder = pure.parent.as_posix()
    kinds = {FOLDERS[kind]: kind for kind in FOLDERS if kind not in ONLY.values()}
    kind = ONLY.get(name) if folder == "content" else kinds.get(folder)
    return Target(kind, name, language) if kind else None


def link_address(kind: Kind, href: str, slugs: Mapping[str, str]) -> str | None:
    """Give where a link leads in the application; `None` where it leads nowhere."""
    match classify(href):
        case Address.SCENE | Address.OUTSIDE:
            return href
        case Address.DOCUMENT:
            target = parse_path(resolve(kind, href))
            if target is None or target.kind not in UNIT_KINDS:
                return None
            slug = slugs.get(target.original, target.name)
            return f"/learn/units/{target.kind}/{slug}"
        case Address.SOUND:
            return image_address(kind, href)
        case Address.FORBIDDEN:
            return None


def image_address(kind: Kind, source: str) -> str | None:
    """Give where an image or sound is served; `None` for one outside the library's media."""
    path = resolve(kind, source)
    if not (is_local_image(source) and path.startswith(f"{MEDIA}/")):
        return None
    return f"/media/{path.removeprefix(f'{MEDIA}/')}"
