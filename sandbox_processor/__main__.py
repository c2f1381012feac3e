"""`python -m sandbox_processor`: runs the sandbox processor until it is told to stop."""

import argparse
import os
import sys
from pathlib import Path

from sandbox_processor.app import build_app
from sandbox_processor.serving import serve
from sandbox_processor.settings import Settings


def main() -> None:
    given, settings = _read(sys.argv[1:])
    serve(build_app(settings), given.address, given.port, end_with_parent=given.end_with_parent)


def _read(arguments: list[str]) -> tuple[argparse.Namespace, Settings]:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox_processor",
        description="A payment service that moves no money, for demonstrations and tests.",
        epilog="Secrets come from the environment, never from the command line: SANDBOX_API_KEY and "
        "SANDBOX_WEBHOOK_SECRET, or the files that SANDBOX_API_KEY_FILE and SANDBOX_WEBHOOK_SECRET_FILE name.",
    )
    parser.add_argument("--port", type=int, default=8010)
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--data", type=Path, default=Path("data/sandbox"), help="the folder of its own database")
    parser.add_argument("--public-url", default="", help="where readers' browsers find it")
    parser.add_argument("--webhook-url", default="", help="where events are sent; empty: nowhere")
    parser.add_argument("--merchant", default="The paper", help="the name that stands on the hosted page")
    parser.add_argument("--key-life-s", type=int, default=24 * 3600, help="how long idempotency keys are kept")
    parser.add_argument("--end-with-parent", action="store_true", help="stop when whoever started it is gone")
    given = parser.parse_args(arguments)
    settings = Settings(
        data=given.data,
        public_url=(given.public_url or f"http://{given.address}:{given.port}").rstrip("/"),
        api_key=_secret(parser, "SANDBOX_API_KEY"),
        webhook_secret=_secret(parser, "SANDBOX_WEBHOOK_SECRET"),
        webhook_url=given.webhook_url,
        merchant=given.merchant,
        key_life_s=given.key_life_s,
    )
    return given, settings


def _secret(parser: argparse.ArgumentParser, name: str) -> str:
    value = os.environ.get(name, "")
    path = os.environ.get(f"{name}_FILE", "")
    if not value and path:
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            parser.error(f"{name}_FILE can't be read: {error.strerror}")
    if not value:
        parser.error(f"{name} (or {name}_FILE) is not set")
    return value


if __name__ == "__main__":
    main()
