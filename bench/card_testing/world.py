"""A clock that jumps, what is to happen when, and the product as a browser meets it: requests, mails, jobs.

The views, the guard, the money's rows and the database are the product's own. Stood in for are the clock, the way of a
mail and of a job (both take seconds here), and the search for hashes, whose time is reckoned.
"""

import heapq
import importlib
import itertools
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.test import RequestFactory, override_settings

from bench.card_testing.processor import CountingProcessor
from smallfavor.core import clock
from smallfavor.core.formtoken import make_form_token
from smallfavor.core.tokens import make_token
from smallfavor.giving.showing import FORM
from smallfavor.giving.views.pending import PURPOSE
from smallfavor.payments import providers, tasks
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import Attempt, ProviderAccount
from smallfavor.payments.rules.work import BITS

DONE = "done"  # what stands for numbers that were found
CARD_S = 3.0  # a card that is tried: until its answer stands on the page
WEBHOOK_S = 2.0  # from there until our own books know of it
JOB_S = 0.5
MAIL_S = 10.0
HOST = "localhost"
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
PARTS = re.compile(r'data-parts="(\d+)"')
LINK = re.compile(r"https?://\S+(/support/go/\S+)")
LOADED = ("giving.views.support", "giving.views.go_on", "giving.views.pending", "giving.proof", "payments.links")


@dataclass
class Answer:
    """What a browser sees: where it is led, or which proof is asked for, with all the fields of the page."""

    location: str = ""
    refusal: str = ""
    parts: int = 0
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def to_provider(self) -> bool:
        return self.location.startswith("http")


class World:
    """Everything that happens, in order of time. `at(delay_s, what)` has something happen later."""

    def __init__(self, start: datetime, processor: CountingProcessor) -> None:
        self.start, self.now_s = start, 0.0
        self.processor = processor
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._factory = RequestFactory()
        self._support = importlib.import_module("smallfavor.giving.views.support").support
        self._go_on = importlib.import_module("smallfavor.giving.views.go_on").go_on
        self._again = importlib.import_module("smallfavor.giving.views.pending").again
        self.readers_of_mail: dict[str, Callable[[str], None]] = {}

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.now_s)

    def at(self, delay_s: float, what: Callable[[], None]) -> None:
        heapq.heappush(self._queue, (self.now_s + delay_s, next(self._numbers), what))

    def run(self, until_s: float) -> None:
        while self._queue and self._queue[0][0] <= until_s:
            self.now_s, _, what = heapq.heappop(self._queue)
            what()
        self.now_s = until_s

    def post_form(self, fields: dict[str, str], address: str) -> Answer:
        return self._read(self._support(self._request("/support/?lang=en", fields, address)))

    def press_link(self, path: str, address: str) -> Answer:
        token = path.partition("?")[0].removeprefix("/support/go/").rstrip("/")
        return self._read(self._go_on(self._request(path, {}, address), token))

    def open_form(self) -> str:
        """The key of a form that is opened now."""
        return make_form_token(FORM, now=self.now())

    def come_back(self, session: str, address: str) -> str:
        """The key of the form that is shown after a page took nothing."""
        payment = Attempt.objects.get(session_id=session).payment
        token = make_token(PURPOSE, str(payment.uuid), now=self.now())
        page = self._again(self._factory.get("/", REMOTE_ADDR=address, HTTP_HOST=HOST), token)
        return dict(FIELD.findall(page.content.decode())).get("request_key", "")

    def is_open(self, session: str) -> bool:
        return self.processor.is_open(session)

    def try_card(self, session: str, *, live: bool) -> bool:
        """One card on the page, which must be open. Our books hear of it a little later. True when it paid."""
        records = self.processor.try_card(session, live=live)
        self.processor.records += records
        account = ProviderAccount.objects.get()

        def hear() -> None:
            settle(account, records, actor="webhook", now=self.now())

        self.at(CARD_S + WEBHOOK_S, hear)
        return live

    def _request(self, path: str, fields: dict[str, str], address: str) -> Any:
        return self._factory.post(path, fields, REMOTE_ADDR=address, HTTP_HOST=HOST)

    def _read(self, response: Any) -> Answer:
        location, refusal = response.headers.get("Location", ""), response.headers.get("X-Refusal", "")
        if location:
            return Answer(location)
        page = response.content.decode()
        found = PARTS.search(page)
        return Answer("", refusal, int(found.group(1)) if found else 0, dict(FIELD.findall(page)))

    def do_later(self, task: str, **arguments: str) -> None:
        """In place of the queue: the job's own function, a moment later. Other jobs are not this bench's."""
        name = task.rpartition(".")[2]
        if name in {"close_page", "mail_checkout_link"}:
            self.at(JOB_S, lambda: self._do(name, arguments))

    def _do(self, name: str, arguments: dict[str, str]) -> None:
        getattr(tasks, name)(**arguments)
        while mail.outbox:
            letter = mail.outbox.pop()
            link = LINK.search(str(letter.body))
            reader = self.readers_of_mail.get(letter.to[0])
            if link and reader:
                path = link.group(1)
                self.at(MAIL_S, lambda reader=reader, path=path: reader(path))  # type: ignore[misc]


def hashes(parts: int) -> float:
    """How many tries the work of so many parts takes in the mean."""
    return parts * 2.0**BITS


@contextmanager
def lived_in(world: World) -> Iterator[None]:
    """The product reads this world's clock, calls its processor, and gives it its jobs."""
    for name in LOADED:
        importlib.import_module(f"smallfavor.{name}")
    mail.outbox = []
    plain = {"utcnow": clock.utcnow, "get": providers.get}
    patched = [(clock, "utcnow", world.now), (providers, "get", lambda account: world.processor)]
    for module in [m for n, m in list(sys.modules.items()) if n.startswith("smallfavor.") and m is not None]:
        if getattr(module, "utcnow", None) is plain["utcnow"] and module is not clock:
            patched.append((module, "utcnow", world.now))
    for name in ("actions.guard.note_outcome", "actions.guard.hold", "mails"):
        patched.append((importlib.import_module(f"smallfavor.payments.{name}"), "defer", world.do_later))
    proof = importlib.import_module("smallfavor.giving.proof")
    patched.append((proof, "is_done", lambda seed, answer, *, parts: answer == DONE))
    before = [(module, name, getattr(module, name)) for module, name, _ in patched]
    for module, name, stand_in in patched:
        setattr(module, name, stand_in)
    backend = "django.core.mail.backends.locmem.EmailBackend"
    try:
        with override_settings(EMAIL_BACKEND=backend, PROVIDERS=["sandbox"]):
            yield
    finally:
        for module, name, own in before:
            setattr(module, name, own)
