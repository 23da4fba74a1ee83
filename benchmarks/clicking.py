"""Learners who log in and click at their own pace, in a process of their own; started by others.

`python -m benchmarks.clicking PORT LEARNERS PAUSE`. Each plays the story of the small library over
and over: starts, chooses, reads the next scene, waits. For each choice a line goes out with when it
began, how long it took until the page behind it was there, and how long the least that can be asked
took just before; a line on standard input ends it.
"""

import http.client
import re
import sys
from random import Random  # noqa: TID251 -- how long somebody reads, from a fixed seed
from threading import Event, Lock, Thread
from time import monotonic
from urllib.parse import urlencode

from tests.durability.server import LOST, Client
from tests.world import PASSWORD

STEP = re.compile(r'name="step" value="(\d+)"')
POSITION = re.compile(r'name="position" value="(\d+)"')
START = "/learn/courses/proef/scenario/bank/attempts"
FLOOR = "/health/live"
SEE_OTHER = 303


def address_of(number: int) -> str:
    """Give the address that a learner logs in with."""
    return f"leerling{number}@voorbeeld.example"


class Learner:
    """One person at one screen, whose connection stays open as that of a browser does."""

    def __init__(self, port: int, number: int, pause: float) -> None:
        """Log in."""
        self.random, self.pause = Random(number), pause  # noqa: S311 -- nothing is secret
        client = Client(port)
        client.get("/login")
        email = address_of(number)
        answer = client.post("/login", **{"login-email": email, "login-password": PASSWORD})
        if answer.status != SEE_OTHER:
            raise SystemExit(f"could not log in: {answer.status}")
        client.get("/learn/")
        self.token = client.token
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items()),
            "Origin": f"http://127.0.0.1:{port}",
        }
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def run(self, stopped: Event, told: Lock) -> None:
        """Play until it is enough."""
        address, page = self.begin()
        while not stopped.wait(self.random.uniform(0.2, 1.8) * self.pause):
            positions = POSITION.findall(page)
            step = STEP.search(page)
            if step is None or not positions:
                address, page = self.begin()
                continue
            least = self.floor()
            began = monotonic()
            form = {"step": step[1], "position": self.random.choice(positions)}
            address, page = self.post(f"{address}/choices", form)
            with told:
                sys.stdout.write(f"{began} {monotonic() - began} {least}\n")
                sys.stdout.flush()

    def floor(self) -> float:
        """Time the least that the server can be asked, just before a click."""
        began = monotonic()
        self.ask("GET", FLOOR)
        return monotonic() - began

    def begin(self) -> tuple[str, str]:
        """Start the story, or go on with it."""
        return self.post(START, {})

    def post(self, path: str, form: dict[str, str]) -> tuple[str, str]:
        """Send a form and read the page that it leads to; give its address and text."""
        body = urlencode({"csrf_token": self.token, **form})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, place, _ = self.ask("POST", path, body, kind)
        if status != SEE_OTHER:
            raise SystemExit(f"POST {path}: {status}")
        _, _, text = self.ask("GET", place)
        return place.partition("?")[0].partition("#")[0], text

    def ask(
        self, method: str, path: str, body: str = "", more: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Ask for a page, once more where the server had closed the connection meanwhile."""
        for is_last in (False, True):
            try:
                self.connection.request(method, path, body or None, self.headers | (more or {}))
                answer = self.connection.getresponse()
                text = answer.read().decode()
            except LOST:
                self.connection.close()
                if is_last:
                    raise
            else:
                return answer.status, answer.headers.get("Location", ""), text
        raise AssertionError


def main() -> None:
    """Let them all log in, say so, and let them click until a line comes in."""
    if len(sys.argv) != len(("clicking", "PORT", "LEARNERS", "PAUSE")):
        sys.stdout.write(f"{__doc__}")
        return
    port, count, pause = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    stopped, told = Event(), Lock()
    learners = [Learner(port, number, pause) for number in range(count)]
    threads = [Thread(target=each.run, args=(stopped, told), daemon=True) for each in learners]
    for thread in threads:
        thread.start()
    with told:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
    sys.stdin.readline()
    stopped.set()
    for thread in threads:
        thread.join(60)


if __name__ == "__main__":
    main()
