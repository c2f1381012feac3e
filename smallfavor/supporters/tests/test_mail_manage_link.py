"""Asking for a link: alike for known and unknown addresses, one mail an hour."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from smallfavor.core.mail import MailNotSent
from smallfavor.supporters import tasks
from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.actions.mail_manage_link import forget_link_requests, mail_fresh_link, mail_manage_link
from smallfavor.supporters.links import LIFE, LinkEnded, LinkInvalid, manage_url, read_manage_token
from smallfavor.supporters.models import LinkRequest, Supporter

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Supporter:
    return enrol_supporter(email="anna@example.org", name="Anna", language="ru", now=NOW)


def ask(email: str = "anna@example.org", *, at: datetime = NOW, monkeypatch: pytest.MonkeyPatch) -> None:
    mail_manage_link(email, language="en", now=at)
    run_jobs(at, monkeypatch)


def run_jobs(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "utcnow", lambda: at)
    for job in ProcrastinateJob.objects.order_by("id"):
        tasks.answer_link_request(**job.args)


def test_a_known_address_gets_the_link_in_the_language_it_asked_in(
    anna: Supporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(" ANNA@example.org", monkeypatch=monkeypatch)
    message = mail.outbox[0]
    assert message.to == ["Anna <anna@example.org>"] and message.subject == "Your link"
    token = str(message.body).split("/manage/")[1].split("/")[0]
    assert read_manage_token(token) == anna


def test_an_unknown_address_gets_nothing_and_leaves_the_same_traces(
    anna: Supporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    traces = []
    for email in ("anna@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            mail_manage_link(email, language="en", now=NOW)
        traces.append([query["sql"].split()[0] for query in queries])
    assert traces[0] == traces[1]
    assert LinkRequest.objects.count() == ProcrastinateJob.objects.count() == 2
    run_jobs(NOW, monkeypatch)
    assert [message.to for message in mail.outbox] == [["Anna <anna@example.org>"]]


def test_one_address_gets_one_mail_an_hour(anna: Supporter, monkeypatch: pytest.MonkeyPatch) -> None:
    for minutes in (0, 1, 59):
        ask(at=NOW + timedelta(minutes=minutes), monkeypatch=monkeypatch)
    assert len(mail.outbox) == 1
    ask(at=NOW + timedelta(minutes=61), monkeypatch=monkeypatch)
    assert len(mail.outbox) == 2


def test_a_mail_that_failed_is_sent_by_the_job_that_is_run_again(
    anna: Supporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("smallfavor.core.mail.EmailMultiAlternatives.send", _no_server)
        with pytest.raises(MailNotSent):
            ask(monkeypatch=monkeypatch)
    run_jobs(NOW + timedelta(minutes=5), monkeypatch)
    run_jobs(NOW + timedelta(minutes=6), monkeypatch)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("text", ["", "anna", "anna@example.org\nBcc: eve@example.org"])
def test_what_is_no_address_is_answered_like_any_other(text: str) -> None:
    mail_manage_link(text, language="en", now=NOW)
    assert not LinkRequest.objects.exists()


def test_a_fresh_link_counts_among_the_hours_mails(anna: Supporter, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(monkeypatch=monkeypatch)
    mail_fresh_link(anna, language="en", now=NOW)
    run_jobs(NOW, monkeypatch)
    assert len(mail.outbox) == 1


def test_requests_are_forgotten_after_a_day(anna: Supporter) -> None:
    mail_manage_link("anna@example.org", language="en", now=NOW)
    assert forget_link_requests(now=NOW + timedelta(hours=23)) == 0
    assert forget_link_requests(now=NOW + timedelta(hours=25)) == 1


def test_a_link_ends_and_tells_whom_to_mail_a_fresh_one(anna: Supporter, monkeypatch: pytest.MonkeyPatch) -> None:
    token = manage_url(anna).split("/manage/")[1].strip("/")
    later = datetime.now(UTC) + LIFE + timedelta(minutes=1)
    monkeypatch.setattr("smallfavor.core.tokens.utcnow", lambda: later)
    with pytest.raises(LinkEnded) as ended:
        read_manage_token(token)
    assert ended.value.supporter == anna


def test_an_erased_persons_link_opens_nothing(anna: Supporter) -> None:
    token = manage_url(anna).split("/manage/")[1].strip("/")
    Supporter.objects.update(erased_at=NOW)
    with pytest.raises(LinkInvalid):
        read_manage_token(token)


def _no_server(*arguments: object, **options: object) -> None:
    raise ConnectionRefusedError
