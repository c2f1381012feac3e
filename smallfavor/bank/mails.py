"""The letter before a debit: when, how much, under which mandate, who asks. One letter announces a whole series.

Not here: sending it (tasks.py) and which debits need one (rules/due_days.py).
"""

from datetime import date

from django.utils import translation

from smallfavor.bank.models import Collection, CollectionState
from smallfavor.bank.queries.creditor import creditor_of
from smallfavor.bank.rules.due_days import in_series
from smallfavor.core.clock import add_months
from smallfavor.core.dates import day_text
from smallfavor.core.jobs import defer
from smallfavor.core.mail import Letter, Outgoing, in_language
from smallfavor.supporters.links import manage_url
from smallfavor.supporters.queries import contact_of

MONTHS = {"monthly": 1, "yearly": 12}
FURTHER_DAYS = 3  # of the series, told one by one


def send_prenotice_later(collection: Collection) -> None:
    """Defers a job inside the caller's transaction; once for each day that the payer is told of."""
    defer(
        "smallfavor.bank.tasks.mail_prenotice",
        collection=collection.end_to_end_id,
        due=collection.due_on.isoformat(),
    )


def compose_prenotice(end_to_end_id: str, *, due: str) -> Outgoing | None:
    """None when it no longer is the truth, or its payer was erased."""
    found = Collection.objects.select_related("mandate__supporter").filter(end_to_end_id=end_to_end_id, due_on=due)
    collection = found.exclude(state=CollectionState.REJECTED).first()
    contact = contact_of(collection.mandate.supporter) if collection else None
    if collection is None or contact is None:
        return None
    mandate, language = collection.mandate, collection.mandate.language
    creditor = creditor_of(collection.account)
    with translation.override(language):
        manage = in_language(manage_url(mandate.supporter), language)
        further = _series(collection, notice_days=creditor.agreed.notice_days)
        context = {
            "amount": collection.amount.format(language),
            "due": day_text(collection.due_on, language),
            "interval": collection.interval if further else "",
            "further": [day_text(day, language) for day in further],
            "account": mandate.label,
            "facts": _facts(collection, language),
            "button_url": manage,
        }
        letter = Letter("bank/mail/prenotice", context, language, manage_url=manage)
    return Outgoing(letter, contact.email, contact.name)


def _series(collection: Collection, *, notice_days: int) -> list[date]:
    """The next days of the series that this letter announces; none for a single debit or one outside of it."""
    mandate, months = collection.mandate, MONTHS.get(collection.interval, 0)
    if not (mandate.recurs and months and mandate.series_minor == collection.amount_minor):
        return []
    told = str(collection.metadata.get("x_due", ""))
    agreed = creditor_of(collection.account).agreed
    # A first payment counts its periods from the day on which the money comes.
    anchor = date.fromisoformat(told) if told else collection.due_on
    days = (in_series(agreed, add_months(anchor, months * n)) for n in range(1, FURTHER_DAYS + 2))
    return [day for day in days if day > collection.due_on][:FURTHER_DAYS]


def _facts(collection: Collection, language: str) -> list[tuple[str, str]]:
    creditor = creditor_of(collection.account)
    return [
        (translation.gettext("Amount"), collection.amount.format(language)),
        (translation.gettext("Date"), day_text(collection.due_on, language)),
        (translation.gettext("From the account"), collection.mandate.label),
        (translation.gettext("Mandate reference"), collection.mandate.reference),
        (translation.gettext("Creditor identifier"), creditor.creditor_id),
        (translation.gettext("Taken by"), creditor.name),
    ]
