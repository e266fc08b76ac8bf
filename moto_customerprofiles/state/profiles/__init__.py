"""Profiles of a domain with their objects and keys: the table, its index, its counts and its queue of expiry."""
