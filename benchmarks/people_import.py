"""How long an HR file takes, from upload to the last leaver, on SQLite and on PostgreSQL.

Four files one after the other: everybody new, the same again, a tenth moved and a twentieth gone.
Run it with `python -m benchmarks.people_import`, or with `--people 10000` and `--engine sqlite`;
PostgreSQL comes with the test lock.
"""

import argparse
import sys
from time import perf_counter, process_time

from benchmarks.engines import add_engines, databases
from tests.world import World, prepare
from training.services import jobs
from training.services.audit import SYSTEM
from training.services.organisation import files, importing
from training.store.engine import open_database

PEOPLE = 100_000
UNITS = 400
HEADER = "personeelsnummer;voornaam;achternaam;e-mail;eenheid;functie;in dienst;leidinggevende"


def content(people: int, *, moved: int = 0, gone: int = 0) -> bytes:
    """Make a file; the first `gone` are left out, the `moved` after them sit elsewhere."""
    lines = [HEADER]
    for number in range(gone, people):
        unit = (number + (1 if number - gone < moved else 0)) % UNITS
        path = f"Dienst {unit % 8} > Afdeling {unit % 40} > Team {unit}"
        leads = "ja" if number % 50 == 0 else "nee"
        lines.append(
            f"{number:08};Voornaam {number % 997};Achternaam {number};p{number}@stad.example;"
            f"{path};Functie {number % 60};01-{number % 12 + 1:02}-2020;{leads}"
        )
    return "\r\n".join(lines).encode()


def run(world: World, name: str, source: bytes, engine: str, *, leavers: int = 0) -> None:
    """Upload, check and bring in, and write how long each took."""
    people, slowest, cpu = importing.PeopleWork(), 0.0, process_time()
    steps = {importing.CHECK: people.check, importing.IMPORT: people.bring_in}

    def work() -> float:
        nonlocal slowest
        began = perf_counter()
        while True:
            begin = perf_counter()
            if not jobs.run_next(world.transaction, steps, at=world.clock()):
                return begin - began
            slowest = max(slowest, perf_counter() - begin)

    with world.transaction() as library:
        file_id = files.upload(library.session, "b.csv", source, SYSTEM, at=world.clock())
    checked = work()
    with world.transaction() as library:
        confirmed = str(leavers)
        files.begin_import(library.session, file_id, confirmed, SYSTEM, at=world.clock())
    imported = work()
    with world.transaction() as library:
        state = files.find(library.session, file_id).state
    sys.stdout.write(
        f"{engine:<10} {name:<22} check {checked:6.1f} s  import {imported:6.1f} s  "
        f"longest step {slowest * 1000:5.0f} ms  "
        f"processor {process_time() - cpu:5.1f} s  {state}\n"
    )
    sys.stdout.flush()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    add_engines(parser)
    arguments = parser.parse_args()
    people = arguments.people
    for engine, url in databases(arguments.engine):
        prepare(url)
        world = World(open_database(url))
        run(world, "everybody new", content(people), engine)
        run(world, "the same again", content(people), engine)
        run(world, "a tenth moved", content(people, moved=people // 10), engine)
        gone = people // 20
        run(world, "a twentieth gone", content(people, gone=gone), engine, leavers=gone)
        world.database.close()


if __name__ == "__main__":
    main()
