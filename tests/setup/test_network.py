"""Tests stay on this machine."""

import socket

import pytest

from tests import network
from tests.network import LeftTheMachineError


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_other_machines_are_out_of_reach(host: str) -> None:
    with pytest.raises(LeftTheMachineError):
        socket.create_connection((host, 80), timeout=1)
    assert network.attempts == [host]
    network.attempts.clear()


def test_datagrams_are_watched_too() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sender, pytest.raises(LeftTheMachineError):
        sender.sendto(b"hello", ("192.0.2.1", 53))
    network.attempts.clear()


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
