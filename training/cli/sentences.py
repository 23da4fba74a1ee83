"""The reader's language on the command line, from the catalogue that also serves the pages."""

from collections.abc import Callable
from pathlib import Path

from babel.support import Translations

import training.web

SOURCE_LANGUAGE = "nl"
CATALOGUES = Path(training.web.__file__).parent / "translations"


def translator(language: str) -> Callable[[str], str]:
    """Give the function that says a Dutch sentence in another language, or the sentence itself."""
    if language == SOURCE_LANGUAGE:
        return str
    return Translations.load(CATALOGUES, [language]).gettext
