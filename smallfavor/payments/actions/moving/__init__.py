"""The change of processor: pledges go over to another provider account, one transaction each."""
