"""What the program is told at its start."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`webhook_url` empty: events are kept, and not delivered. `public_url`: where the reader's browser finds us."""

    data: Path
    public_url: str
    api_key: str
    webhook_secret: str
    webhook_url: str = ""
    merchant: str = "The paper"
    key_life_s: int = 24 * 3600
    redirect_wait_s: float = 3.0
