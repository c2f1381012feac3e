"""What a person decides where the machine must not: one module per verb, each leaving who and why."""
