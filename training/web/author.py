"""The studio's first pages: every text of the library, a new one, and the editor of one."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.authoring import drafts
from training.services.authoring.beginning import NEW_KINDS, begin
from training.services.authoring.files import find_entry, target_of
from training.services.authoring.overview import Query, find_texts
from training.services.errors import Invalid, NotFound
from training.web import author_words
from training.web.access import needs
from training.web.author_form import NewForm
from training.web.database import reading, transaction
from training.web.editor_texts import editor_texts
from training.web.excerpts import excerpt, lines_of
from training.web.identity import visit
from training.web.manuscript import (
    find_remedy,
    keep_posted,
    open_sheet,
    preview_address,
    time_of,
    vocabulary_of,
)
from training.web.redirects import see_other
from training.web.site import site
from training.web.uploads import takes_text

bp = Blueprint("author", __name__, url_prefix="/author")
bp.add_app_template_global(author_words.kind_text)
bp.add_app_template_global(author_words.language_text)
bp.add_app_template_global(author_words.reason_text)
bp.add_app_template_global(time_of)

Page = str | Response | tuple[str, int]
LARGEST_TEXT = 512 * 1024
MOST_PAGES = 1_000


@bp.get("/")
@needs(Permission.AUTHOR)
def index() -> str:
    """List every text with how it stands."""
    asked = request.args
    page = min(max(asked.get("page", 1, type=int), 1), MOST_PAGES)
    query = Query(asked.get("kind", ""), asked.get("state", ""), asked.get("q", "")[:200], page)
    with reading() as library:
        found = find_texts(library, site().checker, query, today=site().today())
    kinds, states = author_words.choices(author_words.KINDS), author_words.STATES
    return render_template(
        "author/index.html",
        query=query,
        found=found,
        kinds=kinds,
        states=author_words.choices(states),
    )


@bp.get("/new")
@needs(Permission.AUTHOR)
def new() -> str:
    """Ask what the new text is, and what it is called."""
    return _new_page(NewForm(request.args, meta={"csrf": False}).offer())


@bp.post("/new")
@needs(Permission.AUTHOR)
def create() -> Page:
    """Begin a text."""
    form = NewForm().offer()
    if not form.validate():
        return _new_page(form), 400
    wish = form.wish(request.form.get("copy", ""))
    try:
        with transaction() as library:
            path = begin(library, wish, by=visit().person_id, at=site().now())
    except Invalid as refusal:
        form.refuse(refusal)
        return _new_page(form), 400
    return see_other("author.edit", path=path)


def _new_page(form: NewForm) -> str:
    copied = request.values.get("copy", "")
    with reading() as library:
        entry = find_entry(library, copied) if copied else None
    is_copy = bool(copied) and target_of(copied).kind in NEW_KINDS
    return render_template(
        "author/new.html", form=form, copy=copied if is_copy else "", original=entry
    )


@bp.get("/edit/<path:path>")
@needs(Permission.AUTHOR)
def edit(path: str) -> str:
    """Open a text to write, at a line if one was asked."""
    with reading() as library:
        sheet = open_sheet(library, path)
    line = request.args.get("line", 0, type=int)
    return render_template(
        "author/edit.html",
        sheet=sheet,
        notice=request.args.get("notice", ""),
        line=line,
        excerpt=excerpt(lines_of(sheet.manuscript.source), line, 1),
        preview=preview_address(path),
        words=vocabulary_of(sheet.language),
        texts=editor_texts(sheet.language),
        person=str(visit().person_id),
    )


@bp.post("/edit/<path:path>")
@takes_text(LARGEST_TEXT)
@needs(Permission.AUTHOR)
def save(path: str) -> Response:
    """Keep what was written, and do what one click can mend."""
    saved = keep_posted(path)
    if saved.is_beside:
        return see_other("author_beside.show", path=path)
    notice = "anew" if saved.is_anew else "saved"
    if wanted := request.form.get("fix", ""):
        notice = _mend(path, wanted)
    return see_other("author.edit", path=path, notice=notice, _anchor="found")


def _mend(path: str, wanted: str) -> str:
    """Apply a remedy to the draft; what it takes out stays among the earlier texts."""
    with reading() as library:
        sheet = open_sheet(library, path)
    remedy, text = find_remedy(sheet, wanted), drafts.plain(sheet.manuscript)
    if remedy is None:
        return "unmended"
    new = remedy.fix.apply(text)
    by, at = visit().person_id, site().now()
    with transaction() as library:
        if len(new) < len(text) and sheet.manuscript.version:
            drafts.keep(library, path, text, author_words.MENDED, by, at)
        drafts.save(
            library,
            path=path,
            source=drafts.with_line_ends(library, path, new),
            version=sheet.manuscript.version,
            by=by,
            at=at,
        )
    return "mended"


@bp.get("/discard/<path:path>")
@needs(Permission.AUTHOR)
def ask_discard(path: str) -> str:
    """Ask whether a draft may be thrown away."""
    with reading() as library:
        manuscript = drafts.read(library, path)
    if not manuscript.version:
        raise NotFound("draft")
    return render_template("author/discard.html", manuscript=manuscript)


@bp.post("/discard/<path:path>")
@needs(Permission.AUTHOR)
def discard(path: str) -> Response:
    """Throw a draft away; it can be found again among the earlier texts."""
    with transaction() as library:
        drafts.discard(library, path=path, by=visit().person_id, at=site().now())
        is_new = find_entry(library, path) is None
    if is_new:
        return see_other("author.index")
    return see_other("author.edit", path=path, notice="discarded")
