"""Direct debits at the desk: a file is made, released and handed out by whoever may, and the bank's answer read in."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from smallfavor.bank.actions.sign_mandate import Signature, sign_mandate
from smallfavor.bank.models import CollectionFile, MandatePage
from smallfavor.bank.queries.creditor import creditor_of
from smallfavor.bank.sealed import Payer
from smallfavor.core.clock import utcnow
from smallfavor.core.money import Money
from smallfavor.desk.tests.posting import SignIn
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout

pytestmark = pytest.mark.django_db
REFUSED = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlGrpInfAndSts>
<OrgnlMsgId>{}</OrgnlMsgId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>DUPL</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>
</CstmrPmtStsRpt></Document>"""


@pytest.fixture(autouse=True)
def signed(settings) -> None:
    """One debit waits."""
    settings.PROVIDERS = ["sepa_file"]
    settings.PROVIDER_SETTINGS = {
        "sepa_file": {
            "creditor_id": "DE98ZZZ09999999999", "creditor_name": "Harbour Media", "creditor_address": "", "bic": "",
            "iban": "DE89370400440532013000", "notice_days": "5", "cut_off": "14:00", "desk_days": "1",
        }
    }  # fmt: skip
    now = utcnow()
    order = CheckoutOrder(
        request_key="k1", interval="monthly", amount=Money(500, "EUR"), email="anna@example.org", name="",
        method="sepa_debit", language="en", country="LV", appeal="", variant="", manifest_version="", terms_version="t",
    )  # fmt: skip
    payment = begin_checkout(order, now=now).payment
    page, payer = MandatePage.objects.get(), Payer("Anna", "NL41MOCK0000000001")
    sign_mandate(page, payment.supporter, Signature(payer, "en", "t"), creditor_of("sepa_file"), now=now)


@pytest.fixture
def finance(sign_in: SignIn) -> Client:
    return sign_in("release_collectionfile")


def made(finance: Client) -> CollectionFile:
    assert finance.post(reverse("bank_debits"), {"make": "sepa_file"}).status_code == 302
    return CollectionFile.objects.latest("id")


def test_a_file_is_made_released_and_handed_out_just_as_it_was_frozen(finance: Client) -> None:
    assert "1 debit of €5 waits" in finance.get(reverse("bank_debits")).content.decode()
    file = made(finance)
    page = reverse("bank_debit_file", args=[file.pk])
    shown = finance.get(page).content.decode()
    assert "Made, waits for you" in shown and file.sha256 in shown and "NL41" not in shown
    assert finance.post(page, {"download": "1"}).status_code == 422
    assert finance.post(page, {"release": "1"}).status_code == 302
    body = finance.post(page, {"download": "1"})
    assert hashlib.sha256(body.content).hexdigest() == file.sha256
    assert body["Cache-Control"] == "no-store"
    assert finance.post(page, {"withdraw": "1"}).status_code == 422
    file.refresh_from_db()
    assert (file.state, file.made_by[:5], file.released_by[:5]) == ("released", "desk:", "desk:")


def test_nothing_due_is_told_and_makes_no_file(finance: Client) -> None:
    made(finance)
    answer = finance.post(reverse("bank_debits"), {"make": "sepa_file"})
    assert answer.status_code == 422
    assert "Nothing is due" in answer.content.decode()
    assert CollectionFile.objects.count() == 1


def test_the_banks_answer_is_told_plainly(finance: Client) -> None:
    file = made(finance)
    finance.post(reverse("bank_debit_file", args=[file.pk]), {"release": "1"})
    upload = SimpleUploadedFile("answer.xml", REFUSED.format(file.message_id).encode())
    shown = finance.post(reverse("bank_debits"), {"file": upload}, follow=True).content.decode()
    assert "has had this very file before" in shown


@pytest.mark.parametrize(
    "content", [b"no xml", b"<a/>", REFUSED.format("OTHER").encode(), b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
def test_what_is_no_answer_of_the_bank_is_refused_and_changes_nothing(finance: Client, content: bytes) -> None:
    answer = finance.post(reverse("bank_debits"), {"file": SimpleUploadedFile("a.xml", content)})
    assert answer.status_code == 422
    assert "Nothing was read in" in answer.content.decode()


def test_without_the_right_nothing_is_seen_or_done(sign_in: SignIn) -> None:
    other = sign_in("read_statement", name="other")
    file = CollectionFile.objects.first()
    assert file is None
    for page in (reverse("bank_debits"), reverse("bank_debit_file", args=[1])):
        assert other.get(page).status_code in {302, 403}
        assert other.post(page, {"make": "sepa_file"}).status_code in {302, 403}
    assert not CollectionFile.objects.exists()
