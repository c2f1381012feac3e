"""Letters: from a template to a mail of two parts (text and HTML), handed to the mail server, once for each cause.

Not here: which letters there are (each app's mails.py or letters.py) and who may be written to.
"""

import hashlib
import secrets
import smtplib
import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template import Context, Engine
from django.utils import translation

from smallfavor.core.addresses import ascii_address
from smallfavor.core.colour import dark_accent, light_accent
from smallfavor.core.models import Sending
from smallfavor.core.paper import Paper, current_paper

TEXT_COLUMNS = 72
PREVIEW_FILLER = "\u034f\u200c\u00a0" * 120
# Longer than a mail server may take in all its steps; after that, a job that died holding the claim is taken over.
CLAIM = timedelta(minutes=10)

Attachment = tuple[str, bytes, str]


class MailNotSent(Exception):
    """Raised when the mail server did not take a letter this time. Holds a code, never an address: it ends in logs."""


class MailClaimed(MailNotSent):
    """Raised when another worker is sending this very letter, or died while it did."""


@dataclass(frozen=True)
class Letter:
    """What is written. `template` is "payments/mail/receipt": beside it stand `.subject.txt`, `.txt` and `.html`.

    stop_url, manage_url: shown at the letter's foot. list_unsubscribe: an address for one-click POSTs (RFC 8058).
    """

    template: str
    context: Mapping[str, object]
    language: str
    stop_url: str | None = None
    manage_url: str | None = None
    list_unsubscribe: str | None = None


@dataclass(frozen=True)
class Outgoing:
    """A letter with its address, as a cause's compose function returns it."""

    letter: Letter
    to_address: str = field(repr=False)
    to_name: str = field(repr=False)
    attachments: tuple[Attachment, ...] = ()


def in_language(address: str, language: str) -> str:
    """The address of one of our pages, shown in the letter's language: a reader's browser may speak another one."""
    return f"{address}?lang={language}"


def send_letter(
    letter: Letter, *, to_address: str, to_name: str, attachments: Sequence[Attachment] = (), cause: str = ""
) -> None:
    """Hand one letter to the mail server. With the same `cause` it carries the same Message-ID.

    Raises MailNotSent (try again later).
    """
    message = compose(Outgoing(letter, to_address, to_name, tuple(attachments)), cause=cause)
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        # Without the cause: what smtplib raises names the address.
        raise MailNotSent(_code_of(error)) from None


def send_once(cause: str, compose_letter: Callable[[], Outgoing | None], *, now: datetime) -> bool:
    """Send the letter of `cause` unless it went out before; returns whether it went out now.

    A job that is run again after success sends nothing. One that died between the server's "250" and our note is sent
    again under the same Message-ID once the claim has ended: a letter twice is better than none, and mail stores show
    it once. `compose_letter` returns None when there is nobody to write to.

    Raises MailNotSent (run the job again later).
    """
    if not _claim(cause, now):
        return False
    try:
        outgoing = compose_letter()
        if outgoing is None:
            Sending.objects.filter(cause=cause).update(refused_at=now, claimed_until=None)
            return False
        send_letter(
            outgoing.letter,
            to_address=outgoing.to_address,
            to_name=outgoing.to_name,
            attachments=outgoing.attachments,
            cause=cause,
        )
    except Exception:  # given back, whatever it was, and told to the worker
        Sending.objects.filter(cause=cause).update(claimed_until=None)
        raise
    Sending.objects.filter(cause=cause).update(sent_at=now, claimed_until=None)
    return True


def note_gone_out(cause: str, *, now: datetime) -> None:
    """Count the letter of `cause` as gone out: its record was lost, and nobody shall get it a second time."""
    Sending.objects.bulk_create([Sending(cause=cause, sent_at=now)], ignore_conflicts=True)


def was_sent(cause: str) -> bool:
    return Sending.objects.filter(cause=cause, sent_at__isnull=False).exists()


