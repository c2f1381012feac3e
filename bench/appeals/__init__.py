"""What readers pay for being asked: decisions a second, and the sizes of what they load."""
