"""Direct debits through the whole house: signed, put into a frozen file, answered by the bank, booked, sent back."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from smallfavor.bank import tasks
from smallfavor.bank.actions.drop_evidence import drop_evidence
from smallfavor.bank.actions.end_mandate import end_mandate, end_unused
from smallfavor.bank.actions.make_file import NothingDue, make_file
from smallfavor.bank.actions.release_file import FileStale, bytes_of, release_file, withdraw_file
from smallfavor.bank.actions.sign_mandate import PageOver, Signature, sign_mandate
from smallfavor.bank.actions.take_answer import DUPLICATE_SAID, AnswerUnknown, take_answer
from smallfavor.bank.actions.take_lines import take_collection_lines
from smallfavor.bank.actions.write_pain008 import check_schema
from smallfavor.bank.models import BankEvent, Collection, CollectionFile, Mandate, MandatePage
from smallfavor.bank.queries.creditor import creditor_of
from smallfavor.bank.rules.iban import IbanInvalid
from smallfavor.bank.rules.statement_line import StatementLine
from smallfavor.bank.sealed import Payer, open_payer
from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments import tasks as payment_tasks
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.actions.refund_refusals import GivenBackElsewhere
from smallfavor.payments.models import Payment, Pledge
from smallfavor.payments.providers.sepa_file import provider
from smallfavor.payments.queries.invariants import all_faults
from smallfavor.payments.tests.contract.rigs.sepa_file import ACCOUNT, SETTINGS
from smallfavor.supporters.actions.erase import erase_supporter
from smallfavor.supporters.queries.export import export_supporter

pytestmark = pytest.mark.django_db
IBAN = "DE89 3704 0044 0532 0130 00"
STATUS = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<OrgnlGrpInfAndSts><OrgnlMsgId>{file}</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>
{rest}</CstmrPmtStsRpt></Document>"""


class House:
    """A paper that collects by file, on the days that the test wants."""

    def __init__(self) -> None:
        self.now = datetime(2027, 2, 8, 8, tzinfo=UTC)  # a Monday

    def give(self, interval: str = "monthly", minor: int = 500) -> Payment:
        order = CheckoutOrder(
            request_key=uuid.uuid4().hex, interval=interval, amount=Money(minor, "EUR"), email="reader@example.org",
            name="Anna", method="sepa_debit", language="en", country="DE", appeal="", variant="", manifest_version="",
            terms_version="t1",
        )  # fmt: skip
        return begin_checkout(order, now=self.now).payment

    def sign(self, payment: Payment, iban: str = IBAN) -> Mandate:
        page = MandatePage.objects.get(payment=str(payment.uuid))
        signature = Signature(Payer("Anna Müller", iban), language="en", text_version="t1")
        return sign_mandate(page, payment.supporter, signature, creditor_of(ACCOUNT), now=self.now)

    def begun(self) -> Pledge:
        """A pledge whose first debit was taken."""
        payment = self.give()
        self.sign(payment)
        self.bank_takes()
        pledge = Payment.objects.get(pk=payment.pk).pledge
        assert pledge is not None and pledge.state == "active"
        return pledge

    def later(self, days: int) -> None:
        self.now += timedelta(days=days)
        drive_until_idle(today=self.now.date(), now=self.now, concurrency=1)

    def release(self) -> CollectionFile:
        file = make_file(creditor_of(ACCOUNT), by="desk:1", now=self.now)
        return release_file(file, by="desk:1", now=self.now)

    def bank_takes(self) -> list[Collection]:
        """A file goes out, and every debit of it is credited on its day."""
        debits = list(self.release().collections.order_by("id"))
        self.now = datetime.combine(max(debit.due_on for debit in debits), self.now.time(), UTC)
        lines = [self.line(debit) for debit in debits]
        assert take_collection_lines(lines, self.now) == {line.line_id for line in lines}
        return debits

    def line(self, debit: Collection, *, back: str = "", more: int = 0) -> StatementLine:
        return StatementLine(
            account=SETTINGS["iban"], line_id=f"{debit.end_to_end_id}{back}",
            amount=Money(debit.amount_minor + more, "EUR"), credit=not back, booked_on=self.now.date(),
            end_to_end_id=debit.end_to_end_id, return_code=back,
        )  # fmt: skip

    def comes_back(self, debit: Collection, code: str, *, more: int = 0) -> None:
        line = self.line(debit, back=code, more=more)
        assert take_collection_lines([line], self.now) == {line.line_id}


