from django.apps import AppConfig

from smallfavor.core.baking import register_baker
from smallfavor.core.icon import bake_icon
from smallfavor.core.styles import bake_stylesheets


class CoreConfig(AppConfig):
    name = "smallfavor.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register_baker("styles", bake_stylesheets)
        register_baker("icon", bake_icon)
