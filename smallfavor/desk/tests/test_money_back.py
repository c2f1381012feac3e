"""Giving back, disputes, payouts and other people's payments at the desk."""

import csv
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import Attempt, ForeignObject, Payment, Payout, ProviderObject
from smallfavor.payments.providers.base import Decline, Succeeded
from smallfavor.payments.tests.conftest import account, begin_pledge, now, order, provider

__all__ = ["account", "begin_pledge", "now", "order", "provider"]


@pytest.fixture
def gift(begin_pledge) -> Payment:
    """The first $10 of a monthly pledge."""
    payment: Payment = begin_pledge(amount=Money(1000, "USD")).payments.get()
    return payment


def typed(**changes: str) -> dict[str, str]:
    return {"amount": "4", "reason": "asked by mail", **changes}


def test_the_form_offers_all_that_is_left_and_says_what_will_happen(editor: Client, gift: Payment) -> None:
    record = f"/desk/contributions/{gift.pk}/"
    assert f"{record}refund/" in editor.get(record).content.decode()
    form = editor.get(f"{record}refund/").content.decode()
    assert 'value="10"' in form
    assert "checked" not in form
    sure = editor.post(f"{record}refund/", typed()).content.decode()
    assert "$4 of the $10 goes back to the reader. $6 of it stays with the paper." in sure
    assert "goes on." in sure
    assert not Attempt.objects.filter(operation="refund").exists()


def test_a_part_goes_back_with_name_and_reason_and_shows(editor: Client, gift: Payment, provider, account, now) -> None:
    record = f"/desk/contributions/{gift.pk}/"
    assert editor.post(f"{record}refund/", typed(sure="yes")).status_code == 302
    attempt = Attempt.objects.get(operation="refund")
    assert attempt.amount_minor == 400
    settle(account, [provider.refund(bytes(attempt.frozen_body), key=attempt.idem_key)], actor="worker", now=now)
    page = editor.get(record).content.decode()
    assert "Paid, $4 given back" in page
    assert "asked by mail" in page
    assert "desk:" in page
    listed = editor.get("/desk/contributions/").content.decode()
    assert "Paid, $4 given back" in listed
    rows = list(csv.DictReader(b"".join(editor.get("/desk/contributions/?export=csv")).decode().splitlines()))
    assert rows[0]["given_back"] == "4.00"
    assert gift.pledge is not None
    gift.pledge.refresh_from_db()
    assert gift.pledge.state == "active"