@pytest.fixture
def house(settings, monkeypatch) -> House:
    settings.PROVIDERS = [f"{ACCOUNT}=sepa_file"]
    settings.PROVIDER_SETTINGS = {ACCOUNT: SETTINGS}
    made = House()
    monkeypatch.setattr(provider, "clock", SimpleNamespace(utcnow=lambda: made.now))
    return made


def answer(file: CollectionFile, *, group: str = "", rest: str = "") -> bytes:
    return STATUS.format(file=file.message_id, group=group, rest=rest).encode()


def rejected(debit: Collection, code: str) -> str:
    return (
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{debit.batch}</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>"
        f"{debit.end_to_end_id}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>"
        "</TxInfAndSts></OrgnlPmtInfAndSts>"
    )


def books() -> int:
    return trial_balance().balance_minor(f"assets:{ACCOUNT}", "EUR")


def letters() -> list[dict[str, str]]:
    """The jobs that tell of the debits that are here: what other tests have left in the queue is not emptied."""
    here = set(Collection.objects.values_list("end_to_end_id", flat=True))
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="mail_prenotice").order_by("id")
    return [job.args for job in jobs if job.args["collection"] in here]


def test_a_signed_mandate_orders_one_debit_and_the_payment_says_when(house: House) -> None:
    payment = house.give()
    mandate = house.sign(payment)
    assert house.sign(payment) == mandate
    debit = Collection.objects.get()
    payment.refresh_from_db()
    assert (payment.state, payment.expected_on) == ("processing", debit.due_on)
    assert debit.due_on == datetime(2027, 2, 15, tzinfo=UTC).date()  # five days on is a Saturday
    assert books() == 0


def test_name_and_account_are_nowhere_in_clear(house: House) -> None:
    mandate = house.sign(house.give())
    assert open_payer(mandate) == Payer("Anna Müller", "DE89370400440532013000")
    house.release()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text ~ %s', ["0532013000|Müller|Mueller"])
            assert cursor.fetchone() == (0,), table


def test_a_wrong_iban_signs_nothing(house: House) -> None:
    payment = house.give()
    with pytest.raises(IbanInvalid):
        house.sign(payment, iban="DE89 3704 0044 0532 0130 01")
    assert not Mandate.objects.exists()


def test_a_page_that_is_over_takes_no_signature(house: House) -> None:
    payment = house.give()
    house.now += timedelta(hours=4)
    with pytest.raises(PageOver):
        house.sign(payment)
    assert not Collection.objects.exists()


def test_money_is_booked_by_the_statement_once_however_often_it_is_read(house: House) -> None:
    pledge = house.begun()
    debit = Collection.objects.get()
    assert take_collection_lines([house.line(debit)], house.now) == {house.line(debit).line_id}
    assert books() == 500
    assert pledge.payments.get().state == "paid"
    assert all_faults(now=house.now) == []


def test_a_line_that_does_not_fit_to_the_cent_is_left_for_a_person(house: House) -> None:
    house.sign(house.give())
    debit = house.release().collections.get()
    wrong = replace(house.line(debit), amount=Money(499, "EUR"))
    stranger = replace(house.line(debit), end_to_end_id="SOMEBODYELSE")
    other_account = replace(house.line(debit), account="NL41MOCK0000000001")
    undone = replace(house.line(debit), reversal=True)
    assert take_collection_lines([wrong, stranger, other_account, undone], house.now) == set()
    assert books() == 0


def test_a_batch_is_credited_whole_or_not_at_all(house: House) -> None:
    payments = [house.give(), house.give(minor=700)]
    for payment in payments:
        house.sign(payment)
    debit = house.release().collections.order_by("id")[0]
    batch = StatementLine(SETTINGS["iban"], "b1", Money(1100, "EUR"), True, house.now.date(), batch_id=debit.batch)
    assert take_collection_lines([batch], house.now) == set()
    whole = replace(batch, amount=Money(1200, "EUR"))
    assert take_collection_lines([whole], house.now) == {"b1"}
    assert take_collection_lines([whole], house.now) == {"b1"}
    assert books() == 1200
    assert {payment.state for payment in Payment.objects.all()} == {"paid"}


