"""The shared rows and signed-in clients."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from smallfavor.desk.tests.posting import SignIn
from smallfavor.insight.tests.rows import account, editor, paid, writer

__all__ = ["account", "editor", "paid", "sign_in", "writer"]


@pytest.fixture
def sign_in() -> SignIn:
    """A client of somebody with just these rights; `name` for a second person."""

    def make(*rights: str, name: str = "eva") -> Client:
        user = User.objects.create_user(name, password="a long password")
        user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *rights]))
        client = Client()
        client.force_login(user)
        return client

    return make
