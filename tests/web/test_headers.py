"""Headers and cookies: on every answer, good or bad, page or file."""

import base64
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.web.conftest import SETTINGS, Browser, app_of, credentials
from tests.world import World
from training.config import Settings
from training.web import assets
from training.web.access import public

PUBLIC = "https://training.voorbeeld.example"
HTTPS = Settings(secret_key=SETTINGS.secret_key, public_url=PUBLIC)
NEEDED = {
    "Content-Security-Policy": ("default-src 'none'", "object-src 'none'", "base-uri 'none'"),
    "X-Content-Type-Options": ("nosniff",),
    "X-Frame-Options": ("DENY",),
    "Referrer-Policy": ("same-origin",),
    "Cross-Origin-Opener-Policy": ("same-origin",),
    "Cross-Origin-Resource-Policy": ("same-origin",),
    "Permissions-Policy": ("camera=()",),
    "Cache-Control": (),
}
ADDRESS = re.compile(r'(?:src|href|action|formaction|poster|srcset)="([^"]+)"')
STATIC = sorted(path.relative_to(assets.ROOT).as_posix() for path in assets.ROOT.rglob("*.*"))


def assert_guarded(headers: dict[str, str], *, what: str) -> None:
    for name, parts in NEEDED.items():
        assert name in headers, f"{what} lacks {name}"
        for part in parts:
            assert part in headers[name], what
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    for directive in ("form-action 'self'", "frame-ancestors 'none'", "script-src 'self'"):
        assert directive in policy


@pytest.mark.parametrize("settings", [SETTINGS, HTTPS])
def test_every_answer_has_every_header(small_world: World, settings: Settings) -> None:
    app = app_of(small_world, settings)

    @public
    def broken() -> str:
        raise RuntimeError

    app.add_url_rule("/broken", view_func=broken)
    client = app.test_client()
    seen = set()
    for method, path in (
        *(("GET", f"/static/{name}") for name in STATIC),
        *(("GET", path) for path in ("/login", "/learn/", "/x", "/broken", "/logout", "/learn")),
        *(("GET", path) for path in ("/health/live", "/health/ready", "/password/reset/x")),
        *(("POST", path) for path in ("/login", "/x", "/logout", f"/static/{STATIC[0]}")),
        *((method, "/login") for method in ("HEAD", "OPTIONS", "PUT", "TRACE", "DELETE")),
    ):
        response = client.open(path, method=method, base_url=settings.base_url)
        seen.add(response.status_code)
        response.close()
        assert_guarded(dict(response.headers), what=f"{method} {path}")
        strict = response.headers.get("Strict-Transport-Security", "")
        assert ("max-age=31536000" in strict) == settings.is_https
        assert "Access-Control-Allow-Origin" not in response.headers
    assert {200, 303, 308, 400, 404, 405, 500} <= seen


def test_pages_are_not_kept_and_named_files_are(lena: Browser) -> None:
    page = lena.get("/learn/")
    assert page.headers["Cache-Control"] == "no-store"
    style = re.search(r'href="(/static/css/base\.[0-9a-f]+\.css)"', page.text)
    assert style
    with lena.client.get(style.group(1)) as response:
        assert "max-age=315" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("settings", "name"), [(SETTINGS, "uitnodigend"), (HTTPS, "__Host-uitnodigend")]
)
def test_the_cookie_is_kept_from_scripts_and_other_sites(
    small_world: World, settings: Settings, name: str
) -> None:
    client = app_of(small_world, settings).test_client()
    response = client.get("/login", base_url=settings.base_url)
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"{name}=")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert ("Secure" in cookie) == settings.is_https
    assert "Domain" not in cookie


def unsigned(cookie: str) -> dict[str, object]:
    payload = cookie.rpartition(".")[0].rpartition(".")[0]
    is_packed = payload.startswith(".")
    raw = base64.urlsafe_b64decode(payload.lstrip(".") + "===")
    found: dict[str, object] = json.loads(zlib.decompress(raw) if is_packed else raw)
    return found


def test_the_cookie_holds_nothing_of_the_person(lena: Browser, small_world: World) -> None:
    lena.get("/learn/")
    content = unsigned(lena.cookie())
    assert set(content) <= {"_user_id", "_fresh", "csrf_token"}
    everything = json.dumps(content).lower()
    for word in ("lena", "wit", "voorbeeld", "learner", str(small_world.learner("lena"))):
        assert word not in everything
    assert len(str(content["_user_id"])) >= 43
    with small_world.transaction() as library:
        connection = library.session.connection()
        digests = connection.exec_driver_sql("SELECT token_digest FROM login_session").scalars()
        assert str(content["_user_id"]) not in set(digests)


def test_a_changed_cookie_is_nobodys(lena: Browser) -> None:
    cookie = lena.cookie()
    head, _, tail = cookie.partition(".")
    for bad in (cookie[:-1], cookie + "x", f"{head}.x.{tail}", head, "", "x" * 3000):
        lena.client.set_cookie("uitnodigend", bad)
        assert lena.client.get("/learn/").status_code == 303
    lena.client.set_cookie("remember_token", "1|x")
    assert lena.client.get("/learn/").status_code == 303


def test_no_page_loads_from_elsewhere(lena: Browser, visitor: Callable[[], Browser]) -> None:
    lena.start("scenario", "bank")
    pages = [lena.page]
    pages += [lena.get(path).text for path in ("/learn/", "/account", "/privacy", "/x")]
    pages += [visitor().get(path).text for path in ("/login", "/password/forgotten")]
    for page in pages:
        assert [a for a in ADDRESS.findall(page) if not a.startswith(("/", "#"))] == []
        assert "<style" not in page
        assert " style=" not in page
        assert not re.search(r"<script(?! src=)", page)
        assert not re.search(r"\son\w+=", page)


def test_the_form_token_is_never_in_an_address(lena: Browser, app: Flask) -> None:
    lena.start("scenario", "bank")
    for path in (lena.path, "/learn/", "/account"):
        page = lena.get(path)
        assert not any("csrf" in address for address in ADDRESS.findall(page.text))
        assert 'method="get"' not in page.text.lower()
    with app.test_client() as client:
        browser = Browser(client)
        browser.get("/login")
        query = {"csrf_token": browser.token()}
        response = client.post("/login", query_string=query, data=credentials("lena"))
        assert response.status_code == 400


def test_scripts_and_styles_name_no_other_host() -> None:
    for name in STATIC:
        text = (Path(assets.ROOT) / name).read_text("utf-8")
        found = set(re.findall(r"https?://[\w.-]+", text)) - {"http://www.w3.org"}
        assert found == set(), name