def test_a_renewal_is_told_by_the_series_and_another_amount_by_a_mail_of_its_own(house: House) -> None:
    pledge = house.begun()
    assert len(letters()) == 1
    tasks.mail_prenotice(**letters()[0])
    house.later(31)
    second = Collection.objects.latest("id")
    assert (second.announced, second.state, len(letters())) == (True, "ordered", 1)
    Pledge.objects.filter(pk=pledge.pk).update(amount_minor=900)
    house.bank_takes()
    house.later(31)
    third = Collection.objects.latest("id")
    assert (third.announced, third.amount_minor, len(letters())) == (False, 900, 2)
    assert third.due_on >= (house.now + timedelta(days=5)).date()
    assert [debit.sequence for debit in Collection.objects.order_by("id")] == ["FRST", "RCUR", ""]


def test_the_letter_before_tells_day_amount_mandate_and_creditor_and_its_subject_nothing(
    house: House, mailoutbox
) -> None:
    mandate = house.sign(house.give())
    [job] = letters()
    tasks.mail_prenotice(**job)
    tasks.mail_prenotice(**job)
    [letter] = mailoutbox
    for word in ("€5", "15 February 2027", mandate.reference, SETTINGS["creditor_id"], "DE•• •••• 3000", "22 March"):
        assert word in letter.body, word
    assert "€" not in letter.subject and "Harbour" not in letter.subject
    assert "0532013000" not in letter.body


