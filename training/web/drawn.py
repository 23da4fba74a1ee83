"""Makes what a form asks for by lot, or lets the form say what is wrong."""

import secrets
from collections.abc import Callable, Mapping

from flask_wtf import FlaskForm

from training.services.errors import Invalid
from training.services.library import Library
from training.web.database import transaction

SEED_BITS = 31

Make = Callable[[Library, int], int]
"""Makes it with a seed, and gives its number; raises `Invalid` with the code of what is wrong."""

Mistakes = Mapping[str, tuple[str, str]]
"""By that code the field, and the sentence."""


def make_drawn(form: FlaskForm, make: Make, mistakes: Mistakes) -> int | None:
    """Make it; none where something is wrong, which then stands at its field."""
    if not form.validate():
        return None
    try:
        with transaction() as library:
            return make(library, secrets.randbits(SEED_BITS))
    except Invalid as refusal:
        name, sentence = mistakes[refusal.code]
        form[name].errors = [*form[name].errors, sentence]
        return None
