"""Webhooks that must be refused, told to the web server as an attacker or a broken proxy would tell them."""

import json
import time
from uuid import uuid4

import httpx

from bench.faults.house import House
from bench.faults.trial import signature

LIES = ("forged", "stale", "from the future", "unsigned", "too large", "not JSON")


def tell(house: House, lie: str) -> int:
    """Post one; the status of the answer, 0 where nobody answered."""
    now, secret = time.time(), house.sandbox.webhook_secret
    body = json.dumps({"id": f"evt_{uuid4().hex}", "type": "charge.succeeded", "created_ms": int(now * 1000),
                       "object": {"object": "charge", "id": f"ch_{uuid4().hex[:24]}"}}).encode()  # fmt: skip
    if lie == "too large":
        body += b" " * (300 * 1024)
    if lie == "not JSON":
        body = b"charge=succeeded"
    signed = {
        "forged": signature("not the secret", now, body),
        "stale": signature(secret, now - 3600, body),
        "from the future": signature(secret, now + 3600, body),
        "unsigned": "",
    }.get(lie, signature(secret, now, body))
    try:
        answer = httpx.post(
            f"{house.url}/payments/webhooks/sandbox/", content=body, headers={"Sandbox-Signature": signed}, timeout=5,
            trust_env=False,
        )  # fmt: skip
    except httpx.HTTPError:
        return 0
    return answer.status_code
