"""A large body gets through the server to the one form that takes files, and nowhere else."""

import http.client
import re
import socket
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from tests.web.conftest import TOKEN, Browser, app_of
from tests.world import World
from training.cli import large_requests
from training.cli.serve import LARGEST_REQUEST
from training.cli.until_stopped import Connections

LARGE = LARGEST_REQUEST * 3
EDGE = "----edge"


@pytest.fixture
def app(small_world: World) -> Flask:
    return app_of(small_world)


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """The server of `training serve`, on a port of its own."""
    connections: Connections = {}
    # Any: the stubs know no port that was chosen by the system.
    server: Any = create_server(
        app, map=connections, host="127.0.0.1", port=0, max_request_body_size=LARGEST_REQUEST
    )
    large_requests.allow(connections, large_requests.LargeRequests(app))
    running = True

    def serve() -> None:
        while running:
            wasyncore.loop(timeout=0.05, map=connections, count=1)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield int(server.effective_port)
    running = False
    thread.join()
    server.task_dispatcher.shutdown()
    for connection in list(connections.values()):
        connection.close()


def cookie_of(app: Flask, name: str) -> tuple[str, str]:
    """Log in, and give the cookie and the token of a form."""
    browser = Browser(app.test_client())
    browser.log_in(name)
    found = TOKEN.search(browser.get("/learn/").text)
    assert found
    return f"uitnodigend={browser.cookie()}", found.group(1)


def form(token: str, size: int) -> bytes:
    head = (
        f'--{EDGE}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\n'
    )
    return head.encode() + b"x" * size + f"\r\n--{EDGE}--\r\n".encode()


def send(port: int, path: str, cookie: str, body: bytes) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Content-Type": f"multipart/form-data; boundary={EDGE}", "Cookie": cookie}
    try:
        connection.request("POST", path, body, {**headers, "Host": "localhost"})
        return connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        return 413  # it hung up while we were still sending
    finally:
        connection.close()


def test_hr_may_send_a_large_file(app: Flask, port: int) -> None:
    cookie, token = cookie_of(app, "hanne")
    assert send(port, "/people/files", cookie, form(token, LARGE)) == 303


@pytest.mark.parametrize("path", ["/language", "/login", "/people/files/", "/people/filesx", "/"])
def test_no_other_address_takes_it(app: Flask, port: int, path: str) -> None:
    cookie, token = cookie_of(app, "hanne")
    assert send(port, path, cookie, form(token, LARGE)) == 413


@pytest.mark.parametrize("cookie", ["", "uitnodigend=x", "uitnodigend=e30.x.y", "\xff=;;"])
def test_nobody_without_a_log_in_fills_the_disk(port: int, cookie: str) -> None:
    assert send(port, "/people/files", cookie, form("x", LARGE)) == 413


def test_who_is_not_of_hr_is_refused_by_the_page(app: Flask, port: int) -> None:
    cookie, token = cookie_of(app, "lena")
    assert send(port, "/people/files", cookie, form(token, LARGE)) == 413


def test_a_head_that_says_nonsense_is_an_ordinary_request(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"POST /people/files HTTP/1.1\r\nHost: localhost\r\n")
        connection.sendall(b"Content-Length: 99999999999\r\nCookie: =;=\r\n\r\n")
        answer = connection.recv(200).decode()
    assert re.match(r"HTTP/1\.1 413", answer)
