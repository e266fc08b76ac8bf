"""Keys and searches of profiles."""
