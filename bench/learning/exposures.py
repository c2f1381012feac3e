"""The share check: how often it alarms when all is well, and how soon it finds that beacons of one variant are lost."""

import numpy as np

from bench.learning.figures import Figure, average, proportion
from bench.learning.looking import chunks, first_day
from bench.learning.worlds import DAYS, HOURS, shocks
from smallfavor.insight.learning.share_check import ALARM_AT, log_evidence

READERS = 200_000
LOSS = 0.01
_CHUNK = 500


def shares(seed: int, worlds: int) -> list[Figure]:
    """Two variants in equal shares, 200,000 readers a day each, for 60 days; losses are looked for once a day."""
    daily, hourly, days = [], [], []
    for rng, size in chunks([seed, 6], 5 * worlds, _CHUNK):
        hours = rng.poisson(READERS / HOURS * np.repeat(shocks(rng, size), HOURS, axis=1)[..., None] * np.ones(2))
        counts = hours.reshape(size, DAYS, HOURS, 2).sum(axis=2)
        half = np.full(2, 0.5)
        daily.append((log_evidence(half, counts) >= np.log(ALARM_AT)).any(axis=1))
        hourly.append((log_evidence(half, hours) >= np.log(ALARM_AT)).any(axis=1))
        lossy = np.stack([counts[..., 0], rng.binomial(counts[..., 1], 1 - LOSS)], axis=-1)
        days.append(first_day(log_evidence(half, lossy) >= np.log(ALARM_AT)))
    return [
        proportion("shares", "share_check_false_alarms_daily", np.concatenate(daily), 0.001),
        proportion("shares", "share_check_false_alarms_hourly", np.concatenate(hourly), 0.001),
        average("shares", "share_check_days_to_find_loss", np.concatenate(days), 4.0),
    ]
