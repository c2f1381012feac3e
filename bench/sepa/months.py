"""Months of direct debits, day by day: readers sign, the engine charges, the desk makes files, the bank answers.

Everything happens through the product's own doors; `now` is the simulated day's. Not here: the bank (bank.py), the
people (people.py) and what is compared in the end (comparing.py).
"""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from types import SimpleNamespace
from unittest.mock import patch

from django.conf import settings

from bench.sepa.bank import Bank, Message
from bench.sepa.people import REJECTED, Payer, payers, refusal
from smallfavor.bank.actions.make_file import NothingDue, make_file
from smallfavor.bank.actions.release_file import bytes_of, release_file
from smallfavor.bank.actions.sign_mandate import Signature, sign_mandate
from smallfavor.bank.actions.take_answer import DUPLICATE_SAID, take_answer
from smallfavor.bank.actions.take_lines import take_collection_lines
from smallfavor.bank.models import Collection, CollectionState, MandatePage
from smallfavor.bank.queries.creditor import creditor_of
from smallfavor.bank.rules.camt import read_camt
from smallfavor.bank.rules.target_days import is_target_day
from smallfavor.bank.sealed import Payer as Signer
from smallfavor.core.money import Money
from smallfavor.ledger.queries import TrialBalance, trial_balance_at
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.pledges.change_pledge import change_pledge
from smallfavor.payments.models import Pledge, PledgeState
from smallfavor.payments.providers.sepa_file import provider

ACCOUNT = "bankdebit"
DAY_BEGINS = time(7, 30)  # UTC: after the morning in which retries are planned, before the banks' cut-off
EVERY_FILE_AGAIN = 4  # each fourth file is sent twice
CHANGES, STOPS = 0.02, 0.02


@dataclass
class Seen:
    """What happened."""

    files: list[bytes] = field(default_factory=list)
    duplicates_refused: int = 0
    statements: int = 0
    lines_left: int = 0
    wrong_days: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    rejected: int = 0


def prepare(bank: Bank) -> None:
    """The installation collects at this bank, and by nothing else."""
    settings.PROVIDERS = [f"{ACCOUNT}=sepa_file"]
    settings.PROVIDER_SETTINGS = {
        ACCOUNT: {
            "creditor_id": "DE98ZZZ09999999999", "creditor_name": "Harbour Media", "creditor_address": "", "bic": "",
            "iban": bank.iban, "notice_days": "5", "cut_off": "14:00", "desk_days": "1",
        }
    }  # fmt: skip


