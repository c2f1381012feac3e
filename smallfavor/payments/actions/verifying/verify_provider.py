"""Verifies an account against its service's test mode, and keeps what was said, fit to be shown.

Not here: the promises (checks.py), listening (wire.py), what is hidden (rules/redaction.py).
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from smallfavor.payments import providers
from smallfavor.payments.actions.verifying.checks import Result, Run, walk
from smallfavor.payments.actions.verifying.wire import Exchange, listening, replaying
from smallfavor.payments.providers.base import Provider
from smallfavor.payments.providers.settings import is_test, settings_of
from smallfavor.payments.queries.verification import folder
from smallfavor.payments.rules.accounts import read_accounts
from smallfavor.payments.rules.redaction import Redaction

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
AskPayer = Callable[[str, str], None]


class AccountUnknown(Exception):
    """Raised when PROVIDERS names no such account."""


class RealMoney(Exception):
    """Raised when the account's keys are live ones, or nothing says that they are not."""


@dataclass
class _Account:
    code: str
    provider: str


@dataclass
class Verifying:
    """One verification, check by check; `path` is where its record is, once all are done."""

    account: _Account
    run: Run
    with_payer: bool
    results: list[Result] = field(default_factory=list)
    path: Path | None = None

    def __iter__(self) -> Iterator[Result]:
        with listening() as heard:
            for result in walk(self.run, with_payer=self.with_payer):
                self.results.append(result)
                yield result
        self.path = _keep(self, heard.exchanges)


def verify_provider(code: str, *, ask_payer: AskPayer, with_payer: bool, now: datetime) -> Verifying:
    """Hold the contract against the test mode of this account, by iterating over what comes back.

    Opens pages and, with a payer, takes, charges and gives back small amounts there; no row of ours knows of it, and
    what it made bears another installation's name than ours, so that `reconcile` leaves it alone. `ask_payer(sentence,
    address)` returns when the person has paid. The record goes to DATA/verifications, with keys and persons hidden and
    ids cut short.

    Raises AccountUnknown, RealMoney; nothing was sent then.
    """
    named = read_accounts(settings.PROVIDERS)
    if code not in named:
        raise AccountUnknown(f"PROVIDERS names {', '.join(named)}, and not {code}")
    account = _Account(code, named[code])
    provider = providers.get(account)
    if not provider.is_sandbox and not is_test(account.provider, settings.PROVIDER_SETTINGS.get(code, {})):
        raise RealMoney(f"the keys of {code} are not those of a test mode")
    run = Run(provider, f"{account.provider}-{now:%Y%m%dT%H%M%S}", now, f"{settings.BASE_URL}/", ask_payer)
    return Verifying(account, run, with_payer)


def replay(path: Path, provider: Provider) -> list[Result]:
    """The same checks over a record's answers, with nothing sent: what our reading of them makes of it today.

    Raises wire.NotAsRecorded where something else would be sent.
    """
    record = json.loads(path.read_bytes())
    exchanges = [
        Exchange(one["method"], one["url"], b"", one["status"], _as_bytes(one["got"])) for one in record["exchanges"]
    ]
    made_at = datetime.fromisoformat(record["made_at"])
    run = Run(provider, record["name"], made_at, record["return_url"], lambda sentence, url: None, seen_within_s=0.0)
    with replaying(exchanges):
        return list(walk(run, with_payer=record["with_payer"]))


def _keep(done: Verifying, exchanges: list[Exchange]) -> Path:
    redaction = Redaction(secrets=_secrets(done.account), kept=done.run.kept())
    hosts = {urlsplit(exchange.url).hostname for exchange in exchanges}
    record = {
        "provider": done.account.provider,
        "service": "live" if hosts and not hosts & LOOPBACK else "loopback",
        "made_at": done.run.now.isoformat(),
        "name": done.run.name,
        "return_url": done.run.return_url,
        "with_payer": done.with_payer,
        "told": _told(done.account, redaction),
        "results": [{**asdict(result), "why": redaction.text(result.why)} for result in done.results],
        "exchanges": [_written(exchange, redaction) for exchange in exchanges],
    }
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _free_path(f"{done.account.provider}-{done.run.now:%Y-%m-%d}")
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def _free_path(stem: str) -> Path:
    """A second run on one day does not take the first one's place."""
    paths = (folder() / f"{stem}{f'-{n}' if n > 1 else ''}.json" for n in range(1, 1000))
    return next(path for path in paths if not path.exists())


def _written(exchange: Exchange, redaction: Redaction) -> dict[str, Any]:
    return {
        "method": exchange.method,
        "url": redaction.text(exchange.url),
        "sent": _readable(exchange.sent, redaction),
        "status": exchange.status,
        "got": _readable(exchange.got, redaction),
    }


def _readable(content: bytes, redaction: Redaction) -> Any:
    try:
        return redaction.body(json.loads(content)) if content else ""
    except ValueError:
        return redaction.text(content.decode("utf-8", "replace"))


def _as_bytes(written: Any) -> bytes:
    return written.encode() if isinstance(written, str) else json.dumps(written).encode()


def _told(account: _Account, redaction: Redaction) -> dict[str, str]:
    """What the account's settings said, without its secrets: a replay is told the same."""
    values = settings.PROVIDER_SETTINGS.get(account.code, {})
    named = [setting for setting in settings_of(account.provider) if not setting.secret]
    return {setting.name: redaction.text(values.get(setting.name, "")) for setting in named}


def _secrets(account: _Account) -> list[str]:
    values = settings.PROVIDER_SETTINGS.get(account.code, {})
    return [values.get(setting.name, "") for setting in settings_of(account.provider) if setting.secret]
