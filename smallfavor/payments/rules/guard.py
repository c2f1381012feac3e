"""Whether a checkout may reach a provider now, by what became lately of others like it. docs/security.md tells it in
prose, with the attacker it is made for.

Every card that is tried is paid for from *purses*: the sender's, the mailbox's, everybody's. A payment gives its try
back, and something more; a decline and a page left open do not. So a purse that honest readers share is never empty for
long, whoever else shares it, and one that only declines come from is empty after one or two.

Not here: counting (queries/guard), the work that a browser does (work.py).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

MINUTE_S = 60
HOUR_S = 3600
WINDOW_S = HOUR_S  # what purses remember
RECENT_S = 10 * MINUTE_S  # what turns the alert on, besides a burst
BURST_S = 20
ALERT_S = HOUR_S  # the alert stays for so long after its last cause
HURRIED_S = 3  # under alert: nobody chooses an amount, types an address and does the work faster
TRIES_ON_PAGE = 3  # cards on one page while all is calm


class Kind(StrEnum):
    """What a purse belongs to. The letter stands before its hash."""

    LINE = "l"  # one form, and those it was shown as again after a decline
    ADDRESS = "a"
    BLOCK = "b"
    NETWORK = "n"
    MAILBOX = "m"  # proven by a mailed link, as is DOMAIN
    DOMAIN = "d"
    TYPED = "t"  # the same domain, merely typed: its payments count for DOMAIN, its declines against nobody
    CARD = "c"
    SMALL = "s"  # amounts that card testers like
    WORK = "w"  # all that passed by work alone
    FRESH = "f"  # all that passed by a mailbox of a domain that has never paid lately
    ALL = "*"


class Lane(StrEnum):
    """How a checkout came to pass; it decides which purses its next card is paid from."""

    OPEN = "open"
    WORK = "work"
    KNOWN = "known"
    SERVICE = "service"
    NEARBY = "nearby"
    FRESH = "fresh"


SENDER = (Kind.ADDRESS, Kind.BLOCK, Kind.NETWORK)
PAYS: dict[Lane, tuple[Kind, ...]] = {
    Lane.OPEN: (Kind.LINE, *SENDER),
    Lane.WORK: (Kind.LINE, *SENDER, Kind.WORK),
    Lane.KNOWN: (Kind.MAILBOX,),
    Lane.SERVICE: (Kind.MAILBOX, Kind.DOMAIN),
    Lane.NEARBY: (Kind.MAILBOX, *SENDER),
    Lane.FRESH: (Kind.MAILBOX, Kind.DOMAIN, Kind.FRESH),
}
PROVEN = (Lane.KNOWN, Lane.SERVICE, Lane.NEARBY, Lane.FRESH)  # by a mailed link


def charged(lane: Lane) -> frozenset[Kind]:
    """Who is counted: the sender always; a mailbox only where it was proven, so that nobody spoils another's."""
    proven = {Kind.MAILBOX, Kind.DOMAIN} if lane in PROVEN else {Kind.TYPED}
    return frozenset({Kind.LINE, *SENDER} | proven | ({Kind.WORK, Kind.FRESH} & set(PAYS[lane])))


@dataclass(frozen=True)
class Purse:
    """Within the last hour: cards `spent` without a payment (pages that wait included), and payments made with the
    first card."""

    spent: int = 0
    good: int = 0


@dataclass(frozen=True)
class Usual:
    """What this paper is used to: checkouts in a busy hour, and cards that come to nothing for each payment."""

    per_hour: float = 0.0
    spoiled: float = 0.25


@dataclass(frozen=True)
class Recent:
    """Of the last minutes: cards and payments, of all and of small amounts alone; checkouts in the last seconds."""

    all: Purse
    small: Purse
    burst: int


@dataclass(frozen=True)
class Alert:
    """On for everybody, or for small amounts alone."""

    all: bool = False
    small: bool = False


@dataclass(frozen=True)
class Shown:
    """What a reader has shown of themselves. `known`: the mailbox, proven by a link, has paid before."""

    worked: bool = False
    mailed: bool = False
    known: bool = False
    hurried: bool = False


class Step(StrEnum):
    PASS = "pass"  # noqa: S105
    WORK = "work"
    MAIL = "mail"
    WAIT = "wait"  # the mailbox is proven, and others are served first


@dataclass(frozen=True)
class Verdict:
    step: Step
    lane: Lane | None = None


Purses = Mapping[Kind, Purse]


