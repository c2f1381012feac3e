"""Addresses of the reminders app."""

from django.urls import URLPattern, URLResolver, path

from smallfavor.reminders.views.ask import ask
from smallfavor.reminders.views.reminder import reminder

app_name = "reminders"
urlpatterns: list[URLPattern | URLResolver] = [
    path("remind/", ask, name="ask"),
    path("remind/<str:token>/", reminder, name="reminder"),
]
