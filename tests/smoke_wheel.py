"""Build the packages, install the wheel where nothing else is, start it, ask for its health."""

import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from training import bootstrap

ADDRESS = ("127.0.0.1", 8000)
HEALTH = "http://127.0.0.1:8000/health/live"
ENDED_BY_SIGNAL = {0, -signal.SIGTERM, 128 + signal.SIGTERM}  # what service managers count as clean


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="uitnodigend-wheel-") as made:
        place = Path(made)
        wheel = build(place / "built")
        install(wheel, place)
        command = str(place / ".venv" / "bin" / "training")
        elsewhere = place / "elsewhere"
        elsewhere.mkdir()
        version = subprocess.run(
            [command, "--version"], cwd=elsewhere, check=True, capture_output=True, text=True
        )
        tell(f"{wheel.name} says {version.stdout.strip()}")
        serve(command, elsewhere)


def build(destination: Path) -> Path:
    run = [sys.executable, "-m", "hatchling", "build", "-d", str(destination)]
    subprocess.run(run, cwd=bootstrap.ROOT, check=True, capture_output=True)
    (wheel,) = destination.glob("*.whl")
    return wheel


def install(wheel: Path, place: Path) -> None:
    """Let the lock fill an empty environment, and add the wheel, which must then lack nothing."""
    (place / "requirements").symlink_to(bootstrap.ROOT / "requirements")
    bootstrap.ensure(place, "default")
    installer = bootstrap.installer(place)
    subprocess.run([*installer, "--quiet", "--no-index", "--no-deps", str(wheel)], check=True)


def serve(command: str, folder: Path) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(ADDRESS) == 0:
            sys.exit("port 8000 is taken: its answer would not be the wheel's")
    began = time.monotonic()
    server = subprocess.Popen([command, "serve"], cwd=folder)
    try:
        status = await_health(server, began + 60)
        tell(f"{HEALTH} answered {status} after {time.monotonic() - began:.1f} s")
        server.terminate()
        ended = server.wait(timeout=10)
    finally:
        server.kill()
    if status != 200 or ended not in ENDED_BY_SIGNAL:
        sys.exit(f"health answered {status}, the end of the process was {ended}")


def await_health(server: subprocess.Popen[bytes], deadline: float) -> int:
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(HEALTH, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            time.sleep(0.1)
    sys.exit("the server did not answer" if server.poll() is None else "the server has stopped")


def tell(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")


if __name__ == "__main__":
    main()
