"""Addresses of the payments app."""

from django.urls import URLPattern, URLResolver, path

from smallfavor.payments import views

app_name = "payments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("payments/webhooks/<slug:provider>/", views.webhook, name="webhook"),
    path("payments/webhooks/<slug:provider>/<slug:mark>/", views.webhook, name="marked_webhook"),
]
