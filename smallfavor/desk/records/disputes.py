"""What readers' banks took back: disputes, with the day until which evidence is taken, and debits that came back."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from smallfavor.core.money import Money
from smallfavor.desk.records.base import (
    AmountColumn,
    Fact,
    RecordIndexView,
    RecordView,
    RecordViewSet,
    TextColumn,
    money_text,
)
from smallfavor.desk.records.wording import DISPUTE_STATES, PLEDGE_STATES, moment
from smallfavor.payments.models import ObjectKind, Payment, ProviderObject

KINDS = {ObjectKind.DISPUTE.value: "Dispute", ObjectKind.RETURN.value: "Debit sent back"}
REASONS = {
    "": "–",
    "insufficient_funds": "Not enough money on the account",
    "instrument_gone": "The account or the mandate is gone",
    "card_declined": "The payer objected",
}


class DisputeFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(choices=list(KINDS.items()), label="What")
    dispute_state = django_filters.ChoiceFilter(
        choices=[choice for choice in DISPUTE_STATES.items() if choice[0]], label="State"
    )
    created_at = django_filters.DateFromToRangeFilter(label="When", widget=DateRangePickerWidget)

    class Meta:
        model = ProviderObject
        fields = ["kind", "dispute_state", "created_at"]


def _due(row: ProviderObject) -> str:
    return moment(row.due_by) if row.dispute_state == "open" else "–"


def _fee(row: ProviderObject) -> str:
    return money_text(row.fee_minor, row.currency) if row.fee_minor else "–"


class DisputeIndexView(RecordIndexView):
    page_title = "Disputes"
    verbose_name, verbose_name_plural = "dispute", "disputes"
    title_label = "When"
    title_sort_key = "created_at"
    default_ordering = "-created_at"
    filterset_class = DisputeFilterSet
    list_related = ("payment",)
    record_columns = (
        AmountColumn(),
        TextColumn("kind", "What", lambda row: KINDS[row.kind], sort_key="kind"),
        TextColumn("state", "State", lambda row: DISPUTE_STATES[row.dispute_state], sort_key="dispute_state"),
        TextColumn("due_by", "Answer by", _due, sort_key="due_by"),
        TextColumn("fee", "Fee", _fee),
    )
    export_columns = {
        "object": lambda row: row.object_id,
        "when": lambda row: row.created_at,
        "what": lambda row: row.kind,
        "state": lambda row: row.dispute_state,
        "amount": lambda row: Money(row.amount_minor, row.currency).major,
        "currency": lambda row: row.currency,
        "fee": lambda row: Money(row.fee_minor or 0, row.currency).major,
        "answer_by": lambda row: row.due_by or "",
        "why": lambda row: row.decline_code,
        "receipt": lambda row: str(row.payment.uuid),
    }

    def title(self, row: ProviderObject) -> str:
        return moment(row.created_at)

    def get_base_queryset(self) -> QuerySet[ProviderObject]:
        return super().get_base_queryset().filter(kind__in=KINDS)

    def search_queryset(self, queryset: QuerySet[ProviderObject]) -> QuerySet[ProviderObject]:
        """By a part of the provider's own number."""
        return queryset.filter(object_id__icontains=self.search_query.strip()) if self.is_searching else queryset


class DisputeView(RecordView):
    model = ProviderObject
    list_title = "Disputes"

    def get_page_title(self) -> str:
        return f"{KINDS[self.record.kind]}: {money_text(self.record.amount_minor, self.record.currency)}"

    def facts(self) -> list[Fact]:
        row: ProviderObject = self.record
        payment: Payment = row.payment
        facts = [
            Fact("State", DISPUTE_STATES[row.dispute_state]),
            Fact("Amount", money_text(row.amount_minor, row.currency)),
            Fact("Fee", _fee(row)),
            Fact("When", moment(row.created_at)),
            Fact("At the provider", f"{row.provider_account.code}/{row.object_id}"),
            Fact("Payment", moment(payment.created_at), reverse("desk_contributions:record", args=(payment.pk,))),
        ]
        if row.dispute_state == "open":
            facts.insert(1, Fact("Answer at the provider by", moment(row.due_by)))
        if row.decline_code:
            facts.append(Fact("Why", REASONS.get(row.decline_code, row.decline_code)))
        if payment.pledge is not None:
            url = reverse("desk_pledges:record", args=(payment.pledge.pk,))
            facts.append(Fact("Pledge", PLEDGE_STATES[payment.pledge.state], url))
        return facts

    def notice(self) -> str:
        """What follows, and what there is to do."""
        row: ProviderObject = self.record
        pledge = row.payment.pledge is not None
        if row.kind == ObjectKind.RETURN:
            return "The bank sent this debit back for good. The income went with it; the period is not charged again."
        if row.dispute_state == "open":
            rest = " Until then the pledge takes nothing." if pledge else ""
            return f"Answer at the provider's own desk: evidence is given there, and the bank decides.{rest}"
        if row.dispute_state == "won":
            return "Won: the money came back." + (" The pledge goes on." if pledge else "")
        return "Lost: the money stays with the reader." + (
            " The pledge has ended, its card is revoked." if pledge else ""
        )


class DisputeViewSet(RecordViewSet):
    model = ProviderObject
    name = "disputes"
    menu_label = "Disputes"
    icon = "warning"
    menu_order = 125
    index_view_class = DisputeIndexView
    record_view_class = DisputeView
