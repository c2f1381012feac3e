"""The appeals app, and what it has baked: the manifest, its texts and the browser scripts."""

from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "smallfavor.appeals"
    label = "appeals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only now.
        from smallfavor.appeals import baking  # noqa: PLC0415

        baking.register()
