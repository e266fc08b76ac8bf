"""Object types, and the way of an object to its profile or to the dead letters."""
