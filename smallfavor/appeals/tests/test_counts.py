from datetime import UTC, date, datetime, timedelta

import pytest

from smallfavor.appeals.models import ManifestVersion, Tally
from smallfavor.appeals.queries.counts import CellCount, ExposureBatch, Sums, counts_of, exposure_batches, sums_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)


def add(count: int, event: str = "seen", ordinal: int = 1, **cell: object) -> None:
    plain = {"day": DAY, "version": "v1", "appeal": "spring", "variant": "control", "country": "LV"}
    Tally.objects.create(**{**plain, "event": event, "ordinal": ordinal, "count": count, **cell})


def publish(version: str, shares: dict[str, dict[str, int]], hour: int = 0) -> None:
    now = datetime(2026, 11, 23, hour, tzinfo=UTC)
    ManifestVersion.objects.create(version=version, shares=shares, first_published_at=now, last_published_at=now)


def test_readers_impressions_and_squares_come_from_the_ordinals() -> None:
    """Three readers: one saw it once, one twice, one three times. 1 + 4 + 9 = 14."""
    for ordinal, count in ((1, 3), (2, 2), (3, 1)):
        add(count, ordinal=ordinal)
    assert sums_of("spring") == {("control",): Sums(readers=3, impressions=6, squares=14)}


def test_the_funnel_is_summed_by_what_is_asked() -> None:
    add(9, "exposed")
    add(5)
    add(2, "click", 2)
    add(1, "form")
    add(1, "form", country="EE", variant="bold")
    add(4, "dismiss", day=DAY + timedelta(days=1))
    add(3, "remind", appeal="autumn")
    assert sums_of("spring", by=("variant", "country")) == {
        ("control", "LV"): Sums(exposed=9, readers=5, impressions=5, squares=5, clicks=2, dismissals=4, forms=1),
        ("bold", "EE"): Sums(forms=1),
    }
    assert sums_of("spring", by=("day",), since=DAY + timedelta(days=1)) == {
        (DAY + timedelta(days=1),): Sums(dismissals=4)
    }
    assert sums_of("autumn", by=(), until=DAY) == {(): Sums(reminders=3)}
    assert sums_of("winter") == {}


def test_tallies_are_not_grouped_by_anything_else() -> None:
    with pytest.raises(ValueError, match="grouped by version, variant, country, day"):
        sums_of("spring", by=("appeal; DROP TABLE",))


def test_every_cell_of_an_appeal_can_be_read() -> None:
    add(2, day=DAY + timedelta(days=1))
    add(1)
    add(1, appeal="autumn")
    assert list(counts_of("spring")) == [
        CellCount("v1", "control", "LV", "seen", 1, DAY, 1),
        CellCount("v1", "control", "LV", "seen", 1, DAY + timedelta(days=1), 2),
    ]
    assert len(list(counts_of("spring", since=DAY + timedelta(days=1)))) == 1
    assert len(list(counts_of("spring", until=DAY))) == 1


def test_exposures_come_in_batches_with_the_shares_they_were_published_with() -> None:
    publish("v1", {"spring": {"control": 3, "bold": 1}})
    publish("v2", {"spring": {"control": 1, "bold": 1}, "autumn": {"control": 1}})
    add(30, "exposed")
    add(11, "exposed", variant="bold", country="EE")
    add(2, "exposed", variant="bold", country="LV")
    add(5, "exposed", day=DAY + timedelta(days=1), version="v2")
    add(7, "seen", day=DAY + timedelta(days=1), version="v2", variant="bold")
    add(7, "exposed", version="unknown")
    assert exposure_batches("spring") == [
        ExposureBatch("v1", DAY, {"control": 0.75, "bold": 0.25}, {"control": 30, "bold": 13}),
        ExposureBatch("v2", DAY + timedelta(days=1), {"control": 0.5, "bold": 0.5}, {"control": 5, "bold": 0}),
    ]
    assert len(exposure_batches("spring", since=DAY + timedelta(days=1))) == 1


def test_batches_of_one_day_come_in_the_order_of_their_manifests() -> None:
    for version, hour in (("v3", 1), ("v1", 2), ("v2", 3)):
        publish(version, {"spring": {"control": 1}}, hour)
        add(hour, "exposed", version=version)
    assert [batch.version for batch in exposure_batches("spring")] == ["v3", "v1", "v2"]
