"""The tables of docs/rules/transfers.md."""

from datetime import date

import pytest

from smallfavor.bank.rules.matching import Candidate, Told, suggest
from smallfavor.bank.rules.standing import Order, Then, how_it_stands, place
from smallfavor.core.money import Money, parse_major
from smallfavor.core.tests.tables import table

REFERENCE = "RF54ABCDEFGH2345"
NORA = Candidate("nora", REFERENCE, Money(1000, "EUR"), date(2026, 11, 10), "Nora Vos", frozenset({"nora's"}))
OTHER = Candidate("other", "RF99ZZZZZZZZ7777", Money(777, "EUR"), date(2026, 11, 10), "Ben Kok")


def orders(text: str) -> list[Order]:
    pairs = (one.strip().split(" ") for one in text.split(","))
    return [Order(state, None if amount == "none" else parse_major(amount, "EUR")) for amount, state in pairs]


@pytest.mark.parametrize("row", table("transfers.md", header="asked for"))
def test_money_with_a_reference_goes_where_the_table_says(row) -> None:
    amount, currency = row["came"].split(" ")
    verdict = place(
        parse_major(amount, currency),
        orders(row["asked for"]),
        recurs=row["recurs"] == "yes",
        stopped=row["stopped"] == "yes",
        early=row["early"] == "yes",
    )
    told = f"person: {verdict.why}" if verdict.then is Then.PERSON else str(verdict.then)
    assert (told, str(verdict.at + 1) if verdict.then is Then.SETTLE else "") == (row["then"], row["which"])


@pytest.mark.parametrize("row", table("transfers.md", header="the line says"))
def test_near_misses_are_suggested_and_say_why(row) -> None:
    same = row["from"] == "the same account as before"
    name = "" if same or row["from"] == "somebody" else row["from"]
    told = Told(Money(1000, "EUR"), date(2026, 11, 20), row["the line says"], name, "nora's" if same else "")
    assert [(one.key, str(one.because)) for one in suggest(told, [OTHER, NORA])] == [("nora", row["suggested because"])]


@pytest.mark.parametrize("row", table("transfers.md", header="statements read until"))
def test_a_period_stands_as_far_as_statements_were_read(row) -> None:
    until = row["statements read until"]
    read_until = None if until == "nothing" else date.fromisoformat(until)
    assert how_it_stands(date(2026, 12, 1), read_until) == row["stands"]


def test_nothing_is_suggested_for_another_amount_from_somebody_else() -> None:
    told = Told(Money(500, "EUR"), date(2026, 11, 20), "for the paper", "Somebody Else")
    assert suggest(told, [NORA]) == []


def test_at_most_five_are_suggested_the_nearest_day_first() -> None:
    ten = Money(1000, "EUR")
    many = [Candidate(str(day), f"RF00AAAABBBB{day:04}", ten, date(2026, 11, day)) for day in range(1, 12)]
    found = suggest(Told(ten, date(2026, 11, 11), "x"), many)
    assert [one.key for one in found] == ["11", "10", "9", "8", "7"]
