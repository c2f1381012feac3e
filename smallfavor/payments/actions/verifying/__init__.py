"""Running the contract against an account's own test mode: checks, what went over the wire, the record."""
