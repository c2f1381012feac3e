"""Webhooks that must be refused, told to the web server as an attacker or a broken proxy would tell them."""

import time

import httpx

from bench.faults.house import House

LIES = ("forged", "stale", "from the future", "unsigned", "too large", "not JSON")


def tell(house: House, lie: str) -> int:
    """Post one; the status of the answer, 0 where nobody answered."""
    now, processor = time.time(), house.processor
    body = processor.lie({})
    if lie == "too large":
        body += b" " * (300 * 1024)
    if lie == "not JSON":
        body = b"charge=succeeded"
    signed = {
        "forged": processor.signed(body, now, forged=True),
        "stale": processor.signed(body, now - 3600),
        "from the future": processor.signed(body, now + 3600),
        "unsigned": {},
    }.get(lie, processor.signed(body, now))
    try:
        answer = httpx.post(house.webhooks, content=body, headers=signed, timeout=5, trust_env=False)
    except httpx.HTTPError:
        return 0
    return answer.status_code
