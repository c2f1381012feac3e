"""Stripe: cards and wallets on its hosted page, SEPA debit through it. docs/payments.md tells how to switch it on."""
