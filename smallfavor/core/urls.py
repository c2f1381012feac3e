"""Addresses of the core."""

from django.urls import URLPattern, URLResolver, path, re_path

from smallfavor.core.views import icon, stylesheet

app_name = "core"
urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^style/(?P<bundle>[a-z]+)-(?P<digest>[0-9a-f]{12})\.css$", stylesheet, name="stylesheet"),
    path("icon.svg", icon, name="icon"),
]
