"""Benchmarks: each is `python -m bench.NAME [--seed N ...]` and prints one JSON object as its last line."""
