"""What happens when the database has been migrated: the installation gets its lasting id."""

from django.conf import settings
from django.db import connection

from smallfavor.payments.models import Installation
from smallfavor.payments.rules.keys import installation_id


def keep_installation(**arguments: object) -> None:
    """Store the id made from the present key, once; a later key changes nothing."""
    if Installation._meta.db_table in connection.introspection.table_names():
        own = Installation(code=installation_id(settings.INSTALLATION_KEY))
        Installation.objects.bulk_create([own], ignore_conflicts=True)
