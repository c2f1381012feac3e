"""Calls for tests alone, under /backstage and /faults: what no real service has, or decides by itself."""

import json
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bench.emulators.stripe import balance, charges, disputes, methods
from bench.emulators.stripe.banks import read_iban
from bench.emulators.stripe.exchange import guarded
from bench.emulators.stripe.machine import Machine
from bench.emulators.stripe.others import charge_again, save_for_later, sell_to_others
from bench.emulators.stripe.refusals import Refused, invalid, missing
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books
from sandbox_processor.cards import card_named
from sandbox_processor.exchange import bounded_body, read_json
from sandbox_processor.refusals import Fields
from sandbox_processor.refusals import Refused as FieldRefused

Act = Callable[[Books, dict[str, str], Fields], Wire]
Endpoint = Callable[[Request], Awaitable[Response]]


class Backstage:
    """Everything here takes and gives JSON."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        acts: dict[str, Act] = {
            "/backstage/disputes": _dispute,
            "/backstage/disputes/{id}/close": _close_dispute,
            "/backstage/payouts": lambda b, _, f: balance.pay_out(b, f.text("currency").lower()),
            "/backstage/payouts/{id}/close": _close_payout,
            "/backstage/refunds/{id}/fail": lambda b, i, _: charges.fail_refund(b, i["id"]),
            "/backstage/payment_methods/{id}/replace": _replace_card,
            "/backstage/saved": _save,
            "/backstage/others": lambda b, _, f: sell_to_others(b, f.whole("count", least=1, most=5000)),
            "/backstage/charges/{id}/again": lambda b, i, _: charge_again(b, i["id"]),
            "/backstage/adjustments": _adjust,
        }
        doors: list[tuple[str, str, Endpoint]] = [
            ("/backstage/record", "GET", self._record),
            ("/backstage/record", "DELETE", self._forget),
            ("/backstage/webhook", "PUT", self._set_webhook),
            ("/backstage/keys", "POST", self._restrict),
            ("/backstage/events/{id}/deliver", "POST", self._deliver_again),
            ("/faults", "GET", self._list_faults),
            ("/faults", "POST", self._order_fault),
            ("/faults", "DELETE", self._clear_faults),
            *((path, "POST", self._doing(act)) for path, act in acts.items()),
        ]
        return [
            Route(path, guarded(self._machine, "backstage", _plain(endpoint)), methods=[method])
            for path, method, endpoint in doors
        ]

    def _doing(self, act: Act) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            fields, ids = Fields(read_json(await bounded_body(request))), dict(request.path_params)

            def perform() -> Wire:
                with self._machine.store.transaction() as books:
                    done = act(books, ids, fields)
                    fields.done()
                    return done

            answer = await run_in_threadpool(perform)
            self._machine.courier.wake()
            return JSONResponse(answer)

        return endpoint

    async def _record(self, request: Request) -> Response:
        """Everything, one object a line, as it was made: the wire's body, and what is known inside."""

        def read() -> str:
            with self._machine.store.reading() as books:
                rows = books.sql.execute("SELECT body, inner, created_ms FROM object ORDER BY seq").fetchall()
            return "\n".join(
                json.dumps({**json.loads(body), "_inner": json.loads(inner), "_created_ms": created})
                for body, inner, created in rows
            )

        return Response(await run_in_threadpool(read), media_type="application/x-ndjson")

    async def _forget(self, request: Request) -> Response:
        """An empty record, as on the first day."""

        def empty() -> None:
            with self._machine.store.transaction() as books:
                for table in ("object", "delivery", "idempotency"):
                    books.sql.execute(f"DELETE FROM {table}")  # noqa: S608 (constants)

        await run_in_threadpool(empty)
        return JSONResponse({})

    async def _set_webhook(self, request: Request) -> Response:
        fields = Fields(read_json(await bounded_body(request)))
        self._machine.courier.url = fields.text("url", longest=2000)
        fields.done()
        self._machine.courier.wake()
        return JSONResponse({"url": self._machine.courier.url})

    async def _restrict(self, request: Request) -> Response:
        """A restricted key with these rights (`rak_charge_read`), or another set for the same key."""
        values = read_json(await bounded_body(request))
        key, rights = values.get("key", "rk_test_restricted"), values.get("rights", [])
        self._machine.restricted[str(key)] = {str(right) for right in rights}
        return JSONResponse({"key": key})

    async def _deliver_again(self, request: Request) -> Response:
        """Send an event once more, as if it were new."""
        event_id = str(request.path_params["id"])

        def put_back() -> int:
            with self._machine.store.transaction() as books:
                query = "UPDATE delivery SET next_ms = ? WHERE event = ?"
                return books.sql.execute(query, (books.now_ms, event_id)).rowcount

        if not await run_in_threadpool(put_back):
            raise missing("event", event_id)
        self._machine.courier.wake()
        return JSONResponse({"id": event_id})

    async def _list_faults(self, request: Request) -> Response:
        faults = self._machine.faults
        return JSONResponse({"data": faults.listed(), "struck": faults.struck, "struck_by": dict(faults.struck_by)})

    async def _order_fault(self, request: Request) -> Response:
        return JSONResponse(self._machine.faults.order(Fields(read_json(await bounded_body(request)))))

    async def _clear_faults(self, request: Request) -> Response:
        self._machine.faults.clear()
        return JSONResponse({"data": []})


