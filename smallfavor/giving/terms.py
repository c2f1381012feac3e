"""The terms of a recurring gift: the words beside the button, and their version, which is stored with the pledge.

Change the words freely: a pledge keeps the version that its reader saw, and docs/rules/terms.md keeps every text.
"""

import hashlib

from django.utils.translation import gettext

from smallfavor.core.paper import current_paper

VERSION_LENGTH = 16


def recurring_terms() -> str:
    """In the active language."""
    return gettext(
        "You allow {paper} to take this amount again every month or every year, as you choose, until you stop. "
        "You can change or stop it at any time; it takes one click and no reason."
    ).format(paper=current_paper().name)


def terms_version() -> str:
    """A fingerprint of the text in the active language: another word, another version."""
    return hashlib.sha256(recurring_terms().encode()).hexdigest()[:VERSION_LENGTH]
