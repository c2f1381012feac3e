"""Gifts that are taken by hand: the form that notes one, and the last ones with who noted them."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from smallfavor.bank.actions.note_gift import DayInFuture, GiftFacts, ReceiptUsed, SlipOver, note_gift
from smallfavor.bank.models import NotedGift, SlipState
from smallfavor.core.formtoken import FormTokenAged, FormTokenInvalid, make_form_token, read_form_token
from smallfavor.core.money import AmountInvalid, Money, parse_major
from smallfavor.desk.bank.screen import NOTE, BankScreen
from smallfavor.insight.books.screen import day_words, locale, money_words
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.open_by_hand import CounterBusy, GiftByHand, open_by_hand
from smallfavor.payments.actions.order import MethodUnavailable
from smallfavor.payments.models import Payment
from smallfavor.payments.providers.base import RequestInvalid
from smallfavor.payments.queries.by_hand import ways_by_hand
from smallfavor.supporters.rules.address import AddressInvalid

FORM = "gift_by_hand"
FORM_LIFE_S = 24 * 60 * 60
SHOWN = 30


class GiftForm(forms.Form):
    """`request_key` makes the same form one gift, however often it is sent."""

    request_key = forms.CharField(widget=forms.HiddenInput)
    amount = forms.CharField(max_length=20, error_messages={"required": "How much was it?"})
    currency = forms.ChoiceField()
    method = forms.ChoiceField(error_messages={"required": "How did it come?"})
    given_on = forms.DateField(error_messages={"required": "On which day?", "invalid": "That is no day."})
    receipt = forms.CharField(max_length=40, error_messages={"required": "Each gift needs its number in the book."})
    email = forms.CharField(max_length=254, required=False)
    name = forms.CharField(max_length=100, required=False)
    note = forms.CharField(max_length=200, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        ways = ways_by_hand()
        currencies = sorted({currency for way in ways for currency in way.currencies})
        self.fields["method"].choices = [(way.code, way.name) for way in ways]  # type: ignore[attr-defined]
        self.fields["currency"].choices = [(code, code) for code in currencies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("amount") and cleaned.get("currency"):
            try:
                cleaned["money"] = parse_major(cleaned["amount"], cleaned["currency"])
            except AmountInvalid:
                self.add_error("amount", "That is no amount in this currency.")
        return cleaned


class GiftsScreen(BankScreen):
    """GET shows the form; POST notes the gift."""

    page_title = "Gifts by hand"
    template_name = "desk/bank/gifts.html"
    screen = "bank_gifts"
    permission = NOTE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "form": kwargs.get("form") or self._fresh(),
            "ways": ways_by_hand(),
            "gifts": _gifts(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = GiftForm(request.POST)
        if form.is_valid() and self._note(form):
            money: Money = form.cleaned_data["money"]
            messages.success(request, f"{money.format(locale())} is noted, and stands in the books.")
            return redirect("bank_gifts")
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _fresh(self) -> GiftForm:
        last = NotedGift.objects.filter(noted_by=self.request.user.pk).order_by("-noted_at").first()
        return GiftForm(
            initial={
                "request_key": make_form_token(FORM, now=self.now),
                "given_on": self.today,
                "method": last.method if last else None,
                "currency": last.currency if last else "EUR",
            }
        )

    def _note(self, form: GiftForm) -> bool:
        told = form.cleaned_data
        try:
            key = read_form_token(told["request_key"], purpose=FORM, now=self.now, max_age_s=FORM_LIFE_S)
            gift = GiftByHand(key, told["method"], told["money"], told["email"].strip(), told["name"].strip(), "en")
            facts = GiftFacts(told["given_on"], told["receipt"].strip(), told["note"].strip())
            self._take(gift, facts)
        except (FormTokenInvalid, FormTokenAged):
            form.data = {**form.data.dict(), "request_key": make_form_token(FORM, now=self.now)}  # type: ignore[attr-defined]
            form.add_error(None, "The page was open for too long. Nothing was noted; please send it again.")
        except AddressInvalid:
            form.add_error("email", "That is no mail address.")
        except ReceiptUsed:
            form.add_error("receipt", "Another gift has this number.")
        except DayInFuture:
            form.add_error("given_on", "That day has not come yet.")
        except SlipOver:
            form.add_error(
                None, "This gift was noted already, with another day or number. Open a new form for another."
            )
        except (MethodUnavailable, RequestInvalid):
            form.add_error("amount", "This way to give takes no such amount.")
        except CounterBusy:
            form.add_error(None, "The database was busy. Nothing was noted; please send it again.")
        else:
            return True
        return False

    def _take(self, gift: GiftByHand, facts: GiftFacts) -> None:
        opened = open_by_hand(gift, actor=self.actor, now=self.now)
        note_gift(opened.session_id, facts, by=cast("AbstractBaseUser", self.request.user), now=self.now)
        check_payment(opened.payment, now=self.now)


def _gifts() -> list[dict[str, Any]]:
    rows = NotedGift.objects.filter(state=SlipState.NOTED).select_related("noted_by").prefetch_related("reversals")
    gifts = list(rows.order_by("-noted_at")[:SHOWN])
    payments = Payment.objects.in_bulk([gift.payment for gift in gifts], field_name="uuid")
    known = {str(uuid): payment for uuid, payment in payments.items()}
    return [_told(gift, known.get(gift.payment)) for gift in gifts]


def _told(gift: NotedGift, payment: Payment | None) -> dict[str, Any]:
    back = sum(one.amount_minor for one in gift.reversals.all())
    day: date = gift.given_on or gift.created_at.date()
    return {
        "day": day_words(day),
        "amount": money_words(gift.amount_minor, gift.currency),
        "method": gift.method,
        "receipt": gift.receipt,
        "note": gift.note,
        "by": gift.noted_by.get_full_name() or gift.noted_by.get_username() if gift.noted_by else "",
        "back": money_words(back, gift.currency) if back else "",
        "url": reverse("desk_contributions:record", args=(payment.pk,)) if payment else "",
    }
