"""Supporters: without a name in the list; name and address are opened on the record's own page, for whoever may."""

import django_filters
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from smallfavor.desk.records.base import (
    Fact,
    RecordIndexView,
    RecordView,
    RecordViewSet,
    Related,
    TextColumn,
    money_text,
)
from smallfavor.desk.records.wording import INTERVALS, PAYMENT_STATES, PLEDGE_STATES, day, moment
from smallfavor.payments.models import PaymentState, Pledge, PledgeState
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.queries import contact_of


class SupporterFilterSet(WagtailFilterSet):
    language = django_filters.CharFilter(lookup_expr="iexact", label="Language (as in en)")
    country = django_filters.CharFilter(lookup_expr="iexact", label="Country (as in LV)")
    created_at = django_filters.DateFromToRangeFilter(label="Since", widget=DateRangePickerWidget)
    pledging = django_filters.BooleanFilter(method="with_pledges", label="Has an active pledge")

    class Meta:
        model = Supporter
        fields = ["language", "country", "created_at"]

    def with_pledges(self, queryset: QuerySet[Supporter], name: str, value: bool) -> QuerySet[Supporter]:
        pledging = Exists(Pledge.objects.filter(supporter=OuterRef("pk"), state=PledgeState.ACTIVE))
        return queryset.filter(pledging) if value else queryset.filter(~pledging)


class SupporterIndexView(RecordIndexView):
    page_title = "Supporters"
    title_label = "Since"
    title_sort_key = "created_at"
    default_ordering = "-created_at"
    filterset_class = SupporterFilterSet
    record_columns = (
        TextColumn("gifts", "Gifts", lambda row: row.gifts, sort_key="gifts"),
        TextColumn("active", "Active pledges", lambda row: row.active or "–", sort_key="active"),
        TextColumn("latest", "Latest gift", lambda row: moment(row.latest), sort_key="latest"),
        TextColumn("language", "Language", lambda row: row.language, sort_key="language"),
        TextColumn("country", "Country", lambda row: row.country or "–", sort_key="country"),
    )
    export_columns = {
        "supporter": lambda row: str(row.uuid),
        "since": lambda row: row.created_at,
        "gifts": lambda row: row.gifts,
        "active_pledges": lambda row: row.active,
        "latest_gift": lambda row: row.latest or "",
        "language": lambda row: row.language,
        "country": lambda row: row.country,
    }

    def title(self, row: Supporter) -> str:
        return moment(row.created_at)

    def of_supporter(self, queryset: QuerySet[Supporter], person: Supporter) -> QuerySet[Supporter]:
        return queryset.filter(pk=person.pk)

    def get_base_queryset(self) -> QuerySet[Supporter]:
        paid = Q(payments__state=PaymentState.PAID)
        return (
            super()
            .get_base_queryset()
            .annotate(
                gifts=Count("payments", filter=paid, distinct=True),
                latest=Max("payments__paid_at"),
                active=Count("pledges", filter=Q(pledges__state=PledgeState.ACTIVE), distinct=True),
            )
        )


class SupporterView(RecordView):
    model = Supporter
    list_title = "Supporters"

    def get_page_title(self) -> str:
        return f"Supporter since {day(self.record.created_at.date())}"

    def facts(self) -> list[Fact]:
        supporter: Supporter = self.record
        contact = contact_of(supporter)
        facts = [
            Fact("Name", contact.name or "not given" if contact else "erased"),
            Fact("Address", contact.email if contact else "erased"),
            Fact("Language", supporter.language),
            Fact("Country", supporter.country or "not known"),
            Fact("Number", supporter.uuid),
        ]
        if supporter.never_remind:
            facts.append(Fact("Reminders", "never again, as asked"))
        return facts

    def related(self) -> list[Related]:
        pledges = Related(
            title="Pledges",
            header=("Since", "Amount", "How often", "State", "Next due"),
            rows=[
                (
                    Fact("", moment(pledge.created_at), reverse("desk_pledges:record", args=(pledge.pk,))),
                    money_text(pledge.amount_minor, pledge.currency),
                    INTERVALS[pledge.interval],
                    PLEDGE_STATES[pledge.state],
                    day(pledge.next_due),
                )
                for pledge in self.record.pledges.order_by("-created_at")
            ],
            empty="No pledge.",
        )
        gifts = Related(
            title="Contributions",
            header=("When", "Amount", "How often", "State"),
            rows=[
                (
                    Fact("", moment(payment.created_at), reverse("desk_contributions:record", args=(payment.pk,))),
                    money_text(payment.amount_minor, payment.currency),
                    INTERVALS[payment.interval],
                    PAYMENT_STATES[payment.state],
                )
                for payment in self.record.payments.order_by("-created_at")[:100]
            ],
            empty="No contribution.",
        )
        return [pledges, gifts]


class SupporterViewSet(RecordViewSet):
    model = Supporter
    name = "supporters"
    menu_label = "Supporters"
    icon = "group"
    menu_order = 140
    index_view_class = SupporterIndexView
    record_view_class = SupporterView
