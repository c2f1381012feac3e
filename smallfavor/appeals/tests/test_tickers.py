"""What a campaign has raised, by the books, and how its ticker reaches readers without a new version."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.refresh_tickers import count_campaign, refresh_tickers
from smallfavor.appeals.actions.refusals import NotAllowed
from smallfavor.appeals.actions.save_campaign import (
    CampaignDraft,
    EndsBeforeStart,
    StillUsed,
    delete_campaign,
    save_campaign,
)
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Campaign
from smallfavor.appeals.queries.campaigns import count_raised
from smallfavor.appeals.rules.tickers import CROWD
from smallfavor.appeals.tests.drafts import NOW, draft, variant
from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import EntryKind, Rate
from smallfavor.payments.models import Payment, Pledge, ProviderAccount
from smallfavor.supporters.actions.enrol import enrol_supporter

pytestmark = pytest.mark.django_db

Give = Callable[..., Payment]
ACCOUNT = "assets:sandbox"


@pytest.fixture
def campaign() -> Campaign:
    """November 2026, $10,000, with one live plea that shows its ticker."""
    made = save_campaign(november(), actor=None, now=NOW)
    appeal = save_draft(draft(campaign="winter", variants=(variant(ticker=True),)), actor=None, now=NOW)
    publish_appeal(appeal, actor=None, now=NOW)
    return made


def november(**fields: Any) -> CampaignDraft:
    given = {
        "goal": Money(1_000_000, "USD"), "starts_on": date(2026, 11, 1), "ends_on": date(2026, 11, 30), **fields,
    }  # fmt: skip
    return CampaignDraft(**{"slug": "winter", "name": "Winter", **given})


@pytest.fixture
def give() -> Give:
    """Books a gift that came by the plea `spring`; `pledge=` makes it a later payment of that pledge."""
    account, _made = ProviderAccount.objects.get_or_create(code="sandbox", defaults={"provider": "sandbox"})

    def book(
        amount_minor: int = 1000, *, currency: str = "USD", at: datetime = NOW, appeal: str = "spring",
        pledge: Pledge | None = None, supporter: Any = None,
    ) -> Payment:  # fmt: skip
        person = supporter or enrol_supporter(
            email=f"{uuid4()}@example.org", name="Vera Ozola", language="en", country="LV", now=at
        )
        uuid = uuid4()
        line = TransferLine(ACCOUNT, "income:once", Money(amount_minor, currency))
        entry = book_entry(
            kind=EntryKind.CAPTURE, provider_object=f"sandbox/{uuid}", payment_uuid=uuid, happened_at=at,
            booked_at=at, transfers=[line],
        )  # fmt: skip
        return Payment.objects.create(
            uuid=uuid, supporter=person, interval="monthly" if pledge else "once", amount_minor=amount_minor,
            currency=currency, pledge=pledge, period=1 if pledge else None, state="paid", paid_entry=entry, paid_at=at,
            created_at=at, appeal=appeal,
        )  # fmt: skip

    book.account = account  # type: ignore[attr-defined]
    return book


def goes_back(payment: Payment, amount_minor: int, kind: EntryKind = EntryKind.REFUND) -> None:
    debit = "expenses:disputes" if kind == EntryKind.DISPUTE else "income:once"
    book_entry(
        kind=kind, provider_object=f"sandbox/{uuid4()}", payment_uuid=payment.uuid,
        happened_at=NOW + timedelta(days=40), booked_at=NOW + timedelta(days=40),
        transfers=[
            TransferLine(debit, ACCOUNT, Money(amount_minor, payment.currency)),
            TransferLine("expenses:fees", ACCOUNT, Money(15, payment.currency)),
        ],
    )  # fmt: skip


def ticker(baked: Path) -> dict[str, Any] | None:
    tickers = json.loads((baked / "appeals" / "manifest.json").read_text()).get("tickers", {})
    found: dict[str, Any] | None = tickers.get("winter")
    return found


AFTER = datetime(2027, 1, 15, tzinfo=UTC)


def test_gifts_of_the_campaigns_pleas_on_its_days_add_up(campaign: Campaign, give: Give) -> None:
    for _ in range(6):
        give(1000)
    give(7000, appeal="another-plea")
    give(7000, at=datetime(2026, 10, 31, 21, 59, tzinfo=UTC))  # 23:59 in Riga, the day before
    give(100, at=datetime(2026, 11, 30, 21, 59, tzinfo=UTC))  # the last minute
    give(7000, at=datetime(2026, 11, 30, 22, 0, tzinfo=UTC))
    found = count_raised(campaign, now=AFTER)
    assert (found.minor, found.gifts, found.people) == (6100, 7, 7)


def test_what_went_back_is_taken_off_whenever_and_however_it_went(campaign: Campaign, give: Give) -> None:
    gifts = [give(1000) for _ in range(7)]
    goes_back(gifts[0], 400)
    goes_back(gifts[1], 1000)
    goes_back(gifts[2], 1000, EntryKind.DISPUTE)
    found = count_raised(campaign, now=AFTER)
    assert (found.minor, found.gifts, found.people) == (4600, 5, 5)


def test_a_person_who_gives_twice_is_one(campaign: Campaign, give: Give) -> None:
    first = give()
    for _ in range(5):
        give(supporter=first.supporter)
    assert count_raised(campaign, now=AFTER).people == 1


def test_later_payments_of_pledges_begun_in_the_campaign_count_too(campaign: Campaign, give: Give) -> None:
    def pledge(created_at: datetime) -> Pledge:
        person = enrol_supporter(email=f"{uuid4()}@example.org", name="A", language="en", country="LV", now=created_at)
        return Pledge.objects.create(
            supporter=person, provider_account=give.account, state="active", interval="monthly",  # type: ignore[attr-defined]
            amount_minor=200, currency="USD", anchor=created_at.date(), next_due=date(2030, 1, 1), n=1,
            terms_version="1", terms_accepted_at=created_at, created_at=created_at, appeal="spring",
        )  # fmt: skip

    give(200, appeal="", pledge=pledge(NOW))
    give(200, appeal="", pledge=pledge(NOW - timedelta(days=300)))
    assert count_raised(campaign, now=AFTER).minor == 200


def test_other_currencies_count_at_the_rate_of_their_day(campaign: Campaign, give: Give, settings: Any) -> None:
    settings.BASE_CURRENCY = "EUR"
    for currency, worth in (("USD", "0.5"), ("GBP", "1.25")):
        Rate.objects.create(
            day=NOW.date(), currency=currency, base="EUR", worth=Decimal(worth), source="test", noted_at=NOW
        )
    give(1000, currency="GBP")
    give(1000, currency="EUR")
    give(1000)
    give(5000, currency="JPY")
    found = count_raised(campaign, now=AFTER)
    assert found.minor == 2500 + 2000 + 1000
    assert found.without_rate == {"JPY": 1}
    assert found.gifts == 3


def test_fewer_than_five_people_are_never_shown(campaign: Campaign, give: Give, baked: Path) -> None:
    for _ in range(CROWD - 1):
        give()
    refresh_tickers(now=NOW)
    publish_manifest(now=NOW)
    assert ticker(baked) is None
    first = give()
    for _ in range(CROWD * 2):
        give(supporter=first.supporter)
    refresh_tickers(now=NOW)
    assert ticker(baked) is not None


def test_while_it_runs_the_sum_moves_on_by_groups_of_gifts(campaign: Campaign, give: Give) -> None:
    for n in range(7):
        give(1000 + n, at=NOW + timedelta(minutes=n))
    assert count_raised(campaign, now=NOW).gifts == 5
    assert count_raised(campaign, now=NOW).minor == 5010
    assert count_raised(campaign, now=AFTER).gifts == 7


def test_only_the_ticker_changes_and_the_version_stays(campaign: Campaign, give: Give, baked: Path) -> None:
    version = publish_manifest(now=NOW)
    for _ in range(5):
        give(200_000)
    assert refresh_tickers(now=NOW) == 1
    end = int(datetime(2026, 11, 30, 22, tzinfo=UTC).timestamp())
    assert ticker(baked) == {"goal": "10000", "raised": "10000", "people": 5, "currency": "USD", "until": end}
    assert json.loads((baked / "appeals" / "manifest.json").read_text())["version"] == version
    assert publish_manifest(now=NOW) == version


def test_where_nothing_came_in_nothing_is_written(campaign: Campaign, baked: Path) -> None:
    publish_manifest(now=NOW)
    refresh_tickers(now=NOW)
    (baked / "appeals" / "manifest.json").unlink()
    assert refresh_tickers(now=NOW) == 0
    assert not (baked / "appeals" / "manifest.json").exists()


def test_a_new_goal_is_with_readers_at_once(
    campaign: Campaign, give: Give, baked: Path, django_capture_on_commit_callbacks: Any
) -> None:
    for _ in range(5):
        give()
    count_campaign(campaign, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        save_campaign(november(goal=Money(2_000_000, "USD")), actor=None, now=NOW)
    shown = ticker(baked)
    assert shown is not None and shown["goal"] == "20000"
    assert [each.content["goal"] for each in campaign.changes.all()] == [2_000_000, 1_000_000]


def test_a_campaign_that_readers_see_is_changed_by_publishers_alone(campaign: Campaign) -> None:
    writer = User.objects.create_user("wanda")
    with pytest.raises(NotAllowed):
        save_campaign(november(name="Renamed"), actor=writer, now=NOW)
    made = save_campaign(CampaignDraft("spring-2027", "Spring"), actor=writer, now=NOW)
    assert made.goal_minor is None


def test_a_campaign_ends_on_or_after_its_first_day() -> None:
    with pytest.raises(EndsBeforeStart):
        save_campaign(november(ends_on=date(2026, 10, 31)), actor=None, now=NOW)
    assert not Campaign.objects.exists()


def test_only_a_campaign_without_pleas_is_deleted(campaign: Campaign) -> None:
    with pytest.raises(StillUsed):
        delete_campaign(campaign)
    campaign.appeals.update(campaign=None)
    delete_campaign(campaign)
    assert not Campaign.objects.exists()
