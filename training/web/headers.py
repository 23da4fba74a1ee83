"""Headers on every answer: what a page may load, and that nobody keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # Pages are personal, and Back must show the record as it is now.
    "Cache-Control": "no-store",
}
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


def install(app: Flask, *, is_https: bool) -> None:
    """Add the headers to every response: pages, refusals, faults and static files."""
    headers = dict(HEADERS)
    if is_https:
        headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    app.wsgi_app = WithHeaders(app.wsgi_app, headers)  # type: ignore[method-assign, assignment]  # as assets do


class WithHeaders:
    """Adds what an answer lacks, whoever gives it."""

    def __init__(self, wsgi_app: WSGIApplication, headers: Mapping[str, str]) -> None:
        """Wrap an application."""
        self._wsgi_app = wsgi_app
        self._headers = headers

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer with the headers added."""

        def start_with_headers(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
        ) -> Callable[[bytes], object]:  # Any: what sys.exc_info gives
            present = {name.lower() for name, _ in headers}
            added = [pair for pair in self._headers.items() if pair[0].lower() not in present]
            return start(status, headers + added, exc_info)

        return self._wsgi_app(environ, start_with_headers)
