"""The trainer's shelf of images and sound: what there is, where it is used, putting it there."""

from contextlib import closing

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.errors import Conflict, Invalid, Refusal
from training.services.media import shelf
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor
from training.web.media_forms import MediaForm
from training.web.media_words import media_sentence
from training.web.redirects import see_other
from training.web.site import site
from training.web.uploads import takes_file

bp = Blueprint("media_shelf", __name__, url_prefix="/author/media")
bp.add_app_template_global(shelf.markdown_for, "markdown_for")

Page = str | Response | tuple[str, int]


@bp.get("/")
@needs(Permission.AUTHOR)
def index() -> str:
    """List the shelf."""
    return _page(MediaForm(formdata=None))


@bp.post("/")
@takes_file(shelf.LARGEST)
@needs(Permission.AUTHOR)
def upload() -> Page:
    """Put an image or sound on the shelf; it is made anew before anything waits for it."""
    form = MediaForm()
    if not form.validate():
        return _page(form), 400
    try:
        name = _keep(form.file.data, form.description.data or "")
    except (Conflict, Invalid) as refusal:
        _tell(form, refusal)
        return _page(form), 409 if isinstance(refusal, Conflict) else 400
    return see_other("media_shelf.index", added=name)


@bp.post("/<path:name>/remove")
@needs(Permission.AUTHOR)
def remove(name: str) -> Page:
    """Take off what no text uses."""
    try:
        with transaction() as library:
            shelf.take_off(library, name, actor(), at=site().now())
    except Conflict:
        return _page(MediaForm(formdata=None), notice="used"), 409
    return see_other("media_shelf.index", removed="1")


def _keep(file: FileStorage, description: str) -> str:
    name = shelf.name_for(file.filename or "")
    with closing(file):
        content = file.read(shelf.LARGEST + 1)
    told = shelf.describe(name, description)
    medium = shelf.prepare(name, content)
    with transaction() as library:
        shelf.keep(library, name, medium, actor(), description=told, at=site().now())
    return name


def _tell(form: MediaForm, refusal: Refusal) -> None:
    sentence = media_sentence(refusal.code, _)
    if proposal := refusal.values.get("proposal"):
        sentence = f"{sentence} {_('Vrij is bijvoorbeeld %(name)s.', name=proposal)}"
    is_about_words = refusal.code.startswith(("alternative", "transcript"))
    field = form.description if is_about_words else form.file
    field.errors = [sentence]


def _page(form: MediaForm, notice: str = "") -> str:
    with reading() as library:
        items = shelf.list_shelf(library)
    return render_template(
        "media/index.html",
        items=items,
        form=form,
        notice=notice,
        added=request.args.get("added", ""),
        removed=request.args.get("removed", ""),
    )
