from django.apps import AppConfig


class SupportersConfig(AppConfig):
    name = "smallfavor.supporters"
    label = "supporters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from smallfavor.supporters import holding  # noqa: PLC0415 (models must be loaded first)

        holding.register_with_privacy()
