"""What a page of ours may load and send to: the Content-Security-Policy of readers' pages and of the desk.

Not here: setting the header (core/middleware/headers.py for Django, config/front.py for baked files).
"""

from collections.abc import Iterable


def reader_policy(payment_origins: Iterable[str]) -> str:
    """Only our own files, nothing inline. `payment_origins` are where a posted form may be led on to."""
    form_action = " ".join(("'self'", *payment_origins))
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"font-src 'self'; media-src 'self'; form-action {form_action}; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def desk_policy() -> str:
    """As strict as Wagtail's admin can be: its date fields and inline panels still start by inline scripts.

    Everything comes from this host; frames are the previews of our own pages.
    """
    return (
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self'; frame-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )
