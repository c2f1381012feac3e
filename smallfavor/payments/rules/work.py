"""The work that a browser does before a checkout while cards are being tested: many small searches for a hash.

Many small ones instead of a large one, so that it takes everybody about the same time (see docs/security.md for the
figures). Not here: who is asked for it (guard.py); the browser's side (giving/static/giving/work.js).
"""

import hashlib

BITS = 12  # a part takes 4,096 tries in the mean
PARTS_MAX = 20
_COUNTER_MAX = 10  # digits: more than any search needs


def is_done(seed: str, answer: str, *, parts: int) -> bool:
    """True when `answer` names, for each part, a number whose hash with the seed begins with BITS zero bits."""
    numbers = answer.split(".")
    if len(numbers) != parts or len(answer) > parts * (_COUNTER_MAX + 1):
        return False
    return all(_holds(seed, n, number) for n, number in enumerate(numbers))


def _holds(seed: str, n: int, number: str) -> bool:
    if not (number.isascii() and number.isdigit() and len(number) <= _COUNTER_MAX):
        return False
    digest = hashlib.sha256(f"{seed}.{n}.{number}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0
