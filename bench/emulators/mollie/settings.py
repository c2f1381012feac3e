"""What the program is told at its start."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`retry_s`: the wait after the first delivery that failed, doubled each time, as Mollie does."""

    data: Path
    public_url: str
    api_key: str
    access_token: str
    webhook_origin: str = ""
    merchant: str = "The paper"
    key_life_s: int = 3600
    retry_s: float = 60.0
    retries: int = 10
    cancelable: bool = True
