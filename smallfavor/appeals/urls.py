"""Addresses of the appeals app. The manifest, the texts and the scripts under /appeals/ are baked files."""

from django.urls import path

from smallfavor.appeals.views import preview
from smallfavor.appeals.views.tally import tally

app_name = "appeals"
urlpatterns = [
    path("appeals/tally", tally, name="tally"),
    path("appeals/preview/style/<slug:scheme>/<slug:bundle>.css", preview.style, name="preview_style"),
    path("appeals/preview/<str:token>/manifest.json", preview.manifest, name="preview_manifest"),
    path("appeals/preview/<str:token>/texts/<slug:name>.json", preview.text, name="preview_text"),
    path("appeals/preview/<str:token>/preview.js", preview.script, name="preview_script"),
]
