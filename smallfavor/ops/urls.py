"""Addresses of the ops app."""

from django.urls import URLPattern, URLResolver, path

from smallfavor.ops import views

app_name = "ops"
urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
]
