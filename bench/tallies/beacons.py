"""The beacons of a busy hour, as HTTP requests: many readers behind a proxy of ours, few different words.

Not here: sending them (load.py).
"""

import json
import random
from collections.abc import Mapping
from typing import Any

READERS = 20_000
PER_SENDER = 3
COUNTRIES = {"LV": 50, "EE": 12, "LT": 10, "DE": 8, "GB": 6, "PL": 4, "": 4, "US": 3, "FI": 2, "UA": 1}
EVENTS = {"exposed": 20, "seen": 70, "click": 4, "dismiss": 5, "remind": 1}
ORDINALS = {1: 40, 2: 25, 3: 15, 4: 8, 5: 5, 6: 3, 7: 2, 8: 2}
AGENTS = tuple(
    f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36"
    for system in ("X11; Linux x86_64", "Windows NT 10.0; Win64; x64", "Linux; Android 10; K")
    for version in range(120, 132)
)


def requests_of(manifest: Mapping[str, Any], seed: int, *, count: int = READERS * PER_SENDER) -> list[bytes]:
    """`count` beacons of `manifest` (as a browser reads it), from READERS addresses, in an order of their own."""
    chance = random.Random(seed)
    return [_request(_said(manifest, chance), _address(number % READERS), chance) for number in range(count)]


def requests_of_one_sender(manifest: Mapping[str, Any], seed: int, *, count: int) -> list[bytes]:
    chance = random.Random(seed)
    return [_request(_said(manifest, chance), "9.9.9.9", chance) for _ in range(count)]


def cells_of(requests: list[bytes]) -> int:
    """How many rows of counts these come to in one day."""
    return len({request.rpartition(b"\r\n\r\n")[2] for request in requests})


def _said(manifest: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """What embed/src/embed.js sends, in the same order."""
    appeal = chance.choice(manifest["appeals"])
    event = _drawn(EVENTS, chance)
    return {
        "v": manifest["version"],
        "a": appeal["id"],
        "b": chance.choice(appeal["variants"])["id"],
        "c": _drawn(COUNTRIES, chance),
        "e": event,
        "k": 1 if event == "exposed" else _drawn(ORDINALS, chance),
        "t": manifest["token"],
    }


def _request(said: dict[str, Any], address: str, chance: random.Random) -> bytes:
    body = json.dumps(said, separators=(",", ":"))
    return (
        "POST /appeals/tally HTTP/1.1\r\n"
        "Host: 127.0.0.1\r\n"
        f"User-Agent: {chance.choice(AGENTS)}\r\n"
        f"X-Forwarded-For: {address}\r\n"
        "Accept: */*\r\nAccept-Language: lv,en;q=0.8\r\nAccept-Encoding: gzip, deflate, br\r\n"
        "Origin: https://news.example\r\nContent-Type: text/plain;charset=UTF-8\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def _address(number: int) -> str:
    return f"5.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def _drawn(weights: Mapping[Any, int], chance: random.Random) -> Any:
    return chance.choices(list(weights), list(weights.values()))[0]
