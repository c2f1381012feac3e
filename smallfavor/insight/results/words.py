"""What a plea's results say, in words: the first thing that its page shows.

Not here: the words of the page itself (templates) and of plans (plan.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from babel.dates import format_date
from babel.numbers import format_percent

from smallfavor.appeals.models import AppealTest
from smallfavor.core.money import Money, exponent
from smallfavor.insight.learning.guardrails import Guard
from smallfavor.insight.learning.intervals import Comparison, Verdict
from smallfavor.insight.learning.share_check import ShareCheck
from smallfavor.insight.results.found import Found
from smallfavor.insight.results.gifts import Unpriced
from smallfavor.insight.results.guards import DISMISSED, GIFTS, MONTHLY, Guarded

GOOD, PLAIN, WARNING = "good", "plain", "warning"
LOCALE = "en"
DAYS_TOO_MANY = 365
THINGS = {GIFTS: "gifts", MONTHLY: "gifts of every month"}
MANY_TIMES = 3.0  # from here on "4 times as much" is plainer than "300 % more"


@dataclass(frozen=True)
class Sentence:
    """`tone` for the page's colours: good, plain or warning. The words say it alone as well."""

    text: str
    tone: str = PLAIN


def quoted(slug: str) -> str:
    return f"“{slug}”"


def headlines(found: Found) -> list[Sentence]:
    """What there is to know first; an alarm before everything else."""
    if not found.wordings:
        return [Sentence("Nobody has seen this plea yet. Publish it, and this page fills by itself.")]
    if len(found.wordings) == 1:
        return [_alone(found)]
    if found.test is None:
        return [_untested(found)]
    sentences = []
    if found.check is not None and is_alarmed(found):
        sentences += alarm(found.check)
    sentences += [verdict(each, found) for each in found.comparisons]
    sentences += [guard_words(each) for each in found.guarded if each.rail.state is Guard.HARM]
    if found.joined:
        sentences.append(_joined(found.joined))
    return sentences


def is_alarmed(found: Found) -> bool:
    """Whether the test can't be trusted: by the counts of now, or since an earlier check."""
    return bool(found.check and found.check.alarm) or bool(found.test and found.test.alarmed_at)


def notes(found: Found) -> list[Sentence]:
    """What is missing from the numbers, if anything."""
    sentences = [no_rate(each) for each in found.unpriced]
    if found.strangers:
        gifts = "1 gift" if found.strangers == 1 else f"{found.strangers} gifts"
        sentences.append(
            Sentence(f"{gifts} came by a link that names no published wording of this plea: not counted here.")
        )
    return sentences


def verdict(comparison: Comparison, found: Found) -> Sentence:
    """One wording against the control."""
    test = found.test
    other, control = quoted(comparison.other), quoted(comparison.control)
    if comparison.ratio is None or comparison.information == 0:
        return Sentence(f"No gifts yet that tell {other} from {control}. {_patience(comparison, found)}".strip())
    if comparison.verdict is Verdict.BETTER:
        return Sentence(f"{other} earns {_more(comparison)} than {control}. {_stop(test)}", GOOD)
    if comparison.verdict is Verdict.WORSE:
        return Sentence(f"{other} earns {_less(comparison)} than {control}. {_stop(test)}", GOOD)
    if comparison.verdict is Verdict.ALIKE:
        effect = percent(test.minimum_effect) if test else ""
        return Sentence(
            f"{other} and {control} earn about the same: whatever difference there is, it is less than {effect}. "
            f"{_stop(test)} Keep the one you like better.",
            GOOD,
        )
    return Sentence(
        f"Undecided: {other} may earn {_anything(comparison)} than {control}. {_patience(comparison, found)}"
    )


def how_long(comparison: Comparison, days: float) -> float | None:
    """Days until this comparison knows as much as was planned, at the pace so far; None: nobody can say."""
    missing = comparison.needed - comparison.information
    if comparison.information <= 0 or days <= 0 or missing <= 0:
        return None
    return missing / (comparison.information / days)


def guard_words(guarded: Guarded) -> Sentence:
    """Whether what must not be hurt is hurt."""
    comparison, margin, state = guarded.rail.comparison, percent(guarded.rail.margin), guarded.rail.state
    variant, control = quoted(guarded.variant), quoted(guarded.control)
    if guarded.what == DISMISSED:
        if state is Guard.HARM:
            return Sentence(
                f"Careful: readers dismiss {variant} more often than {control}{_turned(comparison)}.", WARNING
            )
        if state is Guard.SAFE:
            return Sentence(f"Readers don’t dismiss {variant} more often than {control} by {margin} or more.", GOOD)
        return Sentence(f"It is open whether readers dismiss {variant} more often than {control}.")
    things = THINGS[guarded.what]
    if state is Guard.HARM:
        lost = f"{_less(comparison)}, whatever they are worth"
        return Sentence(f"Careful: {variant} brings fewer {things} than {control}: {lost}.", WARNING)
    if state is Guard.SAFE:
        return Sentence(f"{variant} doesn’t bring fewer {things} than {control} by {margin} or more.", GOOD)
    return Sentence(f"It is open whether {variant} brings as many {things} as {control}.")


