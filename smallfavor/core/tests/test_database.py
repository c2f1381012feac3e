"""The tests' own database is a real server, reached only by us."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_server_is_postgresql_on_a_socket_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 180000
