"""`smallfavor close --as-of`: a demo's month can be closed before it is over, a real one never."""

import pytest
from django.core.management import CommandError, call_command

from smallfavor.ledger.models import ClosedMonth
from smallfavor.ledger.queries import month_to_close
from smallfavor.ledger.rules.months import last_day, next_month

pytestmark = pytest.mark.django_db


def test_a_month_is_closed_as_on_a_day_in_the_sandbox_alone(begin_pledge, provider) -> None:
    begin_pledge()
    month = month_to_close()
    provider.is_sandbox = False
    with pytest.raises(CommandError, match="takes real money"):
        call_command("close", f"{month:%Y-%m}", as_of=next_month(month))
    assert not ClosedMonth.objects.exists()
    provider.is_sandbox = True
    with pytest.raises(CommandError, match="is not over"):
        call_command("close", f"{month:%Y-%m}", as_of=last_day(month))
    call_command("close", f"{month:%Y-%m}", as_of=next_month(month))
    assert ClosedMonth.objects.get().month == month
