"""The real server as a process, and a client that logs in and clicks: for tests that kill it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.world import LIBRARY, PASSWORD, PERSONS

ROOT = Path(__file__).resolve().parents[2]
MAIN = "import sys; from training.cli import main; sys.exit(main({arguments}))"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
LOST = (OSError, http.client.HTTPException)
"""What a client gets instead of an answer."""


class NotStartedError(Exception):
    """The server ended, or never answered; the text is what it wrote."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "ignore", "-c", MAIN.format(arguments=list(arguments))]


def environment(**settings: str) -> dict[str, str]:
    """Give a small environment: nothing of this machine's settings but where programs are."""
    kept = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}  # noqa: TID251
    return {**kept, **{f"TRAINING_{name.upper()}": text for name, text in settings.items()}}


@dataclass
class Server:
    """One process of the application on a database; it can be killed and started again."""

    folder: Path
    url: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    prefix: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        settings = {"data_dir": str(self.folder), "port": str(self.port), "demo": "no"}
        settings |= {"library": str(LIBRARY), "mail": f"file:{self.folder / 'mail'}"}
        settings |= {"database_url": self.url} if self.url else {}
        self.folder.mkdir(exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.prefix, *command()],
                cwd=ROOT,
                env=environment(**{**settings, **self.settings}),
                stdout=log,
                stderr=log,
            )

    def start(self) -> float:
        """Start and wait for the first answer; give the seconds that it took."""
        began = time.monotonic()
        self.launch()
        self.await_answer()
        return time.monotonic() - began

    def await_answer(self, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self.process
            if self.process.poll() is not None:
                break
            with suppress(*LOST):
                if Client(self.port).get("/health/ready").status == 200:
                    return
            time.sleep(0.02)
        raise NotStartedError(self.log.read_text())

    def kill(self) -> None:
        """End it as a power switch would: no clean-up, no last word."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def terminate(self, seconds: float = 30) -> int:
        """Ask it to end, as a service manager does; give the exit status."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    @property
    def log(self) -> Path:
        return self.folder / "server.log"


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Lend a running server; whatever became of it, nothing is left."""
    try:
        server.start()
        yield server
    finally:
        if server.process and server.process.poll() is None:
            server.kill()


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


class Client:
    """A browser with one cookie; each request has a connection of its own."""

    def __init__(self, port: int, seconds: float = 30) -> None:
        self.port, self.seconds = port, seconds
        self.cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def post(self, path: str, **fields: object) -> Answer:
        return self.request("POST", path, {"csrf_token": self.token, **fields})

    def request(self, method: str, path: str, form: Mapping[str, object] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.seconds)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        headers["Origin"] = f"http://127.0.0.1:{self.port}"
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            body = urlencode(form) if form is not None else None
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        found = TOKEN.search(text)
        self.token = found.group(1) if found else self.token
        return Answer(response.status, response.headers.get("Location", ""), text)

    def log_in(self, name: str, password: str = PASSWORD) -> None:
        form = {"login-email": PERSONS[name].email, "login-password": password}
        # Somebody who was let in already, but did not hear of it, is led on.
        if self.get("/login").status == 200:
            answer = self.post("/login", **form)
            assert answer.status == 303, answer
        self.get("/learn/")

    def begin(self, kind: str, slug: str) -> str:
        """Start a unit; give its address."""
        answer = self.post(f"/learn/courses/proef/{kind}/{slug}/attempts")
        assert answer.status == 303, answer
        return answer.location
