"""The addresses of the API: each with its fault, its right, the SDK's TypedDict of what it takes, and its verb."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from stripe import params as asks
from stripe.params import checkout as checkout_asks

from bench.emulators.stripe import balance, charges, disputes, intents, methods, sessions, setups
from bench.emulators.stripe.exchange import Call, Endpoint, changing, guarded
from bench.emulators.stripe.machine import Machine
from bench.emulators.stripe.reading import Shelf, listing, retrieving, searching
from bench.emulators.stripe.shapes import check_answer

CALLS = (
    Call("/v1/checkout/sessions", "sessions.create", "checkout_session", checkout_asks.SessionCreateParams,
         lambda b, _, p, s: sessions.open_session(b, p, s)),
    Call("/v1/checkout/sessions/{id}", "sessions.update", "checkout_session", checkout_asks.SessionUpdateParams,
         lambda b, i, p, _: sessions.update_session(b, i["id"], p)),
    Call("/v1/checkout/sessions/{id}/expire", "sessions.expire", "checkout_session", checkout_asks.SessionExpireParams,
         lambda b, i, p, _: sessions.expire_session(b, i["id"])),
    Call("/v1/payment_intents", "charges.create", "payment_intent", asks.PaymentIntentCreateParams,
         lambda b, _, p, s: intents.create_intent(b, p, s)),
    Call("/v1/payment_intents/{id}", "intents.update", "payment_intent", asks.PaymentIntentUpdateParams,
         lambda b, i, p, _: intents.update_intent(b, i["id"], p)),
    Call("/v1/payment_intents/{id}/confirm", "charges.create", "payment_intent", asks.PaymentIntentConfirmParams,
         lambda b, i, p, s: intents.confirm_intent(b, i["id"], p, s)),
    Call("/v1/payment_intents/{id}/cancel", "intents.cancel", "payment_intent", asks.PaymentIntentCancelParams,
         lambda b, i, p, _: intents.cancel_intent(b, i["id"], p)),
    Call("/v1/setup_intents", "setups.create", "setup_intent", asks.SetupIntentCreateParams,
         lambda b, _, p, s: setups.create_setup(b, p, s)),
    Call("/v1/setup_intents/{id}/cancel", "setups.cancel", "setup_intent", asks.SetupIntentCancelParams,
         lambda b, i, p, _: setups.cancel_setup(b, i["id"], p)),
    Call("/v1/customers", "customers.create", "customer", asks.CustomerCreateParams,
         lambda b, _, p, s: methods.create_customer(b, p)),
    Call("/v1/customers/{id}", "customers.update", "customer", asks.CustomerUpdateParams,
         lambda b, i, p, _: methods.update_customer(b, i["id"], p)),
    Call("/v1/customers/{id}", "customers.delete", "customer", asks.CustomerDeleteParams,
         lambda b, i, p, _: methods.delete_customer(b, i["id"]), method="DELETE"),
    Call("/v1/payment_methods", "instruments.create", "payment_method", asks.PaymentMethodCreateParams,
         lambda b, _, p, s: methods.create_method(b, p)),
    Call("/v1/payment_methods/{id}/attach", "instruments.attach", "payment_method", asks.PaymentMethodAttachParams,
         lambda b, i, p, _: methods.attach_method(b, i["id"], p)),
    Call("/v1/payment_methods/{id}/detach", "instruments.revoke", "payment_method", asks.PaymentMethodDetachParams,
         lambda b, i, p, _: methods.detach_method(b, i["id"], p)),
    Call("/v1/refunds", "refunds.create", "charge", asks.RefundCreateParams,
         lambda b, _, p, s: charges.refund_charge(b, p)),
    Call("/v1/refunds/{id}", "refunds.update", "charge", asks.RefundUpdateParams,
         lambda b, i, p, _: charges.update_refund(b, i["id"], p)),
    Call("/v1/disputes/{id}/close", "disputes.close", "dispute", asks.DisputeCloseParams,
         lambda b, i, p, _: disputes.close_dispute(b, i["id"], won=False)),
)  # fmt: skip
SHELVES = (
    Shelf("/v1/checkout/sessions", "checkout.session", "checkout_session", checkout_asks.SessionRetrieveParams,
          checkout_asks.SessionListParams),
    Shelf("/v1/payment_intents", "payment_intent", "payment_intent", asks.PaymentIntentRetrieveParams,
          asks.PaymentIntentListParams, asks.PaymentIntentSearchParams),
    Shelf("/v1/setup_intents", "setup_intent", "setup_intent", asks.SetupIntentRetrieveParams,
          asks.SetupIntentListParams),
    Shelf("/v1/customers", "customer", "customer", asks.CustomerRetrieveParams, asks.CustomerListParams,
          asks.CustomerSearchParams),
    Shelf("/v1/customers/{id}/payment_methods", "payment_method", "payment_method", None,
          asks.CustomerPaymentMethodListParams, of="customer"),
    Shelf("/v1/payment_methods", "payment_method", "payment_method", asks.PaymentMethodRetrieveParams,
          asks.PaymentMethodListParams),
    Shelf("/v1/charges", "charge", "charge", asks.ChargeRetrieveParams, asks.ChargeListParams, asks.ChargeSearchParams),
    Shelf("/v1/refunds", "refund", "charge", asks.RefundRetrieveParams, asks.RefundListParams),
    Shelf("/v1/disputes", "dispute", "dispute", asks.DisputeRetrieveParams, asks.DisputeListParams),
    Shelf("/v1/payouts", "payout", "payout", asks.PayoutRetrieveParams, asks.PayoutListParams),
    Shelf("/v1/balance_transactions", "balance_transaction", "balance", asks.BalanceTransactionRetrieveParams,
          asks.BalanceTransactionListParams),
    Shelf("/v1/events", "event", "event", asks.EventRetrieveParams, asks.EventListParams),
    Shelf("/v1/mandates", "mandate", "mandate", asks.MandateRetrieveParams),
)  # fmt: skip


def routes(machine: Machine) -> list[Route]:
    """All of the API over one machine."""
    found = [Route(call.path, changing(machine, call), methods=[call.method]) for call in CALLS]
    for shelf in SHELVES:
        if shelf.searches is not None:
            found.append(Route(f"{shelf.path}/search", searching(machine, shelf), methods=["GET"]))
        if shelf.lists is not None:
            found.append(Route(shelf.path, listing(machine, shelf), methods=["GET"]))
        if shelf.retrieves is not None:
            found.append(Route(f"{shelf.path}/{{id}}", retrieving(machine, shelf), methods=["GET"]))
    return [*found, Route("/v1/balance", _balance(machine), methods=["GET"])]


def _balance(machine: Machine) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        with machine.store.reading() as books:
            told = balance.held(books)
        check_answer(told)
        return JSONResponse(told)

    return guarded(machine, "balance_read", endpoint)
