"""Money is matched by its reference alone, exactly; all else is left to a person."""

from datetime import date, timedelta

import pytest

from smallfavor.bank.actions.ask_transfer import close_transfer_page, confirm_standing_order, revoke_reference
from smallfavor.bank.actions.order_back import BackOrder, MoreThanCame, order_back
from smallfavor.bank.models import ExpectedTransfer, ReceivedTransfer, TransferReference
from smallfavor.bank.record_changed import record_changed
from smallfavor.bank.tests.conftest import NOW, read, the_line
from smallfavor.bank.tests.statement_files import camt053, entry, transaction
from smallfavor.bank.tests.test_read_statement import gift
from smallfavor.core.money import Money

pytestmark = pytest.mark.django_db


def state_of(asked: ExpectedTransfer) -> str:
    return ExpectedTransfer.objects.get(pk=asked.pk).state


def test_the_exact_reference_and_amount_settle_it_and_say_so(page, django_capture_on_commit_callbacks) -> None:
    asked, heard = page(), []

    def listen(metadata, **named) -> None:
        heard.extend(metadata)

    record_changed.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        read(camt053(gift(reference=asked.reference.code)))
    record_changed.disconnect(listen)
    assert state_of(asked) == "received"
    assert the_line().state == "matched"
    assert heard == [asked.metadata]


@pytest.mark.parametrize("written", ["{}", "gift {} thanks", "ref. {}", "{} {}"])
def test_a_reference_in_the_payers_words_counts_too(page, written: str) -> None:
    asked = page()
    code = asked.reference.code
    read(camt053(gift(text=written.format(code.lower(), code))))
    assert state_of(asked) == "received"


def test_a_reference_that_the_bank_has_cut_in_two_is_found(page) -> None:
    asked = page()
    code = asked.reference.code
    told = transaction(name="A", text=[f"For the good paper {code[:7]}", code[7:]])
    read(camt053(entry("10.00", told)))
    assert state_of(asked) == "received"


def test_what_came_is_what_was_given(page) -> None:
    asked = page(1000)
    read(camt053(gift("12.50", reference=asked.reference.code)))
    assert asked.received.get().amount == Money(1250, "EUR")


def test_money_that_comes_after_the_page_has_ended_counts(page) -> None:
    asked = page()
    close_transfer_page("transfers", asked.object_id)
    read(camt053(gift(reference=asked.reference.code)))
    assert state_of(asked) == "received"


@pytest.mark.parametrize("wrong", ["one sign", "none"])
def test_without_the_exact_reference_a_person_decides(page, wrong: str) -> None:
    code = page().reference.code
    near = code[:8] + ("X" if code[8] != "X" else "Y") + code[9:]
    read(camt053(gift(reference=near if wrong == "one sign" else "")))
    assert (the_line().state, the_line().why) == ("open", "no_reference")


def test_a_gift_that_comes_twice_is_left_to_a_person(page) -> None:
    asked = page()
    read(
        camt053(
            gift(reference=asked.reference.code, ref="1"),
            gift(reference=asked.reference.code, ref="2", day="2026-11-03"),
        )
    )
    assert sorted(asked.reference.received.values_list("amount_minor", flat=True)) == [1000]
    assert list(asked.reference.received.model.objects.all()) == [asked.received.get()]


def test_two_references_on_one_line_are_left_to_a_person(page) -> None:
    first, second = page(), page()
    read(camt053(gift(text=f"{first.reference.code}\n{second.reference.code}")))
    assert the_line().why == "several_references"


def test_a_reversal_is_left_to_a_person(page) -> None:
    asked = page()
    read(camt053(gift(reference=asked.reference.code, reversal=True)))
    assert (state_of(asked), the_line().why) == ("open", "reversal")


def test_money_in_another_currency_settles_with_what_arrived(page) -> None:
    asked = page()
    extra = '<AmtDtls><InstdAmt><Amt Ccy="USD">10.00</Amt></InstdAmt></AmtDtls>'
    told = transaction(name="A", reference=asked.reference.code, extra=extra)
    read(camt053(entry("9.21", told)))
    assert asked.received.get().amount == Money(921, "EUR")


def saved(page) -> TransferReference:
    asked = page(recurs=True, now=NOW - timedelta(days=30))
    read(camt053(gift(reference=asked.reference.code, ref="FIRST", day="2026-10-21")))
    return TransferReference.objects.get(pk=asked.reference_id)


