"""The reader's language on the command line, from the catalogues that also serve the pages."""

from collections.abc import Callable
from pathlib import Path

from babel.messages.pofile import read_po

import training.web

SOURCE_LANGUAGE = "nl"
_FRAGMENTS = Path(training.web.__file__).parent / "translations" / "fragments"


def translator(language: str) -> Callable[[str], str]:
    """Give the function that says a Dutch sentence in another language, or the sentence itself."""
    messages: dict[str, str] = {}
    if language != SOURCE_LANGUAGE:
        for path in sorted(_FRAGMENTS.glob(f"*.{language}.po")):
            with path.open("rb") as file:
                catalogue = read_po(file, locale=language)
            messages |= {str(entry.id): str(entry.string) for entry in catalogue if entry.string}
    return lambda message: messages.get(message, message)
