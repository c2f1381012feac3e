"""What the emulator is told at its start."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`webhook_url` empty: events are kept, and not delivered. `subscribed`: kinds that are delivered; empty: all.

    `methods`: what the account has switched on.

    `key_life_s`: how long idempotency keys are kept. `search_lag_s`: how far a search stays behind; lists never do.
    `shortest_page_s`: the least that a page must be open. `sepa_s`: until a bank debit has succeeded.
    """

    data: Path
    public_url: str
    api_key: str
    webhook_secret: str
    webhook_url: str = ""
    subscribed: tuple[str, ...] = ()
    merchant: str = "The paper"
    methods: tuple[str, ...] = ("card", "sepa_debit")
    key_life_s: int = 24 * 3600
    search_lag_s: float = 1.0
    shortest_page_s: int = 1800
    sepa_s: float = 2.0
    redirect_wait_s: float = 3.0
