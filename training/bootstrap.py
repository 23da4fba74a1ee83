"""Give a checkout its own environment from the locks, then hand over to the command line.

This runs before anything is installed, and on a Python too old for the rest: it uses the standard
library only, and no syntax or type that Python 3.6 lacks.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NoReturn

if sys.platform != "win32":  # Windows has no flock: two first starts at once are unguarded there
    import fcntl

ROOT = Path(__file__).resolve().parent.parent
LEVELS = ("default", "test", "quality")  # every lock holds all of the one before it
PYTHON = Path("Scripts", "python.exe") if os.name == "nt" else Path("bin", "python")


def main(argv: "list[str]") -> int:
    """Run the command line; in a checkout, inside the checkout's own environment."""
    require_python()
    if not (ROOT / "requirements").is_dir():  # no checkout: whoever installed us saw to the rest
        return run_command_line(argv)
    if argv[:1] == ["test"]:
        ensure(ROOT, "test")
        return become([str(python_of(ROOT)), "-m", "pytest", *argv[1:]])
    ensure(ROOT, "default")
    if not is_inside(ROOT):
        return become([str(python_of(ROOT)), "-m", "training", *argv])
    return run_command_line(argv)


def require_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - the one line that an older Python must reach
        found = ".".join(map(str, sys.version_info[:3]))
        refuse(
            "Uitnodigend heeft Python 3.11 of nieuwer nodig; dit is Python " + found + ".",
            "Uitnodigend needs Python 3.11 or newer; this is Python " + found + ".",
        )


def refuse(dutch: str, english: str) -> NoReturn:
    sys.exit(dutch + "\n" + english)


def run_command_line(argv: "list[str]") -> int:
    # Named and not imported: this module must load where nothing is installed.
    return int(import_module("training.cli").main(argv))


def become(command: "list[str]") -> int:
    """Replace this process, so that signals and the exit status are the command's own."""
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.call(command)  # exec on Windows returns to the shell before the command ends


def python_of(root: Path) -> Path:
    return root / ".venv" / PYTHON


def is_inside(root: Path) -> bool:
    return Path(sys.prefix).resolve() == (root / ".venv").resolve()


def ensure(root: Path, level: str) -> None:
    """Install a lock, unless what was installed last is that lock or one that holds it."""
    try:
        if is_ready(root, level):
            return
        with only_one(root):
            if not is_ready(root, level):  # else the start that we waited for has done it
                install(root, level)
    except KeyboardInterrupt:
        sys.exit(130)  # whoever pressed the keys knows why; the next start mends what is half made
    except OSError as error:
        refuse(
            f"De omgeving in .venv kon niet worden gemaakt: {error}.",
            f"The environment in .venv could not be made: {error}.",
        )


def is_ready(root: Path, level: str) -> bool:
    enough = [receipt(root, name) for name in LEVELS[LEVELS.index(level) :]]
    return is_sound(root) and stamp_of(root).read_text("utf-8") in enough


def is_sound(root: Path) -> bool:
    """Tell whether an installation was completed and its Python is still there."""
    needed = (stamp_of(root), python_of(root), root / ".venv" / "pyvenv.cfg")
    return all(path.exists() for path in needed)


def stamp_of(root: Path) -> Path:
    return root / ".venv" / "installed"


def receipt(root: Path, level: str) -> str:
    lock = (root / "requirements" / (level + ".txt")).read_bytes()
    return level + " " + hashlib.sha256(lock).hexdigest()


@contextlib.contextmanager
def only_one(root: Path) -> "Iterator[None]":
    """Let one start install at a time; the system drops the lock when its holder dies."""
    with (root / ".venv.lock").open("a") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(root: Path, level: str) -> None:
    """Make or update the environment; the stamp goes first and comes last, so it never lies."""
    sys.stderr.write(
        "Uitnodigend zet zijn omgeving klaar in .venv; dat duurt ongeveer een halve minuut.\n"
        "Uitnodigend prepares its environment in .venv; this takes about half a minute.\n"
    )
    if is_sound(root):
        stamp_of(root).unlink()
    else:
        make_environment(root)
    lock = root / "requirements" / (level + ".txt")
    options = ["--quiet", "--require-hashes", "--only-binary=:all:", "-r", str(lock)]
    if subprocess.call([*installer(root), *options]) != 0:
        refuse(
            "Het installeren is mislukt om de reden hierboven. Opnieuw starten mag altijd.",
            "The installation failed for the reason above. Starting again is always safe.",
        )
    stamp_of(root).write_text(receipt(root, level), "utf-8")


def make_environment(root: Path) -> None:
    # The resolved name (python3.11, not python3) makes the link dangle, and so the environment be
    # rebuilt, when the system moves to another Python under it.
    base = str(Path(base_python()).resolve())
    # --clear: half of an interrupted installation is nothing to build on.
    command = [base, "-m", "venv", "--without-pip", "--clear", str(root / ".venv")]
    if subprocess.call(command) != 0:
        refuse(
            "Python kon geen omgeving maken in .venv om de reden hierboven.",
            "Python could not make an environment in .venv for the reason above.",
        )


def base_python() -> str:
    return getattr(sys, "_base_executable", None) or sys.executable


def installer(root: Path) -> "list[str]":
    """Find pip (22.3 or newer), else uv, else the copy of pip that most Pythons carry inside."""
    target = str(python_of(root))
    for python in (base_python(), sys.executable):
        pip = [python, "-m", "pip", "--python", target]
        if succeeds([*pip, "--version"]):
            return [*pip, "--disable-pip-version-check", "install"]
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--python", target]
    if succeeds([target, "-m", "ensurepip"]):
        return [target, "-m", "pip", "--disable-pip-version-check", "install"]
    refuse(
        "Er is geen pip. Installeer het eerst (Debian, Ubuntu: apt install python3-pip).",
        "There is no pip. Install it first (Debian, Ubuntu: apt install python3-pip).",
    )


def succeeds(command: "list[str]") -> bool:
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


if __name__ == "__main__":  # for developers: python3 -m training.bootstrap quality
    require_python()
    ensure(ROOT, sys.argv[1])
