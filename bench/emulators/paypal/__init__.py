"""An emulator of PayPal on the loopback: the part of its wire that the paper uses. It moves no money."""
