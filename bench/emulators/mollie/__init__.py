"""A loopback emulator of Mollie's API v2, for tests: written from Mollie's public reference, no proof of Mollie itself.

It is reached through Mollie's official client. What it answers is held at run time against the names that the client's
own objects know (client_names.py: names alone, it has no types), and against a strict schema of ours (schema.py).
"""
