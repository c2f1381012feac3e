"""Pledges: who promised what, when it is next due, what failed."""

import django_filters
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from smallfavor.core.clock import utcnow
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
from smallfavor.desk.records.dunning import standing_of_pledge
from smallfavor.desk.records.wording import (
    INTERVALS,
    PAUSE_REASONS,
    PAYMENT_STATES,
    PLEDGE_STATES,
    day,
    history,
    moment,
)
from smallfavor.payments.models import Interval, Payment, PaymentState, Pledge


class PledgeFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=list(PLEDGE_STATES.items()), label="State")
    interval = django_filters.ChoiceFilter(
        choices=[choice for choice in Interval.choices if choice[0] != Interval.ONCE], label="How often"
    )
    currency = django_filters.CharFilter(lookup_expr="iexact", label="Currency (as in USD)")
    next_due = django_filters.DateFromToRangeFilter(label="Next due", widget=DateRangePickerWidget)
    failed = django_filters.BooleanFilter(method="with_failures", label="Has declined charges")

    class Meta:
        model = Pledge
        fields = ["state", "interval", "currency", "next_due"]

    def with_failures(self, queryset: QuerySet[Pledge], name: str, value: bool) -> QuerySet[Pledge]:
        declined = Exists(Payment.objects.filter(pledge=OuterRef("pk"), state=PaymentState.FAILED))
        return queryset.filter(declined) if value else queryset.filter(~declined)


class PledgeIndexView(RecordIndexView):
    page_title = "Pledges"
    title_label = "Since"
    title_sort_key = "created_at"
    default_ordering = "-created_at"
    filterset_class = PledgeFilterSet
    list_related = ("supporter",)
    record_columns = (
        AmountColumn(),
        TextColumn("interval", "How often", lambda row: INTERVALS[row.interval], sort_key="interval"),
        TextColumn("state", "State", lambda row: PLEDGE_STATES[row.state], sort_key="state"),
        TextColumn("next_due", "Next due", lambda row: day(row.next_due), sort_key="next_due"),
        TextColumn("failures", "Declined", lambda row: row.failures or "–", sort_key="failures"),
    )
    export_columns = {
        "pledge": lambda row: str(row.uuid),
        "since": lambda row: row.created_at,
        "state": lambda row: row.state,
        "interval": lambda row: row.interval,
        "amount": lambda row: Money(row.amount_minor, row.currency).major,
        "currency": lambda row: row.currency,
        "next_due": lambda row: row.next_due or "",
        "declined": lambda row: row.failures,
        "appeal": lambda row: row.appeal,
        "variant": lambda row: row.variant,
    }

    def title(self, row: Pledge) -> str:
        return moment(row.created_at)

    def get_base_queryset(self) -> QuerySet[Pledge]:
        failures = Count("payments", filter=Q(payments__state=PaymentState.FAILED))
        return super().get_base_queryset().annotate(failures=failures)


class PledgeView(RecordView):
    model = Pledge
    list_title = "Pledges"

    def get_page_title(self) -> str:
        pledge: Pledge = self.record
        return f"{money_text(pledge.amount_minor, pledge.currency)}, {INTERVALS[pledge.interval].lower()}"

    def facts(self) -> list[Fact]:
        pledge: Pledge = self.record
        facts = [
            Fact("State", PLEDGE_STATES[pledge.state]),
            Fact("Next due", day(pledge.next_due)),
            Fact("Since", moment(pledge.created_at)),
            Fact("Pays with", pledge.instrument or "nothing saved"),
            Fact("Supporter", pledge.supporter_id, reverse("desk_supporters:record", args=(pledge.supporter_id,))),
            Fact("Number", pledge.uuid),
            *standing_of_pledge(pledge, now=utcnow()),
        ]
        if pledge.pause_reason:
            facts.append(Fact("Paused", PAUSE_REASONS[pledge.pause_reason]))
        if pledge.paused_until:
            facts.append(Fact("Paused until", day(pledge.paused_until)))
        if pledge.cancel_reason:
            facts.append(Fact("The reader's words on stopping", pledge.cancel_reason))
        if pledge.appeal:
            facts.append(Fact("Asked by", f"{pledge.appeal}, wording {pledge.variant}"))
        return facts

    def related(self) -> list[Related]:
        periods = Related(
            title="Periods",
            header=("Period", "Due", "Amount", "State", "Paid"),
            rows=[
                (
                    Fact("", payment.period, reverse("desk_contributions:record", args=(payment.pk,))),
                    day(payment.due),
                    money_text(payment.amount_minor, payment.currency),
                    PAYMENT_STATES[payment.state],
                    moment(payment.paid_at),
                )
                for payment in self.record.payments.order_by("-period")
            ],
            empty="No period yet.",
        )
        return [periods, history(self.record.changes.order_by("-happened_at", "-id"), PLEDGE_STATES)]


class PledgeViewSet(RecordViewSet):
    model = Pledge
    name = "pledges"
    menu_label = "Pledges"
    icon = "rotate"
    menu_order = 130
    index_view_class = PledgeIndexView
    record_view_class = PledgeView
