"""The WSGI application: baked files first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smallfavor.config.settings")
application = get_wsgi_application()
