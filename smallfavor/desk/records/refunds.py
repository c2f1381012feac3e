"""Giving a payment back at the desk: a form, then a page that says exactly what will happen, then it is planned."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from smallfavor.core.clock import utcnow
from smallfavor.core.money import AmountInvalid, Money, parse_major
from smallfavor.desk.records.deed import DeedView
from smallfavor.desk.records.wording import INTERVALS, day
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.actions.refund_refusals import (
    GivenBackElsewhere,
    MoreThanIsLeft,
    NothingLeft,
    OnItsWay,
    RefundRefused,
    UnderDispute,
)
from smallfavor.payments.models import Payment, PledgeState
from smallfavor.payments.queries import left_of

REASON_MAX = 180


class RefundForm(forms.Form):
    """What is given back and why. `left`: what there is."""

    amount = forms.CharField(max_length=20)
    reason = forms.CharField(max_length=REASON_MAX, strip=True, error_messages={"required": "Say why, in a few words."})
    stop = forms.BooleanField(required=False)

    def __init__(self, *arguments: Any, left: Money, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._left = left

    def clean_amount(self) -> Money:
        try:
            amount = parse_major(self.cleaned_data["amount"], self._left.currency)
        except AmountInvalid as error:
            raise forms.ValidationError(f"That is not an amount in {self._left.currency}.") from error
        if amount.minor <= 0:
            raise forms.ValidationError("Give back more than nothing.")
        if amount.minor > self._left.minor:
            raise forms.ValidationError(f"There is {self._left.format('en')} left to give back, not more.")
        return amount


class RefundView(DeedView):
    """`GET` shows the form; `POST` shows what will happen; `POST` with `sure` plans it."""

    permission = "payments.refund_payment"
    model = Payment
    template_name = "desk/refund.html"
    index_title = "Contributions"
    page_title = "Give back"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        left = left_of(self.record)
        form = RefundForm(left=left, initial={"amount": left.major_text()})
        return self._show(form, left)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        left = left_of(self.record)
        form = RefundForm(request.POST, left=left)
        if not form.is_valid() or "back" in request.POST:
            return self._show(form, left)
        if "sure" not in request.POST:
            context = {"form": form, "happens": self._happens(form), "button": f"Give {self._amount(form)} back"}
            return render(request, "desk/refund_confirm.html", self.get_context_data(**context))
        try:
            self._do(form)
        except RefundRefused as refused:
            form.add_error(None, _sentence(refused))
            return self._show(form, left_of(self.record))
        messages.success(
            request, f"{self._amount(form)} is on its way back. It shows here once the provider confirms it."
        )
        return redirect(self.back_url())

    def _do(self, form: RefundForm) -> None:
        wanted, actor, now = form.cleaned_data, f"desk:{self.request.user.pk}", utcnow()
        with transaction.atomic():
            refund_payment(self.record, amount=wanted["amount"], actor=actor, reason=wanted["reason"], now=now)
            if wanted["stop"] and self.record.pledge is not None:
                cancel_pledge(self.record.pledge, actor=actor, now=now)

    def _show(self, form: RefundForm, left: Money) -> HttpResponse:
        pledge = self.record.pledge
        context = {
            "form": form,
            "left": left.format("en"),
            "was": self.record.amount.format("en"),
            "reason_max": REASON_MAX,
            "pledge": None if pledge is None or pledge.state == PledgeState.CANCELLED else self._pledge_text(),
        }
        status = 422 if form.errors else 200
        return render(self.request, self.template_name, self.get_context_data(**context), status=status)

    def _happens(self, form: RefundForm) -> list[str]:
        """The truth, one sentence after the other."""
        left = Money(left_of(self.record).minor - form.cleaned_data["amount"].minor, self.record.currency)
        rest = (
            f"{left.format('en')} of it stays with the paper." if left.minor else "Nothing of it stays with the paper."
        )
        sentences = [
            f"{self._amount(form)} of the {self.record.amount.format('en')} goes back to the reader. {rest}",
            "The provider keeps its fee for the payment. The reader's bank may take some days to show the money.",
            "The reader gets a mail that says how much went back. It does not say why.",
        ]
        if self.record.pledge is not None and self.record.pledge.state != PledgeState.CANCELLED:
            stops = form.cleaned_data["stop"]
            sentences.append(
                f"The pledge ({self._pledge_text()}) ends at once, its saved card is revoked, and the reader is told."
                if stops
                else f"The pledge ({self._pledge_text()}) goes on."
            )
        return [*sentences, f"The history keeps your name and the reason: “{form.cleaned_data['reason']}”."]

    def _amount(self, form: RefundForm) -> str:
        amount: Money = form.cleaned_data["amount"]
        return amount.format("en")

    def _pledge_text(self) -> str:
        pledge = self.record.pledge
        text = f"{pledge.amount.format('en')} {INTERVALS[pledge.interval].lower()}"
        return f"{text}, next on {day(pledge.next_due)}" if pledge.state == PledgeState.ACTIVE else text


def _sentence(refused: RefundRefused) -> str:
    """Why nothing was given back, for the person at the desk."""
    match refused:
        case MoreThanIsLeft():
            return f"Nothing was given back: {refused.left.format('en')} is left, not more."
        case GivenBackElsewhere():
            return "Nothing was given back here: this way to pay gives back by a transfer, which you make at the bank."
        case NothingLeft():
            return "Nothing was given back: all of it went back already."
        case OnItsWay():
            return "Nothing was given back: an earlier refund of this payment is still on its way. Try again later."
        case UnderDispute():
            return "Nothing was given back: the reader's bank has taken the money, or decides about it."
    return "Nothing was given back: this payment can't be given back now."
