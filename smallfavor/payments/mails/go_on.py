"""The letter with the link by which a reader goes on with a form they have just filled in. The words: go_on.txt.

It may reach somebody who has asked for nothing: it says so, and names no gift.
"""

from smallfavor.core.mail import Letter, Outgoing, in_language
from smallfavor.payments.links import GO_ON_LIFE, go_on_url
from smallfavor.payments.models import HeldCheckout


def compose_go_on(held: HeldCheckout, *, to_address: str) -> Outgoing:
    """The typed name is not in it: a stranger could have words of theirs mailed to anybody."""
    hours = int(GO_ON_LIFE.total_seconds() // 3600)
    context = {"button_url": in_language(go_on_url(held), held.language), "hours": hours}
    return Outgoing(Letter("payments/mail/go_on", context, held.language), to_address, "")
