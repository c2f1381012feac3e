"""What a plea's wordings earn, and whether a difference is more than chance: words, pictures, tables, and tests' lives.

The statistics are in insight/learning; what a test is, in appeals.
"""
