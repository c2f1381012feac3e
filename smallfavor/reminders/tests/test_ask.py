"""/remind/: asking for a reminder, in its three ways."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import html5lib
import icalendar
import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from smallfavor.core.formtoken import make_form_token
from smallfavor.reminders.actions.ask import MOST_WAITING
from smallfavor.reminders.links import mailed_url
from smallfavor.reminders.models import Reminder, ReminderState
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.queries import contact_of

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]


def test_the_form_opens_prefilled_and_keeps_nothing(client: Client) -> None:
    page = client.get("/remind/?when=week&interval=monthly&amount=2&currency=USD&appeal=spring&lang=en")
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="when" value="week" checked' in text
    assert '<input type="hidden" name="amount" value="2">' in text
    assert "$2 every month" in text
    assert not page.cookies
    assert not Reminder.objects.exists() and not Supporter.objects.exists()


def test_the_form_speaks_russian(client: Client) -> None:
    text = client.get("/remind/?lang=ru&interval=monthly&amount=2&currency=USD").content.decode()
    assert "Не сегодня? Спросим один раз, позже" in text
    assert "2\xa0$ каждый месяц" in text


@pytest.mark.parametrize(
    "query",
    ["amount=-1&currency=USD", "amount=2&currency=XXXX", "interval=weekly", "amount=<b>&currency=USD", "when=x"],
)
def test_a_malformed_link_still_opens_the_form(client: Client, query: str) -> None:
    page = client.get(f"/remind/?lang=en&{query}")
    assert page.status_code == 200
    assert b"<b>" not in page.content


def test_a_month_from_the_last_of_january_is_the_last_of_february(send: Send) -> None:
    page = send(email="anna@example.org", when="month")
    reminder = Reminder.objects.get()
    assert page.status_code == 303
    assert reminder.due == date(2027, 2, 28)
    assert reminder.state == ReminderState.WAITING
    contact = contact_of(reminder.supporter)
    assert contact is not None and contact.email == "anna@example.org"


def test_what_was_chosen_is_kept_for_the_form(send: Send) -> None:
    send(email="anna@example.org", when="week", interval="monthly", amount="2", currency="USD", appeal="spring")
    reminder = Reminder.objects.get()
    assert (reminder.interval, reminder.amount, reminder.currency, reminder.appeal) == ("monthly", "2", "USD", "spring")


def test_the_page_after_it_says_the_day_and_sends_no_mail(send: Send, client: Client) -> None:
    page = client.get(send(email="anna@example.org", when="date", date="2027-03-31")["Location"])
    assert "We will write to you on 31 March 2027" in page.content.decode()
    assert mail.outbox == []


def test_a_known_and_an_unknown_address_get_the_same_answer(send: Send, client: Client) -> None:
    def page_of(email: str) -> bytes:
        address = send(email=email, when="week")["Location"]
        return client.get(address).content.replace(address.split("?")[0].encode(), b"")

    first, again = page_of("anna@example.org"), page_of("anna@example.org")
    Supporter.objects.update(never_remind=True)
    assert first == again == page_of("anna@example.org")
    assert Reminder.objects.filter(state=ReminderState.MUTED).count() == 1


def test_a_known_and_an_unknown_address_take_the_same_steps(send: Send) -> None:
    steps = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            send(email="anna@example.org", when="week")
        steps.append([query["sql"].split()[0] for query in queries])
    assert steps[0] == steps[1]


def test_a_double_click_is_one_reminder(send: Send, now: datetime) -> None:
    token = make_form_token("remind", now=now)
    first = send(token=token, email="anna@example.org", when="week")
    second = send(token=token, email="anna@example.org", when="week")
    assert Reminder.objects.count() == 1
    assert first.status_code == second.status_code == 303


def test_nobody_can_have_a_strangers_mailbox_filled(send: Send) -> None:
    for _ in range(MOST_WAITING + 3):
        assert send(email="anna@example.org", when="week").status_code == 303
    assert Reminder.objects.filter(state=ReminderState.WAITING).count() == MOST_WAITING


@pytest.mark.parametrize("token", ["", "forged", "a.b:c"])
def test_a_form_that_is_not_ours_is_shown_again_with_all_that_was_typed(send: Send, token: str) -> None:
    page = send(token=token, email="anna@example.org", when="week")
    assert page.status_code == 422
    assert "open for too long" in page.content.decode()
    assert "anna@example.org" in page.content.decode()
    assert not Reminder.objects.exists()


def test_a_form_that_is_too_old_is_shown_again(send: Send, now: datetime) -> None:
    old = make_form_token("remind", now=now - timedelta(days=2))
    assert send(token=old, email="anna@example.org", when="week").status_code == 422
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"when": "week"}, "Write your mail address"),
        ({"when": "week", "email": "anna@"}, "should look like"),
        ({"email": "anna@example.org"}, "Choose when"),
        ({"when": "date", "email": "anna@example.org"}, "Choose a day."),
        ({"when": "date", "date": "2027-01-31", "email": "anna@example.org"}, "after today"),
        ({"when": "date", "date": "2029-02-01", "email": "anna@example.org"}, "next two years"),
        ({"when": "date", "date": "soon", "email": "anna@example.org"}, "Write the day"),
        ({"when": "week", "how": "pigeon", "email": "anna@example.org"}, "Choose how"),
    ],
)
def test_a_mistake_is_named_in_words_and_nothing_is_kept(send: Send, fields: dict[str, str], words: str) -> None:
    page = send(**fields)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Reminder.objects.exists() and not Supporter.objects.exists()


def test_a_day_in_the_russian_way_of_writing_is_understood(send: Send) -> None:
    send(lang="ru", when="date", date="31.03.2027", email="anna@example.org")
    assert Reminder.objects.get().due == date(2027, 3, 31)


def test_another_language_keeps_what_was_typed(client: Client) -> None:
    page = client.post("/remind/?lang=ru", {"show": "language", "when": "week", "email": "anna@example.org"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "anna@example.org" in text and "error-summary" not in text and "Через неделю" in text


def test_a_calendar_file_with_discretion_names_neither_paper_nor_gift(send: Send) -> None:
    answer = send(how="calendar", when="month", interval="monthly", amount="2", currency="USD")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode()
    for word in ("Courier", "Harbour", "support", "http", "$", "monthly", "localhost"):
        assert word not in text
    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["dtstart"].dt == date(2027, 2, 28)
    assert event["summary"] == "Reminder"
    assert not Supporter.objects.exists()


def test_a_calendar_file_without_discretion_leads_to_the_filled_form(send: Send, settings: SimpleNamespace) -> None:
    settings.DISCREET = False
    answer = send(how="calendar", when="month", interval="monthly", amount="2", currency="USD")
    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["summary"] == "Support The Harbour Courier"
    assert "/support/?interval=monthly&amount=2&currency=USD&lang=en" in event["url"]


def test_a_link_that_was_asked_for_tells_no_amount(send: Send) -> None:
    answer = send(how="calendar", when="month", interval="monthly", amount="2", currency="USD", link="1")
    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["url"].endswith("/support/?lang=en")


def test_a_device_is_told_how_long_to_be_quiet_and_we_keep_nothing(send: Send) -> None:
    page = send(how="device", when="week", email="ignored@example.org")
    text = page.content.decode()
    assert '<meta name="smallfavor-remind-days" content="7">' in text
    assert "7 February 2027" in text
    assert not Supporter.objects.exists() and not page.cookies


@pytest.mark.parametrize(
    ("given", "leads"),
    [
        ("/news/dam/", "/news/dam/"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("", "/"),
    ],
)
def test_one_goes_on_reading_where_one_came_from_and_nowhere_else(send: Send, given: str, leads: str) -> None:
    page = send(how="device", when="week", **{"return": given})
    assert f'<a class="button" href="{leads}">' in page.content.decode()


def test_every_page_is_strict_html(client: Client, send: Send) -> None:
    pages = [client.get("/remind/?lang=ru"), send(when="date"), send(how="device", when="week")]
    asked = send(email="anna@example.org", when="week")["Location"]
    reminder = Reminder.objects.get()
    mailed = mailed_url(reminder).replace(settings.BASE_URL, "")
    pages += [client.get(asked), client.get(mailed), client.post(mailed, {"act": "never"}, follow=True)]
    pages += [client.get("/remind/x/")]
    for page in pages:
        html5lib.HTMLParser(strict=True).parse(page.content.decode())


def test_nobody_is_asked_where_it_is_dangerous(client: Client, send: Send, settings: SimpleNamespace) -> None:
    settings.RISK_COUNTRIES = ["BY"]
    assert "may be dangerous" in client.get("/remind/?country=BY&lang=en").content.decode()
    assert send(country="BY", when="week", email="anna@example.org").status_code == 403
    assert not Supporter.objects.exists()


def many(send: Send, address: str, count: int) -> list[Any]:
    return [send(email=f"reader{n}@{address}.example.org", when="week", sender=address) for n in range(count)]


def test_who_asks_for_very_many_mails_is_told_to_wait_and_loses_nothing(send: Send) -> None:
    answers = many(send, "1.1.1.1", 41)
    assert [answer.status_code for answer in answers] == [303] * 40 + [422]
    assert answers[-1]["X-Refusal"] == "too_many_mails"
    text = answers[-1].content.decode()
    assert 'value="reader40@1.1.1.1.example.org"' in text
    assert 'name="when" value="week" checked' in text
    assert "choose your calendar or this device" in text
    assert Reminder.objects.count() == 40


def test_other_readers_and_other_ways_do_not_wait_for_who_asked_too_often(send: Send) -> None:
    many(send, "1.1.1.1", 41)
    assert send(email="anna@example.org", when="week", sender="2.2.2.2").status_code == 303
    assert send(how="calendar", when="week", sender="1.1.1.1")["Content-Type"].startswith("text/calendar")
    assert send(how="device", when="week", sender="1.1.1.1").status_code == 200


def test_a_whole_network_is_held_to_a_pace_too(send: Send) -> None:
    block = [each for n in range(4) for each in many(send, f"1.1.1.{n + 1}", 40)]
    assert sum(answer.status_code == 303 for answer in block) == 120
    assert send(email="anna@example.org", when="week", sender="1.1.2.1").status_code == 303


def test_who_can_not_be_told_from_everybody_else_is_not_held_to_it(send: Send) -> None:
    assert {answer.status_code for answer in many(send, "127.0.0.1", 45)} == {303}
