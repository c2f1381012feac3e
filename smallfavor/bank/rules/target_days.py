"""The days on which banks settle euro (TARGET): no weekend, New Year, Easter, 1 May or Christmas."""

from datetime import date, timedelta


def is_target_day(day: date) -> bool:
    """True when euro are settled between banks on `day`."""
    if day.weekday() >= 5 or (day.month, day.day) in {(1, 1), (5, 1), (12, 25), (12, 26)}:
        return False
    return (day - easter(day.year)).days not in {-2, 1}


def target_day_from(day: date) -> date:
    """`day` itself, or the first day after it on which banks settle."""
    while not is_target_day(day):
        day += timedelta(days=1)
    return day


def target_days_after(day: date, count: int) -> date:
    """The `count`th settling day after `day` (1: the next one)."""
    for _ in range(count):
        day = target_day_from(day + timedelta(days=1))
    return day


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm, Meeus, Astronomical Algorithms, 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)
