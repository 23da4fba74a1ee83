"""Each reply that something was recorded comes after the log was synced to disk."""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import IS_CONTINUOUS_INTEGRATION
from tests.durability.server import Client, Server, running
from tests.world import prepare

CALLS = "trace=fsync,fdatasync,sendto,sendmsg,write,writev"
SYNC = re.compile(r"\b(?:fsync|fdatasync)\(\d+<[^>]*-wal>")
REPLY = re.compile(r"send(?:to|msg)\(.*HTTP/1\.1 303")
ITEMS = ("11-wat-is-het-doel", "22-wat-doet-u", "33-uw-plan")


def strace() -> str:
    found = shutil.which("strace")
    if found is None and IS_CONTINUOUS_INTEGRATION:
        pytest.fail("strace is missing: install the Debian package of that name (see .ci/run)")
    if found is None:
        pytest.skip("strace is not installed: nothing here can see what reaches the disk")
    return found


def act(client: Client) -> int:
    """Do things that each leave something behind; give how many."""
    quiz = client.begin("quiz", "vragen")
    for item in ITEMS:
        client.post(f"{quiz}/responses", item=item, round=1, answer=1, text="Ik luister.")
    lesson = client.begin("lesson", "lezen")
    for page in (1, 2):
        client.post(f"{lesson}/pages", page=page)
    scene = client.begin("scenario", "bank")
    client.post(f"{scene}/choices", step=0, position=1)
    return len(ITEMS) + len((1, 2)) + len((quiz, lesson, scene, "a choice"))


def test_no_success_is_told_before_the_log_is_on_disk(tmp_path: Path) -> None:
    file, trace = tmp_path / "world.db", tmp_path / "trace"
    prepare(f"sqlite:///{file}")
    prefix = (strace(), "-D", "-f", "-qq", "-y", "-s", "40", "-e", CALLS, "-o", str(trace))
    server = Server(tmp_path / "data", f"sqlite:///{file}", prefix=prefix)
    with running(server):
        client = Client(server.port)
        client.log_in("lena")
        offset = trace.stat().st_size
        effects = act(client)
        server.terminate()
    is_synced, unsynced, replies = False, 0, 0
    for line in trace.read_text(errors="replace")[offset:].splitlines():
        is_synced = is_synced or bool(SYNC.search(line))
        if REPLY.search(line):
            replies += 1
            unsynced += not is_synced
            is_synced = False
    assert replies == effects
    assert unsynced == 0
