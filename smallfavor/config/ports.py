"""The ports of one demo, all counted from PORT, and whether they are free."""

import errno
import socket
from dataclasses import dataclass

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
    paper: int

    @property
    def sandbox(self) -> int:
        return self.paper + 10

    @property
    def smtp(self) -> int:
        return self.paper + 25

    @property
    def mailbox(self) -> int:
        return self.paper + 26

    def busy(self) -> list[int]:
        """Those that another program holds."""
        return [port for port in (self.paper, self.sandbox, self.smtp, self.mailbox) if not _is_free(port)]


def answers(port: int) -> bool:
    """Something takes connections there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port that waits out its last connections is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                return False
            raise
    return True
