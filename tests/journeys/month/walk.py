"""The month itself, in the order in which a bookkeeper meets it. Each step says what it found: tables and sentences.

Not here: readers, bank and service (world.py), the page that tells it (page.py).
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from smallfavor.core.clock import add_months
from tests.journeys.month.desk import words_of
from tests.journeys.month.world import FIRST_WEEK, SECOND_WEEK, Row, World

Table = list[list[str]]
SHOP_MINOR = 6000
ACCOUNT_FEE_MINOR = 500
PARTS = ("charge", "refund", "dispute", "fee")  # charges are sent side by side: their order is the service's
RATES = {"EUR": "1.10", "JPY": "0.0065"}
BANKS_RATE = "1.08"


@dataclass
class Story:
    """What the run found: tables by name, what commands and screens said by name."""

    tables: dict[str, Table] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)


def gifts_come_in(world: World, story: Story) -> None:
    for gift in FIRST_WEEK:
        world.give(gift)
    captured = world.wait_for("capture", len(FIRST_WEEK))
    fees = world.wait_for("fee", len(FIRST_WEEK))
    story.tables["gifts"] = by_account(captured, fees)
    one = next(row for row in captured if (row["amount"], row["credit"]) == ("10.00", "income:once"))
    story.tables["one gift"] = lines([one, *(row for row in fees if row["payment"] == one["payment"])])
    assert "Is anything wrong? No." in words_of(world.bookkeeper.read("/desk/"))


def first_payout(world: World, story: Story) -> None:
    world.at_the_service("/v1/payouts", currency="USD")
    story.said["reconcile"] = world.command("reconcile")
    story.tables["first payout"] = lines(world.wait_for("payout", 1))
    story.tables["parts of the first payout"] = parts_of(world, "USD")
    assert held(world, "USD") == 0


def money_goes_back(world: World, story: Story) -> None:
    charges = [one for one in world.charges() if (one["amount_minor"], one["currency"]) == (2500, "USD")]
    for charge, amount in zip(charges, ("25.00", "10.00"), strict=True):
        page = contribution(world, charge["metadata"]["payment"])
        fields = {"amount": amount, "reason": "given by mistake"}
        asked = world.bookkeeper.send(f"{page}refund/", **fields).text
        assert "goes back to the reader" in asked
        world.bookkeeper.send(f"{page}refund/", **fields, sure="yes")
    back = world.wait_for("refund", 2)
    story.tables["refunds"] = lines(sorted(back, key=lambda row: -Decimal(row["amount"])))


def a_gift_is_disputed(world: World, story: Story) -> None:
    for gift in SECOND_WEEK:
        world.give(gift)
    load_rates(world)  # while the reader's bank takes its five seconds
    opened = world.wait_for("dispute", 1)
    fees = world.wait_for("fee", len(FIRST_WEEK) + len(SECOND_WEEK) + 1)
    assert "A dispute wants an answer at the provider" in words_of(world.bookkeeper.read("/desk/"))
    [dispute] = world.sandbox.record("dispute")
    of_it = [row for row in fees if dispute["id"] in row["object"]]
    story.tables["dispute"] = lines([*opened, *of_it])
    world.at_the_service(f"/v1/disputes/{dispute['id']}/close", outcome="lost")


def a_month_of_renewals(world: World, story: Story) -> None:
    today = date.fromisoformat(world.journal()[0]["posted"])
    story.said["renew"] = world.command("renew", "--as-of", (add_months(today, 1) + timedelta(days=1)).isoformat())
    captured = world.wait_for("capture", len(FIRST_WEEK) + len(SECOND_WEEK) + 4)
    fees = world.wait_for("fee", len(FIRST_WEEK) + len(SECOND_WEEK) + 1 + 4)
    renewed = sorted(captured, key=lambda row: int(row["entry"]))[-4:]
    paid = {row["payment"] for row in renewed}
    assert "Declined renewals" in world.bookkeeper.read("/desk/")
    assert any("Tried 1 of 4 times" in world.bookkeeper.read(page) for page in pledges(world))
    story.tables["renewals"] = by_account(renewed, [row for row in fees if row["payment"] in paid])


def the_shop_is_not_ours(world: World, story: Story) -> None:
    world.shop_sells(SHOP_MINOR)
    world.command("reconcile")
    [number] = set(re.findall(r"/desk/other_payments/(\d+)/", world.bookkeeper.read("/desk/other_payments/")))
    world.bookkeeper.send(f"/desk/other_payments/{number}/book/")
    booked = world.wait_for("other_income", 1)
    story.tables["other income"] = lines([row for row in world.journal() if row["object"] == booked[0]["object"]])


def payouts_of_the_month(world: World, story: Story) -> None:
    world.at_the_service("/v1/adjustments", kind="fee", currency="USD", amount_minor=-ACCOUNT_FEE_MINOR)
    world.at_the_service("/v1/payouts", currency="USD")
    world.at_the_service(
        "/v1/payouts", currency="EUR", bank_currency="USD", rate_millionths=int(Decimal(BANKS_RATE) * 1_000_000)
    )
    story.said["reconcile at the end"] = world.command("reconcile")
    story.tables["payouts"] = lines(world.wait_for("payout", 3)[1:])
    story.tables["parts of the second payout"] = parts_of(world, "USD")
    assert [held(world, currency) for currency in ("USD", "EUR")] == [0, 0]


STEPS: tuple[Callable[[World, Story], None], ...] = (
    gifts_come_in,
    first_payout,
    money_goes_back,
    a_gift_is_disputed,
    a_month_of_renewals,
    the_shop_is_not_ours,
    payouts_of_the_month,
)


def load_rates(world: World) -> None:
    """The same rates for the day of the run and for the month's last."""
    day, last = world.journal()[0]["posted"], (add_months(world.month, 1) - timedelta(days=1)).isoformat()
    text = "day,currency,rate\n" + "".join(
        f"{at},{currency},{worth}\n" for currency, worth in RATES.items() for at in sorted({day, last})
    )
    file = world.demo.folder / "rates.csv"
    file.write_text(text, encoding="ascii")
    world.command("rates", str(file))


