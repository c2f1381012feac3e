"""The provider over answers of ours: declines and refusals, what an account may be, what it offers."""

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    ChargeRequest,
    CheckoutSession,
    Decline,
    Declined,
    Ours,
    ProviderUnavailable,
    Reason,
    RequestInvalid,
    Revoked,
    Succeeded,
    Unknown,
)
from smallfavor.payments.providers.stripe.provider import StripeProvider
from smallfavor.payments.providers.stripe.settings import page_origins
from smallfavor.payments.providers.stripe.transport import NoAnswer
from smallfavor.payments.tests.stripe import bodies

TOLD = {
    "api_key": "sk_test_1", "webhook_secret": "whsec_1", "currencies": "EUR, usd", "methods": "card", "for_tests": "no",
    "checkout_origin": "https://checkout.stripe.com/", "api_url": "https://api.stripe.com",
}  # fmt: skip
OURS = Ours("courier", bodies.OURS["payment"], 1)
REQUEST = {"request-id": "req_1", "date": "Mon, 30 Nov 2026 12:00:00 GMT"}


class Stripe:
    """Answers by path; what is an exception is raised."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def post(self, path: str, body: bytes = b"", *, key: str = "") -> Any:
        return self._tell("post", path)

    def get(self, path: str, query: Any = None) -> Any:
        return self._tell("get", path)

    def _tell(self, how: str, path: str) -> Any:
        self.asked.append(f"{how} {path}")
        answer = self.answers.get(f"{how}_{path.split('/')[2]}", NoAnswer(Reason.NOT_FOUND))
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def made() -> Callable[..., StripeProvider]:
    def make(**answers: Any) -> StripeProvider:
        provider = StripeProvider(TOLD)
        provider._transport = Stripe(**answers)  # type: ignore[assignment]
        return provider

    return make


def card_error(**changes: Any) -> NoAnswer:
    failure = {"code": "card_declined", "decline_code": "insufficient_funds", "charge": "ch_1", **changes}
    intent = bodies.intent(status="requires_payment_method", latest_charge="ch_1", last_payment_error=failure)
    error = {"type": "card_error", **failure, "payment_intent": intent}
    return NoAnswer(Reason.REFUSED, "402 card_declined", error=error)


def charge(provider: StripeProvider) -> Any:
    request = ChargeRequest(OURS, Money(200, "USD"), "cus_1:pm_1:card", "card", "Support")
    return provider.charge(provider.freeze_charge(request), key="k-1")


def test_a_decline_is_told_as_its_charge_tells_it(made) -> None:
    told = bodies.failed("card_declined", "insufficient_funds", created=bodies.NOON + 1)
    found = charge(made(post_payment_intents=card_error(), get_charges=told))
    assert isinstance(found, Declined)
    assert (found.object_id, found.code) == ("ch_1", Decline.INSUFFICIENT_FUNDS)
    assert int(found.created_at.timestamp()) == bodies.NOON + 1


@pytest.mark.parametrize("answer", [NoAnswer(Reason.TIMEOUT), NoAnswer(Reason.NOT_FOUND), {"object": "charge"}])
def test_a_decline_stands_though_its_charge_cant_be_read(made, answer: Any) -> None:
    found = charge(made(post_payment_intents=card_error(), get_charges=answer))
    assert isinstance(found, Declined)
    assert (found.object_id, found.code, found.ours) == ("ch_1", Decline.INSUFFICIENT_FUNDS, OURS)


def test_a_card_error_without_its_payment_is_no_decline(made) -> None:
    bare = NoAnswer(Reason.REFUSED, error={"type": "card_error", "code": "card_declined"})
    assert isinstance(charge(made(post_payment_intents=bare)), Unknown)


def test_a_payment_that_may_yet_succeed_is_no_decline(made) -> None:
    waiting = card_error()
    waiting.error["payment_intent"]["status"] = "processing"
    assert isinstance(charge(made(post_payment_intents=waiting)), Unknown)


@pytest.mark.parametrize(
    "answer", [{}, bodies.session(), bodies.intent(latest_charge="ch_1"), bodies.intent(latest_charge=None), [], None]
)
def test_an_answer_about_something_else_is_unknown(made, answer: Any) -> None:
    found = charge(made(post_payment_intents=answer))
    assert isinstance(found, Unknown) and found.reason is Reason.MALFORMED


def refusal(**changes: Any) -> NoAnswer:
    told: dict[str, Any] = {"error": {"param": "payment_method"}, "headers": REQUEST, **changes}
    return NoAnswer(Reason.REFUSED, "400", **told)


def test_a_card_that_is_nobodys_any_more_is_gone(made) -> None:
    found = charge(made(post_payment_intents=refusal(), get_payment_methods=bodies.payment_method(customer=None)))
    assert isinstance(found, Declined)
    assert (found.object_id, found.code, found.hard) == ("req_1", Decline.INSTRUMENT_GONE, True)
    assert (found.amount, found.ours) == (Money(200, "USD"), OURS)


@pytest.mark.parametrize(
    ("failure", "method"),
    [
        (refusal(), bodies.payment_method()),
        (refusal(), NoAnswer(Reason.TIMEOUT)),
        (refusal(), NoAnswer(Reason.NOT_FOUND)),
        (refusal(), bodies.payment_method(id="pm_2", customer=None)),
        (refusal(error={"param": "amount"}), bodies.payment_method(customer=None)),
        (refusal(headers={}), bodies.payment_method(customer=None)),
        (refusal(headers={**REQUEST, "date": "today"}), bodies.payment_method(customer=None)),
        (NoAnswer(Reason.SERVER_ERROR, error={"param": "payment_method"}), bodies.payment_method(customer=None)),
    ],
)
def test_every_other_refusal_is_unknown(made, failure: NoAnswer, method: Any) -> None:
    assert isinstance(charge(made(post_payment_intents=failure, get_payment_methods=method)), Unknown)


def test_revoking_is_done_when_nobody_has_the_card(made) -> None:
    token = "cus_1:pm_1:card"
    assert made(post_payment_methods=bodies.payment_method(customer=None)).revoke_instrument(token) == Revoked(token)
    gone = {"post_payment_methods": refusal(), "get_payment_methods": bodies.payment_method(customer=None)}
    assert made(**gone).revoke_instrument(token) == Revoked(token)
    for answer in (refusal(), NoAnswer(Reason.TIMEOUT), bodies.payment_method(), {}):
        assert isinstance(made(post_payment_methods=answer).revoke_instrument(token), Unknown)


def test_a_page_that_is_over_says_so_when_it_should_end(made) -> None:
    over = NoAnswer(Reason.REFUSED, error={"code": "resource_invalid_state"})
    paid = made(post_checkout=over, get_checkout=bodies.session(status="complete", url=None))
    found = paid.expire_session("cs_1")
    assert isinstance(found, CheckoutSession) and found.state == "complete"
    assert isinstance(made(post_checkout=NoAnswer(Reason.TIMEOUT)).expire_session("cs_1"), Unknown)


def test_ids_are_looked_at_where_they_belong(made) -> None:
    provider = made(get_charges=bodies.charge())
    assert isinstance(provider.fetch("ch_1"), Succeeded)
    assert provider.fetch("cus_1") is None
    assert provider.fetch("ch_2/../../v1/balance?x=1") is not None  # no address of another kind comes of it
    assert provider._transport.asked[-1] == "get /v1/charges/ch_2%2F..%2F..%2Fv1%2Fbalance%3Fx%3D1"
    with pytest.raises(ProviderUnavailable):
        made(get_charges=NoAnswer(Reason.TIMEOUT)).fetch("ch_1")


@pytest.mark.parametrize(
    ("key", "word", "is_sandbox"),
    [
        ("sk_test_1", "yes", True),
        ("rk_test_1", "yes", True),
        ("sk_test_1", "no", False),
        ("sk_live_1", "yes", False),
        ("rk_live_1", "yes", False),
        ("anything", "yes", False),
    ],
)
def test_only_a_test_key_that_is_named_so_lets_schedules_be_moved(key: str, word: str, is_sandbox: bool) -> None:
    assert StripeProvider({**TOLD, "api_key": key, "for_tests": word}).is_sandbox is is_sandbox


def test_readers_pay_in_the_accounts_own_currencies(made) -> None:
    card, debit = made().capabilities().methods
    assert set(card.minimum_minor) == {"EUR", "USD"}
    assert set(debit.minimum_minor) == {"EUR"}
    assert (card.offered, debit.offered) == (True, False)
    assert debit.known_in("DE") and not debit.known_in("US")
    with pytest.raises(RequestInvalid):
        made().freeze_charge(ChargeRequest(OURS, Money(200, "GBP"), "cus_1:pm_1", "card", "Support"))


def test_one_currency_is_what_the_bank_gets() -> None:
    assert StripeProvider({**TOLD, "currencies": "EUR"}).capabilities().settles_in == "EUR"
    assert StripeProvider(TOLD).capabilities().settles_in == ""


def test_forms_lead_to_the_page_of_the_account(made) -> None:
    assert page_origins(TOLD) == made().capabilities().hosted_origins == ("https://checkout.stripe.com",)


def test_what_stripe_offers_is_known_without_its_sdk() -> None:
    program = (
        "import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'smallfavor.config.settings');"
        "import sys; import smallfavor.payments.providers.stripe.provider; print('stripe' in sys.modules)"
    )
    begun = time.monotonic()
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "False", time.monotonic() - begun
