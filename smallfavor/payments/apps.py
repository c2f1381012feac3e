from django.apps import AppConfig
from django.db.models.signals import post_migrate

from smallfavor.core.background import register_loop


class PaymentsConfig(AppConfig):
    name = "smallfavor.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from smallfavor.bank.record_changed import record_changed  # noqa: PLC0415 (models must be loaded first)
        from smallfavor.payments import holding, receivers, signals  # noqa: PLC0415 (models must be loaded first)
        from smallfavor.payments.actions.drive import run_money_loop  # noqa: PLC0415 (the same)

        holding.register_with_privacy()
        record_changed.connect(receivers.settle_bank_record, dispatch_uid="payments")
        register_loop("money", run_money_loop)
        post_migrate.connect(signals.keep_installation, sender=self)
