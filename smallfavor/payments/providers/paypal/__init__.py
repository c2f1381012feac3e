"""PayPal as a payment provider: Orders v2 with the vault, reached through PayPal's own SDK."""
