"""Who sent a request, as far as an internet address tells. Pure: nothing is kept here, and nowhere else as it is.

Not here: the salted hashes under which senders are counted (sender_pace.py, payments/queries/guard).
"""

import ipaddress
from collections.abc import Mapping
from typing import Any

HOME_BITS = 56  # what one household is given of IPv6, at most; a machine may change its address within
# What surrounds a sender: a provider's neighbourhood, and a part of its whole network.
BLOCK_BITS = {4: 24, 6: 48}
NETWORK_BITS = {4: 16, 6: 32}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def addresses_in(environ: Mapping[str, Any]) -> tuple[str, str]:
    """What the functions below ask for, from WSGI's environ: the address, and what proxies say of it."""
    return environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", "")


def sender_of(address: str, forwarded_for: str) -> str:
    """Who sent a request: its address or, behind a proxy of ours (a private address), what the proxy says.

    Of IPv6 the household's part. "" where a proxy says nothing: then everybody would share one pace.
    """
    found = public_address(address, forwarded_for)
    if found is None:
        return ""
    return str(found) if found.version == 4 else str(int(found) >> (128 - HOME_BITS))


def circles_of(address: str, forwarded_for: str) -> tuple[str, str, str] | None:
    """The sender, its block and its network, from narrow to wide; None where a proxy says nothing."""
    found = public_address(address, forwarded_for)
    if found is None:
        return None
    own = 32 if found.version == 4 else HOME_BITS
    narrow, middle, wide = (
        str(ipaddress.ip_network((found, bits), strict=False))
        for bits in (own, BLOCK_BITS[found.version], NETWORK_BITS[found.version])
    )
    return narrow, middle, wide


def public_address(address: str, forwarded_for: str) -> Address | None:
    """The address of the sender; None for a private one that no proxy of ours explains, and for what is none."""
    return _public(address) or _public(forwarded_for.rpartition(",")[2].strip())


def _public(address: str) -> Address | None:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    if found.is_private:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found
