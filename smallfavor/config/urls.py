"""Every address of the installation; each app lists its own, from the root (the contract is in ARCHITECTURE.md)."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("", include("smallfavor.core.urls")),
    path("", include("smallfavor.giving.urls")),
    path("", include("smallfavor.reminders.urls")),
    path("", include("smallfavor.appeals.urls")),
    path("", include("smallfavor.payments.urls")),
    path("", include("smallfavor.ops.urls")),
    path("", include("smallfavor.publication.urls")),
    path("desk/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
