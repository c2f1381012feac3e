"""The rules of direct debits, as docs/rules/sepa-returns.md tells them, and what holds for every IBAN and name."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.bank.rules.due_days import Agreed, due_day
from smallfavor.bank.rules.iban import LENGTHS, IbanInvalid, grouped, label_of, read_iban, with_check_digits
from smallfavor.bank.rules.mandate_life import is_unused
from smallfavor.bank.rules.names import creditor_id_is_right, end_to_end_id, message_id
from smallfavor.bank.rules.sepa_reasons import REASONS, meaning_of
from smallfavor.bank.rules.target_days import easter, is_target_day, target_day_from
from smallfavor.payments.providers.base import Decline
from smallfavor.payments.rules.money_back import may_try_again
from smallfavor.payments.rules.retries import after_decline
from smallfavor.payments.tests.tables import table

PAGE = "sepa-returns.md"
AGREED = Agreed(notice_days=5, cut_off=time(14), zone=ZoneInfo("Europe/Riga"), desk_days=1)
YES = {True: "yes", False: "no"}


@pytest.mark.parametrize("row", table(PAGE, header="reason"))
def test_reasons_follow_the_table(row) -> None:
    meaning = meaning_of(row["reason"])
    told = (row["in a decline's words"], row["hard"], row["mandate ends"], row["tries in all"])
    assert (meaning.code, YES[meaning.hard], YES[meaning.ends], str(meaning.tries)) == told


def test_every_reason_has_a_declines_words() -> None:
    assert {meaning.code for meaning in REASONS.values()} <= {str(code) for code in Decline}


@pytest.mark.parametrize("row", table(PAGE, header="day"))
def test_bank_days_follow_the_table(row) -> None:
    day = date.fromisoformat(row["day"])
    assert (YES[is_target_day(day)], target_day_from(day).isoformat()) == (
        row["banks settle"], row["the first bank day from it"],
    )  # fmt: skip


def test_easter_is_where_the_church_puts_it() -> None:
    assert [easter(year) for year in (2024, 2025, 2026, 2027, 2038)] == [
        date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25),
    ]  # fmt: skip


@pytest.mark.parametrize("row", table(PAGE, header="ordered at (UTC)"))
def test_due_days_follow_the_table(row) -> None:
    due = due_day(
        AGREED,
        period_due=None if row["period due"] == "none" else date.fromisoformat(row["period due"]),
        same_amount=row["same amount"] == "yes",
        now=datetime.fromisoformat(row["ordered at (UTC)"]).replace(tzinfo=UTC),
    )
    assert (due.on.isoformat(), YES[due.announced]) == (row["asked on"], row["told by the series"])


@pytest.mark.parametrize("row", table(PAGE, header="signed"))
def test_an_unused_mandate_ends_as_the_table_says(row) -> None:
    used = None if row["last asked for"] == "none" else date.fromisoformat(row["last asked for"])
    over = is_unused(
        signed_on=date.fromisoformat(row["signed"]), last_used_on=used, today=date.fromisoformat(row["today"])
    )
    assert YES[over] == row["over"]


@given(st.sampled_from(sorted(LENGTHS)), st.integers(min_value=0), st.data())
def test_an_iban_is_read_however_it_is_spaced_and_one_wrong_sign_is_seen(country: str, number: int, data) -> None:
    account = str(number)[-(LENGTHS[country] - 4) :].rjust(LENGTHS[country] - 4, "0")
    iban = with_check_digits(country, account)
    assert read_iban(f" {grouped(iban).lower()} ") == read_iban(f"IBAN {iban}") == iban
    at = data.draw(st.integers(4, len(iban) - 1))
    other = str((int(iban[at]) + data.draw(st.integers(1, 9))) % 10)
    with pytest.raises(IbanInvalid) as refused:
        read_iban(iban[:at] + other + iban[at + 1 :])
    assert refused.value.code == "checksum"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("DE89 3704 0044 0532 0130 0", "short"),
        ("DE89370400440532013000 1", "long"),
        ("US64SVBKUS6S3300958879", "country"),
        ("DE89370400440532013001", "checksum"),
        ("DEXX370400440532013000", "checksum"),
        ("DE89<b>0400440532013000", "signs"),
        ("٣٤", "signs"),
        ("DE" + "1" * 400, "signs"),
    ],
)
def test_a_wrong_iban_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(IbanInvalid) as refused:
        read_iban(typed)
    assert refused.value.code == code


def test_a_label_never_tells_the_account() -> None:
    assert label_of("DE89370400440532013000") == "DE•• •••• 3000"


def test_names_are_short_plain_and_lasting() -> None:
    name = end_to_end_id("sepa", "key")
    assert name == end_to_end_id("sepa", "key") != end_to_end_id("sepa", "other")
    assert len(name) <= 35 and name.isalnum() and name.isascii()
    file = message_id("sepa", ["B", "A"], [])
    assert file == message_id("sepa", ["A", "B"], []) != message_id("sepa", ["A", "B"], ["F1"])
    assert len(f"{file}-999") <= 35


@pytest.mark.parametrize(
    ("text", "right"),
    [("DE98ZZZ09999999999", True), ("DE97ZZZ09999999999", False), ("DE98ABC09999999999", True), ("DE98", False)],
)
def test_a_creditor_identifier_is_checked_without_its_business_code(text: str, right: bool) -> None:
    assert creditor_id_is_right(text) is right


@pytest.mark.parametrize("row", table("returns.md", header="came back for"))
def test_second_tries_follow_the_table(row) -> None:
    again = may_try_again(
        code=row["came back for"],
        hard=row["hard"] == "yes",
        tries=int(row["tries"]),
        tries_most=int(row["the service allows"]),
    )
    assert YES[again] == row["asked again"]


def test_a_service_may_bear_fewer_tries_of_a_period() -> None:
    day = date(2027, 2, 8)
    first = after_decline(code="insufficient_funds", hard=False, tries=1, first_try_on=day, today=day, tries_most=2)
    second = after_decline(code="insufficient_funds", hard=False, tries=2, first_try_on=day, today=day, tries_most=2)
    assert (first.what, second.what) == ("retry", "lapse")
