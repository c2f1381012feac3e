from django.apps import AppConfig
from django.core.checks import register


class BankConfig(AppConfig):
    name = "smallfavor.bank"
    label = "bank"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from smallfavor.bank import holding, sealed, told  # noqa: PLC0415 (models must be loaded first)
        from smallfavor.bank.actions.take_lines import take_known_lines  # noqa: PLC0415 (the same)
        from smallfavor.bank.checks import check_creditors  # noqa: PLC0415 (the same)
        from smallfavor.bank.line_takers import register_line_taker  # noqa: PLC0415 (the same)
        from smallfavor.core.resealing import register_resealer  # noqa: PLC0415 (the same)

        holding.register_with_privacy()
        register(check_creditors)
        register_line_taker("direct debits", take_known_lines)
        register_resealer("bank files", sealed.reseal_files)
        register_resealer("bank lines", told.reseal_lines)