class Months:
    """A run from `start` on. `seen`: what happened."""

    def __init__(self, bank: Bank, *, seed: int, mandates: int, start: date) -> None:
        self.bank, self.seen = bank, Seen()
        self._random = Random(seed)
        self._payers: dict[date, list[Payer]] = defaultdict(list)
        for payer in payers(self._random, mandates, start):
            self._payers[payer.signs_on].append(payer)
        self._refusals: dict[date, list[tuple[str, str]]] = defaultdict(list)
        self._drawn: set[int] = set()
        self.now = datetime.combine(start, DAY_BEGINS, UTC)

    def run(self, until: date) -> None:
        """Day after day. The clock that the provider reads goes along."""
        with patch.object(provider, "clock", SimpleNamespace(utcnow=lambda: self.now)):
            while self.now.date() < until:
                self._day()

    def _day(self) -> None:
        today = self.now.date()
        for payer in self._payers.pop(today, []):
            self._sign(payer)
        drive_until_idle(today=today, now=self.now, concurrency=1)
        if is_target_day(today):
            self._desk()
            self._refuse(today)
        self.bank.next_day()
        self.now += timedelta(days=1)
        self._read(self.bank.collect())
        self._draw()
        self._change_minds()

    def _sign(self, payer: Payer) -> None:
        order = CheckoutOrder(
            request_key=uuid.UUID(int=self._random.getrandbits(128)).hex, interval="monthly",
            amount=Money(payer.amount_minor, "EUR"), email=payer.email, name="", method="sepa_debit", language="en",
            country="DE", appeal="", variant="", manifest_version="", terms_version="t1", origin=settings.BASE_URL,
        )  # fmt: skip
        step = begin_checkout(order, now=self.now)
        assert step.kind == "redirect", step.kind
        page = MandatePage.objects.get(payment=str(step.payment.uuid))
        signature = Signature(Signer(f"Payer {payer.number}", payer.iban), language="en", text_version="t1")
        sign_mandate(page, step.payment.supporter, signature, creditor_of(ACCOUNT), now=self.now)

    def _desk(self) -> None:
        try:
            file = make_file(creditor_of(ACCOUNT), by="desk:1", now=self.now)
        except NothingDue:
            return
        release_file(file, by="desk:1", now=self.now)
        body = bytes_of(file)
        assert self.bank.send(body) == 202
        self.seen.files.append(body)
        self._read(self.bank.collect())
        for debit in file.collections.filter(state=CollectionState.IN_FILE).order_by("id"):
            if self._random.random() < REJECTED:
                assert self.bank.refuse(debit.end_to_end_id, "AC01")
                self.seen.rejected += 1
        if len(self.seen.files) % EVERY_FILE_AGAIN == 0:
            self._send_again(body)

    def _send_again(self, body: bytes) -> None:
        """The bank refuses the copy, and says so; nothing changes."""
        self._read(self.bank.collect())
        before = self._states()
        assert self.bank.send(body) == 422
        answers = [take_answer(one.body, by="desk:1", now=self.now) for one in self.bank.collect() if _answers(one)]
        refused = [answer for answer in answers if answer.says == DUPLICATE_SAID]
        assert len(refused) == 1
        assert before == self._states()
        self.seen.duplicates_refused += 1

    def _states(self) -> dict[str, int]:
        return dict(Counter(Collection.objects.values_list("state", flat=True)))

    def _refuse(self, today: date) -> None:
        for day in sorted(day for day in self._refusals if day <= today):
            for end_to_end_id, reason in self._refusals.pop(day):
                assert self.bank.refuse(end_to_end_id, reason), end_to_end_id
                self.seen.refused[reason] += 1

    def _read(self, messages: list[Message]) -> None:
        """As at the desk: answers, then notifications and statements, of which both tell of the same money."""
        for message in messages:
            if _answers(message):
                take_answer(message.body, by="desk:1", now=self.now)
        for message in messages:
            if message.kind.startswith("camt."):
                self._take(message)

    def _take(self, message: Message) -> None:
        for statement in read_camt(message.body):
            if statement.account != self.bank.iban:
                continue
            taken = take_collection_lines(statement.lines, self.now)
            self.seen.lines_left += len(statement.lines) - len(taken)
            if statement.until is not None and statement.closing_minor is not None:
                self.seen.statements += 1
                there = statement.closing_minor - self.bank.opening_minor
                here = books_minor(trial_balance_at(statement.until))
                if there != here:
                    self.seen.wrong_days.append(f"{statement.until}: {here} on the books, {there} at the bank")

    def _draw(self) -> None:
        """Chance decides about what was taken since: most of it stays."""
        fresh = Collection.objects.filter(state=CollectionState.COLLECTED).exclude(pk__in=self._drawn)
        for debit in fresh.order_by("id"):
            self._drawn.add(debit.pk)
            drawn = refusal(self._random, debit.credited_on) if debit.credited_on else None
            if drawn is not None:
                self._refusals[drawn[0]].append((debit.end_to_end_id, drawn[1]))

    def _change_minds(self) -> None:
        """A few readers give another amount, and a few stop, on some day of each month."""
        if self.now.day != 20:
            return
        for pledge in Pledge.objects.filter(state=PledgeState.ACTIVE).order_by("id"):
            drawn = self._random.random()
            if drawn < CHANGES:
                amount = Money(pledge.amount_minor + 100, "EUR")
                change_pledge(pledge, amount=amount, actor="reader", now=self.now)
            elif drawn < CHANGES + STOPS:
                cancel_pledge(pledge, actor="reader", now=self.now)


def books_minor(balance: TrialBalance) -> int:
    """What our books say is at the bank."""
    return balance.balance_minor(f"assets:{ACCOUNT}", "EUR")


def _answers(message: Message) -> bool:
    return message.kind.startswith(("pain.002", "pacs.004"))