def test_the_first_money_of_a_standing_order_saves_it(page) -> None:
    assert saved(page).saved_at == NOW


def test_a_period_is_settled_by_the_next_transfer(page, period) -> None:
    reference = saved(page)
    expected = period(reference.code)
    read(camt053(gift(reference=reference.code, ref="2", day="2026-11-22"), number="S2"), now=NOW + timedelta(days=2))
    assert state_of(expected) == "received"
    assert expected.received.get().object_id == expected.object_id


def test_money_that_comes_early_waits_for_its_period(page, period) -> None:
    reference = saved(page)
    read(camt053(gift(reference=reference.code, ref="2", day="2026-11-19"), number="S2"))
    assert ReceivedTransfer.objects.filter(order=None).count() == 1
    expected = period(reference.code)
    assert expected.state == "received"
    assert not ReceivedTransfer.objects.filter(order=None).exists()


def test_more_than_one_early_transfer_is_left_to_a_person(page) -> None:
    reference = saved(page)
    for ref in "23":
        read(camt053(gift(reference=reference.code, ref=ref, day=f"2026-11-1{ref}"), number=ref))
    assert ReceivedTransfer.objects.filter(order=None).count() == 1


def test_a_stopped_standing_order_that_goes_on_is_left_to_a_person(page) -> None:
    reference = saved(page)
    revoke_reference("transfers", reference.code, now=NOW)
    read(camt053(gift(reference=reference.code, ref="2", day="2026-11-19"), number="S2"))
    assert reference.received.count() == 1


def empty(day: date) -> bytes:
    return camt053(number=f"E{day}").replace(
        b"</Acct>", f"</Acct><FrToDt><ToDtTm>{day}T23:00:00</ToDtTm></FrToDt>".encode()
    )


def test_a_period_is_late_and_then_missed_only_as_far_as_statements_were_read(page, period) -> None:
    reference = saved(page)
    expected = period(reference.code)
    day = NOW.date()
    for days, stands in [(9, ("open", False)), (10, ("open", True)), (24, ("open", True)), (25, ("missed", True))]:
        read(empty(day + timedelta(days=days)), now=NOW + timedelta(days=60))
        row = ExpectedTransfer.objects.get(pk=expected.pk)
        assert (row.state, row.late_at is not None) == stands


def test_late_money_still_settles_the_period_that_was_missed(page, period) -> None:
    reference = saved(page)
    expected = period(reference.code)
    read(empty(NOW.date() + timedelta(days=26)), now=NOW + timedelta(days=27))
    assert state_of(expected) == "missed"
    read(camt053(gift(reference=reference.code, ref="L", day="2026-12-18"), number="L"), now=NOW + timedelta(days=30))
    assert state_of(expected) == "received"


def test_a_standing_order_can_be_set_up_without_money(page) -> None:
    asked = page(None, recurs=True)
    confirm_standing_order("transfers", asked.object_id, now=NOW)
    confirm_standing_order("transfers", asked.object_id, now=NOW)
    assert TransferReference.objects.get(pk=asked.reference_id).saved_at == NOW


def back(received: ReceivedTransfer, minor: int, key: str = "b") -> BackOrder:
    return BackOrder("transfers", key, key, {"payment": "p"}, "p", 2, received.object_id or "", Money(minor, "EUR"))


def test_what_is_to_go_back_is_done_when_a_statement_shows_it(page) -> None:
    asked = page()
    read(camt053(gift(reference=asked.reference.code)))
    owed = order_back(back(asked.received.get(), 400), now=NOW)
    assert order_back(back(asked.received.get(), 400), now=NOW) == owed
    told = transaction(name="Nora Vos", text=[owed.reference], credit=False)
    read(camt053(entry("4.00", told, side="DBIT", ref="D"), number="S2"))
    owed.refresh_from_db()
    assert owed.line is not None
    assert owed.line.state == "paid_back"


def test_no_more_goes_back_than_came(page) -> None:
    asked = page()
    read(camt053(gift(reference=asked.reference.code)))
    order_back(back(asked.received.get(), 600), now=NOW)
    with pytest.raises(MoreThanCame):
        order_back(back(asked.received.get(), 500, key="c"), now=NOW)
