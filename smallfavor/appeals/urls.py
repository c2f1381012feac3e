"""Addresses of the appeals app. The manifest, the texts and the scripts under /appeals/ are baked files."""

from django.urls import path

from smallfavor.appeals import views

app_name = "appeals"
urlpatterns = [path("appeals/tally", views.tally, name="tally")]
