"""Static files under names that carry their fingerprint, so that browsers keep them for a year."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from flask import Flask
from whitenoise import WhiteNoise

ROOT = Path(__file__).parent / "static"
PREFIX = "/static/"
FINGERPRINT = 12


def install(app: Flask) -> Mapping[str, str]:
    """Serve the files before Flask is asked, and give the map from name to address."""
    noise = WhiteNoise(app.wsgi_app, max_age=0, allow_all_origins=False)
    addresses: dict[str, str] = {}
    for path in sorted(file for file in ROOT.rglob("*") if file.is_file()):
        name = path.relative_to(ROOT).as_posix()
        stem, _, suffix = name.rpartition(".")
        fingerprint = sha256(path.read_bytes()).hexdigest()[:FINGERPRINT]
        addresses[name] = f"{PREFIX}{stem}.{fingerprint}.{suffix}"
        noise.add_file_to_dictionary(PREFIX + name, str(path))
        _keep_for_a_year(noise, addresses[name], path)
    app.wsgi_app = noise  # type: ignore[method-assign]  # the documented way to wrap a Flask app
    return MappingProxyType(addresses)


def _keep_for_a_year(noise: WhiteNoise, address: str, path: Path) -> None:
    noise.immutable_file_test = lambda _path, url: url == address
    noise.add_file_to_dictionary(address, str(path))
    noise.immutable_file_test = lambda _path, _url: False
