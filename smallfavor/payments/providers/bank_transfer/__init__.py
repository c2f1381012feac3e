"""Transfers that payers make at their own bank; statements tell what came. The service is the app `bank`."""
