"""Publishing: what will change and for whom, and the one question before it does."""

from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.domain.document import Change
from training.services.authoring.files import find_entry, target_of
from training.services.errors import Conflict, Invalid, NotFound, Refusal, Unavailable
from training.services.publishing import publish as publishing
from training.services.publishing.proposal import Proposal, propose
from training.services.publishing.publish import Order
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor
from training.web.messages import STATUS
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("publish", __name__, url_prefix="/author/publish")

TRIES = 3
"""So often the draft is looked at anew where somebody published another text at that moment."""


@bp.get("/<path:path>")
@needs(Permission.AUTHOR)
def show(path: str) -> str:
    """Show what publishing the draft would do."""
    return _page(path)


@bp.post("/<path:path>")
@needs(Permission.AUTHOR)
def publish(path: str) -> Response | tuple[str, int]:
    """Put the draft in force."""
    order = Order(
        digest=request.form.get("digest", ""),
        base_id=_uuid(request.form.get("base", "")),
        change=_change(request.form.get("change", "")),
        summary=request.form.get("summary", ""),
    )
    try:
        number = _publish(path, order)
    except NotFound as refusal:
        if refusal.code != "draft":
            raise
        return _page(path, "already-published"), 409
    except (Conflict, Invalid, Unavailable) as refusal:
        return _page(path, refusal.code), STATUS[type(refusal)]
    return see_other("versions.index", path=path, published=number)


def _publish(path: str, order: Order) -> int:
    """Look, then lock and publish: nobody waits for the checks, only for the act."""
    refusal: Refusal = Conflict("library-changed")
    for _ in range(TRIES):
        proposal = _propose(path)
        if proposal.checked.is_unread:
            proposal = _propose(path)  # the machine was busy: once more before it is said
        try:
            with transaction() as library:
                return publishing.publish(
                    library,
                    proposal,
                    order,
                    actor(),
                    needs_review=site().settings.review,
                    at=site().now(),
                ).number
        except Conflict as conflict:
            if conflict.code != "library-changed":
                raise
            refusal = conflict
    raise refusal


def _propose(path: str) -> Proposal:
    with reading() as library:
        return propose(
            library,
            site().checker,
            path,
            needs_review=site().settings.review,
            today=site().today(),
        )


def _page(path: str, problem: str = "") -> str:
    target_of(path)
    try:
        proposal = _propose(path)
    except NotFound:
        with reading() as library:
            entry = find_entry(library, path)
        return render_template("publish/none.html", path=path, entry=entry, problem=problem)
    return render_template(
        "publish/show.html",
        proposal=proposal,
        problem=problem,
        summary=request.form.get("summary", request.args.get("summary", "")),
        change=request.form.get("change", ""),
        needs_review=site().settings.review,
    )


def _change(text: str) -> Change | None:
    return Change(text) if text in set(Change) else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Invalid("identifier") from error
