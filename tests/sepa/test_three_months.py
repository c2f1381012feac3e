"""Three months of direct debits at a bank that is a program of its own, small. The big one: `python -m bench.sepa`."""

from datetime import UTC, date, datetime

import pytest

from bench.sepa.bank import running_bank
from bench.sepa.run import run

pytestmark = pytest.mark.django_db
START = date(2027, 1, 4)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_books_are_the_banks_statement_to_the_cent_after_three_months(settings: object) -> None:
    with running_bank(datetime(2027, 1, 4, 9, tzinfo=UTC)) as bank:
        told, differences = run(bank, seed=7, mandates=50, months=3, start=START)
    assert differences == []
    assert told["books_minor"] == told["bank_minor"] > 0
    assert told["came_back"] > 0
    assert told["duplicates_refused"] > 0
    assert told["statements_compared"] > 70
