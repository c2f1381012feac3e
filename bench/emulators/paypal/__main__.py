"""`python -m bench.emulators.paypal --port 8031`: runs the emulator of PayPal until it is told to stop."""

import argparse
import os
from pathlib import Path

from bench.emulators.paypal.app import build_app
from bench.emulators.paypal.calls import Machine
from bench.emulators.paypal.store import Store
from sandbox_processor.faults import Faults
from sandbox_processor.serving import serve


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.emulators.paypal",
        description="An emulator of PayPal for tests. It moves no money.",
        epilog="EMULATOR_PAYPAL_SECRET is the client's secret; the client's id is `emulator`.",
    )
    parser.add_argument("--port", type=int, default=8031)
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--data", type=Path, default=Path("data/paypal"), help="the folder of its own record")
    parser.add_argument("--public-url", default="", help="where readers' browsers find it")
    parser.add_argument("--webhook-url", default="", help="where events are sent; empty: nowhere")
    parser.add_argument("--webhook-id", default="EMULATEDWEBHOOK", help="the name of the webhook that is signed for")
    parser.add_argument("--merchant", default="The paper")
    parser.add_argument("--end-with-parent", action="store_true", help="stop when whoever started it is gone")
    given = parser.parse_args()
    secret = os.environ.get("EMULATOR_PAYPAL_SECRET", "")
    if not secret:
        parser.error("EMULATOR_PAYPAL_SECRET is not set")
    given.data.mkdir(parents=True, exist_ok=True)
    machine = Machine(
        url=(given.public_url or f"http://{given.address}:{given.port}").rstrip("/"),
        merchant=given.merchant,
        client_id="emulator",
        client_secret=secret,
        store=Store(given.data / "paypal.sqlite3"),
        faults=Faults(),
    )
    app = build_app(machine, given.data, webhook_id=given.webhook_id, webhook_url=given.webhook_url)
    serve(app, given.address, given.port, end_with_parent=given.end_with_parent)


if __name__ == "__main__":
    main()
