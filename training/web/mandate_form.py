"""The form in which HR records what the leadership does about missing leeway."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from training.services.mandate.measures import LONGEST, LONGEST_OWNER, NewMeasure
from training.web.forms import day_in_reach


class MeasureForm(FlaskForm):
    """What will be done, by whom, and by when."""

    text = StringField(
        _("Wat gaat er gebeuren?"),
        [DataRequired(_("Schrijf op wat er gaat gebeuren.")), Length(max=LONGEST)],
    )
    owner = StringField(
        _("Wie zorgt ervoor?"),
        [DataRequired(_("Schrijf op wie ervoor zorgt.")), Length(max=LONGEST_OWNER)],
    )
    due_on = DateField(_("Wanneer klaar?"), [InputRequired(_("Kies een dag.")), day_in_reach])

    def new(self) -> NewMeasure:
        """Give what was filled in, on a form that is valid."""
        assert self.due_on.data  # noqa: S101 -- it is required
        return NewMeasure(self.text.data or "", self.owner.data or "", self.due_on.data)
