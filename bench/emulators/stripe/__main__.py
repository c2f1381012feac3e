"""`python -m bench.emulators.stripe`: runs the emulator until it is told to stop."""

import argparse
import os
import sys
from pathlib import Path

from bench.emulators.stripe.app import build_app
from bench.emulators.stripe.settings import Settings
from sandbox_processor.serving import serve


def main() -> None:
    given = _parser().parse_args(sys.argv[1:])
    settings = Settings(
        data=given.data,
        public_url=(given.public_url or f"http://{given.address}:{given.port}").rstrip("/"),
        api_key=os.environ.get("STRIPE_EMULATOR_API_KEY", "sk_test_emulator"),
        webhook_secret=os.environ.get("STRIPE_EMULATOR_WEBHOOK_SECRET", "whsec_emulator"),
        webhook_url=given.webhook_url,
        subscribed=tuple(filter(None, given.subscribed.split(","))),
        merchant=given.merchant,
        methods=tuple(filter(None, given.methods.split(","))),
        key_life_s=given.key_life_s,
        search_lag_s=given.search_lag_s,
        shortest_page_s=given.shortest_page_s,
        sepa_s=given.sepa_s,
    )
    serve(build_app(settings), given.address, given.port, end_with_parent=given.end_with_parent)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.emulators.stripe",
        description="Speaks Stripe's wire, as the official SDK uses it, and moves no money. For tests.",
        epilog="Secrets come from the environment: STRIPE_EMULATOR_API_KEY and STRIPE_EMULATOR_WEBHOOK_SECRET.",
    )
    parser.add_argument("--port", type=int, default=8020)
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--data", type=Path, default=Path("data/stripe-emulator"), help="the folder of its database")
    parser.add_argument("--public-url", default="", help="where readers' browsers find it")
    parser.add_argument("--webhook-url", default="", help="where events are sent; empty: nowhere")
    parser.add_argument("--subscribed", default="", help="kinds of events that are sent; empty: all")
    parser.add_argument("--merchant", default="The paper", help="the name that stands on the hosted page")
    parser.add_argument("--methods", default="card,sepa_debit", help="what the account has switched on")
    parser.add_argument("--key-life-s", type=int, default=24 * 3600, help="how long idempotency keys are kept")
    parser.add_argument("--search-lag-s", type=float, default=1.0, help="how far a search stays behind")
    parser.add_argument("--shortest-page-s", type=int, default=1800, help="the least that a page must be open")
    parser.add_argument("--sepa-s", type=float, default=2.0, help="until a bank debit has succeeded")
    parser.add_argument("--end-with-parent", action="store_true", help="stop when whoever started it is gone")
    return parser


if __name__ == "__main__":
    main()
