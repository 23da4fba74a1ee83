"""The form in which HR plans a measurement."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # types lag behind
from wtforms.validators import DataRequired, InputRequired, Length

from training.domain.measuring import State, Wave
from training.services.measuring.overview import MeasurementRow
from training.services.measuring.planning import (
    LONGEST_TITLE,
    PERCENTS,
    FormChoice,
    NewMeasurement,
)
from training.web.forms import day_in_reach
from training.web.measurement_words import percent_words, wave_words


class MeasurementForm(FlaskForm):
    """Which measurement, when, of how many people, with which forms."""

    wave = SelectField(_("Soort"))
    title = StringField(
        _("Naam"),
        [DataRequired(_("Geef de meting een naam.")), Length(max=LONGEST_TITLE)],
    )
    opens_on = DateField(_("Eerste dag"), [InputRequired(_("Kies de eerste dag.")), day_in_reach])
    closes_on = DateField(
        _("Laatste dag"), [InputRequired(_("Kies de laatste dag.")), day_in_reach]
    )
    percent = SelectField(_("Wie"), coerce=int)
    form_a = SelectField(_("Vorm A"))
    form_b = SelectField(_("Vorm B"))
    before = SelectField(_("Vergelijken met"), coerce=int, default=0)

    def offer(self, forms: tuple[FormChoice, ...], others: tuple[MeasurementRow, ...]) -> None:
        """Fill the lists to choose from."""
        words = wave_words()
        self.wave.choices = [SelectChoice(wave.value, words[wave.value]) for wave in Wave]
        self.percent.choices = [SelectChoice(p, text) for p, text in percent_words(PERCENTS)]
        self.form_a.choices = [_of(form) for form in forms if form.letter == "A"]
        self.form_b.choices = [_of(form) for form in forms if form.letter == "B"]
        earlier = [row for row in others if row.state is not State.PLANNED]
        self.before.choices = [
            SelectChoice(0, _("Niet vergelijken")),
            *(SelectChoice(row.number, row.title) for row in earlier),
        ]

    def new(self) -> NewMeasurement:
        """Give what was filled in, on a form that is valid."""
        assert self.opens_on.data  # noqa: S101 -- both days are required
        assert self.closes_on.data  # noqa: S101 -- the same
        return NewMeasurement(
            wave=Wave(self.wave.data),
            title=self.title.data or "",
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
            percent=self.percent.data,
            form_a=self.form_a.data or "",
            form_b=self.form_b.data or "",
            before=self.before.data or 0,
        )


def _of(form: FormChoice) -> SelectChoice:
    return SelectChoice(form.slug, form.title)
