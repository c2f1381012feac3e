"""The mailbox's pages: a list, one mail, its HTML as a page apart, its attachments, and all of it as JSON."""

import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from jinja2 import Environment, FileSystemLoader

from smallfavor.config.mailbox.store import Mail, Store

SHOWN_MAX = 200
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
FOLDER = Path(__file__).parent / "templates"
TEMPLATES = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)


class Pages(BaseHTTPRequestHandler):
    """`store` is set on the class by the program that serves it."""

    store: Store
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        match parts.path.strip("/").split("/"):
            case [""]:
                self._page(TEMPLATES.get_template("list.html").render(mails=self.store.mails(SHOWN_MAX)))
            case ["style.css"]:
                self._answer((FOLDER / "style.css").read_bytes(), "text/css; charset=utf-8")
            case ["mails.json"]:
                self._list(parse_qs(parts.query).get("to", [""])[0])
            case ["mail", mail_id, *rest]:
                mail = self.store.read(mail_id)
                if mail is None:
                    self._refuse()
                else:
                    self._mail(mail, rest)
            case _:
                self._refuse()

    do_HEAD = do_GET

    def _list(self, wanted: str) -> None:
        mails = [mail.summary() for mail in self.store.mails(SHOWN_MAX)]
        chosen = [mail for mail in mails if wanted.lower() in mail["to"].lower()]
        self._answer(json.dumps(chosen, ensure_ascii=False).encode(), "application/json")

    def _mail(self, mail: Mail, rest: list[str]) -> None:
        match rest:
            case []:
                page = TEMPLATES.get_template("one.html")
                self._page(page.render(mail=mail, html=bool(mail.body("html")), attachments=mail.attachments()))
            case ["html"]:
                # A link in the letter opens in the whole window, as it would from a mail program.
                letter = mail.body("html").replace("<head>", '<head><base target="_top">', 1)
                self._answer(letter.encode(), "text/html; charset=utf-8", MAIL_POLICY)
            case ["source"]:
                self._answer(mail.message.as_bytes(), "text/plain; charset=utf-8")
            case ["attachment", number] if number.isdecimal() and int(number) < len(mail.attachments()):
                one = mail.attachments()[int(number)]
                self._answer(one.content, one.content_type, download=one.name)
            case _:
                self._refuse()

    def _page(self, html: str) -> None:
        self._answer(html.encode(), "text/html; charset=utf-8")

    def _refuse(self) -> None:
        self._answer(b"Not found\n", "text/plain; charset=utf-8", status=HTTPStatus.NOT_FOUND)

    def _answer(
        self,
        body: bytes,
        content_type: str,
        policy: str = PAGE_POLICY,
        *,
        download: str = "",
        status: HTTPStatus = HTTPStatus.OK,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        if download:
            self.send_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(download)}")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: an address in a log is an address too many."""
