"""Payments on our accounts that are not readers' support: listed, and booked as other income when a person says so."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
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
from smallfavor.desk.records.deed import DeedView
from smallfavor.desk.records.wording import PART_KINDS, moment
from smallfavor.payments.actions.book_other_income import BookingRefused, book_other_income
from smallfavor.payments.models import ForeignObject

WHY_NOT = {
    "booked_already": "Nothing was booked: somebody has booked it already.",
    "charge_not_booked": "Nothing was booked: it takes back a payment that is not booked. Book that one; this follows.",
}


class ForeignFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(choices=list(PART_KINDS.items()), label="What")
    booked = django_filters.BooleanFilter(
        field_name="entry", lookup_expr="isnull", exclude=True, label="Booked as other income"
    )
    currency = django_filters.CharFilter(lookup_expr="iexact", label="Currency (as in USD)")
    created_at = django_filters.DateFromToRangeFilter(label="When", widget=DateRangePickerWidget)

    class Meta:
        model = ForeignObject
        fields = ["kind", "currency", "created_at"]


class ForeignIndexView(RecordIndexView):
    page_title = "Other payments"
    title_label = "When"
    title_sort_key = "created_at"
    default_ordering = "-created_at"
    filterset_class = ForeignFilterSet
    list_related = ("provider_account",)
    record_columns = (
        AmountColumn(),
        TextColumn("kind", "What", lambda row: PART_KINDS[row.kind], sort_key="kind"),
        TextColumn("object", "At the provider", lambda row: row.object_id),
        TextColumn(
            "booked", "Books", lambda row: "Other income" if row.entry_id else "Not booked", sort_key="booked_at"
        ),
    )
    export_columns = {
        "object": lambda row: row.object_id,
        "account": lambda row: row.provider_account.code,
        "when": lambda row: row.created_at,
        "what": lambda row: row.kind,
        "amount": lambda row: Money(row.amount_minor, row.currency).major,
        "fee": lambda row: Money(row.fee_minor, row.currency).major,
        "currency": lambda row: row.currency,
        "booked": lambda row: row.booked_at or "",
    }

    def title(self, row: ForeignObject) -> str:
        return moment(row.created_at)

    def search_queryset(self, queryset: QuerySet[ForeignObject]) -> QuerySet[ForeignObject]:
        """By a part of the provider's own number."""
        return queryset.filter(object_id__icontains=self.search_query.strip()) if self.is_searching else queryset


class ForeignView(RecordView):
    model = ForeignObject
    list_title = "Other payments"

    def get_page_title(self) -> str:
        return f"{PART_KINDS[self.record.kind]}: {money_text(self.record.amount_minor, self.record.currency)}"

    def facts(self) -> list[Fact]:
        row: ForeignObject = self.record
        facts = [
            Fact("Amount", money_text(row.amount_minor, row.currency)),
            Fact("Fee", money_text(row.fee_minor, row.currency)),
            Fact("When", moment(row.created_at)),
            Fact("At the provider", f"{row.provider_account.code}/{row.object_id}"),
            Fact("Books", f"Other income, {moment(row.booked_at)}, by {row.booked_by}" if row.entry else "Not booked"),
        ]
        part = row.parts.select_related("payout").first()
        if part is not None:
            facts.append(
                Fact("Paid out", part.payout.object_id, reverse("desk_payouts:record", args=(part.payout_id,)))
            )
        return facts

    def notice(self) -> str:
        if self.record.entry_id:
            return ""
        return (
            "This is on our account at the provider and does not come from our form: a shop, an event, another site. "
            "We never charge it or give it back. If it is the paper's money, book it as other income."
        )

    def related(self) -> list[Related]:
        row: ForeignObject = self.record
        others = ForeignObject.objects.filter(provider_account=row.provider_account, charge_id=row.object_id)
        table = Related(
            title="What took it back",
            header=("When", "What", "Amount", "Books"),
            rows=[
                (Fact("", moment(one.created_at), reverse("desk_other_payments:record", args=(one.pk,))),
                 PART_KINDS[one.kind], money_text(one.amount_minor, one.currency),
                 "Other income" if one.entry_id else "Not booked")
                for one in others.order_by("created_at")
            ],
            empty="",
        )  # fmt: skip
        return [table] if table.rows else []

    def actions(self) -> list[Fact]:
        may = self.request.user.has_perm("payments.book_other_income")
        if not may or self.record.entry_id:
            return []
        return [Fact("", "Book as other income", reverse("desk_other_payments:book", args=(self.record.pk,)))]


class BookView(DeedView):
    """`GET` says what will be booked; `POST` books it."""

    permission = "payments.book_other_income"
    model = ForeignObject
    template_name = "desk/foreign_book.html"
    index_title = "Other payments"
    page_title = "Book as other income"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show("")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            book_other_income(self.record, actor=f"desk:{request.user.pk}", now=utcnow())
        except BookingRefused as refused:
            return self._show(WHY_NOT[refused.code])
        messages.success(request, f"{self._amount()} is booked as other income.")
        return redirect(self.back_url())

    def _show(self, refusal: str) -> HttpResponse:
        context = {"happens": self._happens(), "amount": self._amount(), "refusal": refusal}
        status = 422 if refusal else 200
        return render(self.request, self.template_name, self.get_context_data(**context), status=status)

    def _happens(self) -> list[str]:
        row: ForeignObject = self.record
        sentences = [f"{self._amount()} stands in the books as income:other, on the day that it came."]
        if row.fee_minor:
            fee = money_text(row.fee_minor, row.currency)
            sentences.append(f"The provider's fee of {fee} stands as expenses:fees.")
        return [
            *sentences,
            "What took it back so far, and what takes it back later, is taken off again by itself.",
            "Nothing is charged, sent or given back. The books can't be changed; a correction is another entry.",
        ]

    def _amount(self) -> str:
        return money_text(self.record.amount_minor, self.record.currency)


class ForeignViewSet(RecordViewSet):
    model = ForeignObject
    name = "other_payments"
    menu_label = "Other payments"
    icon = "folder-open-inverse"
    menu_order = 127
    index_view_class = ForeignIndexView
    record_view_class = ForeignView

    def more_urlpatterns(self) -> list[URLPattern]:
        return [path("<int:pk>/book/", self.construct_view(BookView), name="book")]
