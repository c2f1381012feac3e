"""The guard of checkouts: who may reach a provider now, and what became of them. One module for each verb."""
