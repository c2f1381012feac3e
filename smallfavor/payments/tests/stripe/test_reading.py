"""Lists, windows and look-ups over lists of ours: whole, in order, and never a failure taken for nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from smallfavor.payments.providers.base import (
    CheckoutSession,
    Declined,
    Disputed,
    Ours,
    ProviderUnavailable,
    Reason,
    Refunded,
    Succeeded,
)
from smallfavor.payments.providers.stripe import reading
from smallfavor.payments.providers.stripe.reading import Lists
from smallfavor.payments.providers.stripe.transport import NoAnswer
from smallfavor.payments.tests.stripe import bodies

NOON = datetime.fromtimestamp(bodies.NOON, UTC)
OURS = Ours("courier", bodies.OURS["payment"], 1)


class Shelves:
    """Lists by path, newest first, filtered by `created` and paged as Stripe's are."""

    def __init__(self, **lists: Any) -> None:
        self.lists = lists
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def get(self, path: str, query: dict[str, Any]) -> Any:
        self.asked.append((path, query))
        things = self.lists.get(path.removeprefix("/v1/").replace("/", "_"), [])
        if not isinstance(things, list):
            if isinstance(things, Exception):
                raise things
            return things
        since, until = int(query.get("created[gte]", 0)), int(query.get("created[lt]", 1 << 40))
        found = [thing for thing in things if since <= thing["created"] < until]
        ids = [thing["id"] for thing in found]
        start = ids.index(query["starting_after"]) + 1 if "starting_after" in query else 0
        page = found[start : start + int(query["limit"])]
        return bodies.listed(*page, more=start + len(page) < len(found))


def lists(**shelves: Any) -> Lists:
    return Lists(Shelves(**shelves))  # type: ignore[arg-type]


def made(prefix: str, make: Any, *ages_s: int, **changes: Any) -> list[bodies.Body]:
    """Newest first, so many seconds before noon."""
    return [make(id=f"{prefix}_{age}", created=bodies.NOON - age, **changes) for age in sorted(ages_s)]


def test_a_window_is_whole_and_oldest_first_over_all_kinds() -> None:
    days = [age * 86_400 for age in range(40)]
    shelves = lists(
        charges=made("ch", bodies.charge, *days),
        refunds=made("re", bodies.refund, 3 * 86_400 - 5),
        checkout_sessions=made("cs", bodies.session, 3 * 86_400),
        disputes=made("dp", bodies.dispute, 86_400 - 7),
        payment_intents=made("pi", bodies.intent, 9, 11),
    )
    found = list(shelves.window(NOON - timedelta(days=40), NOON + timedelta(seconds=1)))
    assert [record.created_at for record in found] == sorted(record.created_at for record in found)
    assert len(found) == 43
    third = [record.object_id for record in found if record.created_at == NOON - timedelta(days=3)]
    assert third == ["cs_259200", "ch_259200"]
    assert len(shelves.transport.asked) < 50  # type: ignore[attr-defined]


def test_a_windows_ends_are_told_to_the_second() -> None:
    shelves = lists(charges=made("ch", bodies.charge, 0, 1, 2))
    half = timedelta(milliseconds=500)
    found = [one.object_id for one in shelves.window(NOON - timedelta(seconds=1) - half, NOON - half)]
    assert found == ["ch_1"]
    assert list(shelves.window(NOON, NOON)) == []


def test_long_lists_come_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE_SIZE", 3)
    shelves = lists(charges=made("ch", bodies.charge, *range(10)))
    assert len(list(shelves.pages("/v1/charges", {}, []))) == 10
    assert len(shelves.transport.asked) == 4  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "page",
    [
        NoAnswer(Reason.TIMEOUT), {"data": None}, {}, None, {"data": ["ch_1"]}, {"data": [], "has_more": True},
        {"data": [bodies.charge(status="odd")], "has_more": False},
        {"data": [bodies.charge()], "has_more": True},
    ],
)  # fmt: skip
def test_a_list_that_cant_be_read_is_not_an_empty_list(page: Any) -> None:
    with pytest.raises(ProviderUnavailable):
        list(lists(charges=page).window(NOON - timedelta(hours=1), NOON + timedelta(seconds=1)))


