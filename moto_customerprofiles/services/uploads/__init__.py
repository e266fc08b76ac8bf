"""Upload jobs of a domain."""
