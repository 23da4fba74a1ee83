"""The phrases that an official had better not say, as the trainers of an organisation list them."""

from dataclasses import dataclass

from training.domain.document import Header
from training.domain.prose import Prose


@dataclass(frozen=True, slots=True)
class Phrases:
    """One list in one language; `text` is the whole page, for whoever reads it."""

    header: Header
    text: Prose
    phrases: tuple[str, ...]
