"""The rig of SEPA files: our own counter is the service, the reader signs, and the bank answers by statement lines."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from smallfavor.bank.actions import make_file, release_file, sign_mandate, take_lines
from smallfavor.bank.models import Collection, CollectionState, MandatePage, PageState
from smallfavor.bank.queries.creditor import creditor_of
from smallfavor.bank.rules.statement_line import StatementLine
from smallfavor.bank.sealed import Payer
from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.providers.base import CheckoutSession
from smallfavor.payments.providers.sepa_file import provider as sepa
from smallfavor.payments.tests.contract.rigs.base import Rig, lacking
from smallfavor.supporters.actions.enrol import enrol_supporter

ACCOUNT = "bankdebit"
SETTINGS = {
    "creditor_id": "DE98ZZZ09999999999", "creditor_name": "Harbour Media", "creditor_address": "", "bic": "",
    "iban": "DE89370400440532013000", "notice_days": "5", "cut_off": "14:00", "desk_days": "1",
}  # fmt: skip
# What the bank says of a payer's debit, by what the payers' cards are called: on the page, and at a renewal.
REASONS = {"insufficient_funds": "AM04", "renewal_insufficient": "AM04", "renewal_lost": "AC04"}
CARDS_ALONE = "a mandate is signed, and nobody declines on the page"
NO_WIRE = "the counter is in our own database: there is no wire, no status and no list that lags"


@contextlib.contextmanager
def opened(request: pytest.FixtureRequest) -> Iterator["SepaFileRig"]:
    settings = request.getfixturevalue("settings")
    settings.PROVIDER_SETTINGS = {ACCOUNT: SETTINGS}
    yield SepaFileRig(request.getfixturevalue("monkeypatch"))


@dataclass
class SepaFileRig(Rig):
    monkeypatch: pytest.MonkeyPatch
    fee_of_two_dollars = Money(0, "EUR")
    label_end = "3000"

    def __post_init__(self) -> None:
        self.provider = providers.get(SimpleNamespace(code=ACCOUNT, provider="sepa_file"))
        self._reasons: dict[str, str] = {}
        self._signed = 0

    def pay(self, session: CheckoutSession, card: str = "success", *, confirm: bool = True) -> None:
        """Sign, and let the bank take the first debit, but where the bank takes its time."""
        if card not in {"success", "processing", *REASONS} or card == "insufficient_funds" or not confirm:
            lacking(CARDS_ALONE)
        page = MandatePage.objects.get(object_id=session.object_id)
        if page.state != PageState.OPEN:
            return
        now = datetime.now(UTC)
        self._signed += 1
        supporter = enrol_supporter(email=f"payer{self._signed}@example.org", language="en", now=now)
        payer = Payer("Anna Müller", "DE89 3704 0044 0532 0130 00")
        signature = sign_mandate.Signature(payer, language="en", text_version="t1")
        mandate = sign_mandate.sign_mandate(page, supporter, signature, creditor_of(ACCOUNT), now=now)
        if card != "processing":
            self.finish()
        if card in REASONS:
            self._reasons[mandate.reference] = REASONS[card]

    def finish(self) -> None:
        """The bank takes what it was asked for."""
        if not Collection.objects.filter(state=CollectionState.ORDERED).exists():
            return
        now = datetime.now(UTC)
        file = make_file.make_file(creditor_of(ACCOUNT), by="desk:1", now=now)
        release_file.release_file(file, by="desk:1", now=now)
        for debit in file.collections.select_related("mandate"):
            reason = self._reasons.get(debit.mandate.reference)
            if reason:
                Collection.objects.filter(pk=debit.pk).update(state="rejected", reason=reason, settled_at=now)
            else:
                self._line(debit, credit=True)

    def _line(self, debit: Collection, *, credit: bool, code: str = "", fee_minor: int = 0) -> None:
        line = StatementLine(
            account=SETTINGS["iban"],
            line_id=f"{debit.end_to_end_id}/{credit}",
            amount=Money(debit.amount_minor + fee_minor, "EUR"),
            credit=credit,
            booked_on=datetime.now(UTC).date(),
            end_to_end_id=debit.end_to_end_id,
            return_code=code,
            fee=Money(fee_minor, "EUR") if fee_minor else None,
        )
        assert take_lines.take_collection_lines([line], datetime.now(UTC)) == {line.line_id}

    def lose_answer(self, operation: str, *, after_effect: bool) -> None:
        """Our own database breaks off, before or after what it did has stayed."""
        name = {"charges.create": "order_collection", "sessions.create": "open_page"}[operation]
        plain = getattr(sepa, name)

        def break_off(*arguments: object, **named: object) -> None:
            self.monkeypatch.setattr(sepa, name, plain)
            if after_effect:
                plain(*arguments, **named)
            raise OperationalError("server closed the connection unexpectedly")

        self.monkeypatch.setattr(sepa, name, break_off)

    def answer_with(self, operation: str, status: int, *, after_effect: bool = False) -> None:
        lacking(NO_WIRE)

    def answer_late(self, operation: str, *, before_effect: bool) -> None:
        lacking(NO_WIRE)

    def lists_lag(self, seconds: float) -> None:
        lacking(NO_WIRE)

    def somebody_else_pays(self) -> None:
        lacking("whoever else pays into the bank account is on its statement, not in the counter's record")

    def dispute(self, charge_id: str) -> None:
        lacking("payers' banks send debits back for good; they dispute none")

    def close_dispute(self, dispute_id: str, outcome: str) -> None:
        lacking("payers' banks send debits back for good; they dispute none")

    def send_back(self, charge_id: str, code: str = "insufficient_funds") -> None:
        reasons = {"insufficient_funds": "AM04", "account_closed": "AC04", "mandate_revoked": "MD01",
                   "payer_objected": "MD06", "unknown_reason": "MS03"}  # fmt: skip
        debit = Collection.objects.get(end_to_end_id=charge_id)
        self._line(debit, credit=False, code=reasons[code], fee_minor=300)

    def pay_out(self, currency: str, *, bank: str = "") -> str:
        lacking("the money is at the bank already: nothing is paid out")

    def fail_payout(self, payout_id: str) -> None:
        lacking("the money is at the bank already: nothing is paid out")

    def true_webhook(self) -> tuple[dict[str, str], bytes, str]:
        lacking("a bank calls nobody")

    def down(self) -> None:
        """Our own database does not answer."""

        def broken(*arguments: object, **named: object) -> None:
            raise OperationalError("connection refused")

        for name in ("open_page", "order_collection", "close_page"):
            self.monkeypatch.setattr(sepa, name, broken)
        for name in ("pages_of", "page_of", "pages_between", "mandates_between", "collections_of"):
            self.monkeypatch.setattr(sepa.bank_record, name, broken)
