"""Pure rules about people: how an address is compared."""
