"""Jobs of the payments app: its letters, numbered receipts, and every night payouts and the comparison."""

from datetime import timedelta

from procrastinate.contrib.django import app

from smallfavor.core.clock import utcnow
from smallfavor.core.jobs import MAIL_RETRY
from smallfavor.core.mail import send_once
from smallfavor.payments.actions.collect_payouts import collect_all_payouts
from smallfavor.payments.actions.guard import forget, hold
from smallfavor.payments.actions.guard.close_page import close_page as close
from smallfavor.payments.actions.issue_receipts import issue_receipts, issue_receipts_of
from smallfavor.payments.actions.reconcile import DEFAULT_DAYS
from smallfavor.payments.actions.reconcile_and_note import reconcile_and_note
from smallfavor.payments.mails import DunningStep, dunning, go_on, instructions, letters, letters_back
from smallfavor.payments.models import Attempt, HeldCheckout

LATELY = timedelta(days=3)


@app.task(name="smallfavor.payments.tasks.mail_receipt", retry=MAIL_RETRY)
def mail_receipt(*, payment: str) -> None:
    now = utcnow()
    issue_receipts_of(payment, now=now)
    send_once(f"receipt:{payment}", lambda: letters.compose_receipt(payment, now=now), now=now)


@app.task(name="smallfavor.payments.tasks.mail_failed", retry=MAIL_RETRY)
def mail_failed(*, payment: str, try_number: str) -> None:
    now = utcnow()
    send_once(f"failed:{payment}:{try_number}", lambda: letters.compose_failed(payment), now=now)


@app.task(name="smallfavor.payments.tasks.mail_dunning", retry=MAIL_RETRY)
def mail_dunning(*, payment: str, step: DunningStep, try_number: str) -> None:
    now = utcnow()
    send_once(f"{step}:{payment}:{try_number}", lambda: dunning.compose_dunning(payment, step=step), now=now)


@app.task(name="smallfavor.payments.tasks.mail_instructions", retry=MAIL_RETRY)
def mail_instructions(*, payment: str) -> None:
    now = utcnow()
    page = instructions.open_page(payment)
    if page is not None:
        send_once(
            f"instructions:{payment}:{page.object_id}",
            lambda: instructions.compose_instructions(payment, page),
            now=now,
        )


@app.task(name="smallfavor.payments.tasks.mail_expiry", retry=MAIL_RETRY)
def mail_expiry(*, instrument: str) -> None:
    now = utcnow()
    send_once(f"expiry:{instrument}", lambda: dunning.compose_expiry(instrument), now=now)


@app.task(name="smallfavor.payments.tasks.mail_notice", retry=MAIL_RETRY)
def mail_notice(*, pledge: str, due: str) -> None:
    now = utcnow()
    send_once(f"notice:{pledge}:{due}", lambda: letters.compose_notice(pledge, due=due), now=now)


@app.task(name="smallfavor.payments.tasks.mail_cancelled", retry=MAIL_RETRY)
def mail_cancelled(*, pledge: str) -> None:
    now = utcnow()
    send_once(f"cancelled:{pledge}", lambda: letters.compose_cancelled(pledge), now=now)


@app.task(name="smallfavor.payments.tasks.mail_changed", retry=MAIL_RETRY)
def mail_changed(*, pledge: str, change: str) -> None:
    now = utcnow()
    send_once(f"changed:{pledge}:{change}", lambda: letters.compose_changed(pledge, change=change, now=now), now=now)


@app.task(name="smallfavor.payments.tasks.mail_refunded", retry=MAIL_RETRY)
def mail_refunded(*, payment: str, refund: str) -> None:
    now = utcnow()
    send_once(f"refunded:{payment}:{refund}", lambda: letters_back.compose_refunded(payment, refund=refund), now=now)


@app.task(name="smallfavor.payments.tasks.mail_returned", retry=MAIL_RETRY)
def mail_returned(*, payment: str, returned: str) -> None:
    now = utcnow()
    send_once(
        f"returned:{payment}:{returned}", lambda: letters_back.compose_returned(payment, returned=returned), now=now
    )


@app.periodic(cron="52 3 * * *")
@app.task(name="smallfavor.payments.tasks.collect_payouts", queueing_lock="collect_payouts", pass_context=False)
def collect_payouts(timestamp: int) -> None:
    """Book what the providers paid out; one that does not answer is asked again the next night."""
    collect_all_payouts(now=utcnow())


@app.periodic(cron="23 4 * * *")
@app.task(name="smallfavor.payments.tasks.reconcile_nightly", queueing_lock="reconcile_nightly", pass_context=False)
def reconcile_nightly(timestamp: int) -> None:
    """Compare the providers' records with ours, both ways; the desk shows what is wrong."""
    now = utcnow()
    reconcile_and_note(since=now - timedelta(days=DEFAULT_DAYS), now=now)


@app.periodic(cron="* * * * *")
@app.task(name="smallfavor.payments.tasks.number_receipts", queueing_lock="number_receipts", pass_context=False)
def number_receipts(timestamp: int) -> None:
    """Receipts for what was booked in the last days, within a minute."""
    now = utcnow()
    issue_receipts(now=now, since=now - LATELY)


@app.periodic(cron="11 3 * * *")
@app.task(name="smallfavor.payments.tasks.number_all_receipts", queueing_lock="number_all_receipts", pass_context=False)
def number_all_receipts(timestamp: int) -> None:
    """Once a night, for whatever is still without one: after an upgrade, or a week without a worker."""
    issue_receipts(now=utcnow())


@app.task(name="smallfavor.payments.tasks.mail_move", retry=MAIL_RETRY)
def mail_move(*, pledge: str, asked: str, number: str) -> None:
    now = utcnow()
    send_once(f"move:{pledge}:{asked}:{number}", lambda: letters.compose_move(pledge), now=now)


@app.task(name="smallfavor.payments.tasks.close_page")
def close_page(*, attempt: str) -> None:
    close(Attempt.objects.select_related("provider_account").get(pk=int(attempt)), now=utcnow())


@app.task(name="smallfavor.payments.tasks.mail_checkout_link", retry=MAIL_RETRY)
def mail_checkout_link(*, held: str) -> None:
    """Mail the link to go on with a checkout, unless its mailbox got one within the hour."""
    now = utcnow()
    row = HeldCheckout.objects.filter(uuid=held).first()
    order = hold.open_held(row) if row else None
    if row is not None and order is not None and hold.take_right_to_mail(row, now=now):
        to_address = order.email
        send_once(f"checkout-link:{held}", lambda: go_on.compose_go_on(row, to_address=to_address), now=now)


@app.periodic(cron="7 * * * *")
@app.task(name="smallfavor.payments.tasks.forget_tries", queueing_lock="forget_tries", pass_context=False)
def forget_tries(timestamp: int) -> None:
    """Each hour: the sums of the last one are kept, and what the guard of checkouts knew of single ones goes."""
    now = utcnow()
    forget.sum_up(now=now)
    forget.forget(now=now)
