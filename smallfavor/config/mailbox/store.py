"""Mails as files, one each, newest first. Not here: SMTP (__main__.py) and the pages (pages.py)."""

import os
import re
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

KEPT_MAX = 2000
ID = re.compile(r"[0-9]{19,20}-[0-9]{1,10}")


@dataclass(frozen=True)
class Attachment:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    id: str
    message: EmailMessage

    def header(self, name: str) -> str:
        return str(self.message.get(name, ""))

    def body(self, kind: str) -> str:
        """The part of this kind ("plain" or "html"), or an empty text."""
        part = self.message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part is not None else ""

    def attachments(self) -> list[Attachment]:
        found = []
        for number, part in enumerate(self.message.iter_attachments()):
            content = part.get_payload(decode=True)
            name = part.get_filename() or f"attachment-{number + 1}"
            found.append(Attachment(name, part.get_content_type(), content if isinstance(content, bytes) else b""))
        return found

    def summary(self) -> dict[str, Any]:
        """The mail as the JSON list tells it."""
        return {
            "id": self.id,
            "to": self.header("To"),
            "from": self.header("From"),
            "subject": self.header("Subject"),
            "date": self.header("Date"),
            "headers": [[name, str(value)] for name, value in self.message.items()],
            "text": self.body("plain"),
            "html": self.body("html"),
            "attachments": [
                {"name": one.name, "type": one.content_type, "url": f"/mail/{self.id}/attachment/{number}"}
                for number, one in enumerate(self.attachments())
            ],
        }


class Store:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def deliver(self, content: bytes) -> str:
        """Keep one mail; it appears whole or not at all. Returns its id."""
        self._count += 1
        name = f"{time.time_ns()}-{os.getpid() % 1000 * 1000 + self._count % 1000}"
        fresh = self.folder / f"{name}.part"
        with fresh.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        fresh.rename(self.folder / f"{name}.eml")
        for old in self.ids()[KEPT_MAX:]:
            (self.folder / f"{old}.eml").unlink(missing_ok=True)
        return name

    def ids(self) -> list[str]:
        """Newest first."""
        return sorted((path.stem for path in self.folder.glob("*.eml")), reverse=True)

    def read(self, mail_id: str) -> Mail | None:
        if not ID.fullmatch(mail_id):
            return None
        try:
            content = (self.folder / f"{mail_id}.eml").read_bytes()
        except FileNotFoundError:
            return None
        return Mail(mail_id, message_from_bytes(content, policy=policy.default))

    def mails(self, limit: int) -> list[Mail]:
        return [mail for mail in map(self.read, self.ids()[:limit]) if mail is not None]
