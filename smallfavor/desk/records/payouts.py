"""Payouts: what reached the paper's bank, and of which payments each one consists."""

import csv
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
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
from smallfavor.desk.records.deed import DeedView
from smallfavor.desk.records.wording import PART_KINDS, PAYOUT_STATES, day, moment
from smallfavor.payments.models import Payout, PayoutPart, PayoutState

PARTS_SHOWN = 500


class PayoutFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=list(PAYOUT_STATES.items()), label="State")
    currency = django_filters.CharFilter(lookup_expr="iexact", label="Currency (as in USD)")
    created_at = django_filters.DateFromToRangeFilter(label="Made", widget=DateRangePickerWidget)

    class Meta:
        model = Payout
        fields = ["state", "currency", "created_at"]


def matched_text(payout: Payout, parts: int, wrong: int) -> str:
    """In a few words, whether every part is on our books."""
    if payout.doubt:
        return "Not booked: its parts don't add up"
    if wrong:
        return f"{wrong} of {parts} parts don't agree"
    return "All matched"


class PayoutIndexView(RecordIndexView):
    page_title = "Payouts"
    title_label = "Made"
    title_sort_key = "created_at"
    default_ordering = "-created_at"
    filterset_class = PayoutFilterSet
    list_related = ("provider_account",)
    record_columns = (
        AmountColumn(),
        TextColumn("arrives_on", "At the bank on", lambda row: day(row.arrives_on), sort_key="arrives_on"),
        TextColumn("state", "State", lambda row: PAYOUT_STATES[row.state], sort_key="state"),
        TextColumn("parts", "Parts", lambda row: row.part_count, sort_key="part_count"),
        TextColumn("matched", "Matched", lambda row: matched_text(row, row.part_count, row.wrong)),
    )
    export_columns = {
        "payout": lambda row: row.object_id,
        "account": lambda row: row.provider_account.code,
        "made": lambda row: row.created_at,
        "arrives": lambda row: row.arrives_on,
        "state": lambda row: row.state,
        "amount": lambda row: row.amount.major,
        "currency": lambda row: row.currency,
        "bank_amount": lambda row: row.bank.major,
        "bank_currency": lambda row: row.bank_currency,
        "parts": lambda row: row.part_count,
        "parts_that_do_not_agree": lambda row: row.wrong,
    }

    def title(self, row: Payout) -> str:
        return moment(row.created_at)

    def get_base_queryset(self) -> QuerySet[Payout]:
        wrong = Count("parts", filter=~Q(parts__why=""))
        return super().get_base_queryset().annotate(part_count=Count("parts"), wrong=wrong)

    def search_queryset(self, queryset: QuerySet[Payout]) -> QuerySet[Payout]:
        """By a part of the provider's own number, of the payout or of one of its parts."""
        if not self.is_searching:
            return queryset
        words = self.search_query.strip()
        holding = PayoutPart.objects.filter(object_id__icontains=words).values("payout")
        return queryset.filter(Q(object_id__icontains=words) | Q(pk__in=holding))


class PayoutView(RecordView):
    model = Payout
    list_title = "Payouts"

    def get_page_title(self) -> str:
        return f"{money_text(self.record.amount_minor, self.record.currency)}, {moment(self.record.created_at)}"

    def facts(self) -> list[Fact]:
        payout: Payout = self.record
        facts = [
            Fact("Amount", money_text(payout.amount_minor, payout.currency)),
            Fact("State", PAYOUT_STATES[payout.state]),
            Fact("At the bank on", day(payout.arrives_on)),
            Fact("Made", moment(payout.created_at)),
            Fact("At the provider", f"{payout.provider_account.code}/{payout.object_id}"),
        ]
        if payout.bank_currency != payout.currency:
            facts.insert(1, Fact("Arrives as", money_text(payout.bank_minor, payout.bank_currency)))
        return facts

    def notice(self) -> str:
        payout: Payout = self.record
        if payout.doubt:
            return f"This payout is not booked: {payout.doubt}."
        total, wrong = payout.parts.count(), payout.parts.exclude(why="").count()
        if wrong:
            return (
                f"{wrong} of {total} parts are not on our books as the provider has them. Each says below what differs."
            )
        foreign = payout.parts.filter(as_foreign=True, foreign__entry=None).count()
        said = f"All matched: {total} parts add up to the payout to the last cent."
        if foreign:
            verb = "1 of them is" if foreign == 1 else f"{foreign} of them are"
            said += f" {verb} not ours, and nobody has booked that as income."
        return f"{said} The bank sent it back; that is booked too." if payout.state == PayoutState.FAILED else said

    def related(self) -> list[Related]:
        payout: Payout = self.record
        parts = payout.parts.select_related("provider_object", "foreign").order_by("-why", "id")
        shown = list(parts[:PARTS_SHOWN])
        more = "" if len(shown) < PARTS_SHOWN else f" (the first {PARTS_SHOWN}; the file has all)"
        return [
            Related(
                title=f"Parts{more}",
                header=("When", "What", "Whose", "Gross", "Fee", "Net", "Matched"),
                rows=[self._row(part) for part in shown],
                empty="No part is known.",
            )
        ]

    def actions(self) -> list[Fact]:
        return [Fact("", "Parts as a file (CSV)", reverse("desk_payouts:parts", args=(self.record.pk,)))]

    def _row(self, part: PayoutPart) -> tuple[object, ...]:
        def money(minor: int) -> str:
            return money_text(minor, self.record.currency)

        return (
            moment(part.created_at), PART_KINDS[part.kind], whose(part), money(part.gross_minor), money(part.fee_minor),
            money(part.net_minor), part.why or "yes",
        )  # fmt: skip


def whose(part: PayoutPart) -> Fact | str:
    """A link to what the part is."""
    if part.provider_object is not None:
        url = reverse("desk_contributions:record", args=(part.provider_object.payment_id,))
        return Fact("", "Ours", url)
    if part.foreign is not None:
        booked = "other income" if part.foreign.entry_id else "not ours"
        return Fact("", booked.capitalize(), reverse("desk_other_payments:record", args=(part.foreign_id,)))
    return "The account's" if part.kind in {"fee", "payout_failed"} else "Ours, unknown here"


class PartsView(DeedView):
    """The parts of one payout as CSV: plain numbers, ISO times."""

    permission = "payments.view_payout"
    model = Payout

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        payout: Payout = self.record
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="payout-{payout.pk}.csv"'
        rows = csv.writer(answer)
        rows.writerow(["part", "when", "what", "object", "of", "gross", "fee", "net", "currency", "ours", "wrong"])
        for part in payout.parts.order_by("id").iterator():
            amounts = [Money(m, payout.currency).major for m in (part.gross_minor, part.fee_minor, part.net_minor)]
            rows.writerow(
                [part.part_id, part.created_at.isoformat(), part.kind, part.object_id, part.charge_id, *amounts,
                 payout.currency, "no" if part.foreign_id else "yes", part.why]
            )  # fmt: skip
        return answer


class PayoutViewSet(RecordViewSet):
    model = Payout
    name = "payouts"
    menu_label = "Payouts"
    icon = "download"
    menu_order = 126
    index_view_class = PayoutIndexView
    record_view_class = PayoutView

    def more_urlpatterns(self) -> list[URLPattern]:
        return [path("<int:pk>/parts.csv", self.construct_view(PartsView), name="parts")]
