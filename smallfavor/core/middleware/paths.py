"""Which kind of page an address is: the desk's, or one that must never be kept by anybody; how much it takes in.

Not here: the headers themselves (headers.py).
"""

DESK_PREFIX = "/desk/"
PRIVATE_PREFIXES = ("/support/", "/manage/", "/remind/", DESK_PREFIX)


WEBHOOK_PREFIX = "/payments/webhooks/"
LARGEST_WEBHOOK = 256 * 1024
LARGEST_FORM = 1024 * 1024


def largest_body(path: str) -> int:
    """How many bytes may be posted to this address of the readers' side."""
    return LARGEST_WEBHOOK if path.startswith(WEBHOOK_PREFIX) else LARGEST_FORM


def is_desk(path: str) -> bool:
    return path.startswith(DESK_PREFIX)


def is_private(path: str) -> bool:
    """True where the page carries a token, a signed form or a person's own data: it is never stored nor indexed."""
    return path.startswith(PRIVATE_PREFIXES)
