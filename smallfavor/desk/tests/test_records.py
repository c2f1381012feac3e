"""The desk's lists show what is there, find it, hand it out as files, and change nothing."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from smallfavor.payments.models import Payment
from smallfavor.reminders.models import Reminder
from smallfavor.supporters.queries import contact_of

Paid = Callable[..., Payment]
LISTS = ("contributions", "pledges", "supporters", "reminders")


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_so(editor: Client, name: str) -> None:
    assert b"There are no" in editor.get(f"/desk/{name}/").content


def test_contributions_stand_in_the_list_with_amount_and_state(editor: Client, paid: Paid) -> None:
    paid(250)
    page = editor.get("/desk/contributions/").content.decode()
    assert "$2.50" in page
    assert "Paid" in page


def test_filters_keep_what_was_asked_for(editor: Client, paid: Paid) -> None:
    paid(250), paid(700, interval="monthly")
    page = editor.get("/desk/contributions/results/?interval=monthly").content.decode()
    assert "$7" in page
    assert "$2.50" not in page


def test_a_reader_is_found_by_the_exact_address_alone(editor: Client, paid: Paid) -> None:
    gift, other = paid(250), paid(900)
    contact = contact_of(gift.supporter)
    assert contact is not None
    for name in ("contributions", "supporters"):
        found = editor.get(f"/desk/{name}/results/", {"q": contact.email}).content.decode()
        pk = gift.pk if name == "contributions" else gift.supporter_id
        rival = other.pk if name == "contributions" else other.supporter_id
        assert f"/desk/{name}/{pk}/" in found
        assert f"/desk/{name}/{rival}/" not in found
        assert f"/desk/{name}/" + str(pk) not in editor.get(f"/desk/{name}/results/?q=@example.org").content.decode()


def test_the_list_of_supporters_opens_no_name(editor: Client, paid: Paid) -> None:
    paid(250)
    assert "Ozola" not in editor.get("/desk/supporters/").content.decode()


def test_a_supporters_page_opens_name_and_address(editor: Client, paid: Paid) -> None:
    gift = paid(250, interval="monthly")
    page = editor.get(f"/desk/supporters/{gift.supporter_id}/").content.decode()
    assert "Vera Ozola" in page
    assert "@example.org" in page
    assert "Every month" in page


def test_each_record_tells_its_story(editor: Client, paid: Paid) -> None:
    gift = paid(200, interval="monthly")
    assert "Nothing was sent" in editor.get(f"/desk/contributions/{gift.pk}/").content.decode()
    pledge = editor.get(f"/desk/pledges/{gift.pledge_id}/").content.decode()
    assert "1 Jan 2030" in pledge
    assert "worker" in pledge


def test_reminders_say_what_becomes_of_them(editor: Client, paid: Paid) -> None:
    person = paid(250).supporter
    row = Reminder.objects.create(
        supporter=person, request_key="k", state="spared", due=date(2027, 2, 28), language="en", interval="monthly",
        amount="2", currency="USD", asked_at=datetime.now(UTC),
    )  # fmt: skip
    contact = contact_of(person)
    assert contact is not None
    for path in (f"results/?q={contact.email}", f"{row.pk}/"):
        page = editor.get(f"/desk/reminders/{path}").content.decode()
        assert "28 Feb 2027" in page
        assert "Not needed any more" in page
        assert "2 USD, every month" in page


@pytest.mark.parametrize("name", LISTS[:3])
def test_lists_come_as_files_with_plain_numbers(editor: Client, paid: Paid, name: str) -> None:
    paid(250, interval="monthly")
    answer = editor.get(f"/desk/{name}/?export=csv")
    rows = list(csv.DictReader(b"".join(answer).decode().splitlines()))
    assert len(rows) == 1
    if name != "supporters":
        assert (rows[0]["amount"], rows[0]["currency"]) == ("2.50", "USD")
    assert "Ozola" not in str(rows)


@pytest.mark.parametrize("path", ["contributions/", "pledges/", "supporters/", "contributions/1/", "supporters/1/"])
def test_without_the_right_nothing_is_shown(writer: Client, path: str) -> None:
    answer = writer.get(f"/desk/{path}")
    assert answer.status_code in {302, 403, 404}


@pytest.mark.parametrize("path", ["contributions/new/", "pledges/edit/1/", "supporters/delete/1/"])
def test_there_is_nothing_to_edit(editor: Client, path: str) -> None:
    assert editor.get(f"/desk/{path}").status_code == 404


def test_the_first_screen_says_what_came_in_and_that_nothing_is_wrong(editor: Client, paid: Paid) -> None:
    paid(250)
    page = editor.get("/desk/").content.decode()
    assert "$2.50 came in this month so far." in page
    assert ">No.<" in page


def test_the_first_screen_names_what_needs_a_person(editor: Client, paid: Paid) -> None:
    gift = paid(250)
    gift.state = "disputed"
    gift.save()
    assert "1 payment is disputed." in editor.get("/desk/").content.decode()
