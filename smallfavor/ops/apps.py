from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "smallfavor.ops"
    label = "ops"
    default_auto_field = "django.db.models.BigAutoField"
