"""The same world with the guard's counts in memory: its rules, neither views nor database. A full attack in minutes.

For trying strategies and figures out; what is promised is measured without it. Not here: the rules (payments/rules).
"""

import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bench.card_testing.processor import CountingProcessor
from bench.card_testing.world import CARD_S, DONE, JOB_S, MAIL_S, WEBHOOK_S, Answer, World
from smallfavor.core.senders import circles_of
from smallfavor.payments.rules import guard
from smallfavor.payments.rules.guard import Alert, Kind, Lane, Purse, Recent, Shown, Step, Usual
from smallfavor.payments.rules.work import PARTS_MAX
from smallfavor.supporters.rules.address import mail_house, mailbox_of

SMALL = 2.0
REMEMBERED_S = 20.0  # a purse that nothing was put into or taken from
circles = functools.cache(lambda address: circles_of(address, ""))
box, house = functools.cache(mailbox_of), functools.cache(mail_house)


@dataclass
class _Try:
    begun_s: float
    lane: Lane
    names: Mapping[Kind, str]
    charged: frozenset[str]
    line: str
    is_small: bool
    state: str = "open"
    cards: int = 1
    page_open: bool = True

    @property
    def spent(self) -> int:
        return self.cards - (self.state == "paid")

    @property
    def good(self) -> bool:
        return self.state == "paid" and self.cards == 1


@dataclass
class _Counts:
    """Tries by purse, and what was last read of each."""

    tries: dict[str, list[_Try]] = field(default_factory=lambda: defaultdict(list))
    read: dict[str, tuple[float, Purse]] = field(default_factory=dict)

    def add(self, one: _Try) -> None:
        for name in one.charged:
            self.tries[name].append(one)
        self.changed(one)

    def changed(self, one: _Try) -> None:
        for name in one.charged:
            self.read.pop(name, None)

    def purse(self, name: str, now_s: float) -> Purse:
        read = self.read.get(name)
        if read is None or now_s - read[0] > REMEMBERED_S:
            held = [one for one in self.tries[name] if one.begun_s > now_s - guard.WINDOW_S]
            read = (now_s, Purse(sum(one.spent for one in held), sum(one.good for one in held)))
            self.tries[name], self.read[name] = held, read
        return read[1]


