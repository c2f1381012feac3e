"""`python -m bench.emulators.mollie`: runs the emulator until it is told to stop."""

import argparse
import os
from pathlib import Path

from bench.emulators.mollie.app import build_app
from bench.emulators.mollie.settings import Settings
from sandbox_processor.serving import serve


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.emulators.mollie",
        description="An emulator of Mollie's API on this machine. No money moves.",
        epilog="MOLLIE_API_KEY and MOLLIE_ACCESS_TOKEN come from the environment.",
    )
    parser.add_argument("--port", type=int, default=8031)
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--data", type=Path, default=Path("data/mollie"), help="the folder of its own record")
    parser.add_argument("--webhook-origin", default="", help="where the host of webhook addresses is; empty: nowhere")
    parser.add_argument("--key-life-s", type=int, default=3600, help="how long idempotency keys are kept")
    parser.add_argument("--retry-s", type=float, default=60.0, help="the first wait after a webhook that failed")
    parser.add_argument("--not-cancelable", action="store_true", help="nobody can close an open page")
    parser.add_argument("--end-with-parent", action="store_true", help="stop when whoever started it is gone")
    given = parser.parse_args()
    settings = Settings(
        data=given.data,
        public_url=f"http://{given.address}:{given.port}",
        api_key=os.environ["MOLLIE_API_KEY"],
        access_token=os.environ["MOLLIE_ACCESS_TOKEN"],
        webhook_origin=given.webhook_origin,
        key_life_s=given.key_life_s,
        retry_s=given.retry_s,
        cancelable=not given.not_cancelable,
    )
    serve(build_app(settings), given.address, given.port, end_with_parent=given.end_with_parent)


if __name__ == "__main__":
    main()
