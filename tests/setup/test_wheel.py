"""What is built holds every file that the application needs, and finds it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import get_args

import pytest

from training.resources import Bundle

ROOT = Path(__file__).resolve().parents[2]
BUNDLES = get_args(Bundle)
BESIDE_THE_FOLDERS = {"PKG-INFO", "pyproject.toml", ".gitignore"}  # what the builder itself adds


def build(kind: str, source: Path, destination: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(destination)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = destination.iterdir()
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    place = tmp_path_factory.mktemp("sdist")
    archive = build("sdist", ROOT, place / "built")
    # The system's tar: Python's own warns or fails by version about how far it trusts an archive.
    subprocess.run(["tar", "-xzf", archive, "-C", place], check=True)
    (unpacked,) = (found for found in place.iterdir() if found.name != "built")
    return unpacked


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that is made from the source distribution, unpacked as an installer would."""
    place = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(build("wheel", sdist, place / "built")) as archive:
        archive.extractall(place / "site")
    return place / "site"


def files_in(folder: Path, *, below: str = "") -> set[str]:
    found = (path for path in (folder / below).rglob("*") if path.is_file())
    kept = (path for path in found if "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in kept}


def test_source_distribution_holds_what_the_repository_holds(sdist: Path) -> None:
    packed = files_in(sdist) - BESIDE_THE_FOLDERS
    folders = {name.split("/")[0] for name in packed if "/" in name}
    lost = {name for folder in folders for name in files_in(ROOT, below=folder)} - packed
    added = {name for name in packed if not (ROOT / name).is_file()}
    assert (lost, added) == (set(), set())
    assert {"training", "tests", "requirements", *BUNDLES} <= folders


def test_wheel_holds_the_package_and_its_bundles_and_nothing_else(wheel: Path) -> None:
    packed = {name for name in files_in(wheel) if ".dist-info/" not in name}
    bundles = {
        f"training/_bundled/{name}" for kind in BUNDLES for name in files_in(ROOT, below=kind)
    }
    assert packed == files_in(ROOT, below="training") | bundles


@pytest.mark.parametrize("name", BUNDLES)
def test_wheel_finds_its_bundles_from_anywhere(wheel: Path, tmp_path: Path, name: str) -> None:
    ask = f"from training.resources import bundled; print(bundled({name!r}))"
    command = [sys.executable, "-c", ask]
    answer = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(wheel)}, check=True, capture_output=True
    )
    found = Path(answer.stdout.decode().strip())
    assert found == wheel / "training" / "_bundled" / name
    assert files_in(found) == files_in(ROOT / name)


def test_wheel_offers_the_command(wheel: Path) -> None:
    (entry_points,) = wheel.glob("*.dist-info/entry_points.txt")
    assert "training = training.__main__:run" in entry_points.read_text()


def test_command_begins_with_almost_nothing(wheel: Path) -> None:
    # A process that reads what others sent begins with the same module, again for each text.
    code = "import sys, training.__main__; print('flask' in sys.modules)"
    command = [sys.executable, "-c", code]
    answer = subprocess.run(
        command, env={"PYTHONPATH": str(wheel)}, check=True, capture_output=True
    )
    assert answer.stdout.split() == [b"False"]


def test_command_runs(wheel: Path) -> None:
    code = (
        "import sys; sys.argv = ['training', '--version']; from training.__main__ import run; run()"
    )
    path = os.pathsep.join([str(wheel), *sys.path[1:]])
    answer = subprocess.run(
        [sys.executable, "-c", code, "--version"],
        env={"PYTHONPATH": path},
        capture_output=True,
        check=True,
    )
    assert answer.stdout.startswith(b"training ")


def test_wheel_carries_the_licence(wheel: Path) -> None:
    (licence,) = wheel.glob("*.dist-info/licenses/LICENSE")
    assert licence.read_bytes() == (ROOT / "LICENSE").read_bytes()
