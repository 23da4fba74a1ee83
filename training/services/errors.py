"""What a use case may refuse: a code and its values, never a sentence."""

from collections.abc import Mapping


class Refusal(Exception):
    """Base of all refusals; `code` picks the sentence that the reader gets."""

    def __init__(self, code: str, values: Mapping[str, str] | None = None) -> None:
        """Keep the code and the values of its sentence."""
        super().__init__(code)
        self.code = code
        self.values = dict(values or {})


class NotFound(Refusal):
    """It does not exist, or it is another person's: the answer is the same."""


class Forbidden(Refusal):
    """This person may not do this at all."""


class Conflict(Refusal):
    """The page was older than the record; nothing was lost and nothing was written."""


class Invalid(Refusal):
    """The input does not fit; the page gives it back."""


class TooMany(Refusal):
    """Too many tries; `values["seconds"]` tells when to come back."""


class Unavailable(Refusal):
    """The database cannot be used right now; the same request may succeed later."""
