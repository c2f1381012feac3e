"""Letters: two parts, discreet headers, once for each cause."""

import smtplib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default as modern

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from smallfavor.core.mail import CLAIM, Letter, MailClaimed, MailNotSent, Outgoing, compose, send_once, wrap_text
from smallfavor.core.models import Sending

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LETTER = Letter(
    "supporters/mail/manage_link",
    {"button_url": "https://courier.example/manage/abc/", "days": 7},
    "en",
    list_unsubscribe="https://courier.example/remind/abc/",
)


def outgoing(name: str = "Anna", language: str = "en") -> Outgoing:
    letter = Letter(LETTER.template, LETTER.context, language, list_unsubscribe=LETTER.list_unsubscribe)
    return Outgoing(letter, "anna@example.org", name)


def headers_of(message: EmailMultiAlternatives) -> dict[str, str]:
    parsed = message_from_bytes(message.message().as_bytes(), policy=modern)
    return {name.lower(): str(value) for name, value in parsed.items()}


def test_a_letter_has_a_text_and_an_html_part() -> None:
    message = compose(outgoing())
    assert message.body.startswith("Dear Anna,\n\nHere is the link")
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert 'href="https://courier.example/manage/abc/"' in str(html)
    assert "<img" not in str(html)


def test_a_letter_speaks_its_readers_language() -> None:
    message = compose(outgoing(name="Анна", language="ru"))
    assert message.body.startswith("Здравствуйте, Анна!")
    assert "7 дней" in message.body
    assert '<html lang="ru"' in str(message.alternatives[0][0])


def test_the_sender_is_a_person_and_with_discretion_the_paper_is_not_named(settings: object) -> None:
    headers = headers_of(compose(outgoing()))
    assert headers["from"] == "Anna Berzina <letters@example.org>"
    assert all("Courier" not in headers[name] for name in ("from", "subject", "to", "reply-to", "message-id"))


def test_without_discretion_the_sender_names_the_paper(settings: object) -> None:
    settings.DISCREET = False  # type: ignore[attr-defined]
    assert headers_of(compose(outgoing()))["from"] == '"Anna Berzina, The Harbour Courier" <letters@example.org>'


def test_a_message_id_tells_neither_machine_nor_time_and_is_the_same_for_one_cause() -> None:
    first, second = (headers_of(compose(outgoing(), cause="receipt:1"))["message-id"] for _ in range(2))
    assert first == second
    assert first.endswith("@example.org>")
    assert headers_of(compose(outgoing(), cause="receipt:2"))["message-id"] != first


def test_one_click_unsubscribing_is_announced() -> None:
    headers = headers_of(compose(outgoing()))
    assert headers["list-unsubscribe"] == "<https://courier.example/remind/abc/>"
    assert headers["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert headers["auto-submitted"] == "auto-generated"
    assert "date" in headers


@pytest.mark.parametrize(
    "name", ["Anna\r\nBcc: eve@example.org", "Anna\u2028Bcc: eve@example.org", 'A" <eve@example.org>']
)
def test_a_name_can_not_add_a_header_or_an_address(name: str) -> None:
    message = compose(outgoing(name=name))
    headers = headers_of(message)
    assert "bcc" not in headers
    parsed = message_from_bytes(message.message().as_bytes(), policy=modern)
    assert [address.addr_spec for address in parsed["to"].addresses] == ["anna@example.org"]


def test_a_name_is_text_in_the_html() -> None:
    assert "<script>" not in str(compose(outgoing(name="<script>alert(1)</script>")).alternatives[0][0])


def test_the_preview_line_is_filled_so_that_no_amount_shows_in_it() -> None:
    html = str(compose(outgoing()).alternatives[0][0])
    assert html.index("\u034f") < html.index("Dear Anna")


def test_text_is_filled_to_72_columns_but_addresses_stay_whole() -> None:
    address = "https://courier.example/" + "a" * 90
    text = wrap_text(f"{'word ' * 40}\n\n\n\n{address}\n")
    assert all(len(line) <= 72 or line == address for line in text.splitlines())
    assert "\n\n\n" not in text


@pytest.mark.django_db
def test_one_cause_is_sent_once() -> None:
    assert send_once("receipt:1", outgoing, now=NOW)
    assert not send_once("receipt:1", outgoing, now=NOW)
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_letter_that_could_not_be_written_is_written_again() -> None:
    def broken() -> Outgoing:
        raise RuntimeError("a key does not open")

    with pytest.raises(RuntimeError):
        send_once("receipt:1", broken, now=NOW)
    assert send_once("receipt:1", outgoing, now=NOW)


@pytest.mark.django_db
def test_nobody_to_write_to_is_final() -> None:
    assert not send_once("receipt:1", lambda: None, now=NOW)
    assert not send_once("receipt:1", outgoing, now=NOW)
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_job_that_died_while_sending_is_taken_over_after_its_claim() -> None:
    Sending.objects.create(cause="receipt:1", claimed_until=NOW + CLAIM)
    with pytest.raises(MailClaimed):
        send_once("receipt:1", outgoing, now=NOW)
    assert send_once("receipt:1", outgoing, now=NOW + CLAIM + timedelta(seconds=1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"anna@example.org": (451, b"anna@example.org: later")}),
        smtplib.SMTPDataError(451, b"anna@example.org: later"),
        ConnectionRefusedError("no mail server"),
    ],
)
def test_a_failed_sending_can_be_tried_again_and_its_error_names_nobody(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", refuse)
        with pytest.raises(MailNotSent) as caught:
            send_once("receipt:1", outgoing, now=NOW)
    assert "anna" not in str(caught.value)
    assert caught.value.__suppress_context__
    assert send_once("receipt:1", outgoing, now=NOW)
