from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "smallfavor.ops"
    label = "ops"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from smallfavor.ops import checks  # noqa: F401, PLC0415 (registers itself; models must be loaded first)
