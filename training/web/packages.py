"""The library as a zip: out in one stream, in with a list of what would change."""

import io
from collections.abc import Iterator
from contextlib import closing
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from training.domain.access import Permission
from training.domain.document import Change
from training.services.errors import Conflict, Invalid
from training.services.exchange import packages, taking_out
from training.services.exchange.taking_out import MANIFEST, manifest_of
from training.services.exchange.unpacking import LARGEST_PACKAGE, unpack
from training.services.library import digest_of
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.package_forms import PackageForm
from training.web.package_words import package_sentence
from training.web.redirects import see_other
from training.web.site import site
from training.web.uploads import takes_file

bp = Blueprint("packages", __name__, url_prefix="/author/files")

Page = str | BaseResponse | tuple[str, int]
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip: the same library gives the same bytes."""


@bp.get("/")
@needs(Permission.AUTHOR)
def index() -> str:
    """Offer the zip, take one in, and list those that wait."""
    return _page(PackageForm(formdata=None))


@bp.get("/library.zip")
@needs(Permission.AUTHOR)
def download() -> Response:
    """Send the whole library."""
    name = f"bibliotheek-{site().today().isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    pieces = stream_with_context(_zip())
    return Response(pieces, content_type="application/zip", headers=headers)


@bp.post("/")
@takes_file(LARGEST_PACKAGE)
@needs(Permission.AUTHOR)
def upload() -> Page:
    """Look a zip through, keep it, and show what it would change; nothing is done yet."""
    form = PackageForm()
    if not form.validate():
        return _page(form), 400
    with closing(form.file.data) as file:
        content, name = file.read(LARGEST_PACKAGE + 1), file.filename or ""
    try:
        unpack(content)
        with transaction() as library:
            package_id = packages.upload(library, name, content, actor(), at=site().now())
    except Invalid as refusal:
        form.file.errors = [package_sentence(refusal, _)]
        return _page(form), 400
    return see_other("packages.show", file_id=package_id)


@bp.get("/<uuid:file_id>")
@needs(Permission.AUTHOR)
def show(file_id: UUID) -> Page:
    """Show what a zip would change."""
    return _plan_page(file_id)


@bp.post("/<uuid:file_id>")
@needs(Permission.AUTHOR)
def carry_out(file_id: UUID) -> Page:
    """Make drafts, or publish."""
    goal, said = request.form.get("goal", ""), request.form.get("change", "")
    if goal not in ("drafts", "publish") or (goal == "publish" and said not in list(Change)):
        return _plan_page(file_id, _("Kies eerst wat u wilt doen.")), 400
    if goal == "publish" and site().settings.review:
        return _plan_page(file_id, _("Een tweede trainer kijkt mee. Maak er concepten van.")), 400
    try:
        _carry_out(file_id, Change(said) if goal == "publish" else None)
    except Conflict:
        text = _("Ondertussen is er iets veranderd. Kijk nog een keer en kies dan.")
        return _plan_page(file_id, text), 409
    except Invalid as refusal:
        return _plan_page(file_id, package_sentence(refusal, _)), 400
    return see_other("packages.index", done=goal)


@bp.post("/<uuid:file_id>/drop")
@needs(Permission.AUTHOR)
def drop(file_id: UUID) -> BaseResponse:
    """Throw a zip away."""
    with transaction() as library:
        packages.drop(library, file_id, visit().person_id)
    return see_other("packages.index")


def _carry_out(file_id: UUID, change: Change | None) -> None:
    with reading() as library:
        ready = packages.prepare(
            library, site().checker, file_id, visit().person_id, today=site().today()
        )
        is_other = change is Change.TYPO and packages.reshaped(library, ready)
    if request.form.get("seen") != ready.plan.seen:
        raise Conflict("stale")
    if is_other:
        raise Invalid("shape-changed", {"entry": is_other[0]})
    with transaction() as library:
        if change is None:
            packages.write_drafts(library, ready, actor(), at=site().now())
        else:
            packages.publish(library, ready, change, actor(), at=site().now())


def _page(form: PackageForm) -> str:
    with reading() as library:
        waiting = packages.list_waiting(library, visit().person_id)
    done = request.args.get("done", "")
    return render_template("packages/index.html", form=form, waiting=waiting, done=done)


def _plan_page(file_id: UUID, notice: str = "") -> str:
    try:
        with reading() as library:
            plan = packages.read_plan(
                library, site().checker, file_id, visit().person_id, today=site().today()
            )
    except Invalid as refusal:
        return render_template("packages/heavy.html", told=package_sentence(refusal, _))
    return render_template(
        "packages/show.html", plan=plan, notice=notice, needs_review=site().settings.review
    )


class _Sink(io.RawIOBase):
    """Takes what a zip writes until it is sent; one cannot go back in it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # what a zip writes are bytes
        self._parts.append(piece)
        return len(piece)

    def take(self) -> bytes:
        """Give what was written since the last time."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def _zip() -> Iterator[bytes]:
    """Write file by file; one image or sound is in memory at a time, and no connection is kept."""
    sink, digests = _Sink(), {}
    with reading() as library:
        texts, media = taking_out.list_texts(library), taking_out.list_media(library)
    with ZipFile(sink, "w") as archive:
        for file in texts:
            archive.writestr(_entry(file.path, ZIP_DEFLATED), file.content)
            digests[file.path] = digest_of(file.content)
            yield sink.take()
        for path, digest in media:
            with reading() as library:
                content = taking_out.read_medium(library, digest)
            archive.writestr(_entry(path, ZIP_STORED), content)
            digests[path] = digest
            yield sink.take()
        archive.writestr(_entry(MANIFEST, ZIP_DEFLATED), manifest_of(digests))
    yield sink.take()


def _entry(path: str, method: int) -> ZipInfo:
    info = ZipInfo(path, LONG_AGO)
    info.compress_type, info.create_system = method, 3
    info.external_attr = 0o100644 << 16
    return info
