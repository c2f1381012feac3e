"""Contributions: one-time gifts and the single periods of pledges."""

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.urls import URLPattern, path, reverse
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from smallfavor.core.money import Money
from smallfavor.desk.records.base import (
    AmountColumn,
    Fact,
    RecordIndexView,
    RecordView,
    RecordViewSet,
    Related,
    TextColumn,
    money_text,
)
from smallfavor.desk.records.dunning import standing_of
from smallfavor.desk.records.refunds import RefundView
from smallfavor.desk.records.wording import DISPUTE_STATES, HAPPENED, INTERVALS, PAYMENT_STATES, day, history, moment
from smallfavor.payments.models import Interval, ObjectKind, Payment, PaymentState, ProviderObject
from smallfavor.payments.queries import given_back, left_of, refunded_of, way_name
from smallfavor.payments.queries.receipts import receipt_by_number

REFUND_STATES = {
    "done": "Given back",
    "on its way": "On its way",
    "lost": "Lost on the way; a person looks",
    "withdrawn": "Withdrawn: the bank took the money",
}


def state_text(payment: Payment, back_minor: int) -> str:
    """The state as the newsroom reads it; of a payment that went back in part, how much did."""
    if payment.state == PaymentState.PAID and back_minor:
        return f"Paid, {money_text(back_minor, payment.currency)} given back"
    return PAYMENT_STATES[payment.state]


RECEIPTS = {"receipt": "Receipt", "credit_note": "Credit note"}


class ContributionFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=list(PAYMENT_STATES.items()), label="State")
    interval = django_filters.ChoiceFilter(choices=Interval.choices, label="How often")
    currency = django_filters.CharFilter(lookup_expr="iexact", label="Currency (as in USD)")
    appeal = django_filters.CharFilter(lookup_expr="iexact", label="Appeal")
    created_at = django_filters.DateFromToRangeFilter(label="Begun", widget=DateRangePickerWidget)

    class Meta:
        model = Payment
        fields = ["state", "interval", "currency", "appeal", "created_at"]


class ContributionIndexView(RecordIndexView):
    page_title = "Contributions"
    title_label = "Begun"
    title_sort_key = "created_at"
    default_ordering = "-created_at"
    filterset_class = ContributionFilterSet
    list_related = ("supporter", "pledge")
    export_columns = {
        "receipt": lambda row: str(row.uuid),
        "begun": lambda row: row.created_at,
        "paid": lambda row: row.paid_at or "",
        "state": lambda row: row.state,
        "interval": lambda row: row.interval,
        "amount": lambda row: Money(row.amount_minor, row.currency).major,
        "currency": lambda row: row.currency,
        "given_back": lambda row: Money(row.back_minor or 0, row.currency).major,
        "method": lambda row: row.method,
        "appeal": lambda row: row.appeal,
        "variant": lambda row: row.variant,
    }
    record_columns = (
        AmountColumn(),
        TextColumn("state", "State", lambda row: state_text(row, row.back_minor or 0), sort_key="state"),
        TextColumn("interval", "How often", lambda row: INTERVALS[row.interval], sort_key="interval"),
        TextColumn("method", "Method", lambda row: way_name(row.method), sort_key="method"),
        TextColumn("appeal", "Asked by", lambda row: row.appeal or "–", sort_key="appeal"),
    )

    def search_queryset(self, queryset: QuerySet[Payment]) -> QuerySet[Payment]:
        """By a receipt's number too, as it stands in the reader's mail."""
        receipt = receipt_by_number(self.search_query or "")
        return queryset.filter(pk=receipt.payment_id) if receipt else super().search_queryset(queryset)

    def title(self, row: Payment) -> str:
        return moment(row.created_at)

    def get_base_queryset(self) -> QuerySet[Payment]:
        back = ProviderObject.objects.filter(
            payment=OuterRef("pk"), kind=ObjectKind.REFUND, charge__duplicate=False
        ).values("payment")
        total = back.annotate(total=Sum("amount_minor")).values("total")
        return super().get_base_queryset().annotate(back_minor=Subquery(total))


