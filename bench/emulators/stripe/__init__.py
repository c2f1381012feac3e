"""An emulator of Stripe: its wire as the official `stripe` SDK speaks it, with faults on order and no money.

A program of its own with its own record: it imports nothing of the paper. What it answers and what it is asked is held
against the SDK's own generated classes (shapes.py, asked.py). `python -m bench.emulators.stripe --help`.
"""
