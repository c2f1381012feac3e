"""Exchange rates at the desk: the newest of each currency, and one to type."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from smallfavor.desk.books.corrections import name_of
from smallfavor.desk.books.forms import RateForm
from smallfavor.insight.books.screen import BooksScreen, Sheet, day_words
from smallfavor.ledger.actions.load_rates import RateFixed, load_rates
from smallfavor.ledger.models import Account, Rate
from smallfavor.ledger.rules.exchange import OLDEST_RATE
from smallfavor.ledger.rules.rate_file import DayRate

ADD = "ledger.add_rate"


class RatesScreen(BooksScreen):
    page_title = "Rates"
    template_name = "desk/books/rates.html"
    screen = "books_rates"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        base = settings.BASE_CURRENCY
        newest = Rate.objects.filter(base=base).order_by("currency", "-day").distinct("currency")
        known = {rate.currency for rate in newest if self.today - rate.day <= OLDEST_RATE}
        used = set(Account.objects.values_list("currency", flat=True)) - {base}
        rows = tuple(
            (rate.currency, day_words(rate.day), rate.source, f"{rate.worth.normalize():f}") for rate in newest
        )
        return super().get_context_data(**kwargs) | {
            "base": base,
            "form": kwargs.get("form") or RateForm(initial={"day": self.today}, today=self.today),
            "may_add": self.request.user.has_perm(ADD),
            "lacking": sorted(used - known),
            "days": OLDEST_RATE.days,
            "sheet": Sheet("The newest of each", ("One unit of", "On", "From", f"Is worth, in {base}"), rows, 1),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(ADD):
            raise PermissionDenied
        form = RateForm(request.POST, today=self.today)
        if form.is_valid():
            rate = DayRate(form.cleaned_data["day"], form.cleaned_data["currency"], form.cleaned_data["worth"])
            source = f"typed by {name_of(request.user)}"
            try:
                load_rates([rate], base=settings.BASE_CURRENCY, source=source, now=self.now)
            except RateFixed:
                form.add_error("day", "That month is closed, and its rate stands.")
            else:
                messages.success(request, f"Kept: one {rate.currency} on {day_words(rate.day)}.")
                return redirect("books_rates")
        return self.render_to_response(self.get_context_data(form=form), status=422)
