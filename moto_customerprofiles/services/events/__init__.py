"""Event streams and event triggers of a domain."""
