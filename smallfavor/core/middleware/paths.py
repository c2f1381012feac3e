"""Which kind of page an address is: the desk's, or one that must never be kept by anybody.

Not here: the headers themselves (headers.py).
"""

DESK_PREFIX = "/desk/"
PRIVATE_PREFIXES = ("/support/", "/manage/", "/remind/", DESK_PREFIX)


def is_desk(path: str) -> bool:
    return path.startswith(DESK_PREFIX)


def is_private(path: str) -> bool:
    """True where the page carries a token, a signed form or a person's own data: it is never stored nor indexed."""
    return path.startswith(PRIVATE_PREFIXES)
