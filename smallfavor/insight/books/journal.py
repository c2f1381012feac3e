"""The journal at the desk: every entry with its lines, by month, kind and account, and the payment it is about."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse

from smallfavor.core.paper import current_paper
from smallfavor.insight.books.screen import (
    BooksScreen,
    amount_cell,
    csv_answer,
    day_words,
    month_asked,
    month_words,
)
from smallfavor.insight.exports.plain import journal_csv
from smallfavor.ledger.models import Account, Entry, EntryKind
from smallfavor.ledger.queries.journal import entries_of, journal
from smallfavor.ledger.rules.months import last_day, month_of
from smallfavor.payments.models import Payment

PAGE = 50
KINDS = {
    EntryKind.CAPTURE: "Gift received",
    EntryKind.REFUND: "Given back",
    EntryKind.DISPUTE: "Dispute",
    EntryKind.DISPUTE_WON: "Dispute won",
    EntryKind.FEE: "Fee",
    EntryKind.RETURNED: "Bank debit returned",
    EntryKind.PAYOUT: "Payout",
    EntryKind.OTHER_INCOME: "Other income",
    EntryKind.EXCHANGE: "Exchange difference",
    EntryKind.CORRECTION: "Correction",
}


class JournalScreen(BooksScreen):
    page_title = "Journal"
    template_name = "insight/books/journal.html"
    screen = "books_journal"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.month = month_asked(request) or month_of(self.today)
        if request.GET.get("export") == "csv":
            lines = journal_csv(journal(first=self.month, last=last_day(self.month)))
            return csv_answer(lines, f"journal-{self.month:%Y-%m}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind, account = self.request.GET.get("kind", ""), self.request.GET.get("account", "")
        entries = entries_of(first=self.month, last=last_day(self.month), kind=kind, account=account)
        entries = entries.prefetch_related("transfers__debit_account", "transfers__credit_account")
        page = Paginator(entries, PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "rows": _rows(list(page.object_list)),
            "sentence": _sentence(page.paginator.count, self.month, narrowed=bool(kind or account)),
            "month": self.month.strftime("%Y-%m"),
            "kind": kind,
            "account": account,
            "kinds": [(str(key), words) for key, words in KINDS.items()],
            "accounts": sorted(set(Account.objects.values_list("code", flat=True))),
            "query": f"month={self.month:%Y-%m}&kind={kind}&account={account}",
        }


def _sentence(count: int, month: date, *, narrowed: bool) -> str:
    entries = "1 entry stands" if count == 1 else f"{count:,} entries stand"
    return f"{entries} in {month_words(month)}{' that you asked for' if narrowed else ''}."


def _rows(shown: list[Entry]) -> list[dict[str, object]]:
    uuids = {entry.payment_uuid for entry in shown if entry.payment_uuid}
    payments = {
        payment.uuid: payment for payment in Payment.objects.filter(uuid__in=uuids).prefetch_related("receipts")
    }
    zone = current_paper().zone
    return [
        {
            "posted": day_words(entry.posted_on),
            "happened": day_words(happened) if happened != entry.posted_on else "",
            "kind": KINDS[EntryKind(entry.kind)],
            "object": entry.provider_object,
            "lines": [
                (line.debit_account.code, line.credit_account.code, amount_cell(line.amount_minor, line.currency),
                 line.currency)
                for line in entry.transfers.all()
            ],
            "payment": _payment(payments.get(entry.payment_uuid) if entry.payment_uuid else None),
        }
        for entry in shown
        for happened in [entry.happened_at.astimezone(zone).date()]
    ]  # fmt: skip


def _payment(payment: Payment | None) -> tuple[str, str] | None:
    """Its number and address at the desk; before a receipt is issued, the first letters of its own."""
    if payment is None:
        return None
    numbers = [receipt.number for receipt in payment.receipts.all() if receipt.kind == "receipt"]
    label = numbers[0] if numbers else payment.uuid.hex[:8].upper()
    return label, reverse("desk_contributions:record", args=(payment.pk,))
