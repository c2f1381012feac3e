"""When two written addresses are the same one, for looking a person up. Mail goes to the address as it was typed."""

import unicodedata

from smallfavor.core.addresses import ascii_domain

MAX_LENGTH = 254


class AddressInvalid(ValueError):
    """Raised when a text can't be a mail address."""

    code = "address_invalid"


def clean_address(text: str) -> str:
    """The address as it is kept: trimmed, composed (NFC).

    Raises AddressInvalid for what can't be delivered or could break a header.
    """
    address = unicodedata.normalize("NFC", text.strip())
    local, at, domain = address.rpartition("@")
    if not (local and at and domain) or len(address) > MAX_LENGTH:
        raise AddressInvalid("not a mail address")
    if not local.isascii() or any(
        sign.isspace() or not sign.isprintable() or sign in '<>,;:"()[]\\@' for sign in local
    ):
        raise AddressInvalid("a sign that mail addresses don't have")
    if "." not in domain or any(sign.isspace() for sign in domain):
        raise AddressInvalid("not a domain")
    try:
        ascii_domain(domain)
    except ValueError as error:
        raise AddressInvalid("not a domain") from error
    return address


def lookup_form(address: str) -> str:
    """One spelling for all ways to write one address: upper and lower case, composed and decomposed, IDNA.

    The part before the @ is folded too: mail servers that tell Anna@ from anna@ are not found in practice, phones that
    write the first letter large are; and mail goes to the address as first typed, so nobody reads another's letter.
    """
    local, _, domain = clean_address(address).rpartition("@")
    return f"{local.casefold()}@{ascii_domain(domain)}"


def mailbox_of(address: str) -> str:
    """One spelling for all addresses that reach one mailbox by the customs of mail services: no dots, no "+tag".

    For counting alone: where a service knows no such custom, two people share a count. Raises AddressInvalid.
    """
    local, _, domain = lookup_form(address).rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


def mail_house(address: str) -> str:
    """The domain that somebody registered, as far as its labels tell: the names under it cost nothing to make.

    Two labels, three where the second is a registry's own (co.uk, com.ua). Raises AddressInvalid.
    """
    labels = lookup_form(address).rpartition("@")[2].split(".")
    depth = 3 if len(labels) > 2 and len(labels[-1]) == 2 and (len(labels[-2]) <= 3) else 2
    return ".".join(labels[-depth:])
