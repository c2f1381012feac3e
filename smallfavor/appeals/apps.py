"""The appeals app, what it has baked (the manifest, its texts, the browser scripts) and what it counts."""

from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "smallfavor.appeals"
    label = "appeals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only now.
        from smallfavor.appeals import baking, form_views  # noqa: PLC0415

        baking.register()
        form_views.register()