def alarm(check: ShareCheck) -> list[Sentence]:
    """The alarm of the share check, and what to do."""
    furthest = max(check.expected, key=lambda slug: abs(check.observed.get(slug, 0) - check.expected[slug]), default="")
    due, came = round(check.expected.get(furthest, 0)), check.observed.get(furthest, 0)
    seen = f": {came:,} readers came to {quoted(furthest)}, and about {due:,} were due" if furthest else ""
    return [
        Sentence(
            f"Alarm: readers don’t come to the wordings in the shares that were published{seen}. Chance alone does "
            "this in fewer than one test of a thousand. Don’t decide anything by this test.",
            WARNING,
        ),
        Sentence(
            "What to do: open the plea in each wording and see that it shows, in the browsers your readers have; see "
            "whether a content blocker or an old cache holds one back, and whether somebody sends false counts. "
            "Then end this test, mend what you found, and begin a new one.",
            WARNING,
        ),
    ]


def check_words(check: ShareCheck | None) -> Sentence:
    """The share check when all is well, for those who look for it."""
    if check is None or not check.readers:
        return Sentence("The share check waits for the first readers.")
    if check.alarm:
        return Sentence("The share check has raised an alarm: see above.", WARNING)
    return Sentence(f"The share check is calm: {check.readers:,} readers came to the wordings as published.", GOOD)


def no_rate(missing: Unpriced) -> Sentence:
    gifts = "1 gift" if missing.gifts == 1 else f"{missing.gifts} gifts"
    return Sentence(
        f"{gifts} in {missing.currency} can’t be counted: there is no rate of {missing.currency} near "
        f"{day_words(missing)}. Load rates under Books, Rates; the numbers then put themselves right.",
        WARNING,
    )


def day_words(missing: Unpriced) -> str:
    return format_date(missing.day, "d MMMM y", locale=LOCALE)


def percent(fraction: float) -> str:
    """“4 %”; with one decimal below two percent, so that little does not look like nothing."""
    digits = "0" if abs(fraction) >= 0.0195 else "0.0"
    return str(format_percent(fraction, format=f"#,##{digits}\u00a0%", locale=LOCALE))


def amount_words(minor: float, currency: str) -> str:
    """As people write it; of large sums without cents, which say nothing here."""
    unit = 10 ** exponent(currency)
    return Money(round(minor / unit) * unit if abs(minor) >= 100 * unit else round(minor), currency).format(LOCALE)


def _more(comparison: Comparison) -> str:
    low, high = comparison.low - 1, comparison.high
    if high is None:
        return f"at least {percent(low)} more"
    if comparison.low >= MANY_TIMES:
        return f"{comparison.low:.1f} to {high:.1f} times as much"
    return f"between {percent(low)} and {percent(high - 1)} more"


def _less(comparison: Comparison) -> str:
    return f"between {percent(1 - (comparison.high or 1))} and {percent(1 - comparison.low)} less"


def _anything(comparison: Comparison) -> str:
    less = f"{percent(1 - comparison.low)} less" if comparison.low > 0 else "next to nothing"
    if comparison.high is None:
        return f"anything from {less} to many times more"
    more = (
        f"{comparison.high:.1f} times as much"
        if comparison.high >= MANY_TIMES
        else f"{percent(comparison.high - 1)} more"
    )
    return f"anything from {less} to {more}"


def _turned(comparison: Comparison) -> str:
    """How much more the second has than the first, where the comparison is the other way round."""
    least = f", at least {percent(1 / comparison.high - 1)} more" if comparison.high else ""
    return f"{least} and at most {percent(1 / comparison.low - 1)}" if least and comparison.low > 0 else least


def _stop(test: AppealTest | None) -> str:
    return "Safe to stop." if test is not None and test.is_open else "The test had an answer."


def _patience(comparison: Comparison, found: Found) -> str:
    if found.test is None or not found.test.is_open:
        return "The test ended without an answer."
    if comparison.information <= 0:
        return "How long it takes can be said when there are some."
    days = how_long(comparison, found.days)
    if days is None:
        return (
            f"There are as many gifts as were planned for: a difference of {percent(found.test.minimum_effect)} would "
            "most likely have shown. You may stop and keep the one you like better, or go on for a smaller difference."
        )
    if days > DAYS_TOO_MANY:
        return "At the present pace it would take more than a year: better to end it, and try a bolder difference."
    more = max(1, ceil(days))
    until = format_date((found.window.end + timedelta(days=more)).date(), "d MMMM", locale=LOCALE)
    return f"At the present pace about {'1 more day' if more == 1 else f'{more} more days'}, until {until} or so."


def _alone(found: Found) -> Sentence:
    only = found.wordings[0]
    return Sentence(
        f"One wording, {quoted(only.slug)}: {_brought(found)} There is nothing to compare it with; "
        "write a second one, and test it."
    )


def _untested(found: Found) -> Sentence:
    return Sentence(
        f"No test is under way. In the last 90 days {_brought(found)} Which wording earns more can’t be told from "
        "these numbers: begin a test to know."
    )


def _brought(found: Found) -> str:
    seen = sum(each.counts.impressions for each in found.wordings)
    gifts = sum(each.gifts.gifts for each in found.wordings)
    times = "once" if seen == 1 else f"{seen:,} times"
    brought = "1 gift" if gifts == 1 else f"{gifts:,} gifts" if gifts else "no gift yet"
    return f"it was seen {times} and brought {brought}."


def _joined(slugs: Sequence[str]) -> Sentence:
    named = ", ".join(map(quoted, slugs))
    return Sentence(
        f"{named} joined while the test ran. It is compared from then on, and every answer now asks for a little more "
        "evidence, as there is one more chance to be wrong."
    )
