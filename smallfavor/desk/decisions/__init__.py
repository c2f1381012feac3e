"""The desk's screen for what a person must decide: attempts and pledges in doubt, accounts that are stopped."""
