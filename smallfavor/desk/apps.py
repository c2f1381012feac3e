from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    name = "smallfavor.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from smallfavor.desk.groups import keep_groups  # noqa: PLC0415 (models must be loaded first)

        # Django tells only apps with tables of their own; the desk has none, and what it needs is made by then.
        post_migrate.connect(keep_groups, sender=apps.get_app_config("payments"))
