"""The balance and its payouts: every movement is a line, and the lines of a payout add up to it."""

import secrets
from typing import Any

import pytest

from sandbox_processor.tariff import DISPUTE_FEE_MINOR, FEE_FIXED_MINOR, MINIMUM_MINOR, fee_minor
from sandbox_processor.testing import RunningSandbox
from sandbox_processor.tests.conftest import charge, code_of, fetch


@pytest.fixture(autouse=True)
def empty(server: RunningSandbox) -> None:
    server.forget()


def pay_out(server: RunningSandbox, currency: str = "USD", **more: Any) -> dict[str, Any]:
    answer = server.call("POST", "/v1/payouts", {"currency": currency, **more})
    return dict(answer.raise_for_status().json())


def parts(server: RunningSandbox, payout: dict[str, Any]) -> list[dict[str, Any]]:
    return list(server.call("GET", f"/v1/payouts/{payout['id']}/parts").json()["data"])


def refund(server: RunningSandbox, charge_id: str, amount_minor: int) -> Any:
    body = {"charge": charge_id, "amount_minor": amount_minor}
    return server.call("POST", "/v1/refunds", body, key=secrets.token_hex(8))


def test_a_payout_is_the_sum_of_its_parts(server, saved_instrument) -> None:
    token = saved_instrument()
    first = charge(server, token, amount_minor=10_000).json()
    second = charge(server, token, amount_minor=5_000).json()
    third = charge(server, token, amount_minor=4_000).json()
    refund(server, first["id"], 1_500)
    dispute = server.call("POST", "/v1/disputes", {"charge": second["id"]}).json()
    server.call("POST", f"/v1/disputes/{dispute['id']}/close", {"outcome": "won"})
    returned = server.call("POST", "/v1/returns", {"charge": third["id"], "code": "account_closed"}).json()
    assert (returned["amount_minor"], returned["fee_minor"], returned["hard"]) == (4_000, 500, True)
    payout = pay_out(server)
    found = parts(server, payout)
    assert [part["kind"] for part in found] == [
        "charge", "charge", "charge", "charge", "refund", "dispute", "dispute_won", "return"
    ]  # fmt: skip
    assert sum(part["net_minor"] for part in found) == payout["amount_minor"]
    assert all(part["net_minor"] == part["gross_minor"] - part["fee_minor"] for part in found)
    assert code_of(server.call("POST", "/v1/payouts", {"currency": "USD"})) == (400, "nothing_to_pay_out")


def test_currencies_are_paid_out_apart_and_into_another_at_a_rate(server, saved_instrument) -> None:
    token = saved_instrument()
    charge(server, token, amount_minor=10_000, currency="JPY")
    charge(server, token, amount_minor=25_000, currency="KWD")
    yen = pay_out(server, "JPY", bank_currency="EUR", rate_millionths=600_000)
    assert (yen["amount_minor"], yen["bank_minor"], yen["bank_currency"]) == (10_000 - 330, 5_802, "EUR")
    dinar = pay_out(server, "KWD")
    assert (dinar["amount_minor"], dinar["bank_minor"]) == (25_000 - 817, 25_000 - 817)


def test_a_payout_that_fails_stands_on_the_balance_again(server, saved_instrument) -> None:
    charge(server, saved_instrument(), amount_minor=10_000)
    payout = pay_out(server)
    failed = server.call("POST", f"/v1/payouts/{payout['id']}/close", {"outcome": "failed"}).json()
    assert failed["state"] == "failed"
    again = server.call("POST", f"/v1/payouts/{payout['id']}/close", {"outcome": "paid"})
    assert code_of(again) == (400, "payout_closed")
    second = pay_out(server)
    assert [(part["kind"], part["source"]) for part in parts(server, second)] == [("payout_failed", payout["id"])]
    assert second["amount_minor"] == payout["amount_minor"]


def test_what_the_bank_took_back_can_not_be_refunded_too(server, saved_instrument) -> None:
    taken = charge(server, saved_instrument(), amount_minor=1_000).json()["id"]
    refund(server, taken, 400)
    dispute = server.call("POST", "/v1/disputes", {"charge": taken}).json()
    assert dispute["amount_minor"] == 600
    assert code_of(refund(server, taken, 100)) == (400, "charge_disputed")
    assert code_of(server.call("POST", "/v1/returns", {"charge": taken})) == (400, "charge_not_disputable")
    won = server.call("POST", f"/v1/disputes/{dispute['id']}/close", {"outcome": "won"}).json()
    assert won["fee_returned_minor"] == won["fee_minor"] == 1500
    assert refund(server, taken, 600).status_code == 200
    assert fetch(server, taken)["refunded_minor"] == 1_000


def test_a_fee_of_the_account_and_an_adjustment_are_lines(server, saved_instrument) -> None:
    charge(server, saved_instrument(), amount_minor=10_000)
    for kind, amount in (("fee", -200), ("adjustment", 50)):
        body = {"kind": kind, "currency": "USD", "amount_minor": amount}
        server.call("POST", "/v1/adjustments", body).raise_for_status()
    wrong = server.call("POST", "/v1/adjustments", {"kind": "fee", "currency": "USD", "amount_minor": 5})
    assert code_of(wrong) == (400, "invalid_request")
    assert [part["kind"] for part in parts(server, pay_out(server))][-2:] == ["fee", "adjustment"]


def test_each_currency_has_a_tariff_of_its_own() -> None:
    assert FEE_FIXED_MINOR.keys() == DISPUTE_FEE_MINOR.keys() == MINIMUM_MINOR.keys()
    assert fee_minor(300, "JPY") == 49
    assert fee_minor(2_500, "KWD") == 165
    assert all(fee_minor(least, currency) < least for currency, least in MINIMUM_MINOR.items())