def test_a_payment_is_found_though_the_search_has_not_heard_of_it() -> None:
    shelves = lists(
        payment_intents_search=[], payment_intents=[bodies.intent(latest_charge="ch_1")], charges=[bodies.charge()]
    )
    [found] = shelves.of_payment(OURS)
    assert isinstance(found, Succeeded)


def test_all_of_a_page_is_found_by_its_payment() -> None:
    paid = bodies.charge(id="ch_2", metadata=bodies.ON_PAGE, amount_refunded=150, disputed=True)
    shelves = lists(
        payment_intents_search=[bodies.intent(metadata=bodies.ON_PAGE, latest_charge="ch_2")],
        charges=[paid, bodies.failed("card_declined", metadata=bodies.ON_PAGE)],
        checkout_sessions=[bodies.session(status="complete", url=None)],
        refunds=[bodies.refund(charge=paid)],
        disputes=[bodies.dispute(charge=paid)],
    )
    found = {type(record): record for record in shelves.of_payment(OURS)}
    assert set(found) == {Declined, Succeeded, CheckoutSession, Refunded, Disputed}
    assert found[Succeeded].session_id == found[Declined].session_id == "cs_1"  # type: ignore[union-attr]


def test_a_refund_is_an_attempt_of_its_own_of_an_earlier_ones_money() -> None:
    second = {**bodies.OURS, "attempt": "2"}
    shelves = lists(
        payment_intents_search=[bodies.intent(latest_charge="ch_1")], charges=[bodies.charge(amount_refunded=150)],
        refunds=[bodies.refund(metadata=second)],
    )  # fmt: skip
    [found] = shelves.of_payment(Ours("courier", bodies.OURS["payment"], 2))
    assert isinstance(found, Refunded)
    assert [type(record) for record in shelves.of_payment(OURS)] == [Succeeded]


def test_a_page_that_nobody_has_paid_on_is_among_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    others = [bodies.session(id=f"cs_{n}", metadata={}) for n in range(2, 150)]
    shelves = lists(checkout_sessions=[*others, bodies.session()])
    assert [record.object_id for record in shelves.of_payment(OURS)] == ["cs_1"]
    monkeypatch.setattr(reading, "SESSIONS_SEEN", 100)
    assert shelves.of_payment(OURS) == []
    known = lists(checkout_sessions_cs_1=bodies.session())
    assert [record.object_id for record in known.of_payment(OURS, "cs_1")] == ["cs_1"]


def test_a_setup_page_is_found_by_its_pledge() -> None:
    named = {"installation": "courier", "attempt": "3", "pledge": "p-1"}
    shelves = lists(checkout_sessions=[bodies.session(id="cs_2", metadata={**named, "attempt": "2"}),
                                       bodies.session(metadata=named)])  # fmt: skip
    assert [record.object_id for record in shelves.session_of(Ours("courier", "", 3, "p-1"))] == ["cs_1"]


def test_saved_cards_are_told_with_what_became_of_them() -> None:
    gone = bodies.payment_method(id="pm_2", customer=None)
    shelves = lists(
        payment_intents=[
            bodies.intent(setup_future_usage="off_session", payment_method=bodies.payment_method()),
            bodies.intent(id="pi_2", created=bodies.NOON - 1, payment_method=bodies.payment_method()),
            bodies.intent(id="pi_3", created=bodies.NOON - 1, setup_future_usage="off_session", latest_charge=None),
        ],
        setup_intents=[
            bodies.setup(id="seti_2", payment_method=gone),
            bodies.setup(id="seti_3", created=bodies.NOON - 2, status="requires_payment_method"),
        ],
    )
    found = list(shelves.instruments(NOON - timedelta(hours=1), NOON + timedelta(seconds=1)))
    assert [(one.token, one.active) for one in found] == [("cus_1:pm_1:card", True), ("cus_1:pm_2:card", False)]
    assert all(one.ours is not None for one in found)


def test_a_payout_by_hand_has_no_parts_and_every_other_refusal_is_told() -> None:
    refused = NoAnswer(Reason.REFUSED, "400")
    by_hand = lists(balance_transactions=refused, payouts_po_1=bodies.payout(automatic=False))
    assert list(by_hand.payout_parts("po_1")) == []
    with pytest.raises(ProviderUnavailable):
        list(lists(balance_transactions=refused, payouts_po_1=bodies.payout()).payout_parts("po_1"))