def _plain(endpoint: Endpoint) -> Endpoint:
    """Refusals of the fields' reader in the shape of all others."""

    async def reading(request: Request) -> Response:
        try:
            return await endpoint(request)
        except FieldRefused as refusal:
            raise Refused(refusal.status, "invalid_request_error", str(refusal), kept=False) from refusal

    return reading


def _dispute(books: Books, ids: dict[str, str], fields: Fields) -> Wire:
    charge = books.existing("charge", fields.text("charge"))
    debit = charge["payment_method_details"]["type"] == "sepa_debit"
    usual = "debit_not_authorized" if debit else "fraudulent"
    return disputes.open_dispute(books, charge, fields.text("reason", default=usual))


def _close_dispute(books: Books, ids: dict[str, str], fields: Fields) -> Wire:
    won = fields.choice("outcome", ("won", "lost")) == "won"
    return disputes.close_dispute(books, ids["id"], won=won, fee_returned=fields.flag("fee_returned", default=True))


def _close_payout(books: Books, ids: dict[str, str], fields: Fields) -> Wire:
    return balance.close_payout(books, ids["id"], failed=fields.choice("outcome", ("paid", "failed")) == "failed")


def _replace_card(books: Books, ids: dict[str, str], fields: Fields) -> Wire:
    expiry = (fields.whole("exp_year", least=2000, most=2100), fields.whole("exp_month", least=1, most=12))
    return methods.replace_card(books, ids["id"], fields.text("last4"), expiry)


def _save(books: Books, ids: dict[str, str], fields: Fields) -> Wire:
    """A payment method of a customer, as if it had been saved on a page. `card` names a test card, or `iban`."""
    iban = fields.text("iban", default="none")
    account = None if iban == "none" else read_iban(iban)
    if iban != "none" and account is None:
        raise invalid("Not a test account.", param="iban")
    card = card_named(fields.text("card", default="success"))
    return save_for_later(books, account or card, fields.metadata())


def _adjust(books: Books, ids: dict[str, str], fields: Fields) -> Wire:
    """A line of the balance that is about no payment: the account's own fee, or a correction."""
    kind = fields.choice("type", ("stripe_fee", "adjustment"), default="stripe_fee")
    amount = fields.whole("amount", least=-(10**8), most=10**8)
    line = balance.add_line(
        books, kind, "", amount, fields.text("currency").lower(), description="Billing",
        category="fee" if kind == "stripe_fee" else "other_adjustment",
    )  # fmt: skip
    return books.save({**line, "source": None})
