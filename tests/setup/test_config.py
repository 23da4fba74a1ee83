"""Settings: every name is documented, every fault is named, nothing is guessed."""

import re
from pathlib import Path

import pytest

from training.config import Settings, SettingsError

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"
SECRET = "s" * 32


def read(**values: str) -> Settings:
    return Settings.from_environ({f"TRAINING_{name.upper()}": v for name, v in values.items()})


def test_the_document_names_every_setting_in_order_and_no_other() -> None:
    rows = re.findall(r"^\| `(TRAINING_\w+)` \|", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert tuple(rows) == Settings.names()


def test_every_example_in_the_document_can_be_used(tmp_path: Path) -> None:
    text = DOCUMENT.read_text("utf-8")
    rows = re.findall(r"^\| `(TRAINING_\w+)` \|[^|]*\| `([^`]+)` \|", text, re.MULTILINE)
    examples = dict(rows) | {"TRAINING_LIBRARY": str(tmp_path), "TRAINING_SECRET_KEY": SECRET}
    assert examples.keys() == set(Settings.names())
    settings = Settings.from_environ(examples)
    assert (settings.port, settings.demo, settings.is_https) == (8080, False, True)
    assert settings.database == "postgresql+psycopg://training@db.example/training"


def test_nothing_has_to_be_set() -> None:
    settings = Settings.from_environ({"PATH": "/bin", "LANG": "nl_NL"})
    assert settings == Settings()
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.database == "sqlite:///var/training.db"
    assert not settings.is_https


def test_values_are_read_without_the_spaces_around_them() -> None:
    settings = read(port=" 81 ", data_dir=" data ", secret_key=f" {SECRET} ", demo=" Nee ")
    assert (settings.port, settings.data_dir, settings.demo) == (81, Path("data"), False)
    assert settings.secret_key == SECRET
    assert settings.database == "sqlite:///data/training.db"


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("demo", "yes", True),
        ("demo", "JA", True),
        ("demo", "1", True),
        ("demo", "no", False),
        ("demo", "0", False),
        ("threads", "64", 64),
        ("port", "65535", 65535),
        ("public_url", "http://localhost:8000/", "http://localhost:8000/"),
        ("database_url", "postgresql+psycopg://h/n", "postgresql+psycopg://h/n"),
        ("database_url", "sqlite:////srv/t.db", "sqlite:////srv/t.db"),
        ("library", "", ""),
        ("mail", "file:uit", "file:uit"),
        ("mail", "smtps://h", "smtps://h"),
    ],
)
def test_each_right_value_is_taken(name: str, value: str, meant: object) -> None:
    assert getattr(read(**{name: value}), name) == meant


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("keep_answers", "5"),
        ("keep_answers", "121"),
        ("port", "0"),
        ("port", "65536"),
        ("port", "http"),
        ("port", "-1"),
        ("port", ""),
        ("threads", "0"),
        ("threads", "65"),
        ("threads", "many"),
        ("demo", "perhaps"),
        ("demo", ""),
        ("secret_key", "short"),
        ("secret_key", ""),
        ("public_url", "training.example.nl"),
        ("public_url", "ftp://training.example.nl"),
        ("public_url", "http://training.example.nl"),
        ("public_url", "https://"),
        ("public_url", "https://x.example/?a=b"),
        ("public_url", "https://x.example/#a"),
        ("public_url", "https://[::1"),
        ("public_url", "https://x.example:port"),
        ("database_url", "mysql://h/n"),
        ("database_url", "sqlite"),
        ("database_url", "postgresql"),
        ("library", "/there/is/no/such/folder"),
        ("mail", "pigeon"),
        ("mail", "file:"),
        ("mail", "smtp://"),
        ("mail", "smtp://host:port"),
        ("mail_from", "nobody"),
        ("mail_from", ""),
        ("mail_from", "a@b.example\nBcc: x@y.example"),
        ("host", ""),
        ("time_zone", "Europe/Utrecht"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", ""),
    ],
)
def test_each_wrong_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as fault:
        read(**{name: value})
    assert re.fullmatch(rf"TRAINING_{name.upper()}: .+\.", str(fault.value))


def test_an_unknown_setting_is_named_with_those_that_there_are() -> None:
    with pytest.raises(SettingsError, match="TRAINING_PROT: unknown setting") as fault:
        Settings.from_environ({"TRAINING_PROT": "8000"})
    assert "TRAINING_PORT" in str(fault.value)


def test_all_faults_are_named_at_once_and_no_secret_is_repeated() -> None:
    with pytest.raises(SettingsError) as fault:
        read(port="x", threads="y", secret_key="x" * 31, stray="1")
    lines = str(fault.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "TRAINING_STRAY",
        "TRAINING_SECRET_KEY",
        "TRAINING_PORT",
        "TRAINING_THREADS",
    ]
    assert "x" * 31 not in str(fault.value)