class ContributionView(RecordView):
    model = Payment
    list_title = "Contributions"

    def get_page_title(self) -> str:
        return f"{money_text(self.record.amount_minor, self.record.currency)}, {moment(self.record.created_at)}"

    def facts(self) -> list[Fact]:
        payment: Payment = self.record
        facts = [
            Fact("State", state_text(payment, refunded_of([payment]).get(payment.pk, 0))),
            Fact("Amount", money_text(payment.amount_minor, payment.currency)),
            Fact("How often", INTERVALS[payment.interval]),
            Fact("Method", way_name(payment.method)),
            Fact("Begun", moment(payment.created_at)),
            Fact("Paid", moment(payment.paid_at)),
            Fact("Number", payment.uuid),
            Fact("Supporter", payment.supporter_id, reverse("desk_supporters:record", args=(payment.supporter_id,))),
        ]
        if payment.pledge_id:
            facts.append(Fact("Pledge", payment.pledge_id, reverse("desk_pledges:record", args=(payment.pledge_id,))))
        if payment.decline_code:
            facts.append(Fact("Declined because", payment.decline_code))
        facts += standing_of(payment)
        if payment.appeal:
            facts.append(Fact("Asked by", f"{payment.appeal}, wording {payment.variant}"))
        return facts

    def related(self) -> list[Related]:
        attempts = self.record.attempts.select_related("provider_account").order_by("n")
        tries = Related(
            title="Tries",
            header=("Try", "At", "State", "Account", "Sent"),
            rows=[
                (row.n, row.operation, row.state, row.provider_account.code, moment(row.first_sent_at))
                for row in attempts
            ],
            empty="Nothing was sent.",
        )
        words = PAYMENT_STATES | HAPPENED
        changes = history(self.record.changes.order_by("-happened_at", "-id"), words)
        return [*self._back(), tries, self._receipts(), changes]

    def _receipts(self) -> Related:
        return Related(
            title="Receipts",
            header=("Number", "What", "Amount", "Issued"),
            rows=[
                (row.number, RECEIPTS[row.kind], money_text(row.amount_minor, row.currency), day(row.issued_on))
                for row in self.record.receipts.order_by("year", "serial")
            ],
            empty="None is issued yet; it takes a minute from the money.",
        )

    def _back(self) -> list[Related]:
        """What went back; nothing is shown where nothing did."""
        refunds = [
            (money_text(one.amount.minor, one.amount.currency), REFUND_STATES[one.state], moment(one.asked_at),
             moment(one.done_at), one.by or "at the provider", one.why or "–")
            for one in given_back(self.record)
        ]  # fmt: skip
        rows = self.record.provider_objects.filter(kind__in=["dispute", "return"]).order_by("created_at")
        taken = [
            (Fact("", moment(row.created_at), reverse("desk_disputes:record", args=(row.pk,))),
             money_text(row.amount_minor, row.currency), DISPUTE_STATES[row.dispute_state], row.decline_code or "–")
            for row in rows
        ]  # fmt: skip
        tables = [
            Related("Given back", ("Amount", "State", "Asked for", "Done", "By", "Why"), refunds, ""),
            Related("Taken back by the bank", ("When", "Amount", "State", "Why"), taken, ""),
        ]
        return [table for table in tables if table.rows]

    def actions(self) -> list[Fact]:
        payment: Payment = self.record
        may = self.request.user.has_perm("payments.refund_payment")
        if not may or payment.state != PaymentState.PAID or left_of(payment).minor == 0:
            return []
        return [Fact("", "Give back", reverse("desk_contributions:refund", args=(payment.pk,)))]


class ContributionViewSet(RecordViewSet):
    model = Payment
    name = "contributions"
    menu_label = "Contributions"
    icon = "list-ul"
    menu_order = 120
    index_view_class = ContributionIndexView
    record_view_class = ContributionView

    def more_urlpatterns(self) -> list[URLPattern]:
        return [path("<int:pk>/refund/", self.construct_view(RefundView), name="refund")]
