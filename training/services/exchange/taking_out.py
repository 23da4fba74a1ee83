"""The whole library as files: every text in force, every image and every sound, byte for byte."""

import json
from collections.abc import Iterator, Mapping
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


MANIFEST = ".uitnodigend.json"
"""What was written, by path: the base of what an author changes there."""


def manifest_of(digests: Mapping[str, str]) -> bytes:
    """Write the list that lies beside the files."""
    listed = json.dumps({"files": dict(sorted(digests.items()))}, indent=1, ensure_ascii=False)
    return f"{listed}\n".encode()


def list_texts(library: Library) -> list[OutFile]:
    """Give every text in force, by its path."""
    return [OutFile(path, text) for path, text in sorted(sources_in_force(library).items())]


def list_media(library: Library) -> list[tuple[str, str]]:
    """Give the path and the digest of every image and sound."""
    files = media.list_media(library.session)
    return [(f"{MEDIA}/{file.name}", file.digest) for file in files]


def read_medium(library: Library, digest: str) -> bytes:
    """Read the bytes of one."""
    return media.find_bytes(library.session, digest)


def list_out(library: Library) -> Iterator[OutFile]:
    """Give every file by its path; texts first, and one image or sound in memory at a time."""
    yield from list_texts(library)
    for path, digest in list_media(library):
        yield OutFile(path, read_medium(library, digest))
