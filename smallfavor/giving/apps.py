from django.apps import AppConfig


class GivingConfig(AppConfig):
    name = "smallfavor.giving"
    label = "giving"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from smallfavor.giving import checks  # noqa: F401, PLC0415 (registers itself)
