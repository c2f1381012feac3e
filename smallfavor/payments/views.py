"""Where payment providers tell us that something happened. Not here: what is done about it (actions/receive_event)."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from smallfavor.core.clock import utcnow
from smallfavor.core.middleware.paths import LARGEST_WEBHOOK
from smallfavor.core.refusals import refused
from smallfavor.payments.actions.receive_event import receive_event
from smallfavor.payments.providers.base import EventRefused, ProviderUnavailable
from smallfavor.payments.queries.accounts import accounts_of


@csrf_exempt
@never_cache
@require_POST
def webhook(request: HttpRequest, provider: str, mark: str = "") -> JsonResponse:
    """Take in one event of this provider. 200: it is stored; 400 or 413: refused, and nothing happened.

    503: whether it is true can't be checked just now; nothing happened, and the service sends it again. `mark`: where
    the provider has an address for each payment, its last part.
    """
    accounts = accounts_of(provider)
    if not accounts:
        return _refused("provider_unknown", status=404)
    body = request.read(LARGEST_WEBHOOK + 1)
    if len(body) > LARGEST_WEBHOOK:
        return _refused("too_large", status=413)
    try:
        receive_event(accounts, request.headers, body, mark=mark, now=utcnow())
    except EventRefused as refusal:
        return _refused(refusal.code, status=400)
    except ProviderUnavailable:
        return _refused("unchecked", status=503)
    return JsonResponse({"received": True})


def _refused(code: str, *, status: int) -> JsonResponse:
    return refused(JsonResponse({"error": code}, status=status), code)
