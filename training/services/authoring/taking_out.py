"""The whole library as files: every text in force, every image and every sound, byte for byte."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.compiler.addresses import MEDIA
from training.services.authoring.files import sources_in_force
from training.services.library import Library, digest_of
from training.store import media


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file with its path in the library."""

    path: str
    content: bytes

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the contents."""
        return digest_of(self.content)


def list_out(library: Library) -> Iterator[OutFile]:
    """Give every file by its path; texts first, and one image or sound in memory at a time."""
    for path, content in sorted(sources_in_force(library).items()):
        yield OutFile(path, content)
    for file in media.list_media(library.session):
        content = media.find_bytes(library.session, file.digest)
        yield OutFile(f"{MEDIA}/{file.name}", content)
