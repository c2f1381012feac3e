"""What a supporter, or the desk for them, does to a pledge: one module per verb."""
