"""Contributions: one-time gifts and the single periods of pledges."""

import django_filters
from django.urls import reverse
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
from smallfavor.desk.records.wording import INTERVALS, PAYMENT_STATES, history, moment
from smallfavor.payments.models import Interval, Payment


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
        "method": lambda row: row.method,
        "appeal": lambda row: row.appeal,
        "variant": lambda row: row.variant,
    }
    record_columns = (
        AmountColumn(),
        TextColumn("state", "State", lambda row: PAYMENT_STATES[row.state], sort_key="state"),
        TextColumn("interval", "How often", lambda row: INTERVALS[row.interval], sort_key="interval"),
        TextColumn("method", "Method", lambda row: row.method, sort_key="method"),
        TextColumn("appeal", "Asked by", lambda row: row.appeal or "–", sort_key="appeal"),
    )

    def title(self, row: Payment) -> str:
        return moment(row.created_at)


class ContributionView(RecordView):
    model = Payment
    list_title = "Contributions"

    def get_page_title(self) -> str:
        return f"{money_text(self.record.amount_minor, self.record.currency)}, {moment(self.record.created_at)}"

    def facts(self) -> list[Fact]:
        payment: Payment = self.record
        facts = [
            Fact("State", PAYMENT_STATES[payment.state]),
            Fact("Amount", money_text(payment.amount_minor, payment.currency)),
            Fact("How often", INTERVALS[payment.interval]),
            Fact("Method", payment.method),
            Fact("Begun", moment(payment.created_at)),
            Fact("Paid", moment(payment.paid_at)),
            Fact("Receipt", payment.uuid),
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
        return [tries, history(self.record.changes.order_by("-happened_at", "-id"), PAYMENT_STATES)]


class ContributionViewSet(RecordViewSet):
    model = Payment
    name = "contributions"
    menu_label = "Contributions"
    icon = "list-ul"
    menu_order = 120
    index_view_class = ContributionIndexView
    record_view_class = ContributionView
