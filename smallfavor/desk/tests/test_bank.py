"""The bank's part of the desk: statements read in, lines settled, gifts noted by hand, each by whoever may."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from smallfavor.bank.models import BankLine, ExpectedTransfer, NotedGift
from smallfavor.bank.tests.statement_files import OURS, camt053, entry, transaction
from smallfavor.core.money import Money
from smallfavor.desk.tests.posting import SignIn
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.order import CheckoutOrder
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.models import ForeignObject, Payment, PaymentState

pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.now(UTC).date().isoformat()


@pytest.fixture(autouse=True)
def accounts(settings):
    settings.PROVIDERS = ["bank_transfer", "noted"]
    settings.PROVIDER_SETTINGS = {
        "bank_transfer": {"beneficiary": "Harbour Media", "iban": OURS, "bic": ""},
        "noted": {},
    }


@pytest.fixture
def finance(sign_in: SignIn) -> Client:
    return sign_in("read_statement", "note_gift", "book_other_income")


def give(key: str = "k1", name: str = "Nora Vos") -> Payment:
    order = CheckoutOrder(
        request_key=key, interval="once", amount=Money(1000, "EUR"), email=f"{key}@example.org", name=name,
        method="bank_transfer", language="en", country="NL", appeal="", variant="", manifest_version="",
        terms_version="t1",
    )  # fmt: skip
    return begin_checkout(order, now=datetime.now(UTC)).payment


def upload(client: Client, content: bytes, name: str = "statement.xml", **fields: str):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("bank_statements"), {"file": file, **fields}, follow=True)


def line(text: str = "for the paper", *, name: str = "VOS NORA", amount: str = "10.00", ref: str = "B1", side="CRDT"):
    return entry(amount, transaction(name=name, text=[text], credit=side == "CRDT"), ref=ref, day=DAY, side=side)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_statement_is_told_in_sentences(finance: Client) -> None:
    give()
    code = ExpectedTransfer.objects.get().reference.code
    page = text_of(upload(finance, camt053(line(code), line(ref="B2", name="Somebody Else"))))
    assert "Read in: 2 lines." in page
    assert "1 gift was found by its reference." in page
    assert "1 line waits for you." in page
    assert Payment.objects.get().state == PaymentState.PAID


def test_the_same_file_again_is_told_and_does_nothing(finance: Client) -> None:
    upload(finance, camt053(line()))
    assert "This very file was read on" in text_of(upload(finance, camt053(line())))
    assert BankLine.objects.count() == 1


def test_a_file_that_is_wrong_is_refused_with_its_line(finance: Client) -> None:
    response = upload(finance, camt053(line(amount="ten")))
    assert response.status_code == 422
    assert "Nothing was read in. Line 3 has an amount that we can&#x27;t read." in text_of(response)


def test_a_table_with_named_columns_is_read(finance: Client) -> None:
    content = f"Wann;Wieviel;Wer\n{DAY};10,00;Nora Vos\n".encode("cp1252")
    page = text_of(upload(finance, content, "table.csv", columns="booked_on = Wann\namount = Wieviel\nname = Wer"))
    assert "1 line waits for you." in page


def test_a_suggestion_is_booked_with_one_click(finance: Client) -> None:
    payment = give()
    upload(finance, camt053(line()))
    page = text_of(finance.get(reverse("bank_lines")))
    assert "of Nora Vos" in page
    assert "the name and the amount are the same" in page
    row, order = BankLine.objects.get(), ExpectedTransfer.objects.get()
    finance.post(reverse("bank_line", args=[row.pk]), {"what": "match", "order": order.object_id})
    assert Payment.objects.get(pk=payment.pk).state == PaymentState.PAID
    again = finance.post(reverse("bank_line", args=[row.pk]), {"what": "other"}, follow=True)
    assert "somebody has settled this line" in text_of(again)


def test_money_that_is_nobodys_gift_is_booked_as_other_income(finance: Client) -> None:
    upload(finance, camt053(line("advertisement", name="Shop")))
    finance.post(reverse("bank_line", args=[BankLine.objects.get().pk]), {"what": "other"})
    assert BankLine.objects.get().state == "other"
    assert ForeignObject.objects.get().entry is not None
    assert {one.code: one.balance_minor for one in trial_balance().accounts}["income:other"] == 1000


def test_a_line_is_left_or_put_outside_with_a_word(finance: Client) -> None:
    upload(finance, camt053(line(ref="1"), line("rent", ref="2", side="DBIT")))
    for row, what in zip(BankLine.objects.order_by("-credit"), ("leave", "outside"), strict=True):
        finance.post(reverse("bank_line", args=[row.pk]), {"what": what, "note": "ask the bank"})
    assert sorted(BankLine.objects.values_list("state", "note")) == [
        ("left", "ask the bank"), ("outside", "ask the bank"),
    ]  # fmt: skip
    assert "1 line was looked at and left" in text_of(finance.get(reverse("bank_lines") + "?left=1"))


@pytest.mark.parametrize("name", ["bank_statements", "bank_lines", "bank_transfers", "bank_gifts"])
def test_only_those_who_may_come_in(sign_in: SignIn, name: str) -> None:
    assert sign_in("view_payment").get(reverse(name)).status_code in {302, 403}


def gift_form(client: Client, **changed: str) -> dict[str, str]:
    page = client.get(reverse("bank_gifts")).context["form"]
    return {
        "request_key": page.initial["request_key"], "amount": "25", "currency": "EUR", "method": "cash",
        "given_on": DAY, "receipt": "A-17", "email": "", "name": "", "note": "summer fair", **changed,
    }  # fmt: skip


def test_a_gift_by_hand_is_booked_at_once_under_a_persons_name(finance: Client) -> None:
    form = gift_form(finance)
    page = text_of(finance.post(reverse("bank_gifts"), form, follow=True))
    assert "€25 is noted, and stands in the books." in page
    finance.post(reverse("bank_gifts"), form)
    payment, gift = Payment.objects.get(), NotedGift.objects.get()
    assert (payment.state, payment.method, payment.amount) == (PaymentState.PAID, "cash", Money(2500, "EUR"))
    assert (gift.receipt, gift.noted_by.get_username()) == ("A-17", "eva")
    assert {one.code: one.balance_minor for one in trial_balance().accounts}["assets:noted"] == 2500
    assert payment.supporter.email_lookup is None


def test_a_gift_that_is_typed_wrongly_is_told_and_nothing_is_booked(finance: Client) -> None:
    finance.post(reverse("bank_gifts"), gift_form(finance))
    tomorrow = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
    for changed, said in [
        ({"amount": "ten"}, "That is no amount"),
        ({"amount": "1"}, "Another gift has this number."),
        ({"given_on": tomorrow, "receipt": "A-18"}, "That day has not come yet."),
        ({"email": "nobody", "receipt": "A-19"}, "That is no mail address."),
        ({"receipt": ""}, "Each gift needs its number"),
    ]:
        response = finance.post(reverse("bank_gifts"), gift_form(finance, **changed))
        assert response.status_code == 422
        assert said in text_of(response)
    assert Payment.objects.filter(state=PaymentState.PAID).count() == 1


def test_a_gift_by_hand_is_reversed_by_an_entry_with_a_reason(finance: Client) -> None:
    finance.post(reverse("bank_gifts"), gift_form(finance))
    now = datetime.now(UTC)
    payment = Payment.objects.get()
    refund_payment(payment, actor="desk:1", reason="it was 20", now=now)
    drive_until_idle(today=now.date(), now=now, concurrency=1)
    assert Payment.objects.get().state == PaymentState.REFUNDED
    assert {one.code: one.balance_minor for one in trial_balance().accounts}["assets:noted"] == 0
    assert NotedGift.objects.get().reversals.get().amount_minor == 2500
    assert payment.changes.filter(state="refund_asked", reason="it was 20").exists()