class InMemory(World):
    def __init__(self, start: datetime, usual: Usual) -> None:
        super().__init__(start, CountingProcessor())
        self.usual = usual
        self.pages: dict[str, _Try] = {}
        self._counts = _Counts()
        self._orders: dict[tuple[str, ...], str] = {}
        self._forms: dict[str, tuple[str, float]] = {}
        self._alert = {"all": float("-inf"), "small": float("-inf")}
        self._looked_s = float("-inf")
        self._mailed: dict[str, float] = {}
        self._asked: dict[str, list[float]] = defaultdict(list)
        self._held: dict[str, dict[str, str]] = {}
        self._have_paid: set[str] = set()

    def open_form(self) -> str:
        return self._form("")

    def _form(self, line: str) -> str:
        key = f"form{len(self._forms)}"
        self._forms[key] = (line or key, self.now_s)
        return key

    def come_back(self, session: str, address: str) -> str:
        return self._form(self.pages[session].line)

    def is_open(self, session: str) -> bool:
        return self.pages[session].page_open

    def post_form(self, fields: dict[str, str], address: str) -> Answer:
        step, parts, session = self._admit(fields, address, worked=fields.get("done") == DONE, mailed=False)
        if step is Step.PASS:
            return Answer(f"https://pay.example/{session}")
        if step is Step.WAIT:
            return Answer("", "others_first")
        if "mail" in fields:
            return self._mail(fields, address)
        kept = {name: value for name, value in fields.items() if name not in {"done", "mail"}}
        return Answer("", "proof_wanted", parts if step is Step.WORK else 0, kept)

    def press_link(self, path: str, address: str) -> Answer:
        step, _, session = self._admit(self._held[path], address, worked=False, mailed=True)
        return Answer(f"https://pay.example/{session}") if step is Step.PASS else Answer("", "others_first")

    def try_card(self, session: str, *, live: bool) -> bool:
        one = self.pages[session]
        one.page_open = not live
        self.at(CARD_S + WEBHOOK_S, lambda: self._paid(one) if live else self._declined(one))
        return live

    def _names(self, fields: Mapping[str, str], address: str) -> dict[Kind, str]:
        mailbox, domain, near = box(fields["email"]), house(fields["email"]), circles(address)
        assert near is not None
        names = {Kind.LINE: self._forms[fields["request_key"]][0], Kind.MAILBOX: mailbox, Kind.DOMAIN: domain}
        names |= {Kind.TYPED: domain, Kind.WORK: "", Kind.FRESH: "", **dict(zip(guard.SENDER, near, strict=True))}
        return {kind: kind + name for kind, name in names.items()}

    def _purses(self, names: Mapping[Kind, str]) -> dict[Kind, Purse]:
        every = {kind: self._counts.purse(name, self.now_s) for kind, name in names.items()}
        return every | {Kind.ALL: self._counts.purse("everybody", self.now_s)}

    def _admit(self, fields: Mapping[str, str], address: str, *, worked: bool, mailed: bool) -> tuple[Step, int, str]:
        order = (fields["request_key"], fields["amount"], fields["email"])
        session = self._orders.get(order, "")
        if session and self.pages[session].state != "spoiled":
            return Step.PASS, 0, session
        names = self._names(fields, address)
        line, opened_s = self._forms[fields["request_key"]]
        purses, alert, small = self._purses(names), self._alerted(), float(fields["amount"]) <= SMALL
        before = self._counts.tries[names[Kind.LINE]]
        mailed = mailed or any(one.lane in guard.PROVEN and names[Kind.MAILBOX] in one.charged for one in before)
        known = mailed and names[Kind.MAILBOX] in self._have_paid
        shown = Shown(worked, mailed, known, hurried=self.now_s - opened_s < guard.HURRIED_S)
        verdict = guard.decide(shown, purses, alert=alert.all or (alert.small and small))
        if verdict.step is not Step.PASS or verdict.lane is None:
            return verdict.step, guard.work_parts(purses, most=PARTS_MAX), ""
        charged = frozenset({names[kind] for kind in guard.charged(verdict.lane)} | {"everybody"})
        one = _Try(self.now_s, verdict.lane, names, charged, line, small)
        session = self._orders[order] = f"cs_{len(self.pages)}"
        self.pages[session] = one
        self._counts.add(one)
        return Step.PASS, 0, session

    def _alerted(self) -> Alert:
        """Looked at anew each second; while the alert is on for all, every five."""
        on = self._alert["all"] > self.now_s
        if self.now_s - self._looked_s >= (5.0 if on else 0.0):
            self._looked_s = self.now_s
            lately = self._counts.tries["everybody"]
            lately = [one for one in lately if one.begun_s > self.now_s - guard.RECENT_S]
            small = [one for one in lately if one.is_small]
            burst = sum(one.begun_s > self.now_s - guard.BURST_S for one in lately)
            due = guard.alerts(Recent(_sum(lately), _sum(small), burst), self.usual)
            for scope, is_due in (("all", due.all), ("small", due.small)):
                if is_due:
                    self._alert[scope] = self.now_s + guard.ALERT_S
        return Alert(self._alert["all"] > self.now_s, self._alert["small"] > self.now_s)

    def _mail(self, fields: dict[str, str], address: str) -> Answer:
        names = self._names(fields, address)
        purses, asking = self._purses(names), (Kind.ADDRESS, Kind.NETWORK, Kind.DOMAIN)
        for kind in asking:
            asked = [when for when in self._asked[names[kind]] if when > self.now_s - guard.WINDOW_S]
            self._asked[names[kind]] = asked
            if not guard.may_ask_for_mail(kind, len(asked), purses):
                return Answer("", "too_many_mails")
        for kind in asking:
            self._asked[names[kind]].append(self.now_s)
        email = fields["email"]
        reads = self.readers_of_mail.get(email)
        if reads and self._mailed.get(email, float("-inf")) < self.now_s - guard.HOUR_S:
            self._mailed[email] = self.now_s
            path = f"/support/go/{len(self._held)}/"
            self._held[path] = fields
            self.at(JOB_S + MAIL_S, lambda: reads(path))
        return Answer()

    def _declined(self, one: _Try) -> None:
        if one.state == "open":
            alert = self._alerted()
            is_on = alert.all or (alert.small and one.is_small)
            purses = self._purses(one.names)
            goes_on = guard.may_try_again(one.lane, purses, tries=one.cards, alert=is_on)
            one.cards += goes_on
            if not goes_on:
                one.state = "spoiled"
                self.at(JOB_S, functools.partial(setattr, one, "page_open", False))
        elif one.state == "spoiled":
            one.cards += 1
        self._counts.changed(one)

    def _paid(self, one: _Try) -> None:
        one.cards += one.state == "spoiled"
        one.state = "paid"
        self._have_paid.add(one.names[Kind.MAILBOX])
        self._counts.changed(one)


def _sum(tries: list[_Try]) -> Purse:
    return Purse(sum(one.spent for one in tries), sum(one.good for one in tries))