def compose(outgoing: Outgoing, *, cause: str = "") -> EmailMultiAlternatives:
    """The mail as it goes out: headers, a text part that is a letter of its own, an HTML part."""
    letter, paper = outgoing.letter, current_paper()
    with translation.override(letter.language):
        context = _context(outgoing, paper)
        subject = " ".join(_plain(f"{letter.template}.subject.txt", context).split())
        text = wrap_text(_plain(f"{letter.template}.txt", context))
        html = (
            Engine.get_default()
            .get_template(f"{letter.template}.html")
            .render(Context({**context, "subject": subject}))
        )
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=_mailbox(_sender_name(paper), settings.MAIL_FROM),
        to=[_mailbox(outgoing.to_name, outgoing.to_address)],
        reply_to=[settings.MAIL_REPLY_TO],
        headers=_headers(letter, cause),
    )
    message.attach_alternative(html, "text/html")
    for name, content, kind in outgoing.attachments:
        message.attach(name, content, kind)
    return message


def wrap_text(text: str) -> str:
    """The text of a letter, filled to 72 columns; lines with an address stay whole, empty lines stay single."""
    lines: list[str] = []
    for line in (part.strip() for part in text.strip().splitlines()):
        if line or (lines and lines[-1]):
            whole = "://" in line or len(line) <= TEXT_COLUMNS
            lines.extend([line] if whole else textwrap.wrap(line, TEXT_COLUMNS, break_on_hyphens=False))
    return "\n".join(lines) + "\n"


def _context(outgoing: Outgoing, paper: Paper) -> dict[str, object]:
    letter, right_to_left = outgoing.letter, translation.get_language_bidi()
    return {
        **letter.context,
        "paper": paper,
        "language": letter.language,
        "direction": "rtl" if right_to_left else "ltr",
        "align": "right" if right_to_left else "left",
        "align_end": "left" if right_to_left else "right",
        "light": light_accent(paper.accent),
        "dark": dark_accent(paper.accent),
        # Without it a mail program fills its preview line with the letter's first words, the amount among them.
        "preheader_padding": PREVIEW_FILLER if paper.discreet else "",
        "stop_url": letter.stop_url,
        "manage_url": letter.manage_url,
        "signed_by": settings.MAIL_FROM_NAME,
        "to_name": outgoing.to_name,
    }


def _claim(cause: str, now: datetime) -> bool:
    """True: ours to send. False: it went out, or was refused for good."""
    with transaction.atomic():
        Sending.objects.bulk_create([Sending(cause=cause)], ignore_conflicts=True)
        row = Sending.objects.select_for_update().get(cause=cause)
        if row.sent_at or row.refused_at:
            return False
        if row.claimed_until and row.claimed_until > now:
            raise MailClaimed("another worker is sending it")
        Sending.objects.filter(pk=row.pk).update(claimed_until=now + CLAIM, tries=F("tries") + 1)
    return True


def _headers(letter: Letter, cause: str) -> dict[str, str]:
    domain = settings.MAIL_FROM.rpartition("@")[2]
    unique = (
        hashlib.sha256(f"{settings.SECRET_KEY}|{cause}".encode()).hexdigest()[:32] if cause else secrets.token_hex(16)
    )
    headers = {
        "Message-ID": f"<{unique}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Content-Language": letter.language,
    }
    if letter.list_unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.list_unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _sender_name(paper: Paper) -> str:
    return str(settings.MAIL_FROM_NAME) if paper.discreet else f"{settings.MAIL_FROM_NAME}, {paper.name}"


def _mailbox(name: str, address: str) -> str:
    """A display name can't end the header or hide another address: no control characters, quoted by the library."""
    clean = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return formataddr((" ".join(clean.split()), ascii_address(address)))


def _plain(template: str, context: Mapping[str, object]) -> str:
    return str(Engine.get_default().get_template(template).render(Context(dict(context), autoescape=False)))


def _code_of(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server answered {error.smtp_code}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _ in error.recipients.values()})
        return f"the mail server refused the address: {codes}"
    return f"the mail server was not reached: {type(error).__name__}"
