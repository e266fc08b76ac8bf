"""Object types: how the JSON text of an object becomes fields and keys."""