def room(kind: Kind, purses: Purses) -> bool:
    """True when this purse pays for one more card. One that is not counted (an unknown sender) always does."""
    purse = purses.get(kind)
    return purse is None or purse.spent < allowance(kind, purses)


def allowance(kind: Kind, purses: Purses) -> float:
    """How many cards without a payment the purse bears within an hour while the alert is on."""
    good = purses.get(kind, Purse()).good
    match kind:
        case Kind.ADDRESS | Kind.BLOCK | Kind.NETWORK:
            return 1 + good / 4
        case Kind.LINE:
            return 2
        case Kind.MAILBOX:
            return 3
        case Kind.DOMAIN:
            paid = _paid(purses)
            return 4 + paid if is_service(purses) else 2 + paid / 2
        case Kind.WORK:
            return 60 + purses.get(Kind.ALL, Purse()).good * 0.3
        case Kind.FRESH:
            return 20 + good / 4
        case Kind.CARD:
            return 3
        case _:
            return math.inf


def is_service(purses: Purses) -> bool:
    """True for a mail domain that several of our readers have paid from lately."""
    return _paid(purses) >= 3


def _paid(purses: Purses) -> int:
    return purses.get(Kind.DOMAIN, Purse()).good + purses.get(Kind.TYPED, Purse()).good


def decide(shown: Shown, purses: Purses, *, alert: bool) -> Verdict:
    """What comes before this checkout. Nobody is refused: the hardest answers are a link by mail, and to wait."""
    if shown.mailed:
        lane = next((lane for lane in _by_mail(shown, purses) if can_pay(lane, purses)), None)
        return Verdict(Step.PASS, lane) if lane else Verdict(Step.WAIT)
    if not alert:
        is_quiet = purses.get(Kind.LINE, Purse()).spent < 3 and not _crowded(purses)
        return Verdict(Step.PASS, Lane.OPEN) if is_quiet or shown.worked else Verdict(Step.WORK)
    if shown.hurried or not can_pay(Lane.WORK, purses):
        return Verdict(Step.MAIL)
    return Verdict(Step.PASS, Lane.WORK) if shown.worked else Verdict(Step.WORK)


def _by_mail(shown: Shown, purses: Purses) -> Iterable[Lane]:
    if shown.known:
        yield Lane.KNOWN
    yield Lane.SERVICE if is_service(purses) else Lane.FRESH
    yield Lane.NEARBY


def can_pay(lane: Lane, purses: Purses) -> bool:
    return all(room(kind, purses) for kind in PAYS[lane])


def _crowded(purses: Purses) -> bool:
    """True when much came to nothing from one sender while all else is calm: it alone is asked to work."""
    purse = purses.get(Kind.ADDRESS, Purse())
    return purse.spent >= 8 + purse.good


def may_try_again(lane: Lane, purses: Purses, *, tries: int, alert: bool) -> bool:
    """True when the page on which a card was just declined may take another one. `tries`: cards so far."""
    if not room(Kind.CARD, purses):
        return False
    if not alert:
        return tries < TRIES_ON_PAGE
    # After a mailed link the form leads back here without a second one: that is soon enough for who mistyped.
    return lane in {Lane.OPEN, Lane.WORK} and can_pay(lane, purses)


def alerts(recent: Recent, usual: Usual) -> Alert:
    """Whether what came to nothing lately is more than this paper is used to, or too much begins at once."""
    share = min(max(2 * usual.spoiled, 0.3), 0.8)
    waiting = usual.per_hour / 20  # three minutes on the payment page
    per_burst = usual.per_hour * BURST_S / HOUR_S
    many = recent.all.spent > 12 + waiting + share * recent.all.good
    small = recent.small.spent > 10 + waiting + share * recent.small.good
    at_once = recent.burst > 8 + per_burst + 4 * math.sqrt(per_burst)
    return Alert(all=many or at_once, small=small)


def work_parts(purses: Purses, *, most: int) -> int:
    """How much work is asked for, in parts: more after declines of this form and this sender, never over `most`."""
    spent = sum(purses.get(kind, Purse()).spent for kind in (Kind.LINE, Kind.ADDRESS, Kind.BLOCK))
    return min(most, math.ceil(most / 2) + 2 * spent)


def may_ask_for_mail(kind: Kind, asked: int, purses: Purses) -> bool:
    """Whether one more mailed link may be asked for, after `asked` in the hour by this sender or for this domain."""
    good = purses.get(kind, Purse()).good
    match kind:
        case Kind.ADDRESS:
            return asked < 40 + 2 * good
        case Kind.NETWORK:
            return asked < 200 + 2 * good
        case _:
            return is_service(purses) or asked < 10
