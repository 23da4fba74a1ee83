"""A measurement as it was frozen, for what is compared and added up."""

from uuid import UUID

from training.domain.forms import design_of
from training.domain.measuring import Frozen, FrozenForm, FrozenUnit
from training.domain.quiz import Quiz
from training.services.library import Library
from training.store import measurement as store
from training.store.library import find_revision
from training.store.measurement import Measurement


def read_frozen(library: Library, measurement: Measurement) -> Frozen:
    """Read what a measurement asked, and of whom."""
    texts = (measurement.text_a_id, measurement.text_b_id)
    opened = measurement.frozen_at
    return Frozen(
        is_closed=measurement.closed_at is not None,
        opened=opened.timestamp() if opened else 0.0,
        forms=tuple(_form(library, text_id) for text_id in texts if text_id),
        units=read_units(library, measurement.id),
    )


def read_units(library: Library, number: int) -> dict[UUID, FrozenUnit]:
    """Read the units of a measurement as they were."""
    return {
        unit.unit_id: FrozenUnit(
            unit.unit_id, unit.parent_id, unit.name, unit.layer, unit.headcount
        )
        for unit in store.list_units(library.session, number)
    }


def _form(library: Library, text_id: UUID) -> FrozenForm:
    revision = find_revision(library.session, text_id)
    assert revision is not None  # noqa: S101 -- a foreign key holds it
    design = design_of(library.take(text_id, Quiz))
    return FrozenForm(revision.document_id, revision.meaning, design)
