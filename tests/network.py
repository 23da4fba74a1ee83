"""Keep tests off the network: any connection that leaves this machine fails, and is remembered."""

import sys

HERE = {"localhost", "127.0.0.1", "::1", "", None}

attempts: list[str] = []


class LeftTheMachineError(Exception):
    """Say which address a test tried to reach."""


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what Python tells of, see its table of audit events; hooks cannot be removed again."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments[:1]
    else:
        return
    # Unix sockets have a path for an address, and internet sockets begin with the host.
    if isinstance(address, tuple) and address[0] not in HERE:
        attempts.append(str(address[0]))
        raise LeftTheMachineError(f"a test may not reach {address[0]}")


def install() -> None:
    sys.addaudithook(watch)
