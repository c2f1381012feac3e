"""The simulated worlds that the statistics of tests are held against: `python -m bench.learning`."""