def lines(rows: list[Row]) -> Table:
    """Journal lines as the page shows them."""
    return [[row["debit"], row["credit"], f"{row['amount']} {row['currency']}"] for row in rows]


def by_account(captured: list[Row], fees: list[Row]) -> Table:
    """How many gifts of each kind and currency, what came, what the service kept, what is left."""
    kept = {row["payment"]: Decimal(row["amount"]) for row in fees}
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in captured:
        groups.setdefault((row["currency"], row["credit"]), []).append(row)
    table = []
    for (currency, account), rows in sorted(groups.items(), key=lambda item: ("USD EUR JPY".index(item[0][0]), item)):
        came = sum((Decimal(row["amount"]) for row in rows), Decimal(0))
        fee = sum((kept[row["payment"]] for row in rows), Decimal(0))
        table.append([account, currency, str(len(rows)), str(came), str(fee), str(came - fee)])
    return table


def contribution(world: World, payment: str) -> str:
    """The address of a contribution at the desk, found by its number."""
    [found] = set(re.findall(r"/desk/contributions/\d+/", world.bookkeeper.read(f"/desk/contributions/?q={payment}")))
    return found


def pledges(world: World) -> list[str]:
    return sorted(set(re.findall(r"/desk/pledges/\d+/", world.bookkeeper.read("/desk/pledges/"))))


def parts_of(world: World, currency: str) -> Table:
    """The parts of the newest payout of that currency, from the file that its page hands out."""
    numbers = re.findall(r"/desk/payouts/(\d+)/", world.bookkeeper.read("/desk/payouts/"))
    for number in sorted(set(map(int, numbers)), reverse=True):
        rows = list(csv.DictReader(world.bookkeeper.read(f"/desk/payouts/{number}/parts.csv").splitlines()))
        if rows[0]["currency"] == currency:
            assert "All matched" in world.bookkeeper.read(f"/desk/payouts/{number}/")
            rows.sort(key=lambda row: (PARTS.index(row["what"]), -Decimal(row["gross"])))
            return [[row["what"], row["gross"], row["fee"], row["net"]] for row in rows]
    raise AssertionError(f"no payout of {currency}")


def held(world: World, currency: str) -> Decimal:
    """What the service holds, by the trial balance."""
    text = world.bookkeeper.read("/desk/books/?export=csv")
    rows = csv.DictReader(text.splitlines())
    return sum(
        (Decimal(row["balance"]) for row in rows if (row["account"], row["currency"]) == ("assets:sandbox", currency)),
        Decimal(0),
    )
