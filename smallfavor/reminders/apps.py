from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "smallfavor.reminders"
    label = "reminders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from smallfavor.reminders import holding  # noqa: PLC0415 (models must be loaded first)

        holding.register_with_privacy()
