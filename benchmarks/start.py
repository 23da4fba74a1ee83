"""How long a start takes, the first and the second, and what the server holds at rest.

Run it with `python -m benchmarks.start`; it starts the real server in a folder of its own.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from urllib.request import urlopen

ROUNDS = 5
PATIENCE = 60


def start(folder: str, port: int) -> tuple[float, int]:
    """Start the server, wait until it is ready, and give seconds and kilobytes."""
    environ = {
        **os.environ,  # noqa: TID251 -- the server needs the path and the home of whoever measures
        "TRAINING_DATA_DIR": folder,
        "TRAINING_PORT": str(port),
    }
    command = [sys.executable, "-c", "from training.cli import main; main([])"]
    began = perf_counter()
    with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL) as server:  # noqa: S603 -- our own
        wait_for(port, began)
        seconds = perf_counter() - began
        sleep(1)
        held = memory(server.pid)
        server.terminate()
    return seconds, held


def wait_for(port: int, began: float) -> None:
    """Ask until the answer is yes."""
    while perf_counter() - began < PATIENCE:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health/ready"):
                return
        except OSError:
            sleep(0.02)
    raise SystemExit("the server did not become ready")


def memory(process: int) -> int:
    """Read the resident memory of a process in kilobytes; Linux only."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS")))


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Measure and tell."""
    first, later, held = [], [], []
    for _ in range(ROUNDS):
        with TemporaryDirectory() as folder:
            first.append(start(folder, free_port())[0])
            seconds, kilobytes = start(folder, free_port())
            later.append(seconds)
            held.append(kilobytes)
    sys.stdout.write(
        f"first start, with library and demo people  {median(first):5.2f} s\n"
        f"second start                               {median(later):5.2f} s\n"
        f"memory at rest                             {median(held) / 1024:5.0f} MB\n"
    )


if __name__ == "__main__":
    main()
