"""Every wrong input, at every public door: refused with a stable code, and no row of any table has changed."""
