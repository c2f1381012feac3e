"""Encrypted backups and their restoration. The format and its reasons: docs/decisions/backup.md."""
