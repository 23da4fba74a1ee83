"""What a trainer sees of a text before it is published: as it will be read, and as a map."""

from flask import Blueprint, render_template, request

from training.domain.access import Permission
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.services.authoring import preview, story
from training.web.access import needs
from training.web.database import reading
from training.web.language import language
from training.web.site import site
from training.web.story_drawing import drawing_of

bp = Blueprint("preview", __name__, url_prefix="/author")


@bp.get("/preview/<path:path>")
@needs(Permission.AUTHOR)
def show(path: str) -> str:
    """Show a text as it will be read; `fragment` asks for the text without a page around it."""
    with reading() as library:
        opened = preview.open_text(library, site().checker, path, today=site().today())
        found = preview.show(library, opened, language=language())
    is_fragment = bool(request.args.get("fragment"))
    name = "author/_preview.html" if is_fragment else "author/preview.html"
    return render_template(name, preview=found, path=path)


@bp.get("/map/<path:path>")
@needs(Permission.AUTHOR)
def story_map(path: str) -> str:
    """Show how a text hangs together: a map of a story, else a table of its parts."""
    with reading() as library:
        opened = preview.open_text(library, site().checker, path, today=site().today())
        found = preview.show(library, opened, language=language())
    value = opened.checked.value
    if isinstance(value, Scenario):
        told = story.tell(value)
        return render_template(
            "author/map.html", opened=opened, story=told, drawing=drawing_of(told), path=path
        )
    return render_template(
        "author/parts.html",
        opened=opened,
        shown=found.shown,
        is_quiz=isinstance(value, Quiz),
        path=path,
    )
