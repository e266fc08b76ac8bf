"""The values of an attribute over the profiles of a domain, and their statistics."""
