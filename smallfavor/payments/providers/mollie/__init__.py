"""Mollie as a payment provider: cards, iDEAL and SEPA direct debit through its official client."""
