"""The pages that mails about a declined card open: another card, the bank's question, the way back after a lapse.

Over the real sandbox, by its own test cards.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.core.tokens import make_token
from smallfavor.giving.tests.conftest import Form, text, token_path
from smallfavor.payments import tasks
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.pledges import page_room
from smallfavor.payments.links import card_url, confirm_url
from smallfavor.payments.models import Attempt, Instrument, Payment, Pledge
from smallfavor.payments.queries.invariants import all_faults
from smallfavor.supporters.links import manage_url
from smallfavor.supporters.models import LinkRequest

pytestmark = pytest.mark.django_db
Begin = Callable[[str], Pledge]


@pytest.fixture
def begin(client: Client, good_form: Callable[..., Form], sandbox: RunningSandbox) -> Begin:
    """A pledge of $2 a month whose first payment the card of that name made."""

    def make(card: str) -> Pledge:
        hosted = client.post("/support/?lang=en", good_form(name="Anna"))["Location"]
        client.post(token_path(sandbox.pay(hosted, card)))
        return Pledge.objects.get()

    return make


def renew(pledge: Pledge) -> datetime:
    """Let the next charge fall due now."""
    assert pledge.next_due is not None
    now = utcnow()
    drive_until_idle(today=pledge.next_due, now=now, concurrency=1)
    pledge.refresh_from_db()
    return now


def later(pledge: Pledge, *, days: int) -> datetime:
    """Let so many days pass from today on; the moment after them."""
    now = utcnow() + timedelta(days=days)
    drive_until_idle(today=current_paper().today(now), now=now, concurrency=1)
    pledge.refresh_from_db()
    return now


def write_letters() -> list[str]:
    """Run the jobs that write about declined cards; the subjects of what went out."""
    before = len(mail.outbox)
    for job in ProcrastinateJob.objects.filter(task_name__endswith="mail_dunning").order_by("id"):
        tasks.mail_dunning(**job.args)
    return [letter.subject for letter in mail.outbox[before:]]


def renewal() -> Payment:
    return Payment.objects.get(period=1)


def test_a_card_without_money_is_tried_again_and_another_one_pays(
    client: Client, begin: Begin, sandbox: RunningSandbox
) -> None:
    pledge = begin("renewal_insufficient")
    now = renew(pledge)
    assert write_letters() == ["Your payment did not go through"]
    assert renewal().retry_on == current_paper().today(now) + timedelta(days=3)
    later(pledge, days=4)
    assert write_letters() == ["Your payment, another time"]
    page = token_path(card_url(pledge))
    shown = text(client.get(page))
    for words in (
        "$2 every month",
        "0341",
        "nothing was taken",
        "We try again on",
        "$2 is taken for the payment",
    ):
        assert words in shown
    back = sandbox.pay(client.post(page)["Location"], "success_mastercard")
    assert "back=1" in back
    saved = text(client.get(token_path(back)))
    if "Not saved yet" in saved:
        saved = text(client.post(page, {"check": "1"}, follow=True))
    assert "The new way to pay is saved" in saved and "4444" in saved and "being taken" in saved
    drive_until_idle(today=current_paper().today(now), now=now + timedelta(days=4, minutes=1), concurrency=1)
    assert renewal().state == "paid"
    assert "$2 was taken just now" in text(client.get(page + "?back=1"))
    assert write_letters() == []
    assert Attempt.objects.filter(operation="charge", first_sent_at__isnull=False).count() == 3
    assert all_faults(now=utcnow()) == []


def test_the_banks_question_is_answered_on_a_page_and_never_by_another_charge(
    client: Client, begin: Begin, sandbox: RunningSandbox
) -> None:
    pledge = begin("renewal_authentication")
    renew(pledge)
    assert write_letters() == ["Your bank asks you to confirm a payment"]
    assert "/manage/confirm/" in mail.outbox[-1].body
    assert (pledge.state, renewal().state) == ("active", "failed")
    later(pledge, days=8)
    assert Attempt.objects.filter(operation="charge").count() == 1
    page = token_path(confirm_url(renewal()))
    shown = text(client.get(page))
    assert "Your bank wants to hear from you" in shown and "Can be confirmed until" in shown
    assert Attempt.objects.filter(operation="checkout").count() == 1  # the link alone begins nothing
    hosted = client.post(page)["Location"]
    assert client.post(page)["Location"].startswith("/support/pending/")
    back = sandbox.pay(hosted, "success")
    done = text(client.post(token_path(back), follow=True))
    assert "Thank you" in done
    pledge.refresh_from_db()
    assert (renewal().state, pledge.state) == ("paid", "active")
    assert pledge.instrument is not None and "4242" in pledge.instrument.label
    assert Attempt.objects.filter(payment=renewal()).count() == 2
    assert "Thank you" in text(client.get(page, follow=True))
    assert all_faults(now=utcnow()) == []


def test_a_confirmation_that_is_declined_can_be_tried_again(
    client: Client, begin: Begin, sandbox: RunningSandbox
) -> None:
    pledge = begin("renewal_authentication")
    renew(pledge)
    page = token_path(confirm_url(renewal()))
    back = sandbox.pay(client.post(page)["Location"], "declined")
    shown = text(client.post(token_path(back), follow=True))
    assert "It did not go through; nothing was taken." in shown and "Confirm this payment" in shown
    assert all_faults(now=utcnow()) == []
    back = sandbox.pay(client.post(page)["Location"], "success")
    assert "Thank you" in text(client.post(token_path(back), follow=True))


def test_without_an_answer_for_two_weeks_the_pledge_lapses_and_one_button_takes_it_up_again(
    client: Client, begin: Begin, sandbox: RunningSandbox
) -> None:
    pledge = begin("renewal_authentication")
    renew(pledge)
    write_letters()
    later(pledge, days=14)
    assert pledge.state == "active"
    now = later(pledge, days=15)
    assert pledge.state == "lapsed"
    assert write_letters() == ["We have stopped trying"]
    assert (
        "the time for it has passed" in mail.outbox[-1].body.replace("\n", " ")
        and "/manage/card/" in mail.outbox[-1].body
    )
    page = token_path(card_url(pledge))
    shown = text(client.get(page))
    assert "Take up your support again" in shown and "until you stop" in shown
    sandbox.pay(client.post(page)["Location"], "success")
    client.post(page, {"check": "1"})
    drive_until_idle(today=current_paper().today(now), now=now + timedelta(minutes=1), concurrency=1)
    pledge.refresh_from_db()
    assert (pledge.state, renewal().state) == ("active", "paid")
    assert all_faults(now=utcnow()) == []


def test_a_lost_card_leads_back_by_another_one(client: Client, begin: Begin, sandbox: RunningSandbox) -> None:
    pledge = begin("renewal_lost")
    renew(pledge)
    assert pledge.state == "lapsed"
    assert write_letters() == ["Please choose another way to pay"]
    page = token_path(card_url(pledge))
    sandbox.pay(client.post(page)["Location"], "success")
    client.post(page, {"check": "1"})
    renew(pledge)
    assert (pledge.state, renewal().state) == ("active", "paid")
    assert (
        Instrument.objects.filter(revoke_after__isnull=False).count()
        + Instrument.objects.exclude(revoked_at=None).count()
        == 1
    )


def test_opening_the_links_changes_nothing(client: Client, begin: Begin) -> None:
    pledge = begin("renewal_authentication")
    renew(pledge)
    before = list(Attempt.objects.values()), list(Payment.objects.values()), list(Pledge.objects.values())
    for url in (card_url(pledge), confirm_url(renewal())):
        for _ in range(2):
            response = client.get(token_path(url))
            assert response.status_code == 200
            assert "no-store" in response["Cache-Control"]
    assert before == (list(Attempt.objects.values()), list(Payment.objects.values()), list(Pledge.objects.values()))


def test_a_stopped_pledge_asks_for_nothing(client: Client, begin: Begin) -> None:
    pledge = begin("renewal_authentication")
    renew(pledge)
    Pledge.objects.update(state="cancelled")
    page = token_path(card_url(pledge))
    assert "This support was stopped" in text(client.get(page))
    assert "This support was stopped" in text(client.post(page))
    confirm = token_path(confirm_url(renewal()))
    assert "Nothing to confirm" in text(client.post(confirm))
    assert write_letters() == []


def test_a_pledge_whose_pages_are_spent_is_told_so_at_every_door(client: Client, begin: Begin, monkeypatch) -> None:
    pledge = begin("renewal_authentication")
    renew(pledge)
    monkeypatch.setattr(page_room, "PAGES_A_DAY", 0)
    home = token_path(manage_url(pledge.supporter))
    for door in (
        token_path(card_url(pledge)),
        token_path(confirm_url(renewal())),
        f"{home}method/{pledge.uuid}/",
    ):
        answer = client.post(door)
        assert answer.headers["X-Refusal"] == "pages_spent"
        page = client.get(answer["Location"])
        assert "opened very often within a day" in text(page) and "notice-right" not in page.content.decode()
    assert not pledge.setups.exists()
    assert Attempt.objects.filter(operation="checkout").count() == 1


def test_a_link_for_one_thing_opens_no_other(client: Client, begin: Begin) -> None:
    pledge = begin("success")
    wrong = make_token("stop", str(pledge.uuid))
    for name in ("card", "confirm"):
        assert client.get(f"/manage/{name}/{wrong}/").status_code == 404
        assert client.post(f"/manage/{name}/nonsense/").status_code == 404
    # The first payment is the form's own: it can't be made on this page.
    first = make_token("confirm", str(Payment.objects.get(period=0).uuid))
    assert client.get(f"/manage/confirm/{first}/").status_code == 404


def test_an_old_link_mails_a_new_one(client: Client, begin: Begin) -> None:
    pledge = begin("success")
    old = make_token("card", str(pledge.uuid), now=utcnow() - timedelta(days=401))
    assert client.get(f"/manage/card/{old}/").status_code == 410
    assert client.post(f"/manage/card/{old}/?lang=en").status_code == 200
    assert LinkRequest.objects.exists()


def test_the_own_page_leads_to_the_banks_question_and_back_after_a_lapse(client: Client, begin: Begin) -> None:
    pledge = begin("renewal_authentication")
    renew(pledge)
    home = token_path(manage_url(pledge.supporter))
    shown = text(client.get(home))
    assert "/manage/confirm/" in shown and "Your bank wants you to confirm the last payment" in shown
    Pledge.objects.update(state="lapsed")
    shown = text(client.get(home))
    assert "Take it up again" in shown and "/manage/card/" in shown and "/manage/confirm/" not in shown
