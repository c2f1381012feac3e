"""The terms of a recurring gift: the words beside the button, and their version, which is stored with the pledge.

The words may change: a pledge keeps the version that its reader saw, and docs/rules/terms.md keeps every text.
"""

import hashlib

from django.utils.translation import gettext

from smallfavor.core.paper import current_paper

VERSION_LENGTH = 16


def recurring_terms() -> str:
    """In the active language."""
    return terms_pattern().format(paper=current_paper().name)


def terms_version() -> str:
    """A fingerprint of the text in the active language, the paper's name apart: another word, another version."""
    return hashlib.sha256(terms_pattern().encode()).hexdigest()[:VERSION_LENGTH]


def terms_pattern() -> str:
    """The text with {paper} for the paper's name."""
    return gettext(
        "You allow {paper} to take this amount again every month or every year, as you choose, until you stop. "
        "You can change or stop it at any time; it takes one click and no reason."
    )
