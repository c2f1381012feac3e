"""Letters to supporters about themselves: the link to their page."""

from smallfavor.core.mail import Letter, Outgoing, in_language
from smallfavor.supporters.links import LIFE, manage_url
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.queries import contact_of


def compose_manage_link(supporter: Supporter, *, language: str) -> Outgoing | None:
    """The letter with the link; None when the supporter has no contact (erased)."""
    contact = contact_of(supporter)
    if contact is None:
        return None
    context = {"button_url": in_language(manage_url(supporter), language), "days": LIFE.days}
    letter = Letter("supporters/mail/manage_link", context, language)
    return Outgoing(letter, contact.email, contact.name)