def test_a_file_is_frozen_valid_and_the_same_debits_are_the_same_message(house: House) -> None:
    house.sign(house.give())
    file = make_file(creditor_of(ACCOUNT), by="desk:1", now=house.now)
    with pytest.raises(NothingDue):
        make_file(creditor_of(ACCOUNT), by="desk:1", now=house.now)
    body = bytes_of(file)
    check_schema(body)
    assert b"Anna Muller" in body and b"DE89370400440532013000" in body
    for change in ({"sha256": "0" * 64}, {"message_id": "F1"}, {"count": 7}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CollectionFile.objects.filter(pk=file.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        BankEvent.objects.update(reason="nothing happened")
    withdraw_file(file, by="desk:1", now=house.now)
    again = house.release()
    assert again.message_id != file.message_id
    assert again.collections.get().end_to_end_id.encode() in body
    with pytest.raises(FileStale):
        withdraw_file(again, by="desk:1", now=house.now)


def test_a_file_does_not_go_out_past_somebody_who_has_stopped_or_too_late(house: House) -> None:
    mandate = house.sign(house.give())
    file = make_file(creditor_of(ACCOUNT), by="desk:1", now=house.now)
    with pytest.raises(FileStale, match="too late"):
        release_file(file, by="desk:1", now=house.now + timedelta(days=7))
    end_mandate(mandate, actor="reader", reason="stopped", now=house.now)
    with pytest.raises(FileStale, match="stopped"):
        release_file(file, by="desk:1", now=house.now)
    withdraw_file(file, by="desk:1", now=house.now)
    with pytest.raises(NothingDue):
        make_file(creditor_of(ACCOUNT), by="desk:1", now=house.now)
    assert Collection.objects.get().state == "rejected"
    assert Payment.objects.get().state == "failed"


def test_a_debit_whose_day_has_gone_by_gets_another_one_and_a_mail(house: House) -> None:
    house.sign(house.give())
    house.now += timedelta(days=14)
    file = house.release()
    debit = file.collections.get()
    assert debit.due_on >= (house.now + timedelta(days=5)).date()
    assert [job["due"] for job in letters()] == ["2027-02-15", debit.due_on.isoformat()]


def test_a_copy_of_a_file_is_refused_and_nothing_is_lost(house: House) -> None:
    house.sign(house.give())
    file = house.release()
    taken = take_answer(answer(file, group="<GrpSts>ACCP</GrpSts>"), by="desk:1", now=house.now)
    assert taken.rejected == 0
    refused = "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>DUPL</Cd></Rsn></StsRsnInf>"
    assert take_answer(answer(file, group=refused), by="desk:1", now=house.now).says == DUPLICATE_SAID
    file.refresh_from_db()
    assert (file.state, file.collections.get().state) == ("accepted", "in_file")
    assert "had this very file before" in file.bank_says


def test_a_file_that_is_refused_whole_leaves_its_debits_to_another_one(house: House) -> None:
    house.sign(house.give())
    file = house.release()
    refused = "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>"
    for _ in range(2):
        take_answer(answer(file, group=refused), by="desk:1", now=house.now)
    again = house.release()
    assert again.message_id != file.message_id
    assert Collection.objects.get().file == again


@pytest.mark.parametrize(("code", "state", "active"), [("AC04", "failed", False), ("AM05", "processing", True)])
def test_a_rejected_debit_took_nothing(house: House, code: str, state: str, active: bool) -> None:
    payment, mandate = house.give(), None
    mandate = house.sign(payment)
    file = house.release()
    body = answer(file, rest=rejected(file.collections.get(), code))
    for _ in range(2):
        take_answer(body, by="desk:1", now=house.now)
    payment.refresh_from_db()
    mandate.refresh_from_db()
    assert (payment.state, mandate.state == "active", books()) == (state, active, 0)


def test_whose_first_debit_was_rejected_is_told_by_mail_once(house: House) -> None:
    payment = house.give()
    house.sign(payment)
    file = house.release()
    body = answer(file, rest=rejected(file.collections.get(), "AC04"))
    for _ in range(2):
        take_answer(body, by="desk:1", now=house.now)
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="mail_failed")
    assert [job.args["payment"] for job in jobs] == [str(payment.uuid)]
    payment_tasks.mail_failed(**jobs.get().args)
    assert "Nothing was taken" in mail.outbox[-1].body


def test_an_answer_to_somebody_elses_file_changes_nothing(house: House) -> None:
    house.sign(house.give())
    file = house.release()
    with pytest.raises(AnswerUnknown):
        take_answer(answer(file).replace(file.message_id.encode(), b"OTHER"), by="desk:1", now=house.now)


def test_a_return_for_lack_of_money_is_tried_once_more_and_then_left(house: House) -> None:
    pledge = house.begun()
    first = Collection.objects.get()
    house.comes_back(first, "AM04", more=300)
    payment = pledge.payments.get()
    assert (payment.state, books()) == ("returned", -300)
    assert payment.retry_on == (house.now + timedelta(days=3)).date()
    house.later(4)
    second = Collection.objects.latest("id")
    assert (second.pk != first.pk, second.announced, second.attempt) == (True, False, first.attempt + 1)
    house.bank_takes()
    payment.refresh_from_db()
    assert (payment.state, payment.retry_on, books()) == ("paid", None, 200)
    house.comes_back(second, "AM04")
    house.later(4)
    payment.refresh_from_db()
    assert (payment.state, books(), Collection.objects.count()) == ("returned", -300, 2)
    assert all_faults(now=house.now) == []


def test_a_second_try_is_withdrawn_when_its_reader_stops(house: House) -> None:
    pledge = house.begun()
    house.comes_back(Collection.objects.get(), "AM04")
    cancel_pledge(pledge, actor="reader", now=house.now)
    house.later(5)
    assert Collection.objects.count() == 1
    assert pledge.payments.get().retry_on is None


@pytest.mark.parametrize("code", ["AC04", "MD01", "MD06", "MS02"])
def test_a_closed_account_or_an_objection_ends_mandate_and_pledge(house: House, code: str) -> None:
    pledge = house.begun()
    house.later(20)
    house.comes_back(Collection.objects.get(), code)
    pledge.refresh_from_db()
    assert (pledge.state, Mandate.objects.get().state, books()) == ("lapsed", "ended", 0)
    house.later(60)
    assert Collection.objects.count() == 1
    assert all_faults(now=house.now) == []


def test_nothing_is_given_back_here(house: House) -> None:
    pledge = house.begun()
    with pytest.raises(GivenBackElsewhere):
        refund_payment(pledge.payments.get(), actor="desk:1", reason="asked", now=house.now)


def test_a_mandate_that_was_not_used_for_36_months_ends(house: House) -> None:
    pledge = house.begun()
    today = house.now.date()
    assert end_unused(today=today + timedelta(days=36 * 30), now=house.now) == 0
    assert end_unused(today=today + timedelta(days=36 * 31), now=house.now) == 1
    assert Mandate.objects.get().end_reason == "unused for 36 months"
    assert pledge.instrument is not None


def test_erasing_ends_the_mandate_forgets_the_account_and_tells_what_stays(house: House) -> None:
    pledge = house.begun()
    told = export_supporter(pledge.supporter)
    assert "DE89370400440532013000" in str(told) and "Anna Müller" in str(told)
    kept = erase_supporter(pledge.supporter, now=house.now).kept
    mandate = Mandate.objects.get()
    assert (mandate.state, mandate.iban_sealed, mandate.holder_sealed, mandate.label) == ("ended", None, None, "")
    assert any("14 months" in sentence for sentence in kept)
    assert drop_evidence(now=house.now + timedelta(days=400)) == 0
    assert drop_evidence(now=house.now + timedelta(days=440)) == 1
    assert CollectionFile.objects.get().body_sealed is None
