"""The order in which units start, drawn by lot: made, shown, and taken along as a table."""

from flask import Blueprint, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.domain.access import Permission, Role, may
from training.services.library import Library
from training.services.measuring import rollout
from training.services.reporting.files import BOM, END
from training.services.reporting.sheet import SEPARATOR, Value, cell_of
from training.web.access import needs
from training.web.database import reading
from training.web.drawn import Mistakes, make_drawn
from training.web.identity import actor, visit
from training.web.redirects import see_other
from training.web.rollout_form import RolloutForm
from training.web.site import site

bp = Blueprint("rollout", __name__, url_prefix="/measurement/starts")

Page = str | Response | tuple[str, int]


@bp.get("/")
@needs(Permission.INSIGHT)
def index() -> str:
    """List the orders, and ask for a new one."""
    return _page(RolloutForm(formdata=None))


@bp.post("/")
@needs(Permission.TAKE_STOCK)
def make() -> Page:
    """Draw an order."""
    form = RolloutForm()
    with reading() as library:
        form.offer(rollout.list_choices(library))

    def draw(library: Library, seed: int) -> int:
        today, at = site().today(), site().now()
        return rollout.make(library, form.new(), seed=seed, actor=actor(), today=today, at=at)

    number = make_drawn(form, draw, _mistakes())
    return (_page(form), 400) if number is None else see_other("rollout.show", start=number)


@bp.get("/<int:start>")
@needs(Permission.INSIGHT)
def show(start: int) -> str:
    """Show an order."""
    with reading() as library:
        found = rollout.read(library, start)
    return render_template("rollout/show.html", rollout=found)


@bp.get("/<int:start>.csv")
@needs(Permission.INSIGHT)
def table(start: int) -> Response:
    """Give an order as a table."""
    with reading() as library:
        found = rollout.read(library, start)
    rows: list[tuple[Value, ...]] = [
        (_("Plaats"), _("Stap"), _("Eerste dag"), _("Eenheid")),
        *((row.place, row.step, row.starts_on, row.name) for row in found.starts),
    ]
    lines = (SEPARATOR.join(cell_of(value).text for value in row) for row in rows)
    response = make_response(BOM + "".join(line + END for line in lines))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="start-{start}.csv"'
    return response


def _page(form: RolloutForm) -> str:
    with reading() as library:
        form.offer(rollout.list_choices(library))
        found = rollout.list_rollouts(library)
    may_draw = may(Role(visit().role), Permission.TAKE_STOCK)
    return render_template("rollout/index.html", rollouts=found, form=form, may_draw=may_draw)


def _mistakes() -> Mistakes:
    """Say what is wrong with an order: the field, and the sentence."""
    return {
        "rollout-title": ("title", _("Geef de volgorde een naam van hoogstens 200 tekens.")),
        "rollout-units": ("units", _("Kies ten minste twee eenheden.")),
        "rollout-steps": ("steps", _("Vul een heel getal in van 2 tot en met 12.")),
        "rollout-day": ("first_on", _("Deze dag is al voorbij. Kies een latere.")),
    }
