"""Those who test stolen cards, by several strategies. All solve every work at once, and keep a page for as long as it
takes cards. Not here: the honest readers (readers.py).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.card_testing.browser import Means, Visit
from bench.card_testing.readers import EXITS, HOME_NETWORKS, NAT, SHARED_NETWORKS, gift, typed_mail
from bench.card_testing.world import CARD_S, World

HASHES_PER_S = 10e9  # a good graphics card
CARDS_ON_PAGE = 10


@dataclass(frozen=True)
class Arms:
    """What the attacker has. The addresses lie in `networks` /16, a quarter of them among the readers' own."""

    addresses: int = 5000
    networks: int = 40
    domains: int = 100  # whose mail they read, all of it
    mailboxes: int = 20  # at the services that readers use too


@dataclass(frozen=True)
class Strategy:
    """`live`: share of the cards that work. `human`: seconds on the form. `mail`: uses the mailboxes and domains.

    `hides`: comes by the readers' shared addresses alone. `waits_s`: tries little until then.
    """

    name: str
    live: float = 0.1
    human: bool = False
    mail: bool = False
    hides: bool = False
    waits_s: float = 0.0
    early: int = 0


STRATEGIES = (
    Strategy("rotating everything"),
    Strategy("among the readers of one address", hides=True, live=0.2),
    Strategy("slow and low, then all at once", human=True, waits_s=2400, early=400, mail=True),
    Strategy("imitating the honest", human=True, live=0.3),
    Strategy("own mail domains", mail=True),
    Strategy("everything at once", human=True, mail=True, live=0.3),
)


@dataclass
class Attack:
    """One attack of `attempts` cards within the hour; counts what of it reached the provider."""

    world: World
    strategy: Strategy
    arms: Arms
    draw: random.Random
    attempts: int = 0
    pages: set[str] = field(default_factory=set)
    cards: int = 0
    worked: bool = False
    paid: int = 0

    @property
    def reached(self) -> int:
        """Cards that were tried at the provider, and pages that were opened there without one."""
        return self.cards + len(self.pages) - len(self.used)

    used: set[str] = field(default_factory=set)

    def come(self, attempts: int) -> None:
        addresses = self._addresses()
        mails = self._mailboxes()
        early = min(self.strategy.early, attempts)
        for n in range(attempts):
            if n < early:
                when = self.strategy.waits_s * n / early
            else:
                when = self.strategy.waits_s + (3600 - self.strategy.waits_s) * (n - early) / max(1, attempts - early)
            self.world.at(when, self._attempt(n, addresses[n % len(addresses)], mails))

    def _addresses(self) -> list[str]:
        if self.strategy.hides:
            return [NAT, *EXITS, NAT]
        shared = min(SHARED_NETWORKS, self.arms.networks)
        networks = [f"9.{n % HOME_NETWORKS}" for n in range(shared)]
        networks += [f"45.{n}" for n in range(self.arms.networks - shared)]
        every = [f"{networks[n % len(networks)]}.{n // len(networks) % 256}.7" for n in range(self.arms.addresses)]
        every = [NAT, *EXITS, *every]
        self.draw.shuffle(every)
        return every

    def _mailboxes(self) -> list[str]:
        """Any number at each domain of their own; some at the readers' services."""
        own = [f"m{n}@evil{n % self.arms.domains}.example" for n in range(self.arms.domains * 5)]
        bought = [typed_mail(self.draw, f"bought{n}") for n in range(self.arms.mailboxes)]
        bought = [mail.replace(f"own-bought{n}", "gmail") for n, mail in enumerate(bought)]
        every = own + bought
        self.draw.shuffle(every)
        return every if self.strategy.mail else []

    def _attempt(self, n: int, address: str, mails: list[str]) -> Callable[[], None]:
        def begin() -> None:
            self.attempts += 1
            # A mailbox of their own for some attempts, which will read its mail; else an invented one.
            mine = mails.pop() if mails and n % 7 == 0 else ""
            email = mine or typed_mail(self.draw, f"x{n}")
            fields = {**gift(self.draw), "email": email} if self.strategy.human else {
                "interval": "once", "amount": self.draw.choice(("1", "2")), "currency": "USD", "method": "card",
                "email": email,
            }  # fmt: skip
            means = Means(HASHES_PER_S, 2.0 if mine else None, waits=20, wait_s=120.0)
            visit = Visit(self.world, address, means, fields, self._on_page, lambda why: None)
            visit.begin(typed_for_s=self.draw.uniform(20, 60) if self.strategy.human else 4.0)

        return begin

    def _on_page(self, session: str) -> None:
        if session not in self.pages:
            self.pages.add(session)
            self.world.at(1.0, lambda: self._card(session, CARDS_ON_PAGE))

    def _card(self, session: str, left: int) -> None:
        if not left or not self.world.is_open(session):
            return
        self.cards += 1
        self.used.add(session)
        if self.world.try_card(session, live=self.draw.random() < self.strategy.live):
            self.paid += 1
        else:
            self.world.at(CARD_S, lambda: self._card(session, left - 1))
