"""The form in which HR draws the order in which units start."""

from uuid import UUID

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from training.services.measuring.rollout import (
    LONGEST_TITLE,
    MOST_DAYS,
    MOST_STEPS,
    NewRollout,
    UnitChoice,
)
from training.web.forms import WholeNumberField, day_in_reach


class RolloutForm(FlaskForm):
    """Which units, in how many steps, from which day, with how many days between."""

    title = StringField(
        _("Naam"), [DataRequired(_("Geef de volgorde een naam.")), Length(max=LONGEST_TITLE)]
    )
    steps = WholeNumberField(
        _("In hoeveel stappen"),
        [
            InputRequired(_("Vul een getal in.")),
            NumberRange(2, MOST_STEPS, _("Vul een heel getal in van 2 tot en met 12.")),
        ],
        default=3,
    )
    first_on = DateField(
        _("Eerste startdag"), [InputRequired(_("Kies de eerste startdag.")), day_in_reach]
    )
    days_between = WholeNumberField(
        _("Dagen tussen twee stappen"),
        [
            InputRequired(_("Vul een getal in.")),
            NumberRange(1, MOST_DAYS, _("Vul een heel getal in van 1 tot en met 365.")),
        ],
        default=42,
    )
    units = SelectMultipleField(
        _("Welke eenheden"),
        [InputRequired(_("Kies ten minste twee eenheden."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, units: tuple[UnitChoice, ...]) -> None:
        """Fill the list of units."""
        self.units.choices = [(unit.id.hex, unit.name) for unit in units]

    def new(self) -> NewRollout:
        """Give what was filled in, on a form that is valid."""
        assert self.first_on.data  # noqa: S101 -- it is required
        return NewRollout(
            title=self.title.data or "",
            steps=self.steps.data or 0,
            first_on=self.first_on.data,
            days_between=self.days_between.data or 0,
            units=tuple(UUID(value) for value in self.units.data or ()),
        )
