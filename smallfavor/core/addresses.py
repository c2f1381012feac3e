"""Mail addresses as mail servers know them. Not here: when two addresses are one (supporters/rules/address.py)."""

import idna


def ascii_domain(domain: str) -> str:
    """The domain as the DNS knows it, in lower case: "Bücher.example" is xn--bcher-kva.example.

    Raises ValueError.
    """
    return idna.encode(domain.rstrip("."), uts46=True, transitional=False).decode().lower()  # IDNAError is a ValueError


def ascii_address(address: str) -> str:
    """The address with its domain as the DNS knows it.

    Raises ValueError.
    """
    local, _, domain = address.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"
