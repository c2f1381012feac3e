"""The books at the desk: read, closed, corrected by two people, each by those who may."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from smallfavor.core.clock import add_months, utcnow
from smallfavor.core.paper import current_paper
from smallfavor.desk.groups import keep_groups
from smallfavor.ledger.models import ClosedMonth, Correction, Entry, Rate
from smallfavor.ledger.rules.months import last_day, month_of
from smallfavor.payments.models import Payment

Paid = Callable[..., Payment]
PAGES = ("", "journal/", "income/", "months/", "corrections/", "rates/")


def last_month() -> date:
    return add_months(month_of(current_paper().today(utcnow())), -1)


def days_to_last_month() -> int:
    middle = datetime.combine(last_month() + timedelta(days=14), datetime.min.time(), UTC)
    return (datetime.now(UTC) - middle).days


def signed_in(name: str, group: str) -> Client:
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "a long password")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(f"/desk/books/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_on_empty_books_and_names_the_others(editor: Client, path: str) -> None:
    text = page(editor, path)
    for name in ("Trial balance", "Journal", "Income", "Months", "Corrections", "Rates"):
        assert f">{name}</a>" in text


@pytest.mark.parametrize("path", [*PAGES, "corrections/propose/", "corrections/1/"])
def test_without_the_right_nothing_is_shown(writer: Client, path: str) -> None:
    assert writer.get(f"/desk/books/{path}").status_code in {302, 403, 404}
    assert writer.post(f"/desk/books/{path}").status_code in {302, 403, 404, 405}


def test_the_trial_balance_says_in_words_that_it_balances(editor: Client, paid: Paid) -> None:
    paid(250), paid(300, currency="JPY"), paid(1250, currency="KWD")
    text = page(editor, "")
    assert "the books balance" in text
    for amount in (">2.50<", ">300<", ">1.250<"):
        assert amount in text
    assert "no rate of JPY" in text


def test_with_rates_the_trial_balance_shows_the_base_currency(editor: Client, paid: Paid, settings) -> None:
    settings.BASE_CURRENCY = "USD"
    paid(10000, currency="EUR")
    today = current_paper().today(utcnow())
    answer = editor.post("/desk/books/rates/", {"day": today.isoformat(), "currency": "eur", "worth": "1,0853"})
    assert answer.status_code == 302
    assert "typed by editor" in page(editor, "rates/")
    assert ">108.53<" in page(editor, "")
    assert ">108.53<" in page(editor, "income/")


def test_the_journal_shows_lines_and_leads_to_the_payment(editor: Client, paid: Paid) -> None:
    gift = paid(250)
    text = page(editor, "journal/?kind=capture&account=assets:sandbox")
    assert "income:once" in text and "2.50 USD" in text
    assert f"/desk/contributions/{gift.pk}/" in text
    assert "0 entries stand" in page(editor, "journal/?kind=refund")


@pytest.mark.parametrize("by", ["interval", "method", "appeal", "campaign", "account"])
def test_income_is_told_apart_in_every_way_and_adds_up(editor: Client, paid: Paid, by: str) -> None:
    paid(250), paid(700, interval="monthly")
    assert "$9.50 of income so far" in page(editor, f"income/?by={by}")
    answer = editor.get(f"/desk/books/income/?by={by}&export=csv")
    rows = b"".join(answer).decode().splitlines()[1:]  # type: ignore[arg-type]
    assert sum(float(row.split(",")[3]) for row in rows) == 9.5
    assert editor.get("/desk/books/income/?by=nothing").status_code == 404


@pytest.mark.parametrize("path", ["?export=csv", "journal/?export=csv"])
def test_reports_come_as_files(editor: Client, paid: Paid, path: str) -> None:
    paid(250)
    answer = editor.get(f"/desk/books/{path}")
    assert answer["Content-Type"].startswith("text/csv")
    assert b"2.50" in b"".join(answer)  # type: ignore[arg-type]


def test_finance_closes_a_month_that_is_over(db: None, paid: Paid) -> None:
    paid(250, days_ago=days_to_last_month())
    finance = signed_in("fina", "Finance")
    text = page(finance, "months/")
    assert "is the next month to close. 1 entry stands in it" in text
    assert "Yes:</strong> No correction waits" in text
    answer = finance.post("/desk/books/months/", {"month": last_month().isoformat()}, follow=True)
    assert "is closed" in answer.content.decode()
    assert ClosedMonth.objects.get().closed_by is not None
    again = finance.post("/desk/books/months/", {"month": last_month().isoformat()}, follow=True)
    assert "Nothing was closed" in again.content.decode()
    assert finance.post("/desk/books/months/", {"month": "soon"}, follow=True).status_code == 200
    assert ClosedMonth.objects.count() == 1


def test_who_may_only_read_is_not_offered_to_close(editor: Client, writer: Client, paid: Paid) -> None:
    paid(250, days_ago=days_to_last_month())
    user = get_user_model().objects.get(username="writer")
    user.user_permissions.add(*Group.objects.get(name="Finance").permissions.filter(codename="view_entry"))
    writer.force_login(user)
    assert 'name="month"' not in page(writer, "months/")
    assert writer.post("/desk/books/months/", {"month": last_month().isoformat()}).status_code in {302, 403}
    assert not ClosedMonth.objects.exists()


def correction(**changes: str) -> dict[str, str]:
    today = current_paper().today(utcnow()).isoformat()
    lines = {"debit_1": "expenses:fees", "credit_1": "assets:sandbox", "amount_1": "1.50"}
    return {"dated": today, "currency": "USD", "reason": "A fee that was never told", **lines, **changes}


def test_two_people_book_a_correction(db: None, paid: Paid) -> None:
    gift = paid(250)
    finance, lead = signed_in("fina", "Finance"), signed_in("leda", "Finance lead")
    about = Entry.objects.get(payment_uuid=gift.uuid).provider_object
    answer = finance.post("/desk/books/corrections/propose/", correction(about=about))
    address = answer["Location"]
    assert "somebody else approves it" in finance.get(address).content.decode()
    assert finance.post(address, {"deed": "approve"}).status_code in {302, 403}
    assert Entry.objects.count() == 1
    text = lead.get(address).content.decode()
    assert "Approve and book it" in text and "1.50 USD" in text and "service’s own record" in text
    lead.post(address, {"deed": "approve", "note": "Seen"})
    booked = Correction.objects.get()
    assert (booked.state, booked.decision_note, booked.about) == ("booked", "Seen", Entry.objects.earliest("id"))
    assert "Correction" in page(lead, "journal/?kind=correction")


def test_a_lead_cannot_approve_what_they_proposed(db: None, paid: Paid) -> None:
    paid(250)
    lead = signed_in("leda", "Finance lead")
    address = lead.post("/desk/books/corrections/propose/", correction())["Location"]
    assert "Approve and book it" not in lead.get(address).content.decode()
    lead.post(address, {"deed": "approve"})
    assert Entry.objects.count() == 1
    lead.post(address, {"deed": "withdraw"})
    assert Correction.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_1": "0"},
        {"amount_1": "-1"},
        {"amount_1": "1.234"},
        {"amount_1": "1e9"},
        {"amount_1": "NaN"},
        {"amount_1": ""},
        {"credit_1": "expenses:fees"},
        {"credit_1": "money:nowhere"},
        {"currency": "QQQ"},
        {"currency": "JPY", "amount_1": "1.5"},
        {"reason": ""},
        {"dated": "2999-01-01"},
        {"dated": "yesterday"},
        {"about": "sandbox/nothing"},
        {"debit_1": "", "credit_1": "", "amount_1": ""},
    ],
)
def test_a_wrong_proposal_is_refused_and_keeps_what_was_typed(
    editor: Client, paid: Paid, changes: dict[str, str]
) -> None:
    paid(250)
    answer = editor.post("/desk/books/corrections/propose/", correction(**{"reason": "Typed before", **changes}))
    assert answer.status_code == 422
    assert not Correction.objects.exists()
    if "reason" not in changes:
        assert "Typed before" in answer.content.decode()


@pytest.mark.parametrize(
    "changes", [{"worth": "0"}, {"worth": "-1"}, {"worth": "x"}, {"currency": "QQQ"}, {"currency": "USD"},
                {"day": "2999-01-01"}, {"day": ""}],
)  # fmt: skip
def test_a_wrong_rate_is_refused(editor: Client, settings, changes: dict[str, str]) -> None:
    settings.BASE_CURRENCY = "USD"
    answer = editor.post("/desk/books/rates/", {"day": "2026-11-20", "currency": "EUR", "worth": "1.08", **changes})
    assert answer.status_code == 422
    assert not Rate.objects.exists()


def test_the_groups_are_made_once_with_their_rights(db: None) -> None:
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    keep_groups()
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before
    finance, lead = (
        set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        for name in ("Finance", "Finance lead")
    )
    assert {"access_admin", "view_entry", "close_month", "propose_correction", "view_payment"} <= finance
    assert lead - finance == {"approve_correction"}


def test_a_contribution_shows_its_receipts_and_is_found_by_one(editor: Client, paid: Paid) -> None:
    gift = paid(250)
    assert "None is issued yet" in editor.get(f"/desk/contributions/{gift.pk}/").content.decode()
    assert editor.get("/desk/contributions/results/?q=2026-000001").status_code == 200


def test_the_last_day_of_a_month_is_its_last() -> None:
    assert last_day(date(2028, 2, 1)) == date(2028, 2, 29)
