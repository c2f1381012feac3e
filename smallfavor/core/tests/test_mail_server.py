"""Over the wire: a real SMTP server on loopback takes a letter."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default as modern
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from smallfavor.core.mail import Letter, MailNotSent, send_letter

LETTER = Letter("supporters/mail/manage_link", {"button_url": "https://courier.example/manage/a/", "days": 7}, "ru")


class Inbox:
    def __init__(self) -> None:
        self.greetings: list[str] = []
        self.envelopes: list[Envelope] = []
        self.answer = "250 OK"

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.greetings.append(hostname)
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            self.envelopes.append(envelope)
        return self.answer


@pytest.fixture
def inbox(settings: SimpleNamespace) -> Iterator[Inbox]:
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "smallfavor.core.mail_server.OwnDomainBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield inbox
    controller.stop()


def test_a_letter_arrives_with_both_parts_and_without_the_machines_name(inbox: Inbox) -> None:
    send_letter(LETTER, to_address="anna@bücher.example", to_name="Анна", cause="manage-link:1")
    assert inbox.greetings == ["example.org"]
    envelope = inbox.envelopes[0]
    assert envelope.rcpt_tos == ["anna@xn--bcher-kva.example"]
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, policy=modern)
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert message["subject"] == "Ваша ссылка"
    assert "Здравствуйте, Анна!" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("answer", ["451 later, anna@example.org", "550 never, anna@example.org"])
def test_a_refusal_is_raised_without_the_address(inbox: Inbox, answer: str) -> None:
    inbox.answer = answer
    with pytest.raises(MailNotSent) as caught:
        send_letter(LETTER, to_address="anna@example.org", to_name="")
    assert "anna" not in str(caught.value) and answer[:3] in str(caught.value)
