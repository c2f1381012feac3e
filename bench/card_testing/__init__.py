"""Card testing, simulated: what of an attack reaches the provider, and how many honest readers give meanwhile."""
