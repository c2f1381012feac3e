"""The demo's mailbox: a mail that goes in by SMTP comes out on the page, with its parts."""

import json
import smtplib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import html5lib
import pytest

from smallfavor.config.mailbox import store as mailbox_store
from smallfavor.config.mailbox.store import Store


@dataclass
class Mailbox:
    smtp_port: int
    port: int

    def read(self, path: str) -> tuple[str, dict[str, str]]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return answer.read().decode(), dict(answer.headers)

    def send(self, message: EmailMessage) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=5) as server:
            server.send_message(message)


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mailbox]:
    made = Mailbox(_free_port(), _free_port())
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "smallfavor.config.mailbox"),
            *("--folder", str(tmp_path_factory.mktemp("mailbox"))),
            *("--smtp-port", str(made.smtp_port), "--port", str(made.port)),
        ]
    )
    deadline = time.monotonic() + 15
    while True:
        try:
            made.read("/")
            socket.create_connection(("127.0.0.1", made.smtp_port), 1).close()
            break
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    yield made
    process.terminate()
    assert process.wait(10) == 0


def letter(subject: str = "Your receipt", to: str = "reader@example.org") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "Anna <letters@example.org>", to
    message.set_content("Thank you. <https://example.org/manage/abc/>")
    message.add_alternative(
        "<!doctype html><html lang=en><head><title>x</title></head><body>"
        "<script>document.title = 'run'</script><a href='http://localhost/manage/abc/'>Stop</a></body></html>",
        subtype="html",
    )
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="напомнить.ics")
    return message


def test_a_mail_is_listed_and_shown_with_its_parts(mailbox: Mailbox) -> None:
    mailbox.send(letter("Спасибо & до встречи"))
    [mail] = json.loads(mailbox.read("/mails.json?to=reader@")[0])
    assert mail["subject"] == "Спасибо & до встречи"
    assert mail["to"] == "reader@example.org"
    assert "Thank you." in mail["text"]
    assert "Stop" in mail["html"]
    page, headers = mailbox.read(f"/mail/{mail['id']}/")
    assert "Спасибо &amp; до встречи" in page
    assert "<script" not in page
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    shown, headers = mailbox.read(f"/mail/{mail['id']}/html")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert '<base target="_top">' in shown
    calendar, headers = mailbox.read(mail["attachments"][0]["url"])
    assert calendar.strip() == "BEGIN:VCALENDAR"
    assert headers["Content-Type"] == "text/calendar"
    assert "attachment" in headers["Content-Disposition"]


def test_the_list_can_be_asked_for_one_address(mailbox: Mailbox) -> None:
    mailbox.send(letter(to="somebody@example.net"))
    assert len(json.loads(mailbox.read("/mails.json?to=somebody@example.net")[0])) == 1
    assert json.loads(mailbox.read("/mails.json?to=nobody@example.net")[0]) == []


def test_the_pages_pass_the_strict_parser(mailbox: Mailbox) -> None:
    mailbox.send(letter())
    [first, *_] = json.loads(mailbox.read("/mails.json")[0])
    for path in ("/", f"/mail/{first['id']}/"):
        html5lib.HTMLParser(strict=True).parse(mailbox.read(path)[0])


@pytest.mark.parametrize("path", ["/mail/../../etc/passwd/", "/mail/1/", "/nowhere", "/mail/1/attachment/0"])
def test_what_is_not_there_is_not_found(mailbox: Mailbox, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        mailbox.read(path)


def test_old_mails_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox_store, "KEPT_MAX", 3)
    store = Store(tmp_path)
    ids = [store.deliver(f"Subject: {number}\r\n\r\n".encode()) for number in range(5)]
    assert store.ids() == ids[:1:-1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
