"""The fault harness: breaks the money engine from a seed, and holds its books against the processor's own record.

`python -m bench.faults --help`; what it promises and how it does it: docs/reliability.md.
"""
