"""SEPA Core direct debit by files that a person carries to the bank. The bank's counter (app `bank`) is the service."""
