"""Links of another purpose, another person, cut short, made up or ended open nothing and change nothing."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from smallfavor.core.clock import utcnow
from smallfavor.core.tokens import make_token
from smallfavor.payments.links import PURPOSE as STOP
from smallfavor.payments.links import stop_url
from smallfavor.payments.models import Payment
from smallfavor.supporters.links import PURPOSE as MANAGE
from smallfavor.supporters.links import manage_url
from tests.refusals.conftest import Two, path
from tests.refusals.rows import walk

pytestmark = pytest.mark.django_db
DEEDS = ("change", "pause", "resume", "method")
Send = Callable[[], object]


def post(client: Client, address: str) -> Send:
    fields = {"amount": "3", "interval": "yearly", "next_due": "2027-01-31", "months": "3", "act": "drop"}
    return lambda: client.post(address, fields)


def test_nobody_reaches_a_strangers_pledge(client: Client, two: Two) -> None:
    rows = [
        (f"{deed} Boris's by Anna's", post(client, two.page(two.anna, deed, two.boris)), 404, "pledge_not_yours")
        for deed in DEEDS
    ]  # fmt: skip
    nobody = path(manage_url(two.anna.supporter))
    rows += [
        (f"{deed} a pledge that is nobody's", post(client, f"{nobody}{deed}/{uuid4()}/"), 404, "pledge_not_yours")
        for deed in DEEDS
    ]
    assert walk(rows) == []


def test_a_link_opens_what_it_was_made_for_and_nothing_else(client: Client, two: Two) -> None:
    manage, stop = _token(manage_url(two.anna.supporter)), _token(stop_url(two.anna))
    payment = make_token("payment", str(Payment.objects.filter(pledge=two.anna).get().uuid))
    person = str(two.anna.supporter.uuid)
    wrong = [
        ("the link to the page of a payment", payment),
        ("a stop link", stop),
        ("a link to a person that is nobody", make_token(MANAGE, str(uuid4()))),
        ("the link cut by a sign", manage[:-1]),
        ("the link and a sign more", manage + "A"),
        ("the link in the other case", manage.swapcase()),
        ("a link from the future", make_token(MANAGE, person, now=utcnow() + timedelta(days=1))),
        ("a made-up link", "a.b.c"),
        ("a null byte", "%00"),
        ("a bidi sign", "%E2%80%AE" + manage),
        ("a very long link", "a" * 5000),
    ]
    rows = []
    for name, token in wrong:
        for deed in DEEDS:
            rows.append(
                (f"{name}: {deed}", post(client, f"/manage/{token}/{deed}/{two.anna.uuid}/"), 404, "link_invalid")
            )
        for page in ("erase/", "data/", "link/"):
            rows.append((f"{name}: {page}", post(client, f"/manage/{token}/{page}"), 404, "link_invalid"))
    nobodys = make_token(STOP, str(uuid4()))
    rows += [
        ("the manage link as a stop link", post(client, f"/manage/stop/{manage}/"), 404, "link_invalid"),
        ("a stop link to nobody's pledge", post(client, f"/manage/stop/{nobodys}/"), 404, "link_invalid"),
        ("the manage link as the page of a payment", post(client, f"/support/pending/{manage}/"), 404, "link_invalid"),
        ("the stop link as the page of a payment", post(client, f"/support/pending/{stop}/"), 404, "link_invalid"),
        ("the manage link as a reminder", post(client, f"/remind/{manage}/"), 404, "link_invalid"),
        ("the link of a payment as a reminder", post(client, f"/remind/{payment}/"), 404, "link_invalid"),
    ]  # fmt: skip
    assert walk(rows) == []


def test_a_link_that_has_ended_opens_nothing(client: Client, two: Two) -> None:
    old = make_token(MANAGE, str(two.anna.supporter.uuid), now=utcnow() - timedelta(days=8))
    stale = make_token(
        "payment", str(Payment.objects.filter(pledge=two.anna).get().uuid), now=utcnow() - timedelta(days=30)
    )
    rows: list[tuple[str, Send, int, str]] = [
        (deed, post(client, f"/manage/{old}/{deed}/{two.anna.uuid}/"), 410, "link_ended") for deed in DEEDS
    ]
    rows += [
        ("erase", post(client, f"/manage/{old}/erase/"), 410, "link_ended"),
        ("data", post(client, f"/manage/{old}/data/"), 410, "link_ended"),
        ("pending", post(client, f"/support/pending/{stale}/"), 404, "link_invalid"),
    ]
    assert walk(rows) == []


def test_a_get_of_any_address_changes_nothing(client: Client, two: Two) -> None:
    manage, stop = path(manage_url(two.anna.supporter)), path(stop_url(two.anna))
    rows: list[tuple[str, Send, int, str]] = [
        (address, lambda address=address: client.get(address), status, "")  # type: ignore[misc]
        for address, status in (
            (manage, 200), (stop, 200), (f"{manage}erase/", 200), (f"{manage}data/", 405), (f"{manage}link/", 405),
            (two.page(two.anna, "change", two.anna), 200), (two.page(two.anna, "pause", two.anna), 200),
            (two.page(two.anna, "resume", two.anna), 405), (two.page(two.anna, "method", two.anna), 405),
        )
    ]  # fmt: skip
    assert walk(rows) == []


def _token(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]
