from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "smallfavor.bank"
    label = "bank"
    default_auto_field = "django.db.models.BigAutoField"
