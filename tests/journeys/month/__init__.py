"""A bookkeeper's month against a running demo, and the page that tells it with the run's own figures."""
