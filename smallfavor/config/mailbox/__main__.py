"""`python -m smallfavor.config.mailbox --folder F --smtp-port N --port M`: runs until SIGTERM or SIGINT."""

import argparse
import signal
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import FrameType

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from smallfavor.config.mailbox.pages import Pages
from smallfavor.config.mailbox.store import Store

HOST = "127.0.0.1"
MAIL_MAX_BYTES = 10 * 1024 * 1024


class Delivery:
    """What the SMTP server does with a mail: every address is accepted, every mail is kept."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.store.deliver(envelope.original_content or b"")
        return "250 kept"


def main() -> None:
    parser = argparse.ArgumentParser(prog="mailbox", description="A mailbox for the demo, on this machine only.")
    parser.add_argument("--folder", type=Path, required=True, help="where mails are kept, one file each")
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--port", type=int, required=True, help="the port of the page that shows them")
    options = parser.parse_args()
    store = Store(options.folder)
    pages = type("BoundPages", (Pages,), {"store": store})
    server = ThreadingHTTPServer((HOST, options.port), pages)
    server.daemon_threads = True
    smtp = Controller(
        Delivery(store), hostname=HOST, port=options.smtp_port, data_size_limit=MAIL_MAX_BYTES, enable_SMTPUTF8=True
    )
    smtp.start()

    def stop(signum: int, frame: FrameType | None) -> None:
        # The server can only be stopped from another thread than its own.
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    server.serve_forever(poll_interval=0.2)
    smtp.stop()
    server.server_close()


main()
