"""Emulators of payment services: programs of their own that speak a service's wire, for tests without that service."""
