"""The WSGI application: baked files first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

from smallfavor.config.front import Front
from smallfavor.config.leash import end_with_parent

if server := os.environ.get("SMALLFAVOR_SERVER"):
    end_with_parent(int(server))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smallfavor.config.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 (settings come after their module's name)

from smallfavor.appeals.views import tally  # noqa: E402 (models can be imported now)

application = Front(
    _django,
    baked=settings.BAKED,
    static=settings.STATIC_ROOT,
    media=settings.MEDIA_ROOT,
    payment_origins=settings.PAYMENT_PAGE_ORIGINS,
    doors={tally.ADDRESS: tally.beacon},
)
