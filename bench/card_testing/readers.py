"""The honest readers of the hour: where they come from, what they type, and how they fare.

Not here: the attack (attackers.py).
"""

import random
from collections import Counter
from dataclasses import dataclass, field

from bench.card_testing.browser import Means, Visit
from bench.card_testing.world import CARD_S, World

NAT = "8.20.0.1"
EXITS = tuple(f"8.21.{n}.9" for n in range(5))  # of a network that hides its users; the attacker is there too
HOME_NETWORKS = 60
SHARED_NETWORKS = 10  # of them in which the attacker has machines too
PHONE = 100_000.0  # hashes a second, at six times throttling
SERVICES = (("gmail.example", 45), ("outlook.example", 15), ("mail.example", 10), ("post.example", 10))
SMALLER = tuple(f"isp{n}.example" for n in range(10))
AMOUNTS = (("monthly", "2", 45), ("monthly", "5", 25), ("once", "10", 20), ("yearly", "20", 10))


@dataclass(frozen=True)
class Crowd:
    """How many there are, and of what kind; shares of the rest are drawn."""

    gives: int = 500
    without_script: int = 50
    behind_nat: int = 200
    leaves: int = 90  # more readers, who open the payment page and leave it
    mistypes: float = 0.10
    mistypes_twice: float = 0.02
    never_reads_mail: float = 0.01
    gave_before: float = 0.25  # in the hour before, or years ago: the mailbox has paid


@dataclass
class Fate:
    """How the readers of one crowd fared."""

    wants: int = 0
    gave: int = 0
    without_script: int = 0
    without_script_gave: int = 0
    why: Counter[str] = field(default_factory=Counter)
    mails: list[str] = field(default_factory=list)


def home_address(number: int, draw: random.Random) -> str:
    """An address in one of the networks where readers live."""
    return f"9.{number % HOME_NETWORKS}.{draw.randrange(256)}.{draw.randrange(1, 255)}"


def typed_mail(draw: random.Random, name: str) -> str:
    roll = draw.randrange(100)
    for domain, share in SERVICES:
        if roll < share:
            return f"{name}@{domain}"
        roll -= share
    return f"{name}@{draw.choice(SMALLER)}" if roll < 10 else f"{name}@own-{name}.example"


def gift(draw: random.Random) -> dict[str, str]:
    interval, amount, _ = draw.choices(AMOUNTS, [share for _, _, share in AMOUNTS])[0]
    return {"interval": interval, "amount": amount, "currency": "USD", "method": "card"}


def come(
    world: World, crowd: Crowd, draw: random.Random, *, named: str, before: Fate | None = None, within_s: float = 3600.0
) -> Fate:
    """All of a crowd come within the time, some of whom came `before`; returns how they will have fared."""
    fate = Fate()
    for n in range(crowd.gives + crowd.leaves):
        leaves, scriptless = n >= crowd.gives, n < crowd.without_script
        address = _address(n, crowd, draw)
        mail = typed_mail(draw, f"{named}{n}")
        if before is not None and draw.random() < crowd.gave_before:
            mail = before.mails[n]
        fate.mails.append(mail)
        reader = _Reader(
            world, fate, draw, address,
            {**gift(draw), "email": mail},
            Means(
                0.0 if scriptless else PHONE * draw.uniform(1, 6),
                None if draw.random() < crowd.never_reads_mail else draw.lognormvariate(4.5, 0.6),
            ),
            leaves=leaves, scriptless=scriptless, mistakes=_mistakes(crowd, draw),
        )  # fmt: skip
        world.at(draw.uniform(0, within_s), reader.come)
    return fate


def _address(n: int, crowd: Crowd, draw: random.Random) -> str:
    """Ten of those without scripts are behind the NAT, twenty come by the hiding network, twenty from home."""
    if n < min(20, crowd.without_script):
        return draw.choice(EXITS)
    last = crowd.without_script + crowd.behind_nat - 10
    if crowd.behind_nat and max(0, crowd.without_script - 10) <= n < last:
        return NAT
    return home_address(draw.randrange(10_000), draw)


def _mistakes(crowd: Crowd, draw: random.Random) -> int:
    roll = draw.random()
    return 2 if roll < crowd.mistypes_twice else 1 if roll < crowd.mistypes_twice + crowd.mistypes else 0


@dataclass
class _Reader:
    world: World
    fate: Fate
    draw: random.Random
    address: str
    typed: dict[str, str]
    means: Means
    leaves: bool
    scriptless: bool
    mistakes: int
    patience: int = 1  # how often they come again a quarter of an hour later

    def come(self) -> None:
        self.fate.wants += not self.leaves
        self.fate.without_script += self.scriptless
        self._visit(dict(self.typed)).begin(typed_for_s=self.draw.uniform(15, 90))

    def _visit(self, fields: dict[str, str]) -> Visit:
        return Visit(self.world, self.address, self.means, fields, self._on_page, self._lost)

    def _lost(self, why: str) -> None:
        if why == "too_many_mails" and self.patience:
            self.patience -= 1
            self.world.at(900, lambda: self._visit(dict(self.typed)).begin(typed_for_s=1))
        elif not self.leaves:
            self.fate.why[why] += 1

    def _on_page(self, session: str) -> None:
        if not self.leaves:
            self.world.at(self.draw.uniform(35, 120), lambda: self._pay(session))

    def _pay(self, session: str) -> None:
        if not self.world.is_open(session):
            self.world.at(5, lambda: self._come_back(session))
        elif self.mistakes:
            self.mistakes -= 1
            self.world.try_card(session, live=False)
            self.world.at(CARD_S + self.draw.uniform(15, 40), lambda: self._pay(session))
        else:
            self.world.try_card(session, live=True)
            self.fate.gave += 1
            self.fate.without_script_gave += self.scriptless

    def _come_back(self, session: str) -> None:
        """The page is over: back to our form, with everything that was typed, and once more."""
        again = {**self.typed, "request_key": self.world.come_back(session, self.address)}
        self._visit(again).begin(typed_for_s=10)
