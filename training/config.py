"""Settings: one frozen value, read from the environment and checked at the start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from training.domain.signal import DEFAULT_TERMS, Terms
from training.domain.workdays import Country

PREFIX = "TRAINING_"
MINIMUM_SECRET = 32
HIGHEST_PORT = 65535
LONGEST_NAME = 120
SHORTEST_KEPT, LONGEST_KEPT = 6, 120
"""Months. Figures of a quarter can be seen until the end of the next: what is taken out of them
meanwhile would show."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SettingsError(Exception):
    """One or more settings are unknown, missing or malformed; the text names each of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an installation can set; `docs/settings.md` explains each name."""

    data_dir: Path = Path("var")
    database_url: str = ""
    secret_key: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    threads: int = 8
    trusted_proxy: str = ""
    library: str = ""
    demo: bool = True
    mail: str = "console"
    mail_from: str = "Uitnodigend <training@localhost>"
    time_zone: str = "Europe/Amsterdam"
    organisation: str = ""
    review: bool = False
    keep_answers: int = 24
    spacing: str = "fixed"
    country: Country = Country.NETHERLANDS
    promises: Terms = DEFAULT_TERMS

    @property
    def base_url(self) -> str:
        """Give the address that people use, without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def issuer(self) -> str:
        """Give the name that certificates and badges are issued under."""
        return self.organisation or urlsplit(self.base_url).hostname or "Uitnodigend"

    @property
    def is_https(self) -> bool:
        """Tell whether people come over https, so that cookies can be kept to it."""
        return self.base_url.startswith("https://")

    @property
    def is_reachable(self) -> bool:
        """Tell whether people on other machines can come here."""
        return bool(self.public_url) or self.host not in LOOPBACK

    @property
    def database(self) -> str:
        """Give the SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.data_dir / 'training.db'}"

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Give the names of all settings as the environment spells them."""
        return tuple(PREFIX + name.upper() for name in cls.__dataclass_fields__)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read settings; raises `SettingsError` that names every fault at once."""
        faults = [
            f"{name}: unknown setting. Remove it, or choose one of: {', '.join(cls.names())}."
            for name in sorted(environ)
            if name.startswith(PREFIX) and name not in cls.names()
        ]
        values: dict[str, object] = {}
        for field in cls.__dataclass_fields__:
            name = PREFIX + field.upper()
            if name not in environ:
                continue
            try:
                values[field] = _READERS.get(field, str)(environ[name].strip())
            except ValueError as fault:
                faults.append(f"{name}: {fault}")
        if faults:
            raise SettingsError("\n".join(faults))
        settings = cls(**values)  # type: ignore[arg-type]  # each reader gives the type of its field
        # The password of the demo people is public: where others can come, one must ask for them.
        return settings if "demo" in values else replace(settings, demo=not settings.is_reachable)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= HIGHEST_PORT:
        raise ValueError("a port is a whole number from 1 to 65535.")
    return int(text)


def _threads(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:  # noqa: PLR2004 -- named in the sentence
        raise ValueError("the number of threads is a whole number from 1 to 64.")
    return int(text)


def _yes_or_no(text: str) -> bool:
    answers = {"yes": True, "ja": True, "1": True, "no": False, "nee": False, "0": False}
    if text.lower() not in answers:
        raise ValueError("write yes or no.")
    return answers[text.lower()]


def _secret(text: str) -> str:
    if len(text) < MINIMUM_SECRET:
        raise ValueError(f"a secret key has at least {MINIMUM_SECRET} characters.")
    return text


def _address(text: str) -> SplitResult | None:
    """Give the parts of an address with a host, and a port that is a number if it has one."""
    try:
        parts = urlsplit(text)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _public_url(text: str) -> str:
    parts = _address(text)
    if not parts or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise ValueError("write an address such as https://training.example.nl.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError("people must come over https; http is for this machine alone.")
    return text


def _database_url(text: str) -> str:
    scheme, _, rest = text.partition("://")
    if scheme == "postgresql" and rest:
        return "postgresql+psycopg" + text.removeprefix("postgresql")
    if scheme not in ("sqlite", "postgresql+psycopg") or not rest:
        raise ValueError("write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.")
    return text


def _mail(text: str) -> str:
    parts = _address(text)
    is_server = parts is not None and parts.scheme in ("smtp", "smtps")
    is_folder = text.startswith("file:") and text != "file:"
    if text != "console" and not is_folder and not is_server:
        raise ValueError("write console, file:FOLDER, smtp://HOST:PORT or smtps://HOST:PORT.")
    return text


def _sender(text: str) -> str:
    if "@" not in text or not text.isprintable():
        raise ValueError("write an address such as Training <training@example.nl>.")
    return text


def _host(text: str) -> str:
    if not text:
        raise ValueError("write an address to listen on, such as 127.0.0.1.")
    return text


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("write a time zone such as Europe/Amsterdam.") from error
    return text


def _months(text: str) -> int:
    if not text.isdecimal() or not (int(text) == 0 or SHORTEST_KEPT <= int(text) <= LONGEST_KEPT):
        raise ValueError(
            f"write a number of months from {SHORTEST_KEPT} to {LONGEST_KEPT}, or 0 to keep all."
        )
    return int(text)


def _organisation(text: str) -> str:
    if not text.isprintable() or len(text) > LONGEST_NAME:
        raise ValueError(f"write a name on one line, of at most {LONGEST_NAME} characters.")
    return text


def _spacing(text: str) -> str:
    if text not in ("fixed", "fsrs", "off"):
        raise ValueError("write fixed, fsrs or off.")
    return text


def _country(text: str) -> Country:
    if text.lower() not in set(Country):
        raise ValueError("write nl or vl (Flanders).")
    return Country(text.lower())


def _promises(text: str) -> Terms:
    numbers = [int(part) for part in text.split() if part.isdecimal() and 0 < int(part) <= 60]  # noqa: PLR2004 -- named in the sentence
    if len(numbers) != 4 or len(text.split()) != 4:  # noqa: PLR2004 -- named in the sentence
        raise ValueError("write four numbers from 1 to 60, such as 1 2 10 6.")
    return Terms(*numbers)


def _folder(text: str) -> str:
    if text and not Path(text).is_dir():
        raise ValueError("this folder does not exist.")
    return text


_READERS: Mapping[str, Callable[[str], object]] = {
    "data_dir": Path,
    "port": _port,
    "threads": _threads,
    "demo": _yes_or_no,
    "review": _yes_or_no,
    "keep_answers": _months,
    "secret_key": _secret,
    "public_url": _public_url,
    "database_url": _database_url,
    "library": _folder,
    "mail": _mail,
    "mail_from": _sender,
    "host": _host,
    "time_zone": _time_zone,
    "organisation": _organisation,
    "spacing": _spacing,
    "country": _country,
    "promises": _promises,
}
