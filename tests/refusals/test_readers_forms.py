"""What the readers' forms refuse: /support/, /manage/<token>/change/..., /manage/, /remind/."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.core.formtoken import make_form_token
from tests.refusals.conftest import Two, good_form
from tests.refusals.rows import walk

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
Send = Callable[[], object]

# What is typed as an amount of US dollars a month, and the code of its refusal.
AMOUNTS = [
    ("nothing", "", "amount:required"),
    ("zero", "0", "amount:too_small"),
    ("zero, written long", "0.00", "amount:too_small"),
    ("below the least", "1.99", "amount:too_small"),
    ("negative", "-2", "amount:amount_invalid"),
    ("negative, with a true minus", "−2", "amount:amount_invalid"),
    ("NaN", "NaN", "amount:amount_invalid"),
    ("infinity", "Infinity", "amount:amount_invalid"),
    ("with an exponent", "1e3", "amount:amount_invalid"),
    ("hexadecimal", "0x10", "amount:amount_invalid"),
    ("10^30", "1" + "0" * 30, "amount:amount_invalid"),
    ("just too much", "10000.01", "amount:too_large"),
    ("999 million", "999999999", "amount:too_large"),
    ("too precise", "2.505", "amount:amount_invalid"),
    ("very precise", "2.0000000000001", "amount:amount_invalid"),
    ("thousands or decimals?", "2,500.50,1", "amount:amount_invalid"),
    ("two amounts", "2 or 5", "amount:amount_invalid"),
    ("raised digits", "2²", "amount:amount_invalid"),
    ("reversed by a bidi sign", "\u202e02", "amount:amount_invalid"),
    ("an invisible sign inside", "2\u200b0", "amount:amount_invalid"),
    ("a null byte", "2\x00", "amount:null_characters_not_allowed"),
    ("another currency beside it", "2 EUR", "amount:amount_invalid"),
    ("longer than any amount", "2" * 10_000, "amount:max_length"),
    ("SQL", "2; DROP TABLE payments_payment", "amount:amount_invalid"),
]


def test_wrong_amounts_are_refused(client: Client, sandbox: RunningSandbox) -> None:
    _opened(client)
    rows = [(name, _post(client, amount=typed), 422, code) for name, typed, code in AMOUNTS]
    rows += [
        ("decimals of a currency without", _post(client, amount="300.5", currency="JPY"), 422, "amount:amount_invalid"),
        ("a preset of 10^30", _post(client, amount="", preset_monthly="9" * 30), 422, "amount:amount_invalid"),
        ("a negative preset", _post(client, amount="", preset_monthly="-2"), 422, "amount:amount_invalid"),
    ]
    assert walk(rows) == []


def test_wrong_fields_are_refused(client: Client, sandbox: RunningSandbox, settings) -> None:
    _opened(client)
    settings.RISK_COUNTRIES = ["BY"]
    rows = [
        ("a currency that is none", _post(client, currency="XXQ"), 422, "currency:invalid_choice"),
        ("a currency that the paper does not take", _post(client, currency="KWD"), 422, "currency:invalid_choice"),
        ("a currency in small letters", _post(client, currency="usd"), 422, "currency:invalid_choice"),
        ("a currency in wide letters", _post(client, currency="ＵＳＤ"), 422, "currency:invalid_choice"),
        ("no currency", _post(client, currency=""), 422, "currency:required"),
        ("every week", _post(client, interval="weekly"), 422, "interval:invalid_choice"),
        ("no interval", _post(client, interval=""), 422, "interval:required"),
        ("a method that nobody has", _post(client, method="cash"), 422, "method:invalid_choice"),
        ("no address", _post(client, email=""), 422, "email:required"),
        ("no address at all", _post(client, email="anna"), 422, "email:invalid"),
        ("two addresses", _post(client, email="a@example.org,b@example.org"), 422, "email:invalid"),
        ("a header in the address", _post(client, email="a@example.org\r\nBcc: b@example.org"), 422, "email:invalid"),
        ("a null byte in it", _post(client, email="a\x00@example.org"), 422,
         "email:invalid, email:null_characters_not_allowed"),
        ("a long address", _post(client, email="a" * 10_000 + "@example.org"), 422, "email:invalid, email:max_length"),
        ("a long name", _post(client, name="a" * 101), 422, "name:max_length"),
        ("a null byte in the name", _post(client, name="A\x00"), 422, "name:null_characters_not_allowed"),
        ("from a country where giving is a crime", _post(client, country="BY"), 403, "risk_country"),
        ("everything wrong", _post(client, currency="", interval="", method="", email=""), 422,
         "currency:required, email:required, interval:required, method:required"),
        ("no field at all", lambda: client.post("/support/"), 200, "form_not_ours"),
    ]  # fmt: skip
    assert walk(rows) == []


def test_what_is_no_form_of_ours_is_refused(client: Client, sandbox: RunningSandbox) -> None:
    _opened(client)
    now = utcnow()
    old = make_form_token("support", now=now - timedelta(days=2))
    ahead = make_form_token("support", now=now + timedelta(hours=1))
    good = make_form_token("support", now=now)
    others = [(f"of the form {form}", make_form_token(form, now=now)) for form in ("remind", "manage")]
    rows = [
        ("a key that has aged", _post(client, request_key=old), 200, "form_aged"),
        ("a key from the future", _post(client, request_key=ahead), 200, "form_not_ours"),
        *((f"a key {name}", _post(client, request_key=key), 200, "form_not_ours") for name, key in others),
        ("a key that was cut short", _post(client, request_key=good[:-1]), 200, "form_not_ours"),
        ("a key with another stamp", _post(client, request_key=good.replace(".", ".9", 1)), 200, "form_not_ours"),
        ("a key with a null byte", _post(client, request_key=good + "\x00"), 200, "form_not_ours"),
        ("no key", _post(client, request_key=""), 200, "form_not_ours"),
        ("a very long key", _post(client, request_key="k" * 100_000), 200, "form_not_ours"),
        *((f"two of {name}", _twice(client, name, value), 200, "field_doubled")
          for name, value in (("amount", "5"), ("currency", "EUR"), ("interval", "once"), ("email", "b@example.org"))),
        ("JSON", lambda: client.post("/support/", good_form(), content_type="application/json"), 200, "form_not_ours"),
        ("a broken upload", lambda: client.post("/support/", b"x", content_type="multipart/form-data; boundary=y"),
         200, "form_not_ours"),
        ("an upload without a boundary", lambda: client.post("/support/", b"x", content_type="multipart/form-data"),
         400, "malformed"),
        ("too many fields", lambda: client.post("/support/", "a=1&" * 10_001, content_type=FORM), 400, "malformed"),
        ("a large form", lambda: client.post("/support/", b"a" * 1_100_000, content_type=FORM), 413, "too_large"),
        ("an upload larger than any form", lambda: client.post("/support/", {"f": "a" * 1_100_000}), 413, "too_large"),
    ]  # fmt: skip
    assert walk(rows) == []


def test_a_change_of_a_pledge_takes_no_wrong_amount_interval_or_day(client: Client, two: Two) -> None:
    good = {"amount": "3", "interval": "monthly", "next_due": str(two.anna.next_due)}
    here = two.page(two.anna, "change", two.anna)

    def change(**fields: str) -> Send:
        return lambda: client.post(here, good | fields)

    skipped = {"", "2 or 5"}
    rows = [(name, change(amount=typed), 422, code) for name, typed, code in AMOUNTS if typed not in skipped]
    rows += [
        ("once", change(interval="once"), 422, "interval:invalid_choice"),
        ("yesterday", change(next_due=str(utcnow().date() - timedelta(days=1))), 422, "next_due:date_refused"),
        ("in ten years", change(next_due=str(utcnow().date() + timedelta(days=3650))), 422, "next_due:date_refused"),
        ("tomorrow, days after the last charge", change(next_due=str(utcnow().date() + timedelta(days=1))), 422,
         "next_due:date_refused"),
        ("no day", change(next_due="2026-02-30"), 422, "next_due:invalid"),
        ("a pause of no length", lambda: client.post(two.page(two.anna, "pause", two.anna), {"months": "0"}), 422,
         "months:invalid_choice"),
        ("a pause for 10^30 months", lambda: client.post(two.page(two.anna, "pause", two.anna), {"months": "9" * 30}),
         422, "months:invalid_choice"),
    ]  # fmt: skip
    assert walk(rows) == []


def test_a_reminder_takes_no_wrong_day_or_address(client: Client, two: Two, settings) -> None:
    settings.RISK_COUNTRIES = ["BY"]
    good = {"when": "month", "how": "mail", "email": "carl@example.org"}

    def ask(**fields: str) -> Send:
        token = make_form_token("remind", now=utcnow())
        return lambda: client.post("/remind/?lang=en", {"token": token} | good | fields)

    rows = [
        ("no address", ask(email=""), 422, "email:required"),
        ("no address at all", ask(email="carl"), 422, "email:address_invalid"),
        ("a header in the address", ask(email="a@example.org\r\nBcc: b@example.org"), 422, "email:address_invalid"),
        ("a null byte", ask(email="a\x00@example.org"), 422, "email:null_characters_not_allowed"),
        ("a long address", ask(email="a" * 500 + "@example.org"), 422, "email:max_length"),
        ("never", ask(when="never"), 422, "when:invalid_choice"),
        ("a past day", ask(when="date", date="2020-01-01"), 422, "date:past"),
        ("a far day", ask(when="date", date="2099-01-01"), 422, "date:far"),
        ("no day", ask(when="date", date="2026-02-30"), 422, "date:invalid"),
        ("by pigeon", ask(how="pigeon"), 422, "how:invalid_choice"),
        ("from a country where giving is a crime", ask(country="BY"), 403, "risk_country"),
        ("the key of the gift's form", ask(token=make_form_token("support", now=utcnow())), 422, "form_not_ours"),
        ("an aged key", ask(token=make_form_token("remind", now=utcnow() - timedelta(days=2))), 422, "form_aged"),
        ("a large form", lambda: client.post("/remind/", b"a" * 1_100_000, content_type=FORM), 413, "too_large"),
    ]  # fmt: skip
    assert walk(rows) == []


def test_asking_for_a_link_needs_an_address_and_a_form_of_ours(client: Client, two: Two) -> None:
    key, other = make_form_token("manage", now=utcnow()), make_form_token("support", now=utcnow())

    def ask(**fields: str) -> Send:
        return lambda: client.post("/manage/?lang=en", {"email": "anna@example.org", "request_key": key} | fields)

    rows = [
        ("no address", ask(email=""), 422, "email:required"),
        ("no address at all", ask(email="anna"), 422, "email:invalid"),
        ("the key of the gift's form", ask(request_key=other), 422, "form:form_not_ours"),
        ("no key", ask(request_key=""), 422, "form:form_not_ours"),
    ]  # fmt: skip
    assert walk(rows) == []


def _post(client: Client, **fields: str) -> Send:
    return lambda: client.post("/support/?lang=en", good_form(**fields))


def _twice(client: Client, name: str, value: str) -> Send:
    body = urlencode([*good_form().items(), (name, value)])
    return lambda: client.post("/support/?lang=en", body, content_type=FORM)


def _opened(client: Client) -> None:
    """The accounts' rows are made by the first look at the form's offers or the first order: not by a refusal."""
    assert client.get("/support/").status_code == 200
