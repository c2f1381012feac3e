"""The same world without the form's pages: every press goes straight to the guard, the money's rows and the database.

A refused press costs what the guard costs, so that an attack of full size takes less than an hour. The form after a
decline is the product's own view here too. Not here: the guard's counts in memory (in_memory.py).
"""

import secrets

from bench.card_testing.world import DONE, HOST, Answer, World
from smallfavor.core.formtoken import read_form
from smallfavor.core.money import parse_major
from smallfavor.core.senders import circles_of
from smallfavor.giving.proof import OTHERS_FIRST, TOO_MANY_MAILS, WANTED
from smallfavor.giving.showing import FORM
from smallfavor.giving.views.support import FORM_LIFE_S
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.guard.admit import Caller, admit
from smallfavor.payments.actions.guard.hold import hold, note_used, open_held
from smallfavor.payments.actions.order import CheckoutOrder
from smallfavor.payments.links import read_go_on_token
from smallfavor.payments.rules.guard import HURRIED_S, Step


class GuardAlone(World):
    """Each press as the views pass it on (giving/proof.py, giving/views/go_on.py)."""

    def post_form(self, fields: dict[str, str], address: str) -> Answer:
        order, age_s = self._order(fields)
        work = fields.get("work", "") if fields.get("done") == DONE else ""
        caller = Caller(circles_of(address, ""), age_s, work=work)
        admission = admit(order, caller, now=self.now())
        if admission.step is Step.PASS:
            return Answer(begin_checkout(order, now=self.now()).url)
        if admission.step is Step.WAIT:
            return Answer("", OTHERS_FIRST)
        if "mail" in fields:
            return Answer() if hold(order, caller, now=self.now()) else Answer("", TOO_MANY_MAILS)
        kept = {name: value for name, value in fields.items() if name not in {"work", "done"}}
        if admission.step is Step.WORK:
            return Answer("", WANTED, admission.parts, {**kept, "work": secrets.token_hex(12)})
        return Answer("", WANTED, 0, kept)

    def press_link(self, path: str, address: str) -> Answer:
        held = read_go_on_token(path.removeprefix("/support/go/").partition("/")[0], now=self.now())
        order = open_held(held)
        assert order is not None
        caller = Caller(circles_of(address, ""), HURRIED_S, mailed=held.used_at is None)
        if admit(order, caller, now=self.now()).step is not Step.PASS:
            return Answer("", OTHERS_FIRST)
        note_used(held, now=self.now())
        return Answer(begin_checkout(order, now=self.now()).url)

    def _order(self, fields: dict[str, str]) -> tuple[CheckoutOrder, float]:
        """What the form makes of the fields, and how old it is."""
        token = read_form(fields["request_key"], purpose=FORM, now=self.now(), max_age_s=FORM_LIFE_S)
        order = CheckoutOrder(
            request_key=token.key, interval=fields["interval"],
            amount=parse_major(fields["amount"], fields["currency"]), email=fields["email"], name="",
            method=fields["method"], language="en", country="", appeal="", variant="", manifest_version="",
            terms_version="t1", origin=f"http://{HOST}", line=token.line,
        )  # fmt: skip
        return order, (self.now() - token.made_at).total_seconds()
