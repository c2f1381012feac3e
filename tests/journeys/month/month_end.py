"""The month's end: a correction by two people, the check list, the close, what comes late, the accountant's files.

Not here: the month before it (walk.py).
"""

import csv
import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from tests.journeys.month.desk import words_of
from tests.journeys.month.walk import STEPS as THE_MONTH
from tests.journeys.month.walk import Story, Table, contribution, lines
from tests.journeys.month.world import Gift, Row, World

BANK_KEPT = "3.00"
ISSUED_WITHIN_S = 70
RECEIPT = re.compile(r"\d{4}-\d{6} (Receipt|Credit note) (\S+)")
MAPPING = """code,account
assets:sandbox,1360
assets:bank,1800
income:once,8200
income:monthly,8201
income:yearly,8202
income:other,8205
income:exchange,2660
expenses:fees,4970
expenses:disputes,4971
expenses:exchange,2150
equity:conversion,1370
liabilities:duplicates,1700
liabilities:foreign,1710
"""


def a_correction_is_proposed(world: World, story: Story) -> None:
    world.bookkeeper.send(
        "/desk/books/corrections/propose/",
        dated=world.journal()[0]["posted"], currency="USD", reason="The bank kept its own charge of the second payout.",
        debit_1="expenses:fees", credit_1="assets:bank", amount_1=BANK_KEPT,
    )  # fmt: skip
    [page] = set(re.findall(r"/desk/books/corrections/\d+/", world.bookkeeper.read("/desk/books/corrections/")))
    assert "somebody else approves it" in words_of(world.bookkeeper.read(page)).replace("’", "'")
    assert not [row for row in world.journal() if row["kind"] == "correction"]
    story.tables["check list"] = check_list(world)
    world.lead.send(page, deed="approve", note="seen on the statement")
    story.tables["correction"] = lines(world.wait_for("correction", 1))
    assert {row[0] for row in check_list(world)} == {"Yes"}


def receipts_are_numbered(world: World, story: Story) -> None:
    """Of the gift that went back in part: its receipt and its credit note, as its page at the desk lists them."""
    whole, part = sorted(world.wait_for("refund", 2), key=lambda row: -Decimal(row["amount"]))
    assert "Refunded" in words_of(world.bookkeeper.read(contribution(world, whole["payment"])))
    page = contribution(world, part["payment"])
    assert "Paid, $10 given back" in words_of(world.bookkeeper.read(page))
    deadline = time.monotonic() + ISSUED_WITHIN_S
    while len(found := RECEIPT.findall(words_of(world.bookkeeper.read(page)))) < 2:
        assert time.monotonic() < deadline, f"only {found} were issued"
        time.sleep(0.5)
    story.tables["receipts"] = [list(one) for one in found]


def the_month_is_closed(world: World, story: Story) -> None:
    named = f"{world.month:%Y-%m}"
    story.said["too early"] = world.refused("close", named)
    story.said["close"] = world.command("close", named, "--as-of", world.next_month.isoformat())
    story.tables["exchange difference"] = lines([row for row in world.journal() if row["kind"] == "exchange"])
    world.command("export", *balance_into(world, "balance.csv"))
    story.tables["trial balance"] = trial_balance(world, "balance.csv")


def a_debit_comes_back_late(world: World, story: Story) -> None:
    before = world.journal()
    charge = world.charge_of(Gift("monthly", "5", "EUR"))
    world.at_the_service("/v1/returns", charge=charge["id"])
    returned = world.wait_for("returned", 1, world.next_month)
    fees = world.wait_for("fee", 1, world.next_month)
    assert {row["posted"] for row in (*returned, *fees)} == {world.next_month.isoformat()}
    story.tables["late return"] = lines([*returned, *fees])
    story.said["reconcile after the close"] = world.command("reconcile")
    assert world.journal() == before


def the_accountant_gets_files(world: World, story: Story) -> None:
    folder, named = world.demo.folder, f"{world.month:%Y-%m}"
    (folder / "accounts.csv").write_text(MAPPING, encoding="ascii")
    exports = (
        ("beancount", "--month", named, "-o", str(folder / "month.beancount")),
        ("journal", "--month", named, "-o", str(folder / "journal.csv")),
        ("income", "--month", named, "-o", str(folder / "income.csv")),
        ("csv", "--format", "xero", "--mapping", str(folder / "accounts.csv"), "--month", named,
         "-o", str(folder / "xero.csv")),
        balance_into(world, "balance-after.csv"),
    )  # fmt: skip
    with ThreadPoolExecutor(2) as beside:
        list(beside.map(lambda words: world.command("export", *words), exports))
    bean_check(folder / "month.beancount")
    assert rows_of(folder / "journal.csv") == world.journal()
    assert trial_balance(world, "balance-after.csv") == story.tables["trial balance"]
    income = rows_of(folder / "income.csv")
    story.tables["income"] = [[row["interval"], row["currency"], row["income"], row["entries"]] for row in income]
    story.tables["xero"] = by_number(rows_of(folder / "xero.csv"))


MONTH_END: tuple[Callable[[World, Story], None], ...] = (
    a_correction_is_proposed,
    receipts_are_numbered,
    the_month_is_closed,
    a_debit_comes_back_late,
    the_accountant_gets_files,
)


def live_the_month(world: World, story: Story) -> None:
    """All of it. `story` fills as the month goes, so that a failure leaves what was seen until then."""
    for step in (*THE_MONTH, *MONTH_END):
        step(world, story)


def check_list(world: World) -> Table:
    """What the Months page asks for before a close, and what it found."""
    page = world.bookkeeper.read("/desk/books/months/")
    found = re.findall(r"<li>\s*<strong>(.*?):</strong>(.*?)\.\s*(?:<br>|</li>)", page, flags=re.S)
    return [[said, words_of(asked)] for said, asked in found]


def balance_into(world: World, name: str) -> tuple[str, ...]:
    """What exports the trial balance at the month's last day."""
    last = world.next_month - timedelta(days=1)
    return ("trial-balance", "--to", last.isoformat(), "-o", str(world.demo.folder / name))


def trial_balance(world: World, name: str) -> Table:
    """Amounts in each account's own currency, from the file."""
    rows = rows_of(world.demo.folder / name)
    return [[row["account"], row["currency"], row["debit"], row["credit"], row["balance"]] for row in rows]


def by_number(rows: list[Row]) -> Table:
    """What the accountant's program gets on each account, debit less credit."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row["*AccountCode"]] = sums.get(row["*AccountCode"], Decimal(0)) + Decimal(row["*Amount"])
    codes = {number: code for code, number in (line.split(",") for line in MAPPING.splitlines())}
    return [[number, codes[number], str(sums[number])] for number in sorted(sums)]


def bean_check(file: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("bean-check"), file], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def rows_of(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))
