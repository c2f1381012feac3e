"""The sandbox processor as a payment provider: a loopback service that moves no money."""
