"""The demo's mailbox: a real SMTP server that delivers to a folder, and a page that shows what came.

A program of its own (`python -m smallfavor.config.mailbox`), on loopback only; never a part of a real installation.
"""
