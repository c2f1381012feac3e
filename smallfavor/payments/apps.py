from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PaymentsConfig(AppConfig):
    name = "smallfavor.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from smallfavor.payments import holding, signals  # noqa: PLC0415 (models must be loaded first)

        holding.register_with_privacy()
        post_migrate.connect(signals.keep_installation, sender=self)
