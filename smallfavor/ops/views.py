"""Two small questions that a load balancer or a supervisor asks: is the process alive, can it serve?

Not here: the longer look at an installation (ops/doctor.py).
"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of anybody else; any page may ask, to see whether the forms can be reached."""
    return JsonResponse({"live": True}, headers={"Access-Control-Allow-Origin": "*"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers too, so that forms work; 503 until it does."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ready": False}, status=503)
    return JsonResponse({"ready": True})
