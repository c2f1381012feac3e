"""Accounts of the books."""

from django.db import models


class AccountKind(models.TextChoices):
    ASSET = "asset"
    INCOME = "income"
    EXPENSE = "expense"
    LIABILITY = "liability"
    EQUITY = "equity"


class Account(models.Model):
    """One account in one currency. `code` reads like a path: `assets:sandbox`, `income:monthly`."""

    code = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "currency"], name="account_code_currency"),
            # Transfers point at (id, currency), so that no transfer can mix currencies.
            models.UniqueConstraint(fields=["id", "currency"], name="account_id_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.currency}"
