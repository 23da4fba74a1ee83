"""Turns refusals and faults into a status and a page that says what to do."""

import secrets

from flask import Flask, Response, current_app, make_response, render_template
from werkzeug.exceptions import HTTPException

from training.services.errors import Refusal
from training.web.identity import be_nobody
from training.web.messages import STATUS, refusal_page


def install(app: Flask) -> None:
    """Give every way in which a request can end a page of our own."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def _refused(refusal: Refusal) -> Response:
    response = _page(STATUS[type(refusal)], refusal.code)
    if "seconds" in refusal.values:
        response.headers["Retry-After"] = refusal.values["seconds"]
    return response


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    response = _page(status)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _broken(error: Exception) -> Response:
    reference = secrets.token_hex(4)
    current_app.logger.error("fault %s", reference, exc_info=error)
    return _page(500, reference=reference)


def _page(status: int, code: str = "", reference: str = "") -> Response:
    try:
        return _html(status, code, reference)
    except Exception:  # without a database nobody can be recognised: a page for strangers
        be_nobody()
    try:
        return _html(status, code, reference)
    except Exception:  # a request for a host that is not ours has no addresses to link to
        return Response(f"{status} {reference}\n", status, mimetype="text/plain")


def _html(status: int, code: str, reference: str) -> Response:
    refusal = refusal_page(status, code, reference)
    return make_response(render_template("error.html", refusal=refusal), status)
