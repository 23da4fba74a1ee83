"""Measures whether an answer's time tells a known address from an unknown one.

`python -m tests.durability.timing` asks the real server, in turns; it prints and judges, but no
test depends on it: a busy machine would make that one fail.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.durability.server import Client, Server, running
from tests.world import PERSONS, light_passwords, prepare
from training.services.passwords import Passwords
from training.store.engine import open_database
from training.store.people import find_by_email

SAMPLES = 30


def use_real_digests(url: str) -> None:
    """Give the known person a digest as heavy as real ones are."""
    digest = Passwords().digest("een echt wachtwoord")
    assert not light_passwords().matches(digest, "iets anders")
    database = open_database(url)
    with database.writing() as session, session.begin():
        person = find_by_email(session, PERSONS["lena"].email)
        assert person
        person.password_digest = digest
    database.close()


def seconds(client: Client, path: str, **form: object) -> float:
    began = time.perf_counter()
    client.post(path, **form)
    return time.perf_counter() - began


def forget_tries(url: str) -> None:
    """Let every sample be a first try: neither slowed down nor without a mail."""
    database = open_database(url)
    with database.engine.begin() as connection:
        for table in ("login_try", "password_reset"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - of our own
    database.close()


def compare(name: str, known: list[float], unknown: list[float]) -> None:
    one, other = statistics.median(known) * 1000, statistics.median(unknown) * 1000
    gap, share = abs(one - other), abs(one - other) / max(one, other)
    higher = sum(a > b for a in known for b in unknown) / (len(known) * len(unknown))
    line = f"{name}: known {one:.1f} ms, unknown {other:.1f} ms, gap {gap:.1f} ms ({share:.0%})"
    sys.stdout.write(f"{line}, known slower in {higher:.0%} of pairs\n")


def main() -> int:
    """Measure log-in and forgotten password in turns."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/timing.db"
        prepare(url)
        use_real_digests(url)
        with running(Server(Path(folder) / "data", url)) as server:
            client = Client(server.port)
            client.get("/login")
            found: dict[str, list[float]] = {"in": [], "out": [], "mail": [], "none": []}
            lena = PERSONS["lena"].email
            for number in range(SAMPLES):
                forget_tries(url)
                for key, email in (("in", lena), ("out", f"niemand{number}@voorbeeld.example")):
                    form = {"login-email": email, "login-password": "verkeerd"}
                    found[key].append(seconds(client, "/login", **form))
                for key, email in (("mail", lena), ("none", f"niemand{number}@x.example")):
                    found[key].append(seconds(client, "/password/forgotten", email=email))
    compare("log in", found["in"], found["out"])
    compare("forgotten password", found["mail"], found["none"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
