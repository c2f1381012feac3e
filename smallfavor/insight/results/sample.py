"""The sample paper's test: six weeks of readers and gifts, made up from a seed, so that the demo has results to show.

They stand in the books as gifts that came outside of any processor, since none knows of them; in the demo alone.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from smallfavor.appeals.actions.count_tally import add_tallies
from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.testing.begin import NewTest, begin_test
from smallfavor.appeals.models import Appeal, AppealTest
from smallfavor.appeals.rules.tallies import Cell
from smallfavor.core.money import Money, exponent
from smallfavor.core.paper import current_paper
from smallfavor.core.rows import insert_rows, row_of
from smallfavor.insight.results.found import usual_worth
from smallfavor.ledger.actions.book import NewEntry, TransferLine, book_new_entries
from smallfavor.ledger.models import EntryKind
from smallfavor.payments.models import Payment, PaymentState
from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.models import Supporter

SLUG = "after-the-article"
SEED = 20261123
DAYS = 41
READERS_A_DAY = 20_000
COUNTRIES = {"LV": 0.42, "EE": 0.2, "LT": 0.17, "DE": 0.12, "US": 0.06, "": 0.03}
# Of the readers that see a wording: how many follow it, and of these, how many give. The second one asks better.
FOLLOWED = (0.0125, 0.0142)
GAVE = (0.115, 0.138)
DISMISSED = (0.031, 0.032)
SEEN_AGAIN = (1.0, 0.55, 0.3, 0.14)
AMOUNTS = ((2, "monthly", 0.34), (5, "monthly", 0.24), (10, "monthly", 0.1), (10, "once", 0.12), (25, "once", 0.1),
           (50, "once", 0.06), (30, "yearly", 0.04))  # fmt: skip
PEOPLE = 40


@dataclass(frozen=True)
class _Gift:
    at: datetime
    variant: str
    country: str
    amount: int
    interval: str


@transaction.atomic
def load_sample_results(*, now: datetime) -> int:
    """Begin a test of the sample's plea six weeks ago and let readers come by; how many gifts were made.

    Nothing is done where the plea was ever tested or has brought a gift, or is not live with two wordings.
    """
    appeal = Appeal.objects.filter(slug=SLUG, live_revision__isnull=False).first()
    if appeal is None or AppealTest.objects.filter(appeal=appeal).exists():
        return 0
    if Payment.objects.filter(appeal=SLUG).exists() or appeal.variants.filter(share__gt=0).count() != 2:
        return 0
    start = now - timedelta(days=DAYS)
    version = publish_manifest(now=start)
    worth = usual_worth(now)
    new = NewTest(0.2, months_expected=worth.months, cap_minor=worth.cap_minor, currency=worth.currency,
                  expected={"days": 38.0, "gifts_per_day": 26.0, "kappa": 1.9})  # fmt: skip
    test = begin_test(appeal, new, actor=None, now=start)
    chance = random.Random(SEED)  # noqa: S311 (made-up readers, the same in every demo)
    counts: Counter[Cell] = Counter()
    gifts: list[_Gift] = []
    for number in range(DAYS):
        _one_day(start + timedelta(days=number), test.variants, version, chance, counts, gifts)
    add_tallies(counts)
    _book(gifts, version, now=now)
    return len(gifts)


def _one_day(
    start: datetime, variants: Sequence[str], version: str, chance: random.Random, counts: Counter[Cell],
    gifts: list[_Gift],
) -> None:  # fmt: skip
    """The readers of one day: quieter at weekends, louder when there is news."""
    day = current_paper().today(start)
    mood = (0.8 if day.weekday() > 4 else 1.0) * chance.lognormvariate(0, 0.18)
    for country, part in COUNTRIES.items():
        for index, variant in enumerate(variants):
            readers = _about(READERS_A_DAY / 2 * part * mood, chance)
            seen = _about(readers * 0.78, chance)
            followed = _about(seen * FOLLOWED[index], chance)
            opened = _about(followed * 0.8, chance)
            gave = _about(followed * GAVE[index], chance)
            _count(counts, day, version, variant, country, readers, seen, followed, opened, index, chance)
            for _ in range(gave):
                amount, interval, _weight = chance.choices(AMOUNTS, [weight for *_, weight in AMOUNTS])[0]
                at = start + timedelta(minutes=chance.randrange(1, 24 * 60))
                gifts.append(_Gift(at, variant, country, amount, interval))


def _count(
    counts: Counter[Cell], day: date, version: str, variant: str, country: str, readers: int, seen: int, followed: int,
    opened: int, index: int, chance: random.Random,
) -> None:  # fmt: skip
    def add(event: str, ordinal: int, times: int) -> None:
        if times:
            counts[Cell(day, version, SLUG, variant, country, event, ordinal)] += times

    add("exposed", 1, readers)
    for ordinal, part in enumerate(SEEN_AGAIN, start=1):
        add("seen", ordinal, _about(seen * part, chance) if ordinal > 1 else seen)
    add("click", 1, followed)
    add("form", 1, opened)
    add("dismiss", 1, _about(seen * DISMISSED[index], chance))


def _about(expected: float, chance: random.Random) -> int:
    """How many it were, where so many were to be expected: a Poisson draw, or near enough above a few dozen."""
    if expected > 40:
        return max(0, round(chance.gauss(expected, expected**0.5)))
    count, left = 0, chance.expovariate(1.0)
    while left < expected:
        count, left = count + 1, left + chance.expovariate(1.0)
    return count


def _book(gifts: Sequence[_Gift], version: str, *, now: datetime) -> None:
    """The gifts as payments, each with its entry. One in forty was given back since."""
    chance = random.Random(SEED + 1)  # noqa: S311 (as above)
    currency = settings.BASE_CURRENCY
    people = _people(now)
    made = [(gift, UUID(int=chance.getrandbits(128), version=4)) for gift in sorted(gifts, key=lambda one: one.at)]
    entries = book_new_entries([_entry(gift, uuid, currency, now) for gift, uuid in made])
    returned = [(gift, uuid) for gift, uuid in made if chance.random() < 1 / 40]
    gone = {uuid for _gift, uuid in returned}
    book_new_entries([_entry(gift, uuid, currency, now, back=True) for gift, uuid in returned])
    payments = [
        Payment(
            uuid=uuid, supporter_id=chance.choice(people[gift.country]).pk, interval=gift.interval,
            amount_minor=_amount(gift, currency).minor, currency=currency,
            state=PaymentState.REFUNDED if uuid in gone else PaymentState.PAID, paid_entry_id=entry, paid_at=gift.at,
            appeal=SLUG, variant=gift.variant, manifest_version=version, created_at=gift.at,
        )
        for (gift, uuid), entry in zip(made, entries, strict=True)
    ]  # fmt: skip
    insert_rows(Payment, [row_of(payment) for payment in payments])


def _entry(gift: _Gift, uuid: UUID, currency: str, now: datetime, *, back: bool = False) -> NewEntry:
    sides = (f"income:{gift.interval}", "assets:sample") if back else ("assets:sample", f"income:{gift.interval}")
    return NewEntry(
        kind=EntryKind.OTHER_INCOME,
        provider_object=f"sample/{uuid}{'/back' if back else ''}",
        payment_uuid=uuid,
        happened_at=min(now, gift.at + timedelta(days=3)) if back else gift.at,
        booked_at=now,
        transfers=[TransferLine(*sides, _amount(gift, currency))],
    )


def _amount(gift: _Gift, currency: str) -> Money:
    return Money(int(gift.amount * 10 ** exponent(currency)), currency)


def _people(now: datetime) -> dict[str, list[Supporter]]:
    """Some readers of each country; they gave more than once, for the sample's sake."""
    found: dict[str, list[Supporter]] = {country: [] for country in COUNTRIES}
    for number in range(PEOPLE):
        country = list(COUNTRIES)[number % len(COUNTRIES)]
        person = enrol_supporter(
            email=f"sample-reader-{number}@example.org", language="en", country=country, now=now - timedelta(days=DAYS)
        )
        found[country].append(person)
    return found
