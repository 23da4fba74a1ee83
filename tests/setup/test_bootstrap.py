"""The first start makes an environment, the next ones use it, and nothing half made is trusted."""

import ast
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from training import bootstrap

SOURCE = Path(bootstrap.__file__).read_text("utf-8")

# Stands in for pip: notes the lock that it was given, and fails where the lock says so.
INSTALLER = """
import pathlib, sys
lock = pathlib.Path(sys.argv[-1])
with (lock.parent.parent / "installed").open("a") as log:
    log.write(lock.stem + "\\n")
sys.exit("broken" in lock.read_text())
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "requirements").mkdir()
    for level in bootstrap.LEVELS:
        write_lock(tmp_path, level, "first")
    monkeypatch.setattr(bootstrap, "installer", lambda _root: [sys.executable, "-c", INSTALLER])
    return tmp_path


def write_lock(checkout: Path, level: str, text: str) -> None:
    (checkout / "requirements" / f"{level}.txt").write_text(text)


def installed(checkout: Path) -> list[str]:
    return (checkout / "installed").read_text().split()


def test_first_start_makes_an_environment_and_the_second_uses_it(checkout: Path) -> None:
    bootstrap.ensure(checkout, "default")
    bootstrap.ensure(checkout, "default")
    assert installed(checkout) == ["default"]
    assert subprocess.check_output([bootstrap.python_of(checkout), "-c", "print(6 * 7)"]) == b"42\n"


def test_changed_lock_is_installed_at_the_next_start(checkout: Path) -> None:
    bootstrap.ensure(checkout, "default")
    write_lock(checkout, "default", "second")
    bootstrap.ensure(checkout, "default")
    assert installed(checkout) == ["default", "default"]


def test_environment_for_tests_is_enough_to_start(checkout: Path) -> None:
    bootstrap.ensure(checkout, "default")
    bootstrap.ensure(checkout, "test")
    bootstrap.ensure(checkout, "default")
    assert installed(checkout) == ["default", "test"]


def test_failed_installation_is_told_and_begun_anew(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_lock(checkout, "default", "broken")
    with pytest.raises(
        SystemExit, match=r"Het installeren is mislukt(.|\n)*The installation failed"
    ):
        bootstrap.ensure(checkout, "default")
    remains = checkout / ".venv" / "half-made"
    remains.touch()
    write_lock(checkout, "default", "mended")
    bootstrap.ensure(checkout, "default")
    assert not remains.exists()


def test_lost_python_is_replaced(checkout: Path) -> None:
    bootstrap.ensure(checkout, "default")
    bootstrap.python_of(checkout).unlink()
    bootstrap.python_of(checkout).symlink_to("/nonexistent/python")
    bootstrap.ensure(checkout, "default")
    assert bootstrap.python_of(checkout).exists()


def test_starts_at_the_same_time_install_once(checkout: Path) -> None:
    with ThreadPoolExecutor(3) as starts:
        list(starts.map(lambda _: bootstrap.ensure(checkout, "default"), range(3)))
    assert installed(checkout) == ["default"]


def test_interrupted_start_ends_quietly(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_root: Path) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "installer", interrupted)
    with pytest.raises(SystemExit) as ended:
        bootstrap.ensure(checkout, "default")
    assert ended.value.code == 130


def test_folder_that_cannot_be_written_is_told(checkout: Path) -> None:
    (checkout / ".venv.lock").mkdir()
    with pytest.raises(SystemExit, match=r"kon niet worden gemaakt(.|\n)*could not be made"):
        bootstrap.ensure(checkout, "default")


def test_machine_without_any_installer_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "succeeds", lambda _command: False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match=r"Er is geen pip(.|\n)*There is no pip"):
        bootstrap.installer(tmp_path)


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A checkout with an installed environment, in which command line and pytest are stand-ins."""
    for name in ("__init__.py", "__main__.py", "bootstrap.py"):
        place = tmp_path / "training" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text((Path(bootstrap.__file__).parent / name).read_text("utf-8"))
    (tmp_path / "training" / "cli.py").write_text(COMMAND_LINE)
    (tmp_path / "pytest.py").write_text(COMMAND_LINE + "sys.exit(main(sys.argv[1:]))")
    (tmp_path / "requirements").mkdir()
    for level in bootstrap.LEVELS:
        write_lock(tmp_path, level, "first")
    bootstrap.make_environment(tmp_path)
    bootstrap.stamp_of(tmp_path).write_text(bootstrap.receipt(tmp_path, "test"))
    return tmp_path


COMMAND_LINE = """
import sys
def main(argv):
    sys.stdout.write(f"{__name__} {argv} {sys.prefix}")
    return 7
"""


@pytest.mark.parametrize(
    ("typed", "became"),
    [
        (["check", "a b"], "training.cli ['check', 'a b']"),
        (["test", "-k", "x"], "__main__ ['-k', 'x']"),
    ],
)
def test_start_hands_over_to_the_environment(ready: Path, typed: list[str], became: str) -> None:
    command = [sys.executable, "-m", "training", *typed]
    ended = subprocess.run(command, cwd=ready, capture_output=True, text=True, check=False)
    assert ended.stdout == f"{became} {ready / '.venv'}"
    assert ended.returncode == 7


def test_installed_wheel_goes_straight_to_the_command_line(ready: Path) -> None:
    (ready / "requirements").rename(ready / "elsewhere")
    command = [sys.executable, "-m", "training", "check"]
    ended = subprocess.run(command, cwd=ready, capture_output=True, text=True, check=False)
    assert ended.stdout == f"training.cli ['check'] {sys.prefix}"


def test_old_python_is_told_in_a_sentence() -> None:
    pretend = "import sys; sys.version_info = (3, 6, 8)"
    start = pretend + "; from training import bootstrap; bootstrap.main([])"
    ended = subprocess.run(
        [sys.executable, "-c", start], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "dit is Python 3.6.8" in ended.stderr
    assert "this is Python 3.6.8" in ended.stderr


def test_old_python_understands_the_bootstrap() -> None:
    assert ast.parse(SOURCE, feature_version=(3, 6))


def test_bootstrap_needs_nothing_installed() -> None:
    nodes = list(ast.walk(ast.parse(SOURCE)))
    imported = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    assert {str(name).split(".")[0] for name in imported} <= sys.stdlib_module_names