def test_the_pledge_ends_too_when_that_is_ticked(editor: Client, gift: Payment) -> None:
    address = f"/desk/contributions/{gift.pk}/refund/"
    assert "ends at once" in editor.post(address, typed(stop="on")).content.decode()
    editor.post(address, typed(stop="on", sure="yes"))
    assert gift.pledge is not None
    gift.pledge.refresh_from_db()
    assert gift.pledge.state == "cancelled"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": "10.01"}, "$10 left to give back, not more"),
        ({"amount": "0"}, "more than nothing"),
        ({"amount": "ten"}, "not an amount in USD"),
        ({"amount": "1.234"}, "not an amount in USD"),
        ({"reason": " "}, "Say why"),
    ],
)
def test_what_was_typed_is_kept_when_it_is_refused(editor: Client, gift: Payment, changes, said) -> None:
    answer = editor.post(f"/desk/contributions/{gift.pk}/refund/", typed(sure="yes", **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    for value in (typed() | changes).values():
        assert f'value="{value.strip()}"' in page or not value.strip()
    assert not Attempt.objects.filter(operation="refund").exists()


def test_a_refund_that_can_not_be_is_refused_in_words(editor: Client, gift: Payment, provider, account, now) -> None:
    address = f"/desk/contributions/{gift.pk}/refund/"
    editor.post(address, typed(sure="yes"))
    assert "still on its way" in editor.post(address, typed(sure="yes")).content.decode()
    settle(account, [provider.dispute(provider.successes[0])], actor="webhook", now=now)
    assert editor.post(address, typed(sure="yes", amount="1")).status_code == 422


@pytest.mark.parametrize("path", ["contributions/{}/refund/", "payouts/", "other_payments/", "disputes/"])
def test_without_the_right_nothing_is_given_back_or_shown(writer: Client, gift: Payment, path: str) -> None:
    for answer in (writer.get(f"/desk/{path.format(gift.pk)}"), writer.post(f"/desk/{path.format(gift.pk)}", typed())):
        assert answer.status_code in {302, 403, 405}
    assert not Attempt.objects.filter(operation="refund").exists()


def test_seeing_a_payment_is_not_the_right_to_give_it_back(writer: Client, gift: Payment, django_user_model) -> None:
    user = django_user_model.objects.get(username="writer")
    user.user_permissions.add(Permission.objects.get(codename="view_payment"))
    assert "/refund/" not in writer.get(f"/desk/contributions/{gift.pk}/").content.decode()
    writer.post(f"/desk/contributions/{gift.pk}/refund/", typed(sure="yes"))
    assert not Attempt.objects.filter(operation="refund").exists()


def test_an_open_dispute_stands_on_the_first_screen_with_its_day(
    editor: Client, gift: Payment, provider, account, now
) -> None:
    settle(account, [provider.dispute(provider.successes[0])], actor="webhook", now=now)
    assert "A dispute wants an answer at the provider, the first by" in editor.get("/desk/").content.decode()
    listed = editor.get("/desk/disputes/?dispute_state=open").content.decode()
    assert "$15" in listed
    page = editor.get(f"/desk/disputes/{ProviderObject.objects.get(kind='dispute').pk}/").content.decode()
    assert "Until then the pledge takes nothing" in page
    assert (
        "until the dispute of a payment is decided" in editor.get(f"/desk/pledges/{gift.pledge_id}/").content.decode()
    )


def test_a_debit_that_came_back_is_listed_with_its_reason(
    editor: Client, gift: Payment, provider, account, now
) -> None:
    settle(account, [provider.send_back(provider.successes[0], Decline.INSTRUMENT_GONE, hard=True)], actor="w", now=now)
    assert "Debit sent back" in editor.get("/desk/disputes/").content.decode()
    page = editor.get(f"/desk/contributions/{gift.pk}/").content.decode()
    assert "Sent back by the bank" in page
    assert "Give back" not in page


def test_a_payout_says_that_all_is_matched_or_what_is_not(
    editor: Client, gift: Payment, provider, account, now
) -> None:
    provider.pay_out()
    reconcile(since=now - timedelta(days=1), now=now + timedelta(minutes=30))
    payout = Payout.objects.get()
    assert "All matched" in editor.get("/desk/payouts/").content.decode()
    assert "add up to the payout to the last cent" in editor.get(f"/desk/payouts/{payout.pk}/").content.decode()
    payout.parts.update(why="it is not on our books")
    assert "1 of 1 parts don&#x27;t agree" in editor.get("/desk/payouts/").content.decode()
    assert "1 payout does not agree with our books." in editor.get("/desk/").content.decode()
    rows = list(csv.DictReader(editor.get(f"/desk/payouts/{payout.pk}/parts.csv").content.decode().splitlines()))
    assert [(row["gross"], row["fee"], row["net"], row["currency"]) for row in rows] == [
        ("10.00", "0.10", "9.90", "USD")
    ]


def test_other_peoples_payment_is_booked_once_by_a_person(
    editor: Client, gift: Payment, provider, account, now
) -> None:
    provider.records["ch_x"] = Succeeded("ch_x", Money(5000, "USD"), now, None, Money(175, "USD"))
    reconcile(since=now - timedelta(days=1), now=now + timedelta(minutes=30))
    row = ForeignObject.objects.get()
    page = editor.get(f"/desk/other_payments/{row.pk}/").content.decode()
    assert "Not booked" in page
    address = f"/desk/other_payments/{row.pk}/book/"
    assert "$50 stands in the books as income:other" in editor.get(address).content.decode()
    assert trial_balance().balance_minor("income:other", "USD") == 0
    assert editor.post(address).status_code == 302
    assert trial_balance().balance_minor("income:other", "USD") == 5000
    assert "somebody has booked it already" in editor.post(address).content.decode()
    assert re.search(r"Other income, .* by desk:", editor.get(f"/desk/other_payments/{row.pk}/").content.decode())
