"""One month of a small paper's bookkeeper, and docs/finance.md: every figure on the page is this run's."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.journeys.month.month_end import live_the_month
from tests.journeys.month.page import PAGE, amounts_in_prose, amounts_of, blocks, lasting, unmarked_tables
from tests.journeys.month.people import new_world
from tests.journeys.month.walk import Story
from tests.journeys.month.world import FIRST_WEEK, SECOND_WEEK

pytestmark = pytest.mark.xdist_group("month")


@dataclass
class Told:
    """The run, and the page that tells it."""

    story: Story
    page: str


@pytest.fixture(scope="module")
def told() -> Iterator[Told]:
    """The month is lived once; what must hold on the way is asserted there."""
    story = Story()
    with new_world() as world:
        live_the_month(world, story)
    yield Told(story, PAGE.read_text(encoding="utf-8"))


@pytest.mark.timeout(480)
def test_every_table_of_the_page_is_what_the_run_came_to(told: Told) -> None:
    tables = {block.name: block.rows() for block in blocks(told.page) if block.is_table}
    assert tables == told.story.tables


@pytest.mark.timeout(480)
def test_every_command_of_the_page_says_what_it_said_in_the_run(told: Told) -> None:
    quoted = {block.name: lasting(block.said()) for block in blocks(told.page) if not block.is_table}
    assert quoted == {name: lasting(said) for name, said in told.story.said.items()}


@pytest.mark.timeout(480)
def test_no_amount_in_the_pages_sentences_is_made_up(told: Told) -> None:
    assert amounts_in_prose(told.page) - amounts_of(told.story) == set()
    assert len(amounts_in_prose(told.page)) >= 8
    assert (len(FIRST_WEEK), len(FIRST_WEEK + SECOND_WEEK)) == (10, 12)  # "Ten readers give", "a dozen readers"


def test_no_table_of_the_page_stands_without_a_run_behind_it() -> None:
    assert unmarked_tables(PAGE.read_text(encoding="utf-8")) == []


@pytest.mark.timeout(480)
def test_each_side_of_the_months_books_is_as_large_as_the_other(told: Told) -> None:
    for currency in ("USD", "EUR", "JPY"):
        rows = [row for row in told.story.tables["trial balance"] if row[1] == currency]
        debit, credit, balance = (sum(Decimal(row[n]) for row in rows) for n in (2, 3, 4))
        assert debit == credit > 0
        assert balance == 0


@pytest.mark.timeout(480)
def test_the_accountants_file_says_the_same_as_the_trial_balance(told: Told) -> None:
    ours = {row[0]: row[4] for row in told.story.tables["trial balance"] if row[1] == "USD"}
    assert {code: amount for _, code, amount in told.story.tables["xero"]} == ours
