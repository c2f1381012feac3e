from importlib import import_module
from pathlib import Path

from django.apps import AppConfig

from smallfavor.core.baking import register_baker
from smallfavor.core.styles import BASE, register_bundle


class PublicationConfig(AppConfig):
    name = "smallfavor.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("smallfavor.publication.receivers")
        register_bundle("paper", *BASE, Path(__file__).parent / "static" / "publication" / "paper.css")
        register_baker("publication", import_module("smallfavor.publication.actions.bake").bake_all)
